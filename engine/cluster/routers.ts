import type {
  EndpointPublishingStrategy,
  IngressController,
  RouterHttpHeaders,
  RouterTuning,
} from "../api/openshift/ingress-controller.ts";
import type { Route } from "../api/openshift/route.ts";
import { type CompiledSelector, compileSelector, type Labels, selects } from "../values/label-selector.ts";
import type { ControlPlane } from "./control-plane.ts";
import { type Edge, edgeOf, HTTP_PORT, HTTPS_PORT } from "./edges.ts";

/** How clients outside get to a router. */
export interface Publishing {
  readonly type: EndpointPublishingStrategy["type"];
  /** Ports of its pods: those of the node, in the host network. */
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Who may come to its load balancer; none: everybody. */
  readonly allowedSourceRanges: readonly string[];
}

/** One OpenShift router: an IngressController with its workload. */
export interface Router {
  readonly name: string;
  /** Suffix of the hosts it generates. */
  readonly domain: string;
  readonly edge: Edge;
  readonly publishing: Publishing;
  readonly allowsWildcards: boolean;
  /** Whether hosts may be shared by namespaces, path by path. */
  readonly sharesHosts: boolean;
  /** Whether the 503 of an unknown host is a 404: error pages of the cluster's own. */
  readonly hasErrorPages: boolean;
  /** Secret in the router's namespace that takes the place of the operator's own certificate. */
  readonly defaultCertificate?: string;
  readonly tuning?: RouterTuning;
  readonly httpHeaders?: RouterHttpHeaders;
  /** Whether the Route is in its shard. */
  selects(route: Route, namespaceLabels: Labels): boolean;
}

/** The cluster's own Ingress: its domains, and what it asks of Routes. */
export const CLUSTER_INGRESS = "Ingress.config.openshift.io";

/** Namespace of IngressController objects. */
export const OPERATOR_NAMESPACE = "openshift-ingress-operator";

const LABEL = "ingresscontroller.operator.openshift.io/deployment-ingresscontroller";

const SERVICE_NAMES: Readonly<Record<Publishing["type"], (name: string) => string>> = {
  LoadBalancerService: (name) => `router-${name}`,
  NodePortService: (name) => `router-nodeport-${name}`,
  HostNetwork: (name) => `router-internal-${name}`,
  Private: (name) => `router-internal-${name}`,
};

/** Of all strategies: a router has one of them. */
export function serviceNames(router: string): readonly string[] {
  return Object.values(SERVICE_NAMES).map((nameOf) => nameOf(router));
}

type Reader = Pick<ControlPlane, "profile" | "get" | "list">;

/** The routers of the cluster: one for each IngressController, and `default` even without an object for it. */
export function routersOf(reader: Reader): readonly Router[] {
  const domain = reader.get(CLUSTER_INGRESS, undefined, "cluster")?.spec?.domain;
  const objects = reader
    .list("IngressController")
    .filter(({ metadata }) => metadata.namespace === OPERATOR_NAMESPACE);
  const named = new Map(objects.map((object) => [object.metadata.name, object]));
  const names = new Set(["default", ...named.keys()]);
  return [...names].map((name) => routerOf(name, named.get(name), domain ?? reader.profile.appsDomain));
}

function routerOf(name: string, object: IngressController | undefined, appsDomain: string): Router {
  const {
    domain,
    namespaceSelector,
    routeSelector,
    routeAdmission,
    httpErrorCodePages,
    tuningOptions,
    httpHeaders,
  } = object?.spec ?? {};
  const base = edgeOf("openshift");
  const workload = `router-${name}`;
  const certificate = object?.spec?.defaultCertificate?.name;
  const [namespaces, routes] = [compiled(namespaceSelector), compiled(routeSelector)];
  const { endpointPublishingStrategy: published } = object?.spec ?? {};
  const { httpPort = HTTP_PORT, httpsPort = HTTPS_PORT } = published?.hostNetwork ?? {};
  const type = published?.type ?? "LoadBalancerService";
  const { allowedSourceRanges = [] } = published?.loadBalancer ?? {};
  const service = SERVICE_NAMES[type](name);
  return {
    name,
    publishing: { type, httpPort, httpsPort, allowedSourceRanges },
    domain: domain ?? appsDomain,
    edge: { ...base, workload, service, labels: { [LABEL]: name } },
    allowsWildcards: routeAdmission?.wildcardPolicy === "WildcardsAllowed",
    sharesHosts: routeAdmission?.namespaceOwnership === "InterNamespaceAllowed",
    hasErrorPages: httpErrorCodePages !== undefined,
    ...(certificate === undefined ? {} : { defaultCertificate: certificate }),
    ...(tuningOptions === undefined ? {} : { tuning: tuningOptions }),
    ...(httpHeaders === undefined ? {} : { httpHeaders }),
    selects: (route, namespaceLabels) =>
      (namespaces === undefined || selects(namespaces, namespaceLabels)) &&
      (routes === undefined || selects(routes, route.metadata.labels ?? {})),
  };
}

/** `<name>-<namespace>.<apps domain>` (library-go, route/hostassignment), by the cluster's `appsDomain` where it has one. */
export function generatedHost(reader: Reader, { metadata }: Route): string {
  const own = reader.get(CLUSTER_INGRESS, undefined, "cluster")?.spec?.appsDomain ?? "";
  const domain = own === "" ? routersOf(reader).find(({ name }) => name === "default")?.domain : own;
  return `${metadata.name.replaceAll(".", "-")}-${metadata.namespace}.${domain}`;
}

function compiled(selector: Parameters<typeof compileSelector>[0] | undefined): CompiledSelector | undefined {
  return selector === undefined ? undefined : compileSelector(selector);
}
