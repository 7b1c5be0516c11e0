import type { Gateway } from "../../api/gateway/gateway.ts";
import type { Reader } from "../remembered.ts";

/** Whether somebody acts on a Gateway, and if nobody does, why. */
export type GatewayClassVerdict =
  | { readonly kind: "served"; readonly className: string; readonly controllerName: string }
  /** The class that is named does not exist. */
  | { readonly kind: "class-missing"; readonly className: string }
  /** The class belongs to a controller that does not run here. */
  | { readonly kind: "other-controller"; readonly className: string; readonly controllerName: string };

/** Classes that widely installed implementations bring with them: inputs name them without holding them. */
export const WELL_KNOWN_CLASSES: Readonly<Record<string, string>> = {
  cilium: "io.cilium/gateway-controller",
  contour: "projectcontour.io/gateway-controller",
  eg: "gateway.envoyproxy.io/gatewayclass-controller",
  "envoy-gateway": "gateway.envoyproxy.io/gatewayclass-controller",
  "gke-l7-global-external-managed": "networking.gke.io/gateway",
  "gke-l7-regional-external-managed": "networking.gke.io/gateway",
  haproxy: "haproxy-ingress.github.io/controller",
  istio: "istio.io/gateway-controller",
  kgateway: "kgateway.dev/kgateway",
  kong: "konghq.com/kic-gateway-controller",
  nginx: "gateway.nginx.org/nginx-gateway-controller",
  "openshift-default": "openshift.io/gateway-controller/v1",
  traefik: "traefik.io/gateway-controller",
};

/** Controllers whose Gateways are no proxies at the edge. */
const NO_PROXIES: ReadonlySet<string> = new Set(["istio.io/mesh-controller", "istio.io/unmanaged-gateway"]);

/**
 * A manifest does not say which controllers run, so every class is taken to have its own. Foreign are the domains that
 * can belong to nobody (`.invalid`, RFC 2606) and meshes.
 */
export function isForeign(controllerName: string): boolean {
  const domain = controllerName.replace(/\/.*$/s, "");
  return domain.endsWith(".invalid") || NO_PROXIES.has(controllerName);
}

export function gatewayClassVerdict(reader: Reader, { spec }: Gateway): GatewayClassVerdict {
  const className = spec.gatewayClassName;
  const found = reader.get("GatewayClass", undefined, className);
  if (found === undefined) return { kind: "class-missing", className };
  const { controllerName } = found.spec;
  return { kind: isForeign(controllerName) ? "other-controller" : "served", className, controllerName };
}
