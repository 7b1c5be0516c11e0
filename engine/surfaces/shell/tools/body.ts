import type { Branch } from "../../../trace/trace.ts";
import { formatObjectName } from "../../../values/object-name.ts";
import type { AnyStep } from "../../../workload/steps.ts";

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
export function bodyOf({ ending, reached }: Branch): string {
  if (ending.kind !== "answered" || ending.status === undefined) return "";
  const { pod, address } = reached;
  const who = pod === undefined ? (address ?? "") : formatObjectName(pod);
  const by = who === "" ? "" : ` from ${who}`;
  return `${ending.status} ${reasonOf(ending.status)}${by}\n`;
}

/** The address that the client connects to, whatever becomes of it at the first hop. */
export function addressOf(branch: Branch): string {
  for (const leg of branch.legs) {
    if (leg.purpose !== "connect") continue;
    const [hop] = leg.hops;
    const step = hop?.step as AnyStep | undefined;
    if (step?.function === "service-proxy") return step.address;
    if (hop?.packet !== undefined) return hop.packet.destination.text;
  }
  return branch.reached.address ?? "";
}
