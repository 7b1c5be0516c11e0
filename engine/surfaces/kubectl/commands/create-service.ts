import { MADE_FLAGS, madeMetadata, make } from "../change/made.ts";
import { compact, nameArgument, requireFlags } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { int, list, text } from "../flags/flag.ts";
import type { Json } from "../server/api.ts";

type ServiceType = "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";

const TCP = list("tcp", "slice");

export const CREATE_SERVICE: Command = {
  name: "service",
  aliases: ["svc"],
  short: "Create a service using a specified subcommand",
  commands: [
    {
      name: "clusterip",
      short: "Create a ClusterIP service",
      usage: "NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none] [options]",
      flags: [...MADE_FLAGS, TCP, text("clusterip")],
      run: (call) => create(call, "ClusterIP"),
    },
    {
      name: "externalname",
      short: "Create an ExternalName service",
      usage: "NAME --external-name external.name [--dry-run=server|client|none] [options]",
      flags: [...MADE_FLAGS, TCP, text("external-name")],
      run: (call) => create(call, "ExternalName"),
    },
    {
      name: "loadbalancer",
      short: "Create a LoadBalancer service",
      usage: "NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]",
      flags: [...MADE_FLAGS, TCP],
      run: (call) => create(call, "LoadBalancer"),
    },
    {
      name: "nodeport",
      short: "Create a NodePort service",
      usage: "NAME [--tcp=port:targetPort] [--dry-run=server|client|none] [options]",
      flags: [...MADE_FLAGS, TCP, int("node-port")],
      run: (call) => create(call, "NodePort"),
    },
  ],
};

function create(call: Call, type: ServiceType): void {
  const { flags } = call;
  if (type === "ExternalName") requireFlags(call, "external-name");
  const name = nameArgument(call);
  const tcp = flags.list("tcp");
  const clusterIP = flags.has("clusterip") ? flags.text("clusterip") : "";
  if (clusterIP !== "None" && tcp.length === 0 && type !== "ExternalName")
    throw new PlainError("at least one tcp port specifier must be provided");
  const externalName = flags.has("external-name") ? flags.text("external-name") : "";
  if (
    type === "ExternalName" &&
    !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(externalName)
  )
    throw new PlainError(`invalid service external name ${externalName}`);
  const nodePort = flags.has("node-port") ? flags.int("node-port") : 0;
  const ports = tcp.map((one) => portOf(one, nodePort));
  const spec = compact({
    clusterIP: clusterIP || undefined,
    externalName: externalName || undefined,
    ports: ports.length === 0 ? undefined : ports,
    selector: { app: name },
    type,
  });
  const metadata = madeMetadata(call, name, { app: name });
  const service = { apiVersion: "v1", kind: "Service", metadata, spec, status: { loadBalancer: {} } };
  make(call, service, { refusal: `failed to create ${type} service:` });
}

function portOf(words: string, nodePort: number): Json {
  const [port = "", target] = words.split(":");
  const number = portNumber(port);
  return compact({
    name: words.replaceAll(":", "-"),
    nodePort: nodePort === 0 ? undefined : nodePort,
    port: number,
    protocol: "TCP",
    targetPort: target === undefined ? number : targetOf(target),
  });
}

function portNumber(port: string): number {
  if (!/^\d+$/.test(port))
    throw new PlainError(`strconv.ParseUint: parsing ${JSON.stringify(port)}: invalid syntax`);
  const number = Number(port);
  if (number > 65_535)
    throw new PlainError(`strconv.ParseUint: parsing ${JSON.stringify(port)}: value out of range`);
  return number;
}

function targetOf(target: string): number | string {
  if (!/^[+-]?\d+$/.test(target)) return target;
  const number = Number(target);
  if (number < 1 || number > 65_535) throw new PlainError("must be between 1 and 65535, inclusive");
  return number;
}
