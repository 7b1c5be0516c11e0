import { MADE_FLAGS, make } from "../../change/made.ts";
import { compact, nameArgument } from "../../change/outcome.ts";
import type { Call, Command } from "../../command.ts";
import { PlainError } from "../../failure.ts";
import { type Flag, text } from "../../flags/flag.ts";
import { type ApiObject, at, type Json, listAt, textAt } from "../../server/api.ts";
import type { Session } from "../../session.ts";

type Termination = "edge" | "passthrough" | "reencrypt";

const COMMON: readonly Flag[] = [
  ...MADE_FLAGS,
  text("service"),
  text("hostname"),
  text("port"),
  text("wildcard-policy"),
  text("insecure-policy"),
];
const CERTIFICATES: readonly Flag[] = [text("path"), text("cert"), text("key"), text("ca-cert")];

/** `oc create route …`. */
export const CREATE_ROUTE: Command = {
  name: "route",
  short: "Expose containers externally via secured routes",
  usage: "SUBCOMMAND [flags]",
  commands: [
    {
      name: "edge",
      short: "Create a route that uses edge TLS termination",
      usage: "[NAME] --service=SERVICE [flags]",
      flags: [...COMMON, ...CERTIFICATES],
      run: (call) => createRoute(call, "edge"),
    },
    {
      name: "passthrough",
      short: "Create a route that uses passthrough TLS termination",
      usage: "[NAME] --service=SERVICE [flags]",
      flags: COMMON,
      run: (call) => createRoute(call, "passthrough"),
    },
    {
      name: "reencrypt",
      short: "Create a route that uses reencrypt TLS termination",
      usage: "[NAME] --dest-ca-cert=FILENAME --service=SERVICE [flags]",
      flags: [...COMMON, ...CERTIFICATES, text("dest-ca-cert")],
      run: (call) => createRoute(call, "reencrypt"),
    },
  ],
};

function createRoute(call: Call, termination: Termination): void {
  const { flags, args, session } = call;
  const service = flags.text("service");
  if (service === "") throw new PlainError("you need to provide a service name via --service");
  const name = args.length === 0 ? service : nameArgument(call);
  const file = (flag: string): string | undefined =>
    flags.has(flag) && flags.text(flag) !== "" ? fileText(session, flags.text(flag)) : undefined;
  const tls = compact({
    caCertificate: file("ca-cert"),
    certificate: file("cert"),
    destinationCACertificate: file("dest-ca-cert"),
    insecureEdgeTerminationPolicy: flags.text("insecure-policy") || undefined,
    key: file("key"),
    termination,
  });
  const path = flags.has("path") ? flags.text("path") : "";
  const route = routeTo(session, {
    service,
    name,
    hostname: flags.text("hostname"),
    path,
    port: flags.text("port"),
  });
  make(call, withSpec(route, compact({ tls, wildcardPolicy: flags.text("wildcard-policy") || undefined })));
}

function withSpec(route: ApiObject, more: Json): ApiObject {
  return { ...route, spec: { ...(at(route, "spec") as Json), ...more } };
}

function fileText({ around }: Session, path: string): string {
  const text = around.readFile(path);
  if (text === undefined) throw new PlainError(`open ${path}: no such file or directory`);
  return text;
}

export interface RouteWish {
  readonly service: string;
  readonly name: string;
  readonly hostname: string;
  readonly path: string;
  /** Name or number of a port of the Service; the first one's target when empty. */
  readonly port: string;
}

/** An unsecured Route to a Service, as `oc` builds it. */
export function routeTo(session: Session, { service, name, hostname, path, port }: RouteWish): ApiObject {
  const resource = session.discovery.named("services");
  const found = session.client.get({ resource, namespace: session.namespace, name: service });
  const metadata = compact({
    creationTimestamp: null,
    labels: at(found, "metadata", "labels"),
    name,
    namespace: session.isNamespaceGiven ? session.namespace : undefined,
  });
  const spec = compact({
    host: hostname || undefined,
    path: path || undefined,
    port: { targetPort: targetPort(found, port) },
    to: { kind: "Service", name: service, weight: 100 },
  });
  return { apiVersion: "route.openshift.io/v1", kind: "Route", metadata, spec, status: {} };
}

function targetPort(service: ApiObject, port: string): string | number {
  const ports = listAt(service, "spec", "ports");
  const [first] = ports;
  if (port !== "") return /^\d+$/.test(port) ? Number(port) : port;
  if (first === undefined)
    throw new PlainError(
      `service ${JSON.stringify(textAt(service, "metadata", "name"))} does not have any ports`,
    );
  const name = textAt(first, "name");
  if (name !== "") return name;
  const target = at(first, "targetPort");
  return typeof target === "string" || typeof target === "number" ? target : Number(first["port"]);
}
