import type { ServiceBackend } from "../../../cluster/service-backends.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpRequest } from "../../../values/http-message.ts";
import type { Upstream } from "../../function.ts";
import { attempt as firstTry, type Last } from "../../shared/tries.ts";
import type { Filtered, Matched } from "./filters.ts";
import { judge, type Limits, type Verdict } from "./limits.ts";
import type { GatewayStep } from "./steps.ts";

/** A request on its way to the endpoints of one Service. */
export interface Tries {
  readonly endpoints: readonly ServiceBackend[];
  /** The endpoint of the first try; later ones take those behind it, in a circle. */
  readonly start: number;
  readonly request: HttpRequest;
  readonly limits: Limits;
  readonly facts: Matched & { readonly service: ObjectUse };
  readonly answered: Filtered["answered"];
}

/** The first try, and those that the rule asks for after it. */
export function attempt(tries: Tries): Upstream<GatewayStep> {
  const { facts, limits, request, endpoints, start } = tries;
  const { service } = facts;
  return firstTry<GatewayStep, Verdict>({
    endpoints: endpoints.map(({ address, port }) => {
      return { kind: "upstream", address, port, request, service, answer: (ending) => ({ ending }) };
    }),
    start,
    judge: (ending, tried, before) => judge(limits, ending, tried, before),
    asksAgain: ({ address, port }, attempt, ending, { over }) => ({
      ...facts,
      code: "retried",
      attempt,
      attempts: limits.retry?.attempts ?? 0,
      endpoint: address.text,
      endpointPort: port,
      ...(over !== undefined
        ? { limit: over.text }
        : ending.kind === "answered" && ending.status !== undefined
          ? { status: ending.status }
          : { ending: ending.kind }),
    }),
    told: (last) => told(tries, last),
  });
}

/** Headers of every answer that went through the proxy. */
const HEADERS = { "content-type": "text/plain" };

function told(
  { facts, limits, answered }: Tries,
  { ending, verdict: { over, elapsed } }: Last<GatewayStep, Verdict>,
): { readonly ending: Ending; readonly step?: GatewayStep } {
  const objects = [facts.service, ...facts.objects];
  const late = elapsed === 0 ? {} : { took: elapsed };
  if (over !== undefined && (ending.kind === "answered" || limits.retry !== undefined)) {
    const step: GatewayStep = { ...facts, code: "timed-out", limit: over.name, timeout: over.text, objects };
    return { ending: { kind: "answered", status: 504, ...late }, step };
  }
  if (ending.kind === "answered")
    return { ending: { ...ending, ...late, headers: answered({ ...HEADERS, ...ending.headers }) } };
  const isSilence = ending.kind === "dropped" || ending.kind === "loop";
  // Conformance asks for 500 or 503 once the retries of a connection are used up.
  const status = isSilence ? 504 : limits.retry === undefined ? 502 : 503;
  const timeout = limits.request ?? limits.backendRequest;
  const limit = isSilence && timeout !== undefined ? { timeout: timeout.text } : {};
  const step: GatewayStep = {
    ...facts,
    code: "bad-gateway",
    status,
    ending: ending.kind,
    ...limit,
    objects,
  };
  return { ending: { kind: "answered", status, ...late }, step };
}
