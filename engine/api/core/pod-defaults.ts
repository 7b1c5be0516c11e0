import type { Container, ContainerPort, Pod, PodSpec, PodTemplate, Probe, Volume } from "./pod.ts";

// Fields that nothing in the engine decides by. They are filled in when somebody looks, so that loading does not pay.

/** Shared by every pod: what is filled in with nothing inside. */
const NOTHING = Object.freeze({});

type Fields = Readonly<Record<string, unknown>>;

/** A pod as everybody sees it. */
export function wholePod(pod: Pod): Pod {
  if (!isComplete(pod)) return pod;
  return { ...pod, spec: ownDefaults(wholePodSpec(pod.spec)) };
}

/** A template as everybody sees it: only pods say that they are told of Services. */
export function wholeTemplate(template: PodTemplate): PodTemplate {
  if (!isComplete(template)) return template;
  const { enableServiceLinks, ...spec } = template.spec;
  const links = enableServiceLinks === false ? { enableServiceLinks } : {};
  return { ...template, spec: { ...wholePodSpec(spec), ...links } };
}

/** What a client sends may lack what every stored object has; it is refused later. */
function isComplete(object: { readonly spec?: Partial<PodSpec> } | undefined): boolean {
  return object?.spec?.containers !== undefined;
}

/** `SetDefaults_Pod`: what a pod has and a template has not. In the host network a container port is a host port. */
function ownDefaults(spec: PodSpec): PodSpec {
  const hostNetwork = spec.hostNetwork === true;
  const complete = { enableServiceLinks: true, ...spec };
  const isWhole = ({ ports, resources }: Container): boolean =>
    resources?.limits === undefined && !(hostNetwork && ports !== undefined);
  const { containers, initContainers } = spec;
  if (containers.every(isWhole) && (initContainers ?? []).every(isWhole)) return complete;
  const whole = (container: Container): Container => ownContainer(container, hostNetwork);
  const init = initContainers === undefined ? {} : { initContainers: initContainers.map(whole) };
  return { ...complete, ...init, containers: containers.map(whole) };
}

/** A container asks for no less than its limits, unless it says so. */
function ownContainer(container: Container, hostNetwork: boolean): Container {
  const { ports, resources } = container;
  const onHost = (port: ContainerPort): ContainerPort =>
    port.hostPort === undefined ? { ...port, hostPort: port.containerPort } : port;
  return {
    ...container,
    ...(hostNetwork && ports !== undefined ? { ports: ports.map(onHost) } : {}),
    ...(resources?.limits === undefined
      ? {}
      : { resources: { ...resources, requests: { ...resources.limits, ...resources.requests } } }),
  };
}

/** `SetDefaults_PodSpec`, and of all that is inside. */
function wholePodSpec({ containers, initContainers, volumes, ...rest }: PodSpec): PodSpec {
  const account = rest.serviceAccountName || rest.serviceAccount;
  return {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    securityContext: NOTHING,
    terminationGracePeriodSeconds: 30,
    ...rest,
    ...(account === undefined ? {} : { serviceAccount: account, serviceAccountName: account }),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(defaultContainer) }),
    ...(volumes === undefined ? {} : { volumes: volumes.map(defaultVolume) }),
    containers: containers.map(defaultContainer),
  };
}

