import { type Open, openCopy } from "../../values/copy.ts";
import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Label, dns1123Subdomain, portName, portNumber } from "../formats.ts";
import { validateIp } from "../ip-validation.ts";
import type { IntOrString } from "../meta.ts";
import { validateLabels, validateMetadata } from "../metadata.ts";
import type { Container, ContainerPort, Pod, PodSpec, PodTemplate, Probe } from "./pod.ts";

const PROTOCOLS = ["TCP", "UDP", "SCTP"];
const DNS_POLICIES = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
const RESTART_POLICIES = ["Always", "OnFailure", "Never"];
const MAX_NAMESERVERS = 3;

/** Made once for each pod that somebody reads. */
const complete = new WeakMap<Pod, Pod>();

/** The pod with the defaults of its spec. */
export function defaultPod(pod: Pod): Pod {
  let defaulted = complete.get(pod);
  if (defaulted === undefined) {
    defaulted = Object.freeze({ ...pod, spec: defaultPodSpec(pod.spec) });
    complete.set(pod, defaulted);
  }
  return defaulted;
}

export function defaultPodTemplate<T extends { readonly spec: { readonly template: PodTemplate } }>(
  object: T,
): T {
  const { template } = object.spec;
  return {
    ...object,
    spec: { ...object.spec, template: { ...template, spec: defaultPodSpec(template.spec) } },
  };
}

/**
 * `SetDefaults_PodSpec`, the fields that networking reads. In the host network a container port is a host port. Pods
 * themselves are kept as they were asked for, as a large cluster has many: who reads them knows the defaults.
 */
export function defaultPodSpec(spec: PodSpec | undefined): PodSpec {
  const given: Partial<PodSpec> = spec ?? {};
  const hostNetwork = given.hostNetwork === true;
  const defaulted: Record<string, unknown> = {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    enableServiceLinks: true,
  };
  for (const key of Object.keys(given) as (keyof PodSpec)[])
    if (key !== "containers" && key !== "initContainers") defaulted[key] = given[key];
  defaulted["containers"] = defaultContainers(given.containers ?? [], hostNetwork);
  if (given.initContainers !== undefined)
    defaulted["initContainers"] = defaultContainers(given.initContainers, hostNetwork);
  return Object.freeze(defaulted) as unknown as PodSpec;
}

function defaultContainers(containers: readonly Container[], hostNetwork: boolean): readonly Container[] {
  return Object.freeze(containers.map((one) => defaultContainer(one, hostNetwork)));
}

function defaultContainer(container: Container, hostNetwork: boolean): Container {
  const { ports } = container;
  if (ports === undefined) return container;
  const defaulted: Open<Container> = openCopy(container);
  defaulted.ports = Object.freeze(ports.map((port) => defaultPort(port, hostNetwork)));
  return Object.freeze(defaulted);
}

function defaultPort(port: ContainerPort, hostNetwork: boolean): ContainerPort {
  const defaulted: Open<ContainerPort> = Object.assign({ protocol: "TCP" }, port);
  if (hostNetwork && port.hostPort === undefined) defaulted.hostPort = port.containerPort;
  return Object.freeze(defaulted);
}

/** `ValidatePod`. */
export function validatePod({ metadata, spec }: Pod, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  validatePodSpec(spec, ["spec"], errors);
}

