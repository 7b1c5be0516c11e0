import type { Route } from "../../../api/openshift/route.ts";

const PREFIX = "haproxy.router.openshift.io/";

/** Go's `strconv.ParseBool`, as the router's template reads switches. */
export function isTrue(text: string | undefined): boolean {
  return ["1", "t", "T", "TRUE", "true", "True"].includes(text ?? "");
}

/** Go's `strconv.Atoi`; `undefined` for what is no whole number. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[-+]?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** `pod-concurrent-connections`: HAProxy's `maxconn` of each endpoint, which without a number above 0 is no limit. */
export function mostConnections({ metadata }: Route): number | undefined {
  const most = wholeNumber(metadata.annotations?.[`${PREFIX}pod-concurrent-connections`]);
  return most === undefined || most <= 0 ? undefined : most;
}

/** What takes the place of the Route's path. `isWhole`: what is behind the path goes as well. */
export interface RewriteTarget {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * `rewrite-target`, as the router cleans it (openshift/router, rewritetarget.SanitizeInput): quotes go, and so does all from a
 * `#` on together with the rest of the request's path; a backslash keeps what follows it, and one of two percent signs stays.
 */
export function rewriteTarget({ metadata }: Route): RewriteTarget | undefined {
  const raw = metadata.annotations?.[`${PREFIX}rewrite-target`];
  if (raw === undefined || !/^\/.*$/.test(raw) || raw.includes("\n")) return undefined;
  const [kept = ""] = /^(?:\\.|[^#\\])*\\?/.exec(raw) ?? [];
  const text = kept
    .replace(/\\(.)|["']/g, (_, escaped = "") => escaped)
    .replace(/%+/g, (signs: string) => (signs.length % 2 === 0 ? signs.slice(signs.length / 2) : signs));
  return { text, isWhole: kept.length < raw.length };
}
