import type { Branch } from "../../../trace/trace.ts";
import type { DnsRecord } from "../../../values/dns-message.ts";
import { parseIp } from "../../../values/ip.ts";
import { formatObjectName } from "../../../values/object-name.ts";
import type { AnyStep, WorkloadStep } from "../../../workload/steps.ts";

const REASONS: Readonly<Record<number, string>> = {
  101: "Switching Protocols",
  200: "OK",
  201: "Created",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Content Too Large",
  414: "URI Too Long",
  421: "Misdirected Request",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

export function reasonOf(status: number): string {
  return REASONS[status] ?? "";
}

/** No image runs here, so a body says who answered, and nothing that an application would. */
export function bodyOf({ ending, reached, decidedBy }: Branch): string {
  if (ending.kind !== "answered" || ending.status === undefined) return "";
  const step = decidedBy.step as WorkloadStep;
  if (step.function === "workload" && step.code === "health-checked") return healthBody(step);
  const { pod, address } = reached;
  const who = pod === undefined ? (address ?? "") : formatObjectName(pod);
  const by = who === "" ? "" : ` from ${who}`;
  return `${ending.status} ${reasonOf(ending.status)}${by}\n`;
}

/**
 * The address that the client connects to: a load balancer's own, where the packets are for somebody else once past it.
 * `host` is what was typed. Empty where the name led to none.
 */
export function addressOf(branch: Branch, host: string): string {
  return triedAddresses(branch, host).at(-1) ?? "";
}

/** All that the client tried, one after the other, until somebody took the connection. */
export function triedAddresses({ legs, reached }: Branch, host: string): readonly string[] {
  const bare = host.replace(/^\[|\]$/g, "");
  if (parseIp(bare) !== undefined) return [bare];
  if (bare === "localhost") return ["127.0.0.1"];
  const known = legs.flatMap(({ purpose, ending }) =>
    purpose === "dns" && ending?.kind === "answered" ? addressesIn(ending.records ?? []) : [],
  );
  const tried = legs.flatMap(({ purpose, hops: [hop] }) => {
    if (purpose !== "connect") return [];
    const step = hop?.step as AnyStep | undefined;
    if (step?.function === "service-proxy") return [step.address];
    const first = hop?.packet?.destination.text;
    if (first !== undefined && known.length > 0 && !known.includes(first)) return [known[0] ?? first];
    return first ?? [];
  });
  return tried.length > 0 ? tried : [reached.address ?? ""];
}

function addressesIn(records: readonly DnsRecord[]): readonly string[] {
  return records.flatMap((record) =>
    record.type === "A" || record.type === "AAAA" ? [record.address.text] : [],
  );
}

/** `ServeHTTP` of pkg/proxy/healthcheck/service_health.go. */
function healthBody({ service, endpoints }: Extract<WorkloadStep, { code: "health-checked" }>): string {
  const { namespace, name } = service;
  const answer = { service: { namespace, name }, localEndpoints: endpoints, serviceProxyHealthy: true };
  return JSON.stringify(answer, undefined, "\t");
}
