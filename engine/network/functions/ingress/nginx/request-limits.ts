import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation, list } from "../../../../api/networking/nginx-annotations.ts";
import type { Earlier } from "../../../affinity.ts";
import type { Route } from "../table.ts";
import { type Choices, type NginxRequest, refuse } from "./answers.ts";
import { isIn } from "./forwarded.ts";

/** A zone of `limit_req`, counted in thousandths of a request as nginx does. */
interface RateZone {
  readonly annotation: string;
  readonly limit: number;
  /** Thousandths of a request that leave the bucket each second. */
  readonly rate: number;
  readonly burst: number;
}

/** What an Ingress lets one address do (annotations/ratelimit/main.go). */
export interface RequestLimits {
  readonly zones: readonly RateZone[];
  readonly connections: number;
  /** Addresses that are not counted. */
  readonly exempt: readonly string[];
}

const BURST = 5;
const STATUS = 503;

/** `undefined` without a limit. */
export function requestLimitsOf(ingress: Ingress): RequestLimits | undefined {
  const whole = (name: string, otherwise = 0): number => Number(annotation(ingress, name) ?? otherwise);
  const [rps, rpm, connections] = [whole("limit-rps"), whole("limit-rpm"), whole("limit-connections")];
  // One of the two at most has a value.
  const exempt = [...list(ingress, "limit-allowlist"), ...list(ingress, "limit-whitelist")];
  const times = whole("limit-burst-multiplier", BURST);
  const zones = [
    { annotation: "limit-rps", limit: rps, rate: rps * 1000, burst: rps * times },
    { annotation: "limit-rpm", limit: rpm, rate: Math.floor((rpm * 1000) / 60), burst: rpm * times },
  ].filter(({ limit }) => limit > 0);
  return zones.length === 0 && connections <= 0 ? undefined : { zones, connections, exempt };
}

/** 503 for an address that asks too often, or has too many requests open: nginx' phase before address lists and users. */
export function overLimit(asked: NginxRequest, { ingress }: Route): Choices | undefined {
  const limits = requestLimitsOf(ingress);
  if (limits === undefined || isIn(asked.came.client, limits.exempt)) return undefined;
  const over = exceeded(limits, asked.earlier);
  if (over === undefined) return undefined;
  const isOpen = over.annotation === "limit-connections";
  const text = asked.table.config.text(isOpen ? "limit-conn-status-code" : "limit-req-status-code");
  const status = text !== undefined && /^[45]\d\d$/.test(text) ? Number(text) : STATUS;
  const who = asked.came.client.text;
  const why = isOpen
    ? `${who} has ${over.counted} requests open already`
    : `${who} has asked ${over.counted} times, faster than ${over.limit} with a burst of ${over.burst} lets it`;
  return refuse(asked, ingress, status, over.annotation, why);
}

interface Exceeded {
  readonly annotation: string;
  readonly limit: number;
  readonly burst: number;
  /** Requests before this one that were let through and count. */
  readonly counted: number;
}

interface Bucket {
  excess: number;
  /** Milliseconds. */
  last: number;
}

/**
 * What becomes of the last of several requests of one address, by the ages of those before: every zone is a bucket that
 * leaks (`ngx_http_limit_req_lookup`). A request that any of them refuses is counted by none.
 */
export function exceeded(
  { zones, connections }: Pick<RequestLimits, "zones" | "connections">,
  earlier: readonly Earlier[],
): Exceeded | undefined {
  const buckets = new Map<RateZone, Bucket>();
  const attempts = [...earlier].sort((a, b) => b.age - a.age);
  const oldest = attempts[0]?.age ?? 0;
  let [open, passed] = [0, 0];
  let last: Exceeded | undefined;
  for (const { age, isOpen = false } of [...attempts, { age: 0 }]) {
    const now = Math.round((oldest - age) * 1000);
    const levels = zones.map((zone) => levelOf(zone, buckets.get(zone), now));
    const full = zones.find((zone, index) => (levels[index] ?? 0) > zone.burst * 1000);
    const isCrowded = connections > 0 && open >= connections;
    last =
      full === undefined
        ? isCrowded
          ? { annotation: "limit-connections", limit: connections, burst: 0, counted: open }
          : undefined
        : { ...full, counted: passed };
    // Rates are asked first, so a request that is refused for its company has been counted by them.
    if (full !== undefined) continue;
    for (const [index, zone] of zones.entries()) {
      const before = buckets.get(zone);
      const isMoved = before === undefined || now !== before.last;
      buckets.set(zone, { excess: levels[index] ?? 0, last: isMoved ? now : before.last });
    }
    if (isCrowded) continue;
    passed++;
    if (isOpen) open++;
  }
  return last;
}

function levelOf({ rate }: RateZone, bucket: Bucket | undefined, now: number): number {
  if (bucket === undefined) return 0;
  return Math.max(0, bucket.excess - Math.floor((rate * (now - bucket.last)) / 1000) + 1000);
}
