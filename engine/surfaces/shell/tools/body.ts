import type { Branch } from "../../../trace/trace.ts";
import { formatObjectName } from "../../../values/object-name.ts";
import type { WorkloadStep } from "../../../workload/steps.ts";

const REASONS: Readonly<Record<number, string>> = {
  101: "Switching Protocols",
  200: "OK",
  201: "Created",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  413: "Content Too Large",
  414: "URI Too Long",
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

/** `ServeHTTP` of pkg/proxy/healthcheck/service_health.go. */
function healthBody({ service, endpoints }: Extract<WorkloadStep, { code: "health-checked" }>): string {
  const { namespace, name } = service;
  const answer = { service: { namespace, name }, localEndpoints: endpoints, serviceProxyHealthy: true };
  return JSON.stringify(answer, undefined, "\t");
}

export function addressOf(branch: Branch): string {
  for (const leg of branch.legs) {
    if (leg.purpose !== "connect") continue;
    const first = leg.hops[0]?.packet;
    if (first !== undefined) return first.destination.text;
  }
  return branch.reached.address ?? "";
}
