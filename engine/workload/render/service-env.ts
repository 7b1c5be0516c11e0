import type { Service, ServicePort } from "../../api/core/service.ts";
import type { ClusterView, PodView } from "../../cluster/view.ts";

/**
 * Variables that a container finds for the Services that were there when it started (pkg/kubelet/envvars and
 * `getServiceEnvVarMap`), sorted: those of its own namespace unless `enableServiceLinks` is false, and the API server's.
 */
export function serviceEnvText(view: ClusterView, pod: PodView): string {
  const variables = new Map<string, string>();
  for (const service of linkedServices(view, pod)) {
    for (const [name, value] of variablesOf(service)) variables.set(name, value);
  }
  const lines = [...variables].map(([name, value]) => `${name}=${value}\n`);
  return lines.sort().join("");
}

/** A Service of the pod's own namespace with the same name takes the place of `default/kubernetes`. */
function linkedServices(view: ClusterView, { namespace, pod }: PodView): readonly Service[] {
  const isApi = ({ metadata }: Service): boolean => metadata.name === "kubernetes";
  const own = (pod.spec.enableServiceLinks === false ? [] : view.servicesAtStart(pod, namespace)).filter(
    hasAddress,
  );
  if (own.some(isApi)) return own;
  return [...view.servicesAtStart(pod, "default").filter(isApi).filter(hasAddress), ...own];
}

function hasAddress({ spec }: Service): boolean {
  return (
    spec.type !== "ExternalName" && spec.clusterIP !== undefined && !["", "None"].includes(spec.clusterIP)
  );
}

function variablesOf({ metadata, spec }: Service): readonly (readonly [name: string, value: string])[] {
  const prefix = variableName(metadata.name);
  const host = spec.clusterIP ?? "";
  const ports = spec.ports ?? [];
  const [first] = ports;
  if (first === undefined) return [[`${prefix}_SERVICE_HOST`, host]];
  const named = ports.filter(({ name }) => name !== undefined && name !== "");
  return [
    [`${prefix}_SERVICE_HOST`, host],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
    ...named.map(
      ({ name = "", port }) => [`${prefix}_SERVICE_PORT_${variableName(name)}`, String(port)] as const,
    ),
    [`${prefix}_PORT`, url(first, host)],
    ...ports.flatMap((port) => linkVariables(prefix, port, host)),
  ];
}

/** What Docker's links used to give. */
function linkVariables(
  prefix: string,
  port: ServicePort,
  host: string,
): readonly (readonly [name: string, value: string])[] {
  const protocol = port.protocol ?? "TCP";
  const name = `${prefix}_PORT_${port.port}_${protocol}`;
  return [
    [name, url(port, host)],
    [`${name}_PROTO`, protocol.toLowerCase()],
    [`${name}_PORT`, String(port.port)],
    [`${name}_ADDR`, host],
  ];
}

function url({ port, protocol = "TCP" }: ServicePort, host: string): string {
  return `${protocol.toLowerCase()}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** `makeEnvVariableName`: upper case, and dashes become underscores. A port's name may begin with a digit: another word precedes it. */
function variableName(text: string): string {
  return text.toUpperCase().replaceAll("-", "_");
}
