import type { Gateway } from "../../api/gateway/gateway.ts";
import type { Labels } from "../../values/label-selector.ts";
import { hashText } from "../../values/random.ts";

const GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";
const CLASS_LABEL = "gateway.networking.k8s.io/gateway-class-name";
/** Of a label's value and of a Service's name. */
const LONGEST = 63;

/** Labels of what a controller makes for a Gateway (GEP-1762). */
export function proxyLabels({ metadata, spec }: Gateway): Labels {
  return { [GATEWAY_LABEL]: short(metadata.name), [CLASS_LABEL]: short(spec.gatewayClassName) };
}

/** Name of the Deployment and the Service: the Gateway's, and the class's. */
export function proxyName({ metadata, spec }: Gateway): string {
  return short(`${metadata.name}-${spec.gatewayClassName}`);
}

/** Whether a pod with these labels is a proxy of the Gateway. */
export function isProxyOf(gateway: Gateway, labels: Labels): boolean {
  return labels[GATEWAY_LABEL] === short(gateway.metadata.name);
}

/** Whether a pod with these labels is a proxy of some Gateway. */
export function isProxy(labels: Labels): boolean {
  return Object.hasOwn(labels, GATEWAY_LABEL);
}

/** Names that are too long end in a hash of themselves. */
function short(name: string): string {
  const flat = name.replaceAll(".", "-");
  if (flat.length <= LONGEST) return flat;
  return `${flat.slice(0, LONGEST - 9)}-${hashText(name).toString(16).padStart(8, "0")}`;
}
