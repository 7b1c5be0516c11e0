import { make, overridden } from "../change/made.ts";
import { compact } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import { type ApiObject, at, type Json, listAt, pairsAt, textAt } from "../server/api.ts";
import { kindPrefix, qualifiedName } from "../server/resource.ts";
import { forEachInfo, type Info } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";

/** Kinds that can be exposed: Services and whatever selects or is a pod. */
const EXPOSABLE: ReadonlySet<string> = new Set([
  "replicationcontroller",
  "service",
  "pod",
  "deployment.apps",
  "replicaset.apps",
]);

export const EXPOSE: Command = {
  name: "expose",
  short:
    "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service",
  usage:
    "(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--type=type] [options]",
  examples: ["kubectl expose deployment web --port=80 --target-port=8080"],
  flags: [
    ...PRINT,
    ...FILES,
    DRY_RUN,
    fieldManager("kubectl-expose"),
    bool("save-config"),
    text("protocol"),
    text("port"),
    text("type"),
    text("load-balancer-ip"),
    text("selector"),
    text("labels", "l"),
    text("target-port"),
    text("external-ip"),
    text("name"),
    text("session-affinity"),
    text("cluster-ip"),
    text("overrides"),
  ],
  run,
};

function run(call: Call): void {
  const { infos, errors } = objectsOf(call, call.args, { selects: false });
  if (errors[0] !== undefined) throw errors[0];
  forEachInfo(infos, (info) => {
    if (!EXPOSABLE.has(kindPrefix(info.resource))) throw new PlainError(`cannot expose a ${kindName(info)}`);
    make(call, overriding(call, serviceFor(call, info)), { what: "exposed" });
  });
}

function overriding({ flags }: Call, service: ApiObject): ApiObject {
  const overrides = flags.text("overrides");
  return overrides === "" ? service : overridden(service, overrides);
}

/** `Ingress.networking.k8s.io`. */
function kindName({ resource }: Info): string {
  return resource.group === ""
    ? resource.kind
    : `${resource.kind}.${qualifiedName(resource).slice(resource.plural.length + 1)}`;
}

function serviceFor(call: Call, { object, name: own }: Info): ApiObject {
  const { flags, session } = call;
  const selector = labelsOf(flags.text("selector") || selectorOf(object));
  const labels =
    flags.text("labels") === "" ? at(object, "metadata", "labels") : labelsOf(flags.text("labels"));
  const type = flags.text("type");
  const affinity = flags.text("session-affinity");
  if (!["", "None", "ClientIP"].includes(affinity))
    throw new PlainError(`unknown session affinity: ${affinity}`);
  const ports = portsFor(call, object);
  const spec = compact({
    clusterIP: flags.text("cluster-ip") || undefined,
    externalIPs: flags.text("external-ip") === "" ? undefined : [flags.text("external-ip")],
    loadBalancerIP: type === "LoadBalancer" ? flags.text("load-balancer-ip") || undefined : undefined,
    ports: ports.length === 0 ? undefined : ports,
    selector,
    sessionAffinity: affinity || undefined,
    type: type || undefined,
  });
  const metadata = compact({
    creationTimestamp: null,
    labels,
    name: flags.text("name") || own.slice(0, 63),
    namespace: session.isNamespaceGiven ? session.namespace : undefined,
  });
  return { apiVersion: "v1", kind: "Service", metadata, spec, status: { loadBalancer: {} } };
}

function selectorOf(object: ApiObject): string {
  const refuse = (words: string): PlainError =>
    new PlainError(`couldn't retrieve selectors via --selector flag or introspection: ${words}`);
  if (object.kind === "Pod") {
    const labels = pairsAt(object, "metadata", "labels");
    if (labels.length === 0) throw refuse("the pod has no labels and cannot be exposed");
    return labels.map(([key, value]) => `${key}=${value}`).join(",");
  }
  if (object.kind === "Service") {
    const pairs = pairsAt(object, "spec", "selector");
    if (pairs.length === 0) throw refuse("the service has no pod selector set");
    return pairs.map(([key, value]) => `${key}=${value}`).join(",");
  }
  if (listAt(object, "spec", "selector", "matchExpressions").length > 0)
    throw refuse(
      `couldn't convert expressions - "${JSON.stringify(at(object, "spec", "selector", "matchExpressions"))}" to map-based selector format`,
    );
  return pairsAt(object, "spec", "selector", "matchLabels")
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

function labelsOf(words: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.split(",").map((word) => {
      const [key = "", value, ...more] = word.split("=");
      if (value === undefined || more.length > 0) throw new PlainError(`unexpected label spec: ${word}`);
      if (key === "") throw new PlainError("unexpected empty label key");
      return [key, value];
    }),
  );
}

/** Ports that the object itself speaks of, with their protocols. */
function ownPorts(object: ApiObject): readonly (readonly [string, string])[] {
  if (object.kind === "Service")
    return listAt(object, "spec", "ports").map((port) => [textAt(port, "port"), textAt(port, "protocol")]);
  const spec = object.kind === "Pod" ? at(object, "spec") : at(object, "spec", "template", "spec");
  return listAt(spec, "containers")
    .flatMap((container) => listAt(container, "ports"))
    .map((port) => [textAt(port, "containerPort"), textAt(port, "protocol")]);
}

function portsFor({ flags }: Call, object: ApiObject): readonly Json[] {
  const own = ownPorts(object);
  const given = flags.text("port");
  const ports = given === "" ? own.map(([port]) => port) : given.split(",");
  if (ports.length === 0 && flags.text("cluster-ip") !== "None")
    throw new PlainError("couldn't find port via --port flag or introspection");
  const target = flags.text("target-port");
  return ports.flatMap((port, index): readonly Json[] => {
    if (!/^[+-]?\d+$/.test(port))
      throw new PlainError(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
    const name = ports.length > 1 ? `port-${index + 1}` : undefined;
    const found = own.filter(([one]) => one === port).map(([, protocol]) => protocol);
    const protocols =
      flags.text("protocol") === "" ? (found.length === 0 ? ["TCP"] : found) : [flags.text("protocol")];
    const targetPort = target === "" ? Number(port) : /^\d+$/.test(target) ? Number(target) : target;
    return protocols.map((protocol) => {
      const own = protocols.length > 1 ? `port-${index + 1}-${protocol.toLowerCase()}` : name;
      return compact({ name: own, port: Number(port), protocol, targetPort });
    });
  });
}
