import type { FieldErrors } from "../field-errors.ts";
import { dns1035Label, dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from "../formats.ts";
import { validateIp, validateNonSpecialIp } from "../ip-validation.ts";
import { validateLabels, validateMetadata } from "../metadata.ts";
import { validatePortOrName } from "./pod-validation.ts";
import type { Service, ServicePort, ServiceSpec } from "./service.ts";
import { validateAddresses } from "./service-address-validation.ts";
import { validateTrafficPolicies } from "./service-traffic-validation.ts";

const PROTOCOLS = ["TCP", "UDP", "SCTP"];
const TYPES = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];
const AFFINITIES = ["ClientIP", "None"];
const KUBELET_PORT = 10_250;
/** Seconds in three hours: `DefaultClientIPServiceAffinitySeconds`. */
const DEFAULT_AFFINITY_TIMEOUT = 10_800;
const MAX_AFFINITY_TIMEOUT = 86_400;

/** `SetDefaults_Service`. */
export function defaultService(service: Service): Service {
  const given = withoutEmpty(service.spec ?? {}, ["type", "sessionAffinity", "externalTrafficPolicy"]);
  const type = given.type ?? "ClusterIP";
  const hasCluster = type !== "ExternalName";
  const isReachableOutside = type === "NodePort" || type === "LoadBalancer";
  const spec: ServiceSpec = {
    sessionAffinity: "None",
    type,
    ...(hasCluster ? { internalTrafficPolicy: "Cluster" as const } : {}),
    ...(isReachableOutside || (given.externalIPs ?? []).length > 0
      ? { externalTrafficPolicy: "Cluster" as const }
      : {}),
    ...(type === "LoadBalancer" ? { allocateLoadBalancerNodePorts: true } : {}),
    ...given,
    ...(given.ports === undefined ? {} : { ports: given.ports.map(defaultPort) }),
  };
  if (spec.sessionAffinity === "None") {
    // Whatever it says of clients that nobody remembers is not kept.
    const { sessionAffinityConfig: _, ...plain } = spec;
    return { ...service, spec: plain };
  }
  if (spec.sessionAffinity !== "ClientIP") return { ...service, spec };
  const timeoutSeconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_TIMEOUT;
  return { ...service, spec: { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds } } } };
}

/** Go knows no difference between these fields when they are empty and when they are not there. */
function withoutEmpty<T extends object>(object: T, fields: readonly (keyof T)[]): T {
  if (fields.every((field) => object[field] !== "")) return object;
  const kept = Object.entries(object).filter(
    ([field, value]) => value !== "" || !fields.includes(field as never),
  );
  return Object.fromEntries(kept) as T;
}

function defaultPort(given: ServicePort): ServicePort {
  const port = withoutEmpty(given, ["protocol"]);
  const noTarget = port.targetPort === undefined || port.targetPort === 0 || port.targetPort === "";
  return { protocol: "TCP", ...port, targetPort: noTarget ? port.port : (port.targetPort ?? port.port) };
}

/** `ValidateService`. */
export function validateService(service: Service, errors: FieldErrors): void {
  const { metadata, spec } = service;
  validateMetadata(metadata, dns1035Label, errors);
  const path = ["spec"];
  const type = spec.type ?? "ClusterIP";
  if (!TYPES.includes(type)) errors.notSupported([...path, "type"], type, TYPES);
  const isHeadless = spec.clusterIP === "None" || spec.clusterIPs?.[0] === "None";
  if ((spec.ports ?? []).length === 0 && !isHeadless && type !== "ExternalName")
    errors.required([...path, "ports"]);
  if (isHeadless && (type === "NodePort" || type === "LoadBalancer")) {
    errors.invalid([...path, "clusterIPs", 0], "None", `may not be set to 'None' for ${type} services`);
  }
  if (type === "ExternalName") validateExternalName(spec, errors);
  validatePorts(spec, errors);
  validateLabels(spec.selector ?? {}, [...path, "selector"], errors);
  validateAffinity(spec, errors);
  validateExternalIps(spec, errors);
  validateAddresses(spec, errors);
  validateTrafficPolicies(service, errors);
  validateTopologyAnnotations(metadata.annotations ?? {}, errors);
}

