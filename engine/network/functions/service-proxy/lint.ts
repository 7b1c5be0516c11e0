import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { EndpointSlice } from "../../../api/discovery/endpoint-slice.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import { canonicalHostname } from "../../../values/hostname.ts";
import { parseIp } from "../../../values/ip.ts";
import type { Issue } from "../../../values/issue.ts";
import { compileSelector, formatSelector, selects } from "../../../values/label-selector.ts";
import type { FieldPath } from "../../../values/source.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding, labelsInstead } from "../../shared/finding.ts";
import { slicesOf } from "./endpoints.ts";
import { imagePorts } from "./image-ports.ts";
import { lintReadiness } from "./lint-readiness.ts";
import { lintEndpoints } from "./lint-slices.ts";

/** Services of the input whose selector matches nothing. */
export function servicesWithoutPods(view: ClusterView): readonly Issue[] {
  return selectingServices(view).flatMap((service) => {
    const { inside, selected } = podsOf(view, service);
    return selected.length > 0 ? [] : emptySelector(view, service, inside);
  });
}

/** What looks wrong about Services of the input. */
export function lintServices(view: ClusterView): readonly Issue[] {
  const services = view.list("Service").filter((service) => view.use(service).source !== undefined);
  const ports = selectingServices(view).flatMap((service) => {
    const { selected } = podsOf(view, service);
    if (selected.length === 0) return [];
    return (service.spec.ports ?? []).flatMap((port, index) =>
      lintPort(view, service, port, index, selected),
    );
  });
  return [
    ...servicesWithoutPods(view),
    ...ports,
    ...services.flatMap((service) => lintService(view, service)),
    ...services.flatMap((service) => lintEndpoints(view, service)),
    ...selectingServices(view).flatMap((service) =>
      lintReadiness(view, service, podsOf(view, service).selected),
    ),
  ];
}

function selectingServices(view: ClusterView): readonly Service[] {
  return view.list("Service").filter((service) => {
    const { type, selector = {} } = service.spec;
    return (
      type !== "ExternalName" && Object.keys(selector).length > 0 && view.use(service).source !== undefined
    );
  });
}

function podsOf(
  view: ClusterView,
  { metadata, spec }: Service,
): { readonly inside: readonly PodView[]; readonly selected: readonly PodView[] } {
  const selector = compileSelector({ matchLabels: spec.selector ?? {} });
  const inside = view.pods.filter((pod) => pod.namespace === metadata.namespace);
  return { inside, selected: inside.filter((pod) => selects(selector, pod.labels)) };
}

function emptySelector(view: ClusterView, service: Service, inside: readonly PodView[]): readonly Issue[] {
  const { metadata, spec } = service;
  const selector = compileSelector({ matchLabels: spec.selector ?? {} });
  const instead = inside.length === 0 ? "the namespace has no pod" : labelsInstead(selector, inside);
  return finding(view, service, {
    code: "selector-matches-nothing",
    path: ["spec", "selector"],
    message: `no pod of namespace ${metadata.namespace} with ${formatSelector(selector)}: connections are refused`,
    ...(instead === undefined ? {} : { remedy: instead }),
  });
}

/** Ports of a headless Service that its pods do not open under the same number. */
function headlessPorts(view: ClusterView, service: Service): readonly Issue[] {
  const { spec } = service;
  if (spec.clusterIP !== "None") return [];
  return (spec.ports ?? []).flatMap((port, index) => {
    const { name = "", targetPort = port.port } = port;
    const opened =
      typeof targetPort === "number"
        ? [targetPort]
        : slicesOf(view, service).flatMap(({ ports }) => numbersNamed(name, ports));
    if (opened.length === 0 || opened.includes(port.port)) return [];
    return finding(view, service, {
      severity: "note",
      code: "headless-port-ignored",
      path: ["spec", "ports", index, "port"],
      message: `clients of a headless Service talk to its pods, so ${port.port} leads nowhere`,
      remedy: `clients have to use ${[...new Set(opened)].join(" or ")}`,
    });
  });
}

function numbersNamed(name: string, ports: EndpointSlice["ports"]): readonly number[] {
  return (ports ?? []).flatMap((entry) => ((entry.name ?? "") === name ? (entry.port ?? []) : []));
}

