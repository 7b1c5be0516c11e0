import type { Route } from "../../../api/openshift/route.ts";
import type { Router } from "../../../cluster/routers.ts";
import type { Ending } from "../../../trace/ending.ts";
import { parseDuration } from "../../../values/duration.ts";
import { type Judged, WITHOUT_CONNECTION } from "../../shared/tries.ts";

/** How long the router waits; milliseconds. */
export interface RouterLimits {
  readonly connect: number;
  readonly server: number;
  /** How long a tunnel may be silent, where the Route or its router says so; an hour otherwise. */
  readonly tunnel?: number;
  /** `haproxy.router.openshift.io/timeout`, or what else says so. */
  readonly saidBy: string;
}

export const TIMEOUT_ANNOTATION = "haproxy.router.openshift.io/timeout";

const UNITS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** HAProxy's longest time, 2^31 − 1 ms; the router cuts longer ones down to it. */
const LONGEST = 2_147_483_647;

/** Milliseconds of a time in HAProxy's notation: one number and one unit, milliseconds without. */
function timeOf(text: string): number | undefined {
  const [, amount = "", unit = "ms"] = /^([1-9]\d*)(us|ms|s|m|h|d)?$/.exec(text) ?? [];
  return amount === "" ? undefined : Math.min(Number(amount) * (UNITS[unit] ?? 1), LONGEST);
}

/** The Route's own annotation, then the IngressController's tuning, then the router's default. */
export function limitsOf({ metadata, spec }: Route, { tuning = {} }: Router): RouterLimits {
  const { annotations = {} } = metadata;
  const own = timeOf(annotations[TIMEOUT_ANNOTATION] ?? "");
  const tuned = milliseconds(tuning.serverTimeout);
  const passed = spec.tls?.termination === "passthrough" ? own : undefined;
  const tunnel =
    timeOf(annotations[`${TIMEOUT_ANNOTATION}-tunnel`] ?? "") ?? passed ?? milliseconds(tuning.tunnelTimeout);
  return {
    ...(tunnel === undefined ? {} : { tunnel }),
    connect: milliseconds(tuning.connectTimeout) ?? 5000,
    server: own ?? tuned ?? 30_000,
    saidBy: own !== undefined ? TIMEOUT_ANNOTATION : tuned !== undefined ? "serverTimeout" : "its default",
  };
}

function milliseconds(text: string | undefined): number | undefined {
  const seconds = text === undefined ? undefined : parseDuration(text);
  return seconds === undefined || seconds <= 0 ? undefined : Math.min(seconds * 1000, LONGEST);
}

/** `retries` of HAProxy: for connections only, a request is sent once. */
export const RETRIES = 3;

/** Milliseconds before the same server is tried again. */
const TURN_AROUND = 1000;

export interface RouterVerdict extends Judged {
  readonly isLate: boolean;
}

/** @param tried tries before this one; @param before milliseconds that they took; @param of endpoints */
export function judge(
  { connect, server }: RouterLimits,
  ending: Ending,
  tried: number,
  before: number,
  of: number,
): RouterVerdict {
  const took = ending.kind === "answered" ? (ending.took ?? 0) : 0;
  const isLate = took > server;
  const again = WITHOUT_CONNECTION.has(ending.kind) && tried < RETRIES;
  const pause = again && of === 1 && ending.kind !== "dropped" ? TURN_AROUND : 0;
  const waited = ending.kind === "dropped" || ending.kind === "loop" ? connect : isLate ? server : took;
  return { elapsed: before + waited + pause, again, isLate };
}