function defaultContainer(container: Container): Container {
  const { image = "", ports, env, livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const whole = {
    imagePullPolicy: pullPolicy(image),
    resources: NOTHING,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    ...container,
  };
  if (ports !== undefined) whole.ports = ports.map(defaultPort);
  if (env !== undefined) whole.env = env.map(defaultVariable);
  if (livenessProbe !== undefined) whole.livenessProbe = defaultProbe(livenessProbe);
  if (readinessProbe !== undefined) whole.readinessProbe = defaultProbe(readinessProbe);
  if (startupProbe !== undefined) whole.startupProbe = defaultProbe(startupProbe);
  if (lifecycle !== undefined) whole.lifecycle = defaultLifecycle(lifecycle);
  return whole;
}

/** An image without a tag is its `latest`, and that one may have changed. */
function pullPolicy(image: string): string {
  const [name = "", digest] = image.split("@");
  const colon = name.lastIndexOf(":");
  const tag = colon > name.lastIndexOf("/") ? name.slice(colon + 1) : "";
  return tag === "latest" || (tag === "" && digest === undefined) ? "Always" : "IfNotPresent";
}

function defaultPort(port: ContainerPort): ContainerPort {
  return port.protocol === undefined ? { ...port, protocol: "TCP" } : port;
}

type Variable = NonNullable<Container["env"]>[number];

function defaultVariable(variable: Variable): Variable {
  const { valueFrom } = variable;
  if (valueFrom?.fieldRef === undefined) return variable;
  return { ...variable, valueFrom: { ...valueFrom, fieldRef: { apiVersion: "v1", ...valueFrom.fieldRef } } };
}

function defaultFieldRef(fieldRef: Fields): Fields {
  return { apiVersion: "v1", ...fieldRef };
}

/** `SetDefaults_Probe`: zero is no number of seconds, nor of tries. */
function defaultProbe(probe: Probe): Probe {
  const { httpGet, grpc } = probe;
  return {
    ...probe,
    failureThreshold: probe.failureThreshold || 3,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    timeoutSeconds: probe.timeoutSeconds || 1,
    ...(httpGet === undefined ? {} : { httpGet: defaultHttpGet(httpGet) }),
    ...(grpc === undefined ? {} : { grpc: { service: "", ...grpc } }),
  };
}

function defaultHttpGet<T extends { readonly path?: string; readonly scheme?: string }>(httpGet: T): T {
  return { ...httpGet, path: httpGet.path || "/", scheme: httpGet.scheme || "HTTP" };
}

function defaultLifecycle(lifecycle: NonNullable<Container["lifecycle"]>): typeof lifecycle {
  const { postStart, preStop } = lifecycle;
  const whole = ({ httpGet, ...rest }: Exclude<typeof preStop, undefined>): typeof preStop =>
    httpGet === undefined ? rest : { ...rest, httpGet: defaultHttpGet(httpGet) };
  return {
    ...lifecycle,
    ...(postStart === undefined ? {} : { postStart: whole(postStart) }),
    ...(preStop === undefined ? {} : { preStop: whole(preStop) }),
  };
}

/** Read by everybody, written by the owner. */
const MODE = Object.freeze({ defaultMode: 0o644 });

/** Fields of the sources of volumes that are filled in. */
const SOURCES: Readonly<Record<string, Fields>> = {
  configMap: MODE,
  secret: MODE,
  downwardAPI: MODE,
  projected: MODE,
  hostPath: { type: "" },
  iscsi: { iscsiInterface: "default" },
  rbd: { pool: "rbd", user: "admin", keyring: "/etc/ceph/keyring" },
  azureDisk: { cachingMode: "ReadWrite", fsType: "ext4", readOnly: false, kind: "Shared" },
  scaleIO: { storageMode: "ThinProvisioned", fsType: "xfs" },
};

function defaultVolume(volume: Volume): Volume {
  const source = Object.keys(volume).find((field) => field !== "name");
  if (source === undefined) return { ...volume, emptyDir: NOTHING };
  const defaults = Object.hasOwn(SOURCES, source) ? SOURCES[source] : undefined;
  if (defaults === undefined) return volume;
  const given = (volume as unknown as Fields)[source] as Fields;
  const own = { ...defaults, ...given };
  if (Array.isArray(own["items"]) && source === "downwardAPI") own["items"] = own["items"].map(defaultItem);
  if (Array.isArray(own["sources"])) own["sources"] = own["sources"].map(defaultProjection);
  return { ...volume, [source]: own };
}

function defaultItem(item: { readonly fieldRef?: Fields }): typeof item {
  return item.fieldRef === undefined ? item : { ...item, fieldRef: defaultFieldRef(item.fieldRef) };
}

interface Projection {
  readonly serviceAccountToken?: Fields;
  readonly downwardAPI?: { readonly items?: readonly { readonly fieldRef?: Fields }[] };
}

/** A token is good for an hour. */
function defaultProjection(source: Projection): Projection {
  const { serviceAccountToken, downwardAPI } = source;
  return {
    ...source,
    ...(serviceAccountToken === undefined
      ? {}
      : { serviceAccountToken: { expirationSeconds: 3600, ...serviceAccountToken } }),
    ...(downwardAPI?.items === undefined
      ? {}
      : { downwardAPI: { ...downwardAPI, items: downwardAPI.items.map(defaultItem) } }),
  };
}