/** `ValidatePodSpec`, the fields that networking reads. */
export function validatePodSpec(spec: PodSpec, path: FieldPath, errors: FieldErrors): void {
  const names: string[] = [];
  const { containers = [] }: Partial<PodSpec> = spec;
  if (containers.length === 0) errors.required([...path, "containers"]);
  validateContainers(spec, "initContainers", path, names, errors);
  validateContainers(spec, "containers", path, names, errors);
  validateHostPorts(containers, spec.hostNetwork === true, path, errors);
  oneOf(spec, "restartPolicy", RESTART_POLICIES, path, errors);
  oneOf(spec, "dnsPolicy", DNS_POLICIES, path, errors);
  if (spec.dnsConfig !== undefined || spec.dnsPolicy === "None") validateDns(spec, path, errors);
  if (spec.nodeSelector !== undefined) validateLabels(spec.nodeSelector, [...path, "nodeSelector"], errors);
  for (const field of NAMES) {
    const text = spec[field];
    if (text) for (const words of dns1123Label(text)) errors.invalid([...path, field], text, words);
  }
  if (spec.hostnameOverride !== undefined)
    validateHostnameOverride(spec, spec.hostnameOverride, path, errors);
  if (spec.hostAliases !== undefined) validateHostAliases(spec.hostAliases, path, errors);
}

const NAMES = ["hostname", "subdomain"] as const;
const LONGEST_OVERRIDE = 64;

/** The rules are those of KEP-4762; the words for what does not go together are ours. */
function validateHostnameOverride(
  spec: PodSpec,
  override: string,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const field = [...path, "hostnameOverride"];
  for (const words of dns1123Subdomain(override)) errors.invalid(field, override, words);
  if (override.length > LONGEST_OVERRIDE) errors.tooLong(field, LONGEST_OVERRIDE);
  if (spec.hostNetwork === true) errors.forbidden(field, "may not be set when hostNetwork is true");
  if (spec.setHostnameAsFQDN === true)
    errors.forbidden(field, "may not be set when setHostnameAsFQDN is true");
}

function validateHostAliases(
  aliases: NonNullable<PodSpec["hostAliases"]>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [index, { ip, hostnames = [] }] of aliases.entries()) {
    validateIp(ip ?? "", [...path, "hostAliases", index, "ip"], errors);
    for (const [which, host] of hostnames.entries()) {
      for (const words of dns1123Subdomain(host)) {
        errors.invalid([...path, "hostAliases", index, "hostnames", which], host, words);
      }
    }
  }
}

