import type { Route } from "../../api/openshift/route.ts";
import { parseCidr } from "../../values/cidr.ts";
import { parseIp } from "../../values/ip.ts";
import { suggest } from "../../values/suggest.ts";

/** What the names of the router's annotations begin with. */
export const ROUTER = "haproxy.router.openshift.io/";
const HSTS_WORD = "(?:includeSubDomains|preload)";
/** What the router's template takes for `Strict-Transport-Security`. */
export const HSTS: RegExp = new RegExp(
  `^(?:${HSTS_WORD}\\s*;\\s*)*max-age\\s*=\\s*(?:\\d+|"\\d+")(?:\\s*;\\s*${HSTS_WORD})*$`,
  "i",
);

/** How the router's template may write forwarding headers. */
export const POLICIES: readonly string[] = ["append", "replace", "if-none", "never"];

const TIME = /^[1-9]\d*(us|ms|s|m|h|d)?$/;
const WHOLE = /^[-+]?\d{1,9}$/;
const SWITCH = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
const COOKIE = ["router.openshift.io/cookie_name", "router.openshift.io/cookie-same-site"] as const;

interface Rule {
  readonly reads: (text: string) => boolean;
  readonly expected: string;
  /** Whether the router has to read the requests. */
  readonly readsHttp?: true;
}

const time: Rule = { reads: (text) => TIME.test(text), expected: "a number and one of us, ms, s, m, h, d" };
const whole: Rule = { reads: (text) => WHOLE.test(text), expected: "a whole number" };
const bool: Rule = { reads: (text) => SWITCH.test(text), expected: '"true" or "false"' };
const addresses: Rule = {
  reads: (text) => text.trim() === text && text.split(/\s+/).every(isAddress),
  expected: "addresses and CIDRs with a blank between them, and none around them",
};

/** What the router makes of its annotations; a value that it does not read counts for nothing, without a word. */
const RULES: Readonly<Record<string, Rule>> = {
  [`${ROUTER}balance`]: oneOf(["roundrobin", "leastconn", "source", "random"]),
  [`${ROUTER}disable_cookies`]: { ...bool, readsHttp: true },
  [`${ROUTER}h1-adjust-case`]: { ...bool, readsHttp: true },
  [`${ROUTER}hsts_header`]: {
    reads: (text) => HSTS.test(text),
    expected: "max-age=SECONDS, and includeSubDomains and preload behind a semicolon",
    readsHttp: true,
  },
  [`${ROUTER}ip_allowlist`]: addresses,
  [`${ROUTER}ip_whitelist`]: addresses,
  [`${ROUTER}pod-concurrent-connections`]: whole,
  [`${ROUTER}rate-limit-connections`]: bool,
  [`${ROUTER}rate-limit-connections.concurrent-tcp`]: whole,
  [`${ROUTER}rate-limit-connections.rate-http`]: { ...whole, readsHttp: true },
  [`${ROUTER}rate-limit-connections.rate-tcp`]: whole,
  [`${ROUTER}rewrite-target`]: {
    reads: (text) => /^\/.*$/.test(text),
    expected: "a path that begins with /",
    readsHttp: true,
  },
  [`${ROUTER}set-forwarded-headers`]: { ...oneOf(POLICIES), readsHttp: true },
  [`${ROUTER}timeout`]: time,
  [`${ROUTER}timeout-tunnel`]: time,
  "router.openshift.io/haproxy.health.check.interval": time,
  [COOKIE[0]]: {
    reads: (text) => /^[a-zA-Z0-9_-]+$/.test(text),
    expected: "letters, digits, _ and -",
    readsHttp: true,
  },
  [COOKIE[1]]: { ...oneOf(["Lax", "Strict", "None"]), readsHttp: true },
};

function oneOf(values: readonly string[]): Rule {
  return { reads: (text) => values.includes(text), expected: values.join(", ") };
}

function isAddress(text: string): boolean {
  return parseCidr(text) !== undefined || parseIp(text) !== undefined;
}

export type Why = readonly [message: string, remedy?: string];

/** Why an annotation of a Route, or of the Ingress that one is made of, does not do what it says. */
export function routerProblem(
  { spec, metadata }: Pick<Route, "spec" | "metadata">,
  name: string,
  text: string,
): Why | undefined {
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  const { termination } = spec.tls ?? {};
  if (rule === undefined) {
    if (!name.startsWith(ROUTER)) return undefined;
    const near = suggest(name, Object.keys(RULES), 1);
    const message = "no router reads an annotation of this name";
    return near[0] === undefined ? [message] : [message, `did you mean ${near[0]}?`];
  }
  if (rule.readsHttp === true && termination === "passthrough")
    return ["with passthrough the router reads no request, so it counts for nothing"];
  if (!rule.reads(text))
    return [
      `${JSON.stringify(text)} is not what the router reads, so it counts for nothing`,
      `write ${rule.expected}`,
    ];
  if (name === `${ROUTER}hsts_header` && termination === undefined)
    return ["without TLS at the router the header is not sent"];
  const isSwitchOff = !/^(1|t)/i.test(metadata.annotations?.[`${ROUTER}rate-limit-connections`] ?? "");
  if (name.startsWith(`${ROUTER}rate-limit-connections.`) && isSwitchOff)
    return [`nothing is limited without ${ROUTER}rate-limit-connections: "true"`];
  if (name === `${ROUTER}rate-limit-connections.concurrent-tcp` && Number(text) <= 1)
    return ["the connection that comes counts too, so that nobody gets in", "a number from 2"];
  return undefined;
}
