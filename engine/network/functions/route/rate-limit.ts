import type { Route } from "../../../api/openshift/route.ts";
import type { Earlier } from "../../affinity.ts";
import { isTrue, wholeNumber } from "./annotations.ts";

const ANNOTATION = "haproxy.router.openshift.io/rate-limit-connections";

/** What a Route lets one source address do; HAProxy's stick table counts in these periods, milliseconds. */
export interface RateLimits {
  readonly concurrentTcp?: number;
  readonly rateTcp?: number;
  readonly rateHttp?: number;
}

export const CONNECTIONS_PERIOD = 3000;
export const REQUESTS_PERIOD = 10_000;

/** The limits of a Route; `undefined` when it has none. Requests are not counted where TLS is passed through. */
export function rateLimitsOf({ metadata, spec }: Route): RateLimits | undefined {
  const { annotations = {} } = metadata;
  if (!isTrue(annotations[ANNOTATION])) return undefined;
  const limit = (name: string): number | undefined => wholeNumber(annotations[`${ANNOTATION}.${name}`]);
  const [concurrentTcp, rateTcp] = [limit("concurrent-tcp"), limit("rate-tcp")];
  const rateHttp = spec.tls?.termination === "passthrough" ? undefined : limit("rate-http");
  return {
    ...(concurrentTcp === undefined ? {} : { concurrentTcp }),
    ...(rateTcp === undefined ? {} : { rateTcp }),
    ...(rateHttp === undefined ? {} : { rateHttp }),
  };
}

/** The limit that closes a connection: its annotation, what it is set to, and what was counted. */
export interface Exceeded {
  readonly annotation: string;
  readonly limit: number;
  readonly counted: number;
}

/**
 * What becomes of the last of several connections of one client, as HAProxy decides it, by the ages of those before. Every
 * connection counts, this one too; a request counts only when it was let through, and after it was.
 */
export function exceeded(limits: RateLimits, earlier: readonly Earlier[]): Exceeded | undefined {
  const { concurrentTcp = Infinity, rateTcp = Infinity, rateHttp = Infinity } = limits;
  const [connections, requests] = [new Frequency(CONNECTIONS_PERIOD), new Frequency(REQUESTS_PERIOD)];
  let open = 0;
  const attempts = [...earlier].sort((a, b) => b.age - a.age);
  const oldest = attempts[0]?.age ?? 0;
  let last: Exceeded | undefined;
  for (const { age, isOpen = false } of [...attempts, { age: 0, isOpen: false }]) {
    const now = Math.round((oldest - age) * 1000);
    connections.add(now);
    const counts = [
      ["concurrent-tcp", concurrentTcp, open + 1],
      ["rate-tcp", rateTcp, connections.at(now)],
      ["rate-http", rateHttp, requests.at(now)],
    ] as const;
    const found = counts.find(([, limit, counted]) => counted >= limit);
    last = found && { annotation: `${ANNOTATION}.${found[0]}`, limit: found[1], counted: found[2] };
    if (found !== undefined) continue;
    requests.add(now);
    if (isOpen) open++;
  }
  return last;
}

/**
 * HAProxy's estimate of how much happened within a period (freq_ctr.c): what this period has, and of the last one the part
 * that still lies within reach.
 */
class Frequency {
  readonly #period: number;
  #start: number | undefined;
  #current = 0;
  #past = 0;

  constructor(period: number) {
    this.#period = period;
  }

  add(now: number): void {
    const since = now - (this.#start ?? -Infinity);
    if (since < this.#period) this.#current++;
    else {
      const isNext = since < 2 * this.#period;
      this.#past = isNext ? this.#current : 0;
      this.#start = isNext ? (this.#start ?? now) + this.#period : now;
      this.#current = 1;
    }
  }

  at(now: number): number {
    if (this.#start === undefined) return 0;
    let remain = this.#start + this.#period - now;
    let [past, current] = [this.#past, this.#current];
    if (remain < 0) {
      remain += this.#period;
      [past, current] = [remain >= 0 ? current : 0, 0];
    }
    if (past <= 1 && current === 0) return past;
    return Math.floor((past * remain + current * this.#period) / this.#period);
  }
}
