import { at, type Json, listAt, textAt } from "../../server/api.ts";

/** Something that oc thinks is worth saying at the end. */
export interface Marker {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly suggestion?: string;
}

/** Names of the Services that a Route leads to. */
export function servicesOf(route: Json): readonly string[] {
  const targets = [at(route, "spec", "to"), ...listAt(route, "spec", "alternateBackends")];
  return targets.map((target) => textAt(target, "name"));
}

interface Seen {
  readonly hosts: readonly string[];
  readonly reasons: readonly string[];
}

/** Hosts at which routers serve the Route, its own first, and why others do not. */
function seen(route: Json): Seen {
  const own = textAt(route, "spec", "host");
  const hosts: string[] = [];
  const reasons = new Set<string>();
  for (const ingress of listAt(route, "status", "ingress")) {
    const admitted = listAt(ingress, "conditions").find(({ type }) => type === "Admitted");
    if (textAt(admitted, "status") === "False") reasons.add(textAt(admitted, "reason"));
    else hosts.push(textAt(ingress, "host"));
  }
  const others = hosts.filter((host) => host !== own);
  return { hosts: hosts.includes(own) ? [own, ...others] : others, reasons: [...reasons].sort() };
}

/** How a Route is told of above its Service (describeRouteInServiceGroup of openshift/oc). */
export function routeLines(route: Json): readonly string[] {
  const { hosts, reasons } = seen(route);
  const trailer = reasons.length > 0 ? " (!)" : "";
  if (hosts.length > 0) return hosts.map((host) => exposed(route, host, trailer));
  const [reason] = reasons;
  const name = `route/${textAt(route, "metadata", "name")}`;
  if (reason !== undefined) return [`${name} not accepted: ${reason}`];
  const host = textAt(route, "spec", "host");
  return [host === "" ? `${name} has no host set` : exposed(route, host, "")];
}

function exposed(route: Json, host: string, trailer: string): string {
  const port = textAt(route, "spec", "port", "targetPort");
  return `${address(route, host)}${port === "" ? "" : ` to pod port ${port}`}${trailer}`;
}

const INSECURE: Readonly<Record<string, string>> = { Redirect: " (redirects)", Allow: " (and http)" };

function address(route: Json, host: string): string {
  const tls = at(route, "spec", "tls");
  if (tls === undefined) return `http://${host}`;
  const termination = textAt(tls, "termination");
  if (termination !== "edge") return `https://${host} (${termination})`;
  const policy = textAt(tls, "insecureEdgeTerminationPolicy");
  return `https://${host}${(Object.hasOwn(INSECURE, policy) && INSECURE[policy]) || ""}`;
}

/** HTTPS before HTTP before the rest; shorter addresses first, then by letter. */
export function byExposure(a: string, b: string): number {
  const [one, other] = [rank(a), rank(b)];
  if (one !== other) return one - other;
  if (one < 2) {
    const [first, second] = [lengthOf(a), lengthOf(b)];
    if (first !== second) return first - second;
  }
  return a < b ? -1 : 1;
}

function rank(text: string): number {
  return text.startsWith("https://") ? 0 : text.startsWith("http://") ? 1 : 2;
}

function lengthOf(text: string): number {
  return (text.split(" ")[0] ?? "").length;
}

/** What is wrong with Routes (pkg/helpers/graph/routegraph/analysis of openshift/oc). */
export function routeMarkers(route: Json, services: readonly Json[]): readonly Marker[] {
  const name = `route/${textAt(route, "metadata", "name")}`;
  const ingresses = listAt(route, "status", "ingress");
  const found = [portMarker(route, name, services)].filter((one) => one !== undefined);
  for (const ingress of ingresses) {
    const admitted = listAt(ingress, "conditions").find(({ type }) => type === "Admitted");
    if (textAt(admitted, "status") !== "False") continue;
    const router = JSON.stringify(textAt(ingress, "routerName"));
    const why = `${textAt(ingress, "routerCanonicalHostname")}${textAt(admitted, "message")} (${textAt(admitted, "reason")})`;
    found.push({ severity: "error", message: `${name} was not accepted by router ${router}: ${why}` });
    break;
  }
  if (ingresses.length === 0)
    found.push({
      severity: "error",
      message: `${name} is routing traffic to svc/${textAt(route, "spec", "to", "name")}, but either the administrator has not installed a router or the router is not selecting this route.`,
    });
  return found;
}

function portMarker(route: Json, name: string, services: readonly Json[]): Marker | undefined {
  const wanted = textAt(route, "spec", "port", "targetPort");
  for (const target of servicesOf(route)) {
    const service = services.find((one) => textAt(one, "metadata", "name") === target);
    const severity = "warning";
    if (service === undefined)
      return {
        severity,
        message: `${name} is supposed to route traffic to svc/${target} but svc/${target} doesn't exist.`,
      };
    const ports = listAt(service, "spec", "ports");
    if (ports.length > 1 && wanted === "")
      return {
        severity,
        message: `${name} doesn't have a port specified and is routing traffic to svc/${target} which uses multiple ports.`,
      };
    if (wanted === "") return undefined;
    const isNumber = /^[-+]?\d+$/.test(wanted);
    if (ports.some((port) => textAt(port, isNumber ? "targetPort" : "name") === wanted)) return undefined;
    const message = isNumber
      ? `${name} has a port specified (${Number(wanted)}) but svc/${target} has no such targetPort.`
      : `${name} has a named port specified (${JSON.stringify(wanted)}) but svc/${target} has no such named port.`;
    if (ports.length !== 1) return { severity, message };
    const instead = Number(textAt(ports[0], "targetPort")) || 0;
    return {
      severity,
      message,
      suggestion: `oc patch ${name} -p '{"spec":{"port":{"targetPort": ${instead}}}}'`,
    };
  }
  return undefined;
}
