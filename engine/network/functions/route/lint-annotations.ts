import type { Route } from "../../../api/openshift/route.ts";
import { hstsUnmet } from "../../../cluster/hsts-policy.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { parseCidr } from "../../../values/cidr.ts";
import { parseIp } from "../../../values/ip.ts";
import type { Issue } from "../../../values/issue.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";
import { HSTS, POLICIES } from "./headers.ts";

const ROUTER = "haproxy.router.openshift.io/";
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

export function lintAnnotations(view: ClusterView, route: Route): readonly Issue[] {
  const { annotations = {} } = route.metadata;
  return [
    ...Object.entries(annotations).flatMap(([name, text]) => {
      const why = problem(route, name, text);
      return why === undefined ? [] : ignored(view, route, name, why);
    }),
    ...unmetPolicy(view, route),
  ];
}

type Why = readonly [message: string, remedy?: string];

function ignored(view: ClusterView, route: Route, name: string, [message, remedy]: Why): readonly Issue[] {
  const path = ["metadata", "annotations", name];
  return finding(view, route, {
    code: "route-annotation-ignored",
    path,
    message,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function problem({ spec, metadata }: Route, name: string, text: string): Why | undefined {
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

/** A Route that is there stays, and one that is written anew is refused. */
function unmetPolicy(view: ClusterView, route: Route): readonly Issue[] {
  const why = hstsUnmet(view, route);
  return why === undefined
    ? []
    : finding(view, route, {
        code: "route-hsts-required",
        path: ["metadata", "annotations"],
        message: `the cluster's requiredHSTSPolicies refuse it when it is written anew: ${why}`,
      });
}
