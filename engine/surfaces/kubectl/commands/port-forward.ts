import type { Call, Command } from "../command.ts";
import { PlainError, usageError } from "../failure.ts";
import { list, text } from "../flags/flag.ts";
import { type ApiObject, at, type Json, listAt, textAt } from "../server/api.ts";
import { askToConnect } from "../targets/container.ts";
import { selectorOf } from "./logs.ts";

export const PORT_FORWARD: Command = {
  name: "port-forward",
  short: "Forward one or more local ports to a pod",
  usage: "TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]",
  examples: ["kubectl port-forward service/web 8080:80", "kubectl port-forward pod/web :5000"],
  flags: [list("address", "slice"), text("pod-running-timeout", "", "1m0s")],
  run,
};

function run(call: Call): void {
  const { args, session, path } = call;
  const [target, ...ports] = args;
  if (target === undefined || ports.length === 0)
    throw usageError(path, "TYPE/NAME and list of ports are required for port-forward");
  const [type = "", name = ""] = target.includes("/") ? target.split("/") : ["pods", target];
  const { namespace, client, discovery } = session;
  const object = client.get({ resource: discovery.named(type), namespace, name });
  const pod = object.kind === "Pod" ? object : podOf(call, object);
  const found = { namespace: textAt(pod, "metadata", "namespace"), name: textAt(pod, "metadata", "name") };
  const ways = ports.map((port) => {
    const [local = "", remote = local] = port.split(":");
    if (remote === "") throw new PlainError("remote port cannot be empty");
    const podPort = object.kind === "Service" ? servicePort(object, pod, remote) : containerPort(pod, remote);
    for (const [side, one] of [
      ["local", local],
      ["remote", remote],
    ] as const)
      if (/^\d+$/.test(one) && Number(one) > 65_535)
        throw new PlainError(
          `error parsing ${side} port '${one}': strconv.ParseUint: parsing ${JSON.stringify(one)}: value out of range`,
        );
    return { localPort: localPortOf(local, port, podPort), podPort };
  });
  askToConnect(session, { ...found, subresource: "portforward" });
  for (const { localPort, podPort } of ways) {
    session.around.forward?.({ namespace, pod: textAt(pod, "metadata", "name"), localPort, podPort });
    session.out(
      `Forwarding from 127.0.0.1:${localPort} -> ${podPort}\nForwarding from [::1]:${localPort} -> ${podPort}\n`,
    );
  }
}

/** Of `:80` and `0:80` the system chooses some free port; a name stands for the pod's own. */
function localPortOf(local: string, written: string, podPort: number): number {
  if (/^0*$/.test(local) && written.includes(":")) return FIRST_FREE + (podPort % FREE);
  return /^\d+$/.test(local) ? Number(local) : podPort;
}

/** Linux' `ip_local_port_range`. */
const FIRST_FREE = 32_768;
const FREE = 28_232;

function podOf({ session }: Call, object: ApiObject): Json {
  const resource = session.discovery.named("pods");
  const { namespace } = session;
  // Without a selector every pod would match.
  if (object.kind === "Service" && Object.keys((at(object, "spec", "selector") as Json) ?? {}).length === 0)
    throw new PlainError(
      `cannot attach to *v1.Service: invalid service '${textAt(object, "metadata", "name")}': Service is defined without a selector`,
    );
  const pods = listAt(
    session.client.get({ resource, namespace }, { labelSelector: selectorOf(object) }),
    "items",
  );
  const [pod] = pods;
  if (pod === undefined) throw new PlainError("timed out waiting for the condition");
  return pod;
}

function containerPort(pod: Json, port: string): number {
  if (/^\d+$/.test(port)) return Number(port);
  const found = listAt(pod, "spec", "containers")
    .flatMap((container) => listAt(container, "ports"))
    .find((one) => one["name"] === port);
  if (found === undefined)
    throw new PlainError(`Pod '${textAt(pod, "metadata", "name")}' does not have a named port '${port}'`);
  return Number(found["containerPort"]);
}

function servicePort(service: ApiObject, pod: Json, port: string): number {
  const ports = listAt(service, "spec", "ports");
  const name = textAt(service, "metadata", "name");
  const found = ports.find((one) =>
    /^\d+$/.test(port) ? textAt(one, "port") === port : one["name"] === port,
  );
  if (found === undefined)
    throw new PlainError(
      /^\d+$/.test(port)
        ? `Service ${name} does not have a service port ${port}`
        : `Service '${name}' does not have a named port '${port}'`,
    );
  if (found["protocol"] === "UDP") throw new PlainError(`UDP protocol is not supported for ${port}`);
  if (textAt(service, "spec", "clusterIP") === "None") return Number(found["port"]);
  return containerPort(pod, String(at(found, "targetPort") ?? found["port"]));
}
