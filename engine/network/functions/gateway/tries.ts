import type { ServiceBackend } from "../../../cluster/service-backends.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpRequest } from "../../../values/http-message.ts";
import type { Choice, Upstream } from "../../function.ts";
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

/** One try. @param tried tries before it; @param before milliseconds that they took */
export function attempt(tries: Tries, tried = 0, before = 0): Upstream<GatewayStep> {
  const { facts, limits, request } = tries;
  const { address, port } = endpointOf(tries, tried);
  const base: Upstream<GatewayStep> = {
    kind: "upstream",
    address,
    port,
    request: tried === 0 ? request : { ...request, asked: tried },
    service: facts.service,
    answer: (ending) => told(tries, ending, judge(limits, ending, tried, before)),
  };
  if (limits.retry === undefined) return base;
  return {
    ...base,
    // biome-ignore lint/suspicious/noThenProperty: a proxy's next act, and nothing that waits.
    then: (ending) => {
      const verdict = judge(limits, ending, tried, before);
      return verdict.again ? [again(tries, tried + 1, ending, verdict)] : undefined;
    },
  };
}

function endpointOf({ endpoints, start }: Tries, tried: number): ServiceBackend {
  const endpoint = endpoints[(start + tried) % endpoints.length];
  if (endpoint === undefined) throw new Error("a try without an endpoint");
  return endpoint;
}

function again(tries: Tries, tried: number, ending: Ending, verdict: Verdict): Choice<GatewayStep> {
  const { address, port } = endpointOf(tries, tried);
  const { facts, limits } = tries;
  const step: GatewayStep = {
    ...facts,
    code: "retried",
    attempt: tried,
    attempts: limits.retry?.attempts ?? 0,
    endpoint: address.text,
    endpointPort: port,
    ...(verdict.over !== undefined
      ? { limit: verdict.over.text }
      : ending.kind === "answered" && ending.status !== undefined
        ? { status: ending.status }
        : { ending: ending.kind }),
  };
  return { share: 1, steps: [step], does: attempt(tries, tried, verdict.elapsed) };
}

/** Headers of every answer that went through the proxy. */
const HEADERS = { "content-type": "text/plain" };

function told(
  { facts, limits, answered }: Tries,
  ending: Ending,
  { over, elapsed }: Verdict,
): { readonly ending: Ending; readonly step?: GatewayStep } {
  const objects = [facts.service, ...facts.objects];
  if (over !== undefined && (ending.kind === "answered" || limits.retry !== undefined)) {
    const step: GatewayStep = { ...facts, code: "timed-out", limit: over.name, timeout: over.text, objects };
    return { ending: { kind: "answered", status: 504, took: elapsed }, step };
  }
  if (ending.kind === "answered") {
    const late = elapsed === 0 ? {} : { took: elapsed };
    return { ending: { ...ending, ...late, headers: answered({ ...HEADERS, ...ending.headers }) } };
  }
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
  return { ending: { kind: "answered", status }, step };
}