/** What can be seen of a Service alone. */
function lintService(view: ClusterView, service: Service): readonly Issue[] {
  const { spec } = service;
  const renamed = headlessPorts(view, service);
  if (spec.type === "ExternalName" && parseIp(spec.externalName ?? "") !== undefined) {
    return finding(view, service, {
      code: "external-name-address",
      path: ["spec", "externalName"],
      message: `${spec.externalName} is an address, and an alias needs a name: nothing resolves`,
      remedy: "use a Service without a selector, with an EndpointSlice for the address",
    });
  }
  const short = shortTarget(view, service);
  if (short !== undefined) {
    return finding(view, service, {
      code: "external-name-short",
      path: ["spec", "externalName"],
      message: `${spec.externalName} is short for ${short}, and an alias is looked up as it stands: nothing resolves`,
      remedy: `write ${short}`,
    });
  }
  const wantsLocal = spec.externalTrafficPolicy === "Local" && spec.type !== "ClusterIP";
  if (!wantsLocal || view.nodes.length < 2) return renamed;
  const nodes = new Set(
    slicesOf(view, service).flatMap(({ endpoints }) => endpoints.flatMap(({ nodeName }) => nodeName ?? [])),
  );
  const without = view.nodes.filter(({ name }) => !nodes.has(name));
  if (without.length === 0 || spec.type === "LoadBalancer") return renamed;
  return [
    ...renamed,
    ...finding(view, service, {
      severity: "note",
      code: "local-without-endpoint",
      path: ["spec", "externalTrafficPolicy"],
      message: `clients outside time out on node ${without.map(({ name }) => name).join(", ")}, which has no endpoint`,
      remedy: "run a pod on every node that is used, or take policy Cluster",
    }),
  ];
}

/** The whole name of the Service that an alias means, where it says only a part of it. */
function shortTarget({ list, profile }: ClusterView, { spec, metadata }: Service): string | undefined {
  if (spec.type !== "ExternalName") return undefined;
  const [name, namespace = metadata.namespace, kind = "svc", ...rest] = canonicalHostname(
    spec.externalName ?? "",
  ).split(".");
  if (kind !== "svc" || rest.length > 0) return undefined;
  const isThere = list("Service", namespace).some((service) => service.metadata.name === name);
  return isThere ? `${name}.${namespace}.svc.${profile.clusterDomain}` : undefined;
}

function lintPort(
  view: ClusterView,
  service: Service,
  { port, targetPort = port, protocol = "TCP" }: ServicePort,
  index: number,
  selected: readonly PodView[],
): readonly Issue[] {
  const path = ["spec", "ports", index, "targetPort"];
  if (typeof targetPort === "number") {
    const declares = (pod: PodView): boolean =>
      pod.pod.spec.containers.some(({ ports = [] }) =>
        ports.some((entry) => entry.containerPort === targetPort && (entry.protocol ?? "TCP") === protocol),
      );
    const silent = selected.every(({ pod }) =>
      pod.spec.containers.every(({ ports = [] }) => ports.length === 0),
    );
    if (silent) return imageListensElsewhere(view, service, [path, targetPort], selected);
    if (selected.some(declares)) return [];
    return finding(view, service, {
      severity: "note",
      code: "target-port-undeclared",
      path,
      message: `no selected pod declares containerPort ${targetPort}/${protocol}`,
      remedy: "declaring it is optional, so this may be a slip or not",
    });
  }
  const declared = selected.flatMap((pod) => pod.namedPorts);
  if (declared.some((entry) => entry.name === targetPort && entry.protocol === protocol)) return [];
  const names = [...new Set(declared.map((entry) => entry.name))];
  const near = suggest(targetPort, names);
  const shown = near.length > 0 ? near : names.slice(0, 3);
  return finding(view, service, {
    code: "named-port-unknown",
    path,
    message: `no selected pod has a port named ${targetPort} for ${protocol}: connections are refused`,
    remedy: shown.length === 0 ? "name the container's port" : `their ports are ${shown.join(", ")}`,
  });
}

/** Pods that declare nothing are taken to listen where Services point; what their image is known for says otherwise. */
function imageListensElsewhere(
  view: ClusterView,
  service: Service,
  [path, targetPort]: readonly [FieldPath, number],
  selected: readonly PodView[],
): readonly Issue[] {
  const images = selected.map(({ pod }) => {
    const [only, ...others] = pod.spec.containers;
    return only === undefined || others.length > 0 ? undefined : imagePorts(only);
  });
  const [first] = images;
  if (first === undefined || images.some((one) => one?.ports.includes(targetPort) !== false)) return [];
  return finding(view, service, {
    code: "image-port",
    path,
    message: `the image ${first.name} listens on ${first.ports.join(", ")} as it comes, and no pod declares ${targetPort}: connections would be refused, though here they are taken to be answered`,
    remedy: `targetPort: ${first.ports[0]}, or declare containerPort ${targetPort} if the image is configured so`,
  });
}
