import type { KubernetesObject } from "../../api/meta.ts";
import type { YamlPlace } from "./yaml-place.ts";

/** What a field may name of the cluster, with a word on what that is. */
type Names = ReadonlyMap<string, string>;
type Objects = readonly KubernetesObject[];
type Fields = Readonly<Record<string, unknown>>;
type Source = (place: YamlPlace, objects: Objects, path: readonly string[]) => Names;

/** Names that the cluster has for the field at the end of the path; `?` stands for a key of a map. */
export function namesFor(path: readonly string[], place: YamlPlace, objects: Objects): Names {
  const whole = `${place.kind}.${path.join(".")}`;
  const row = SOURCES.find(([pattern]) => pattern.test(whole));
  return row === undefined ? new Map() : row[1](place, objects, path);
}

/** The first row whose pattern fits kind and path wins. */
const SOURCES: readonly (readonly [RegExp, Source])[] = [
  [
    /\bmetadata\.namespace$|\.(parentRefs|backendRefs|backendRef|from|to|targetRef|subjects)\.namespace$/,
    named("Namespace", "all"),
  ],
  [/namespaceSelector\.matchLabels\.[^.]+$/, labels("Namespace")],
  [/kubernetes\.io\/service-name$/, named("Service")],
  [
    /\.(podSelector|selector|labelSelector)\.matchLabels\.[^.]+$|^Service\.spec\.selector\.[^.]+$/,
    labels("Pod"),
  ],
  [/\.backend\.service\.name$|\.service\.name$/, named("Service")],
  [/\.(backendRefs|backendRef)\.name$|^Route\.spec\.(to|alternateBackends)\.name$/, named("Service")],
  [/^StatefulSet\.spec\.serviceName$/, named("Service")],
  [
    /\.service\.port\.(number|name)$|\.(backendRefs|backendRef)\.port$|^Route\.spec\.port\.targetPort$/,
    servicePorts,
  ],
  [/^Service\.spec\.ports\.targetPort$|^NetworkPolicy\.spec\.(ingress|egress)\.ports\.port$/, containerPorts],
  [/\.parentRefs\.name$/, named("Gateway", "all")],
  [/\.parentRefs\.sectionName$/, listeners],
  [/\.gatewayClassName$/, named("GatewayClass", "all")],
  [/\.ingressClassName$/, named("IngressClass", "all")],
  [/\.(configMap|configMapRef|configMapKeyRef)\.name$/, named("ConfigMap")],
  [/\.(certificateRefs|secretName|secretRef|secretKeyRef)(\.name)?$/, named("Secret")],
];

function named(kind: string, from: "own" | "all" = "own"): Source {
  return ({ namespace }, objects) => {
    const found = objects.filter(
      (one) => one.kind === kind && (from === "all" || (one.metadata.namespace ?? "default") === namespace),
    );
    return new Map(found.map(({ metadata }) => [metadata.name, detailOf(kind, metadata.namespace)]));
  };
}

function detailOf(kind: string, namespace: string | undefined): string {
  return namespace === undefined ? kind : `${kind} in ${namespace}`;
}

/** Keys behind `?`, otherwise the values that the key has. A Service and a selector speak of their own namespace's pods. */
function labels(kind: "Pod" | "Namespace"): Source {
  return ({ namespace, path: around }, objects, path) => {
    const key = path.at(-1) ?? "?";
    const isElsewhere = kind === "Namespace" || around.includes("from") || around.includes("to");
    const names = new Map<string, string>();
    for (const object of objects) {
      const { metadata } = object;
      if (object.kind !== kind || !(isElsewhere || (metadata.namespace ?? "default") === namespace)) continue;
      for (const [name, value] of Object.entries(metadata.labels ?? {})) {
        if (key === "?") names.set(name, `label of ${kind === "Pod" ? "pods" : "namespaces"}`);
        else if (name === key) names.set(String(value), name);
      }
    }
    return names;
  };
}

function servicePorts({ namespace }: YamlPlace, objects: Objects, path: readonly string[]): Names {
  const names = new Map<string, string>();
  const wantsName = path.at(-1) === "name" || path.at(-1) === "targetPort";
  for (const service of objects) {
    if (service.kind !== "Service" || (service.metadata.namespace ?? "default") !== namespace) continue;
    for (const port of listAt(service, "spec", "ports")) {
      const label = wantsName ? port["name"] : port["port"];
      if (label !== undefined) names.set(String(label), `Service ${service.metadata.name}`);
    }
  }
  return names;
}

function containerPorts({ namespace, kind }: YamlPlace, objects: Objects): Names {
  const names = new Map<string, string>();
  for (const pod of objects) {
    const isNear = kind !== "Service" || (pod.metadata.namespace ?? "default") === namespace;
    if (pod.kind !== "Pod" || !isNear) continue;
    for (const container of listAt(pod, "spec", "containers"))
      for (const port of list(container["ports"]))
        for (const label of [port["name"], port["containerPort"]])
          if (label !== undefined) names.set(String(label), `container ${String(container["name"])}`);
  }
  return names;
}

function listeners(_: YamlPlace, objects: Objects): Names {
  const gateways = objects.filter(({ kind }) => kind === "Gateway");
  return new Map(
    gateways.flatMap((gateway) =>
      listAt(gateway, "spec", "listeners").map(
        ({ name }) => [String(name), `listener of ${gateway.metadata.name}`] as const,
      ),
    ),
  );
}

function listAt(object: KubernetesObject, ...path: readonly string[]): readonly Fields[] {
  let value: unknown = object;
  for (const name of path) value = (value as Fields | undefined)?.[name];
  return list(value);
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}