function oneOf(
  spec: PodSpec,
  field: "restartPolicy" | "dnsPolicy",
  allowed: readonly string[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  const value = spec[field];
  if (value !== undefined && !allowed.includes(value)) errors.notSupported([...path, field], value, allowed);
}

/** `names` are those of the containers before. */
function validateContainers(
  spec: PodSpec,
  field: "initContainers" | "containers",
  path: FieldPath,
  names: string[],
  errors: FieldErrors,
): void {
  const containers = spec[field];
  if (containers === undefined) return;
  for (const [index, container] of containers.entries()) {
    const at = [...path, field, index];
    validateContainer(container, at, names, spec.hostNetwork === true, errors);
  }
}

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"] as const;

function validateContainer(
  container: Container,
  path: FieldPath,
  names: string[],
  hostNetwork: boolean,
  errors: FieldErrors,
): void {
  const { name, image, ports } = container;
  if (!name) errors.required([...path, "name"]);
  else {
    for (const words of dns1123Label(name)) errors.invalid([...path, "name"], name, words);
    if (names.includes(name)) errors.duplicate([...path, "name"], name);
    names.push(name);
  }
  if (!image) errors.required([...path, "image"]);
  if (ports !== undefined) validatePorts(ports, path, hostNetwork, errors);
  for (const field of PROBES) {
    const probe = container[field];
    if (probe !== undefined) validateProbe(probe, [...path, field], errors);
  }
}

/** `path` is that of the container. */
function validatePorts(
  ports: readonly ContainerPort[],
  path: FieldPath,
  hostNetwork: boolean,
  errors: FieldErrors,
): void {
  let names: Set<string> | undefined;
  for (const [index, { name, containerPort, hostPort, protocol = "TCP" }] of ports.entries()) {
    if (name) {
      const problems = portName(name);
      const at = [...path, "ports", index, "name"];
      for (const words of problems) errors.invalid(at, name, words);
      names ??= new Set();
      if (problems.length === 0 && names.has(name)) errors.duplicate(at, name);
      names.add(name);
    }
    if (containerPort === undefined || containerPort === 0)
      errors.required([...path, "ports", index, "containerPort"]);
    else
      for (const words of portNumber(containerPort))
        errors.invalid([...path, "ports", index, "containerPort"], containerPort, words);
    if (hostPort !== undefined && hostPort !== 0) {
      const at = [...path, "ports", index, "hostPort"];
      for (const words of portNumber(hostPort)) errors.invalid(at, hostPort, words);
      if (hostNetwork && hostPort !== containerPort)
        errors.invalid(at, hostPort, "must match `containerPort` when `hostNetwork` is true");
    }
    if (!PROTOCOLS.includes(protocol))
      errors.notSupported([...path, "ports", index, "protocol"], protocol, PROTOCOLS);
  }
}

/** Two containers of a pod cannot have one host port (`checkHostPortConflicts`). */
function validateHostPorts(
  containers: readonly Container[],
  hostNetwork: boolean,
  path: FieldPath,
  errors: FieldErrors,
): void {
  let taken: Set<string> | undefined;
  for (const [index, { ports = NONE }] of containers.entries()) {
    for (const [which, { containerPort, hostPort: own, protocol = "TCP" }] of ports.entries()) {
      const hostPort = hostNetwork ? (own ?? containerPort) : own;
      if (hostPort === undefined || hostPort === 0) continue;
      const key = `${protocol}//${hostPort}`;
      taken ??= new Set();
      if (taken.has(key)) errors.duplicate([...path, "containers", index, "ports", which, "hostPort"], key);
      taken.add(key);
    }
  }
}

const NONE: readonly ContainerPort[] = [];

function validateProbe(probe: Probe, path: FieldPath, errors: FieldErrors): void {
  const handlers = ["httpGet", "tcpSocket", "grpc", "exec"].filter((name) => Object.hasOwn(probe, name));
  if (handlers.length === 0) errors.required(path, "must specify a handler type");
  for (const name of handlers.slice(1))
    errors.forbidden([...path, name], "may not specify more than 1 handler type");
  if (probe.httpGet !== undefined)
    validatePortOrName(probe.httpGet.port, [...path, "httpGet", "port"], errors);
  if (probe.tcpSocket !== undefined)
    validatePortOrName(probe.tcpSocket.port, [...path, "tcpSocket", "port"], errors);
  if (probe.grpc !== undefined) validatePortOrName(probe.grpc.port, [...path, "grpc", "port"], errors);
}

/** A number in range, or an IANA service name: probes, Service targets. */
export function validatePortOrName(
  port: IntOrString | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (typeof port === "string") for (const words of portName(port)) errors.invalid(path, port, words);
  else for (const words of portNumber(port ?? 0)) errors.invalid(path, port ?? 0, words);
}

function validateDns({ dnsPolicy, dnsConfig }: PodSpec, path: FieldPath, errors: FieldErrors): void {
  const nameservers = dnsConfig?.nameservers ?? [];
  const at = [...path, "dnsConfig", "nameservers"];
  if (dnsPolicy === "None" && dnsConfig === undefined) {
    errors.required([...path, "dnsConfig"], "must provide `dnsConfig` when `dnsPolicy` is None");
  } else if (dnsPolicy === "None" && nameservers.length === 0) {
    errors.required(at, "must provide at least one DNS nameserver when `dnsPolicy` is None");
  }
  if (nameservers.length > MAX_NAMESERVERS) {
    errors.invalid(at, nameservers, `must not have more than ${MAX_NAMESERVERS} nameservers`);
  }
  for (const [index, text] of nameservers.entries()) validateIp(text, [...at, index], errors);
  for (const [index, text] of (dnsConfig?.searches ?? []).entries()) {
    const name = text === "." ? "" : text.replace(/\.$/, "");
    if (name === "") continue;
    for (const words of dns1123Subdomain(name))
      errors.invalid([...path, "dnsConfig", "searches", index], text, words);
  }
}
