import type { HTTPRouteRule } from "../../../api/gateway/http-route.ts";
import type { Ending } from "../../../trace/ending.ts";
import { parseDuration } from "../../../values/duration.ts";

/** A limit as the route writes it, and in milliseconds. */
export interface Limit {
  readonly text: string;
  readonly ms: number;
}

/** How long a rule waits, and how often it asks. */
export interface Limits {
  /** For everything, retries included. */
  readonly request?: Limit;
  /** For one try. */
  readonly backendRequest?: Limit;
  readonly retry?: { readonly codes: readonly number[]; readonly attempts: number; readonly backoff: number };
}

/** Retries of a rule that asks for them without a number: Envoy's default. */
const ATTEMPTS = 1;

/** Milliseconds between tries where the rule says nothing: Envoy's base interval. */
const BACKOFF = 25;

/** Milliseconds after which a proxy gives up on a connection that nobody takes: Envoy Gateway's default. */
const CONNECT_TIMEOUT = 10_000;

export function limitsOf({ timeouts = {}, retry }: HTTPRouteRule): Limits {
  const request = limitOf(timeouts.request);
  const backendRequest = limitOf(timeouts.backendRequest);
  return {
    ...(request === undefined ? {} : { request }),
    ...(backendRequest === undefined ? {} : { backendRequest }),
    ...(retry === undefined
      ? {}
      : {
          retry: {
            codes: retry.codes ?? [],
            attempts: retry.attempts ?? ATTEMPTS,
            backoff: limitOf(retry.backoff)?.ms ?? BACKOFF,
          },
        }),
  };
}

/** `0s` and the like: no limit (GEP-2257). */
function limitOf(text: string | undefined): Limit | undefined {
  const seconds = text === undefined ? undefined : parseDuration(text);
  return text === undefined || seconds === undefined || seconds === 0
    ? undefined
    : { text, ms: seconds * 1000 };
}

export type LimitName = "request" | "backendRequest";

/** What the proxy makes of one try. */
export interface Verdict {
  /** Milliseconds since the request came. */
  readonly elapsed: number;
  /** The limit that was reached. */
  readonly over?: { readonly name: LimitName; readonly text: string };
  readonly again: boolean;
}

/** @param tried tries before this one; @param before milliseconds that they took */
export function judge(limits: Limits, ending: Ending, tried: number, before: number): Verdict {
  const { request, backendRequest, retry } = limits;
  const isSilence = ending.kind === "dropped" || ending.kind === "loop";
  const took = isSilence ? CONNECT_TIMEOUT : ending.kind === "answered" ? (ending.took ?? 0) : 0;
  const isLate = backendRequest !== undefined && took > backendRequest.ms;
  const elapsed = before + (isLate ? backendRequest.ms : took);
  const giveUp = (): Verdict => {
    return { elapsed: request?.ms ?? 0, over: { name: "request", text: request?.text ?? "" }, again: false };
  };
  if (request !== undefined && elapsed > request.ms) return giveUp();
  const over = isLate ? { over: { name: "backendRequest", text: backendRequest.text } as const } : {};
  const isFailure =
    isLate || ending.kind !== "answered" || retry?.codes.includes(ending.status ?? 0) === true;
  if (retry === undefined || tried >= retry.attempts || !isFailure) return { elapsed, ...over, again: false };
  if (request !== undefined && elapsed + retry.backoff > request.ms) return giveUp();
  return { elapsed: elapsed + retry.backoff, ...over, again: true };
}