/** Both names of one setting may be there, with one value. */
function validateTopologyAnnotations(
  annotations: Readonly<Record<string, string>>,
  errors: FieldErrors,
): void {
  const older = "service.kubernetes.io/topology-aware-hints";
  const newer = "service.kubernetes.io/topology-mode";
  const [hints, mode] = [annotations[older], annotations[newer]];
  if (hints === undefined || mode === undefined || hints === mode) return;
  const words = `must match annotations[${older}] when both are specified`;
  errors.invalid(["metadata", "annotations", newer], mode, words);
}

function validateExternalName(
  { externalName, clusterIP, clusterIPs = [] }: ServiceSpec,
  errors: FieldErrors,
): void {
  const path = ["spec"];
  if (clusterIP || clusterIPs.length > 0) {
    errors.forbidden([...path, "clusterIPs"], "may not be set for ExternalName services");
  }
  const name = externalName?.replace(/\.$/, "") ?? "";
  if (name === "") errors.required([...path, "externalName"]);
  else
    for (const words of dns1123Subdomain(name))
      errors.invalid([...path, "externalName"], externalName, words);
}

function validatePorts({ ports = [], type = "ClusterIP" }: ServiceSpec, errors: FieldErrors): void {
  const names = new Set<string>();
  const numbers = new Set<string>();
  const nodePorts = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = ["spec", "ports", index];
    const { protocol = "TCP", name = "", nodePort } = port;
    if (name === "" && ports.length > 1) errors.required([...at, "name"]);
    if (name !== "") {
      for (const words of dns1123Label(name)) errors.invalid([...at, "name"], name, words);
      if (names.has(name)) errors.duplicate([...at, "name"], name);
      names.add(name);
    }
    for (const words of portNumber(port.port ?? 0)) errors.invalid([...at, "port"], port.port ?? 0, words);
    if (type === "LoadBalancer" && port.port === KUBELET_PORT) {
      errors.invalid(
        [...at, "port"],
        port.port,
        "may not expose port 10250 externally since it is used by kubelet",
      );
    }
    if (!PROTOCOLS.includes(protocol)) errors.notSupported([...at, "protocol"], protocol, PROTOCOLS);
    validatePortOrName(port.targetPort, [...at, "targetPort"], errors);
    if (port.appProtocol !== undefined) {
      for (const words of qualifiedName(port.appProtocol))
        errors.invalid([...at, "appProtocol"], port.appProtocol, words);
    }
    const key = `${protocol}/${port.port}`;
    if (numbers.has(key)) errors.duplicate(at, { protocol, port: port.port });
    numbers.add(key);
    if (nodePort === undefined || nodePort === 0) continue;
    if (type === "ClusterIP")
      errors.forbidden([...at, "nodePort"], "may not be used when `type` is 'ClusterIP'");
    const nodeKey = `${protocol}/${nodePort}`;
    if (nodePorts.has(nodeKey)) errors.duplicate([...at, "nodePort"], nodePort);
    nodePorts.add(nodeKey);
  }
}

function validateAffinity(
  { sessionAffinity = "None", sessionAffinityConfig }: ServiceSpec,
  errors: FieldErrors,
): void {
  const path = ["spec", "sessionAffinity"];
  if (!AFFINITIES.includes(sessionAffinity)) errors.notSupported(path, sessionAffinity, AFFINITIES);
  const config = ["spec", "sessionAffinityConfig"];
  const timeout = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (
    sessionAffinity === "ClientIP" &&
    timeout !== undefined &&
    (timeout <= 0 || timeout > MAX_AFFINITY_TIMEOUT)
  ) {
    const words = `must be greater than 0 and less than ${MAX_AFFINITY_TIMEOUT}`;
    errors.invalid([...config, "clientIP", "timeoutSeconds"], timeout, words);
  }
}

function validateExternalIps({ externalIPs = [] }: ServiceSpec, errors: FieldErrors): void {
  for (const [index, text] of externalIPs.entries()) {
    const path = ["spec", "externalIPs", index];
    validateIp(text, path, errors);
    validateNonSpecialIp(text, path, errors);
  }
}
