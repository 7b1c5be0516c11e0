import { at, type Json, listAt, textAt } from "../server/api.ts";
import type { Session } from "../session.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { formatLabels } from "./selector.ts";
import { Sheet } from "./sheet.ts";

/** Addresses shown of a port before the rest is counted. */
const MAX_ADDRESSES = 3;

export const describeService: Describer = (subject) => {
  const { object } = subject;
  const spec = at(object, "spec");
  const sheet = new Sheet();
  sheet.head(object);
  sheet.field(0, "Selector", formatLabels(at(spec, "selector")));
  sheet.field(0, "Type", textAt(spec, "type"));
  optional(sheet, "IP Family Policy", textAt(spec, "ipFamilyPolicy"));
  sheet.field(0, "IP Families", joined(spec, "ipFamilies") || "<none>");
  sheet.field(0, "IP", textAt(spec, "clusterIP"));
  sheet.field(0, "IPs", joined(spec, "clusterIPs") || "<none>");
  optional(sheet, "External IPs", joined(spec, "externalIPs"));
  optional(sheet, "Desired LoadBalancer IP", textAt(spec, "loadBalancerIP"));
  optional(sheet, "External Name", textAt(spec, "externalName"));
  optional(sheet, "LoadBalancer Ingress", balancers(listAt(object, "status", "loadBalancer", "ingress")));
  const slices = slicesOf(
    subject.session,
    textAt(object, "metadata", "namespace"),
    textAt(object, "metadata", "name"),
  );
  for (const port of listAt(spec, "ports")) describePort(sheet, port, slices);
  sheet.field(0, "Session Affinity", textAt(spec, "sessionAffinity"));
  optional(sheet, "External Traffic Policy", textAt(spec, "externalTrafficPolicy"));
  optional(sheet, "Internal Traffic Policy", textAt(spec, "internalTrafficPolicy"));
  optional(sheet, "HealthCheck NodePort", textAt(spec, "healthCheckNodePort"));
  optional(sheet, "LoadBalancer Source Ranges", joined(spec, "loadBalancerSourceRanges"));
  describeEvents(sheet, subject);
  return sheet.text;
};

function optional(sheet: Sheet, name: string, value: string): void {
  if (value !== "") sheet.field(0, name, value);
}

function joined(value: unknown, field: string): string {
  const list = at(value, field);
  return Array.isArray(list) ? list.join(",") : "";
}

function balancers(ingress: readonly Json[]): string {
  return ingress
    .map((one) => {
      const [ip, mode] = [textAt(one, "ip"), textAt(one, "ipMode")];
      return ip === "" ? textAt(one, "hostname") : `${ip}${mode === "" ? "" : ` (${mode})`}`;
    })
    .join(", ");
}

function describePort(sheet: Sheet, port: Json, slices: readonly Json[]): void {
  const name = textAt(port, "name") || "<unset>";
  const protocol = textAt(port, "protocol");
  sheet.field(0, "Port", `${name}\t${textAt(port, "port")}/${protocol}`);
  sheet.field(0, "TargetPort", `${textAt(port, "targetPort") || "0"}/${protocol}`);
  const nodePort = textAt(port, "nodePort");
  if (nodePort !== "" && nodePort !== "0") sheet.field(0, "NodePort", `${name}\t${nodePort}/${protocol}`);
  sheet.field(0, "Endpoints", endpointsText(slices, textAt(port, "name")));
}

/** The EndpointSlices of a Service. */
export function slicesOf(session: Session, namespace: string, service: string): readonly Json[] {
  const resource = session.discovery.named("endpointslices.discovery.k8s.io");
  const labelSelector = `kubernetes.io/service-name=${service}`;
  return listAt(session.client.get({ resource, namespace }, { labelSelector }), "items");
}

/** Ready addresses of one port, the first three and how many more. */
export function endpointsText(slices: readonly Json[], port: string): string {
  if (slices.length === 0) return "<none>";
  const all = slices.flatMap((slice) => {
    const ports = listAt(slice, "ports");
    if (ports.length === 0) return addresses(slice);
    return ports
      .filter((one) => textAt(one, "name") === port)
      .flatMap((one) => addresses(slice).map((address) => withPort(address, textAt(one, "port"))));
  });
  const shown = all.slice(0, MAX_ADDRESSES).join(",");
  return all.length > MAX_ADDRESSES ? `${shown} + ${all.length - MAX_ADDRESSES} more...` : shown;
}

function addresses(slice: Json): readonly string[] {
  return listAt(slice, "endpoints")
    .filter((endpoint) => at(endpoint, "conditions", "ready") !== false)
    .map((endpoint) => (Array.isArray(endpoint["addresses"]) ? String(endpoint["addresses"][0]) : ""));
}

function withPort(address: string, port: string): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}
