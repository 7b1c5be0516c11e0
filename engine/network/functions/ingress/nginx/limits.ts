import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { Judged } from "../../../shared/tries.ts";
import { settingOf } from "./settings.ts";

/** How long nginx waits for an endpoint, and when it asks the next one (`proxy_*_timeout`, `proxy_next_upstream*`). */
export interface NginxLimits {
  /** Seconds. */
  readonly connect: number;
  /** Seconds. */
  readonly read: number;
  /** Conditions on which the next endpoint is asked, in nginx' words. */
  readonly next: ReadonlySet<string>;
  /** Tries altogether; 0: as many as it takes. */
  readonly tries: number;
  /** Seconds after which no further one is begun; 0: none. */
  readonly within: number;
}

const CONDITIONS =
  /^((error|timeout|invalid_header|http_500|http_502|http_503|http_504|http_403|http_404|http_429|non_idempotent|off)\s?)+$/;

/** What the controller takes for an annotation that is absent, or that it cannot read. */
const DEFAULTS = { connect: 5, read: 60, next: "error timeout", tries: 3, within: 0 };

/** Tries after which endpoints that never will do are given up, where nginx would go on for ever. */
const ENDLESS = 20;

/** By annotation, else by the ConfigMap's key of the same name. */
export function limitsOf(config: NginxConfig, ingress: Ingress): NginxLimits {
  const next = settingOf(config, ingress, "proxy-next-upstream") ?? "";
  const whole = (name: string, otherwise: number): number => {
    // Seconds are bare numbers here: `60s` counts for nothing.
    for (const text of [annotation(ingress, name), config.text(name)])
      if (text !== undefined && /^\d+$/.test(text)) return Number(text);
    return otherwise;
  };
  return {
    connect: whole("proxy-connect-timeout", DEFAULTS.connect),
    read: whole("proxy-read-timeout", DEFAULTS.read),
    next: new Set((CONDITIONS.test(next) ? next : DEFAULTS.next).split(/\s+/)),
    tries: whole("proxy-next-upstream-tries", DEFAULTS.tries),
    within: whole("proxy-next-upstream-timeout", DEFAULTS.within),
  };
}

export interface NginxVerdict extends Judged {
  /** The wait that ended without an answer. */
  readonly over?: { readonly annotation: string; readonly seconds: number };
}

/** Methods that change something each time: nginx sends them once, unless the first never got there. */
const NOT_IDEMPOTENT: ReadonlySet<string> = new Set(["POST", "LOCK", "PATCH"]);

/** @param tried tries before this one; @param before milliseconds that they took */
export function judge(
  { connect, read, next, tries, within }: NginxLimits,
  method: string,
  ending: Ending,
  tried: number,
  before: number,
): NginxVerdict {
  const took = ending.kind === "answered" ? (ending.took ?? 0) : 0;
  const over =
    ending.kind === "dropped" || ending.kind === "loop"
      ? { annotation: "proxy-connect-timeout", seconds: connect }
      : took > read * 1000
        ? { annotation: "proxy-read-timeout", seconds: read }
        : undefined;
  const elapsed = before + (over === undefined ? took : over.seconds * 1000);
  const condition =
    over !== undefined ? "timeout" : ending.kind === "answered" ? `http_${ending.status}` : "error";
  const wasSent = ending.kind === "answered" || ending.kind === "closed";
  const mayRepeat = !wasSent || !NOT_IDEMPOTENT.has(method) || next.has("non_idempotent");
  const isInTime = within === 0 || elapsed < within * 1000;
  const again =
    next.has(condition) &&
    !next.has("off") &&
    mayRepeat &&
    isInTime &&
    tried + 1 < (tries === 0 ? ENDLESS : tries);
  return over === undefined ? { elapsed, again } : { elapsed, again, over };
}
