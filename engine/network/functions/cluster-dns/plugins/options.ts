import type { Directive } from "../corefile.ts";
import { SetupError } from "./plugin.ts";

/** An error in a line of the Corefile, as Caddy's parser words it. */
export function parseError(line: number, what: string): SetupError {
  return new SetupError(`/etc/coredns/Corefile:${line} - Error during parsing: ${what}`);
}

/** Too few words in a line, or too many. */
export function argumentError({ name, args, line }: Directive): SetupError {
  const last = args.at(-1) ?? name;
  return parseError(line, `Wrong argument count or unexpected line ending after '${last}'`);
}

export function unknownProperty({ name, line }: Directive): SetupError {
  return parseError(line, `unknown property '${name}'`);
}

/** Go's `strconv.Atoi`. */
export function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

export function integer(text: string): number {
  if (!isInteger(text)) throw new SetupError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Go's `time.ParseDuration`: `1h30m` and the like, in seconds; or what is wrong with it. */
export function duration(text: string): number | string {
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/.exec(text) ?? [];
  if (rest === "0") return 0;
  const quoted = JSON.stringify(text);
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g)];
  if (rest === "" || parts.map(([whole]) => whole).join("") !== rest)
    return `time: invalid duration ${quoted}`;
  let seconds = 0;
  for (const [, number = "", unit = ""] of parts) {
    if (unit === "") return `time: missing unit in duration ${quoted}`;
    const factor = Object.hasOwn(SECONDS, unit) ? SECONDS[unit] : undefined;
    if (factor === undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`;
    seconds += Number(number) * factor;
  }
  return sign === "-" ? -seconds : seconds;
}

/** As `duration`, but what is wrong stops the server. */
export function seconds(text: string): number {
  const parsed = duration(text);
  if (typeof parsed === "string") throw new SetupError(parsed);
  return parsed;
}

/** Go's `net.SplitHostPort`. */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const bracketed = /^\[([^\]]*)\]:(.*)$/.exec(text);
  const [, host = "", port = ""] = bracketed ?? /^([^:]*):([^:]*)$/.exec(text) ?? [];
  if (bracketed === null && !/^[^:]*:[^:]*$/.test(text)) {
    const what = text.includes(":") ? "too many colons in address" : "missing port in address";
    throw new SetupError(`address ${text}: ${what}`);
  }
  return { host, port: Number(port) };
}
