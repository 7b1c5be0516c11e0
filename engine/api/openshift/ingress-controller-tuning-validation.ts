import { type FieldPath, formatFieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import type { RouterTuning } from "./ingress-controller.ts";
import { oneOf, withinLength, withinRange } from "./schema-rules.ts";

const PATH = ["spec", "tuningOptions"];
const INT32_MAX = 2_147_483_647;

/** Fields of `format: duration`, which takes Go's notation and, in a text, numbers with units up to weeks. */
const FREE = [
  "clientTimeout",
  "clientFinTimeout",
  "serverTimeout",
  "serverFinTimeout",
  "tunnelTimeout",
  "tlsInspectDelay",
] as const;
const GO_DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const ANY_UNIT =
  /\d\s*(?:(?:ns|us|µs|ms|s|m|h|hr|d|w|wk)(?![A-Za-zµ])|nano|micro|milli|sec|min|hour|day|week)/i;

/** Fields with a pattern of their own, in the words of the CRD. */
const STRICT = ["connectTimeout", "healthCheckInterval", "reloadInterval"] as const;
const STRICT_PATTERN = String.raw`^(0|([0-9]+(\.[0-9]+)?(ns|us|µs|μs|ms|s|m|h))+)$`;

const RANGES = {
  headerBufferBytes: [16_384, INT32_MAX],
  headerBufferMaxRewriteBytes: [4096, INT32_MAX],
  threadCount: [1, 64],
} as const;

/** What the schema says of `spec.tuningOptions`. */
export function validateRouterTuning(tuning: RouterTuning | undefined, errors: FieldErrors): void {
  if (tuning === undefined) return;
  for (const key of FREE) {
    const text = tuning[key];
    if (text === undefined || GO_DURATION.test(text) || ANY_UNIT.test(text)) continue;
    invalidInBody(text, [...PATH, key], `must be of type duration: ${JSON.stringify(text)}`, errors);
  }
  const strict = new RegExp(STRICT_PATTERN);
  for (const key of STRICT) {
    const text = tuning[key];
    if (text === undefined || strict.test(text)) continue;
    invalidInBody(text, [...PATH, key], `should match '${STRICT_PATTERN}'`, errors);
  }
  if (tuning.httpKeepAliveTimeout !== undefined) {
    withinLength(tuning.httpKeepAliveTimeout, 16, [...PATH, "httpKeepAliveTimeout"], errors);
  }
  for (const key of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
    withinRange(tuning[key], RANGES[key], [...PATH, key], errors);
  }
  const { configurationManagement } = tuning;
  const ways = ["Dynamic", "ForkAndReload"];
  oneOf(configurationManagement, ways, [...PATH, "configurationManagement"], errors);
}

function invalidInBody(text: string, path: FieldPath, words: string, errors: FieldErrors): void {
  errors.invalid(path, text, `${formatFieldPath(path)} in body ${words}`);
}

/** The CEL rules of the same fields. */
export function checkRouterTuningRules(tuning: RouterTuning | undefined, errors: FieldErrors): void {
  const { httpKeepAliveTimeout: text, maxConnections = 0 } = tuning ?? {};
  if (text !== undefined) checkKeepAlive(text, [...PATH, "httpKeepAliveTimeout"], errors);
  const isUnlimited = maxConnections === 0 || maxConnections === -1;
  if (isUnlimited || (maxConnections >= 2000 && maxConnections <= 2_000_000)) return;
  const words = "maxConnections must be 0, -1, or between 2000 and 2000000";
  errors.invalid([...PATH, "maxConnections"], maxConnections, words);
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function checkKeepAlive(text: string, path: FieldPath, errors: FieldErrors): void {
  if (!/^([0-9]+(\.[0-9]+)?(ms|s|m))+$/.test(text)) {
    const words =
      "httpKeepAliveTimeout must be a valid duration string composed of an unsigned integer value, optionally followed by a decimal fraction and a unit suffix (ms, s, m)";
    errors.invalid(path, text, words);
    return;
  }
  let total = 0;
  for (const [, count, unit = ""] of text.matchAll(/([0-9.]+)(ms|s|m)/g)) {
    total += Number(count) * (MILLISECONDS[unit] ?? 0);
  }
  if (total > 15 * 60_000) {
    errors.invalid(path, text, "httpKeepAliveTimeout must be less than or equal to 15 minutes");
  }
  if (total < 1) {
    errors.invalid(path, text, "httpKeepAliveTimeout must be greater than or equal to 1 millisecond");
  }
}
