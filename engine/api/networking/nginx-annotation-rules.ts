import { parseCidr } from "../../values/cidr.ts";
import { parseIp } from "../../values/ip.ts";

/**
 * What the controller makes of a value that it does not read (internal/ingress/annotations, one parser for each group):
 * it goes by its default; it leaves the whole Ingress out, as its webhook refuses it; it answers 503 for the paths; it leaves
 * out what else the same parser reads, for `auth-url` that nobody is asked.
 */
export type Effect = "ignored" | "left-out" | "closed" | "dropped";

interface Kind {
  readonly reads: (text: string) => boolean;
  /** What to write instead. */
  readonly expected: string;
}

const ALNUM = "\\-._~a-zA-Z0-9/:";
/** Blanks count for nothing, wherever they are. */
const squeezed = (pattern: RegExp, expected: string): Kind => ({
  reads: (text) => pattern.test(text.replaceAll(" ", "")),
  expected,
});
const plain = (pattern: RegExp, expected: string): Kind => ({
  reads: (text) => pattern.test(text),
  expected,
});
const EXPRESSION = new RegExp(`^[${ALNUM}^$[\\](){}*+?|&=\\\\]*$`);
const isServerName = (text: string): boolean => EXPRESSION.test(text.trim());
const isDuration = (text: string): boolean => {
  const words = text.split(" ").filter((word) => word !== "");
  const first = words.findIndex((word) => /^\d+(ms|s|m|h|d|w|M|y)$/.test(word));
  return first >= 0 && !words.slice(first).some((word) => /^\d{3}$/.test(word));
};
const listOf =
  (is: (text: string) => boolean) =>
  (text: string): boolean =>
    text.split(",").every((one) => is(one));
const isExpression = (text: string): boolean => {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
};
const URL_WORDS = "letters, digits and - . _ ~ / : , ? & = alone";
const WORDS = "letters, digits and - . _ ~ / : alone";

const KINDS = {
  any: { reads: () => true, expected: "" },
  bool: plain(/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/, '"true" or "false"'),
  int: {
    reads: (text) => /^[+-]?\d+$/.test(text) && Math.abs(Number(text)) < 2 ** 63,
    expected: "a whole number, without a unit",
  },
  bytes: squeezed(/^\d+[kmg]?$/i, "a number and one of k, m, g"),
  size: squeezed(/^\d+[bkmg]?$/i, "a number and one of k, m, g"),
  word: squeezed(new RegExp(`^[${ALNUM}]*$`), WORDS),
  words: plain(new RegExp(`^[${ALNUM} ]*$`), "letters, digits, blanks and - . _ ~ / : alone"),
  url: squeezed(new RegExp(`^[${ALNUM},?&=]*$`), URL_WORDS),
  link: plain(new RegExp(`^[${ALNUM},?&=]*$`), URL_WORDS),
  template: squeezed(new RegExp(`^[${ALNUM},?&=$]*$`), `${URL_WORDS}, and $`),
  path: plain(new RegExp(`^[${ALNUM}$]*$`), "a path of letters, digits, - . _ ~ / : and $1, $2"),
  prefix: squeezed(new RegExp(`^[${ALNUM}$]*$`), "a path of letters, digits, - . _ ~ / : and $1, $2"),
  variable: squeezed(/^[A-Za-z0-9\-_${}]*$/, "letters, digits, - _ and variables of nginx"),
  headers: squeezed(/^[A-Za-z0-9\-_,]*$/, "names of headers, with commas between them"),
  name: { reads: isServerName, expected: "a host's name" },
  names: { reads: listOf(isServerName), expected: "names of hosts, with commas between them" },
  cidrs: {
    reads: listOf((one) => parseCidr(one.trim()) !== undefined || parseIp(one.trim()) !== undefined),
    expected: "addresses and CIDRs, with commas between them",
  },
  durations: {
    reads: listOf((one) => one.trim() === "" || isDuration(one.trim())),
    expected: "statuses and a time, as 200 202 10m",
  },
  cached: plain(new RegExp(`^[${ALNUM}, ]*$`), "statuses and a time, as 200 202 10m"),
  service: plain(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, "the name of a Service, without its namespace"),
  statuses: squeezed(/^(?:[45]\d{2},?)*$/, "numbers from 400 to 599, with commas between them"),
  methods: plain(
    /^\s*[A-Za-z]+(?:(?:,\s?|\s)[A-Za-z]+)*,?\s*$/,
    "names of methods, with commas between them",
  ),
  exposed: plain(/^\s*[\w\-*]+(?:(?:,\s?|\s)[\w\-*]+)*,?\s*$/, "names of headers, with commas between them"),
  origin: {
    reads: listOf((one) =>
      /^(\*|([a-z]+:\/\/)?(\*\.)?[A-Za-z0-9\-.]*(:\d+)?)$/.test(one.replaceAll(" ", "")),
    ),
    expected: "origins as https://shop.example.com, with commas between them",
  },
  ciphers: squeezed(
    /^(?:[A-Za-z0-9!:+\-_]|@STRENGTH|@SECLEVEL=[0-5])*$/,
    "names of ciphers, with colons between them",
  ),
  "bare-ciphers": squeezed(/^[A-Za-z0-9!:+\-_]*$/, "names of ciphers, with colons between them"),
  operation: squeezed(/^[A-Za-z0-9\-_]*$/, "letters, digits, - and _ alone"),
  index: squeezed(/^[A-Za-z0-9\-_.]+$/, "a file's name without its folder, as index.php"),
  protocols: squeezed(/^(TLSv1\.[23])*$/, "TLSv1.2 and TLSv1.3"),
  subject: {
    reads: (text) => text.startsWith("CN=") && isExpression(text.slice(3)),
    expected: "CN= and an expression",
  },
  page: squeezed(
    /^(@[A-Za-z0-9_-]+|((https?:\/\/)?[A-Za-z0-9\-.]+(:\d+)?)?(\/[A-Za-z0-9\-_.]+)*\/?)$/,
    "a URL without a query",
  ),
  next: plain(
    /^((error|timeout|invalid_header|http_500|http_502|http_503|http_504|http_403|http_404|http_429|non_idempotent|off)\s?)+$/,
    "error, timeout, http_502 and the like, with blanks between them",
  ),
  domain: plain(
    new RegExp(`^(off|[${ALNUM}]+\\s+[${ALNUM}]+)$`),
    "off, or two domains with a blank between them",
  ),
  age: plain(/^0|-?[1-9]\d*$/, "a whole number of seconds"),
  match: plain(EXPRESSION, "an expression without blanks"),
  auth: squeezed(/basic|digest/, "basic or digest"),
  file: squeezed(/auth-file|auth-map/, "auth-file or auth-map"),
} satisfies Readonly<Record<string, Kind>>;

/** Annotations by what happens to a value that is none of their kind; `a|b` are the words that one takes, `~` in any case. */
const TABLE: readonly (readonly [effect: Effect, kinds: Readonly<Record<string, string>>])[] = [
  [
    "ignored",
    {
      bool: "canary enable-cors cors-allow-credentials ssl-redirect preserve-trailing-slash force-ssl-redirect use-regex enable-global-auth auth-keepalive-share-vars service-upstream disable-proxy-intercept-errors enable-access-log enable-rewrite-log enable-modsecurity enable-owasp-core-rules enable-opentelemetry opentelemetry-trust-incoming-span use-port-in-redirects session-cookie-secure session-cookie-conditional-samesite-none session-cookie-change-on-failure ssl-prefer-server-ciphers",
      int: "canary-weight canary-weight-total cors-max-age auth-keepalive auth-keepalive-requests auth-keepalive-timeout auth-tls-verify-depth proxy-ssl-verify-depth proxy-connect-timeout proxy-send-timeout proxy-read-timeout proxy-buffers-number proxy-next-upstream-timeout proxy-next-upstream-tries limit-rate limit-rate-after limit-burst-multiplier",
      bytes: "proxy-body-size proxy-max-temp-file-size",
      size: "proxy-buffer-size proxy-busy-buffers-size",
      word: "canary-by-header canary-by-header-value canary-by-cookie session-cookie-name session-cookie-domain auth-proxy-set-headers custom-headers",
      url: "proxy-cookie-path proxy-redirect-from proxy-redirect-to session-cookie-path auth-signin-redirect-param",
      template: "auth-signin",
      path: "rewrite-target app-root",
      variable: "auth-cache-key modsecurity-transaction-id",
      headers: "cors-allow-headers",
      methods: "cors-allow-methods",
      exposed: "cors-expose-headers",
      origin: "cors-allow-origin",
      name: "mirror-target mirror-host proxy-ssl-name",
      "bare-ciphers": "proxy-ssl-ciphers",
      protocols: "proxy-ssl-protocols",
      next: "proxy-next-upstream",
      domain: "proxy-cookie-domain",
      age: "session-cookie-expires session-cookie-max-age",
      match: "canary-by-header-pattern",
      any: "configuration-snippet server-snippet auth-snippet stream-snippet modsecurity-snippet",
      "on|off":
        "proxy-request-buffering proxy-buffering proxy-ssl-verify proxy-ssl-server-name mirror-request-body",
      "1.0|1.1": "proxy-http-version",
      "on|off|optional|optional_no_ca": "auth-tls-verify-client",
      "cookie|": "affinity",
      "balanced|persistent": "affinity-mode",
      "sticky|legacy": "affinity-canary-behavior",
      "any|all": "satisfy",
      "~None|Lax|Strict": "session-cookie-samesite",
      "~HTTP|HTTPS|AUTO_HTTP|GRPC|GRPCS|FCGI": "backend-protocol",
    },
  ],
  [
    "left-out",
    {
      bool: "from-to-www-redirect relative-redirects ssl-passthrough http2-push-preload upstream-hash-by-subset auth-tls-pass-certificate-to-upstream",
      int: "limit-rps limit-rpm limit-connections temporal-redirect-code permanent-redirect-code upstream-hash-by-subset-size",
      size: "client-body-buffer-size",
      word: "auth-tls-secret proxy-ssl-secret fastcgi-params-configmap",
      operation: "opentelemetry-operation-name",
      index: "fastcgi-index",
      words: "auth-realm",
      link: "temporal-redirect permanent-redirect",
      template: "auth-url",
      prefix: "x-forwarded-prefix",
      variable: "upstream-hash-by",
      name: "upstream-vhost",
      names: "server-alias",
      cidrs: "limit-allowlist limit-whitelist",
      service: "default-backend",
      statuses: "custom-http-errors",
      ciphers: "ssl-ciphers",
      subject: "auth-tls-match-cn",
      page: "auth-tls-error-page",
      auth: "auth-type",
      file: "auth-secret-type",
      "close|keep-alive": "connection-proxy-header",
      "round_robin|chash|chashsubset|sticky_balanced|sticky_persistent|ewma": "load-balance",
    },
  ],
  [
    "closed",
    {
      word: "auth-secret",
      headers: "auth-response-headers",
      cidrs: "allowlist-source-range whitelist-source-range denylist-source-range",
      "GET|HEAD|POST|PUT|PATCH|DELETE|CONNECT|OPTIONS|TRACE": "auth-method",
    },
  ],
  [
    "dropped",
    { bool: "auth-always-set-cookie", url: "auth-request-redirect", cached: "auth-cache-duration" },
  ],
];

export interface Rule extends Kind {
  readonly effect: Effect;
  readonly isSwitch: boolean;
}

const RULES = new Map<string, Rule>(
  TABLE.flatMap(([effect, kinds]) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      names
        .split(" ")
        .map((name): [string, Rule] => [name, { ...kindOf(kind), effect, isSwitch: kind === "bool" }]),
    ),
  ),
);

function kindOf(kind: string): Kind {
  if (Object.hasOwn(KINDS, kind)) return KINDS[kind as keyof typeof KINDS];
  const isLoose = kind.startsWith("~");
  const words = kind.replace("~", "").split("|").filter(Boolean);
  const reads = (text: string): boolean =>
    words.some((word) => (isLoose ? word.toLowerCase() === text.trim().toLowerCase() : word === text.trim()));
  return { reads, expected: words.join(", ") };
}

/** How the controller reads an annotation, by its name without the prefix; `undefined` for a name that it does not know. */
export function ruleOf(name: string): Rule | undefined {
  return RULES.get(name);
}

export function knownNames(): Iterable<string> {
  return RULES.keys();
}

/** What Go's `net/url` takes of the letters that `auth-url` may have. */
function isAddress(text: string): boolean {
  const [, host = ""] = /^[a-z][a-z0-9+.-]*:\/\/([^/?]+)/i.exec(text.trim()) ?? [];
  return host !== "" && !host.includes("..") && !host.includes(" ") && /^[^:]*(:\d*)?$/.test(host);
}

const isBetween =
  (least: number, most: number) =>
  (text: string): boolean =>
    Number(text) >= least && Number(text) <= most;

interface Late extends Kind {
  readonly effect: Effect;
}

/** What is looked at once more, after the letters. */
const LATER: Readonly<Record<string, Late>> = {
  "auth-cache-duration": { effect: "closed", ...KINDS.durations },
  "auth-url": {
    effect: "closed",
    reads: (text) => text.trim() === "" || isAddress(text),
    expected: "a URL with a scheme and a host",
  },
  "auth-response-headers": {
    effect: "closed",
    reads: listOf((one) => !one.trim().includes(" ")),
    expected: KINDS.headers.expected,
  },
  "auth-secret-type": {
    effect: "closed",
    reads: (text) => /^(auth-(file|map))?$/.test(text.trim()),
    expected: "auth-file or auth-map",
  },
  "temporal-redirect": {
    effect: "dropped",
    reads: (text) => /^http[a-z0-9+.-]*:/i.test(text.trim()),
    expected: "a URL that begins with http:// or https://",
  },
  "temporal-redirect-code": {
    effect: "ignored",
    reads: isBetween(300, 307),
    expected: "a status from 300 to 307",
  },
  "permanent-redirect-code": {
    effect: "ignored",
    reads: isBetween(300, 308),
    expected: "a status from 300 to 308",
  },
  "app-root": {
    effect: "ignored",
    reads: (text) => text.trim() === "" || text.trim().startsWith("/"),
    expected: "a path that begins with /",
  },
  "custom-http-errors": {
    effect: "ignored",
    reads: listOf((one) => /^(\d{3})?$/.test(one.trim())),
    expected: KINDS.statuses.expected,
  },
};

/** A value of the right letters that cannot be used all the same. */
export function lateProblem(name: string, text: string): Omit<Late, "reads"> | undefined {
  const late = LATER[name];
  return late === undefined || late.reads(text) ? undefined : late;
}

/** Annotations that are read with another one alone: by what their names begin with. */
const NEEDS: readonly (readonly [start: string, needed: string])[] = [
  ["auth-secret", "auth-type"],
  ["auth-realm", "auth-type"],
  ["auth-type", ""],
  ["auth-tls-", "auth-tls-secret"],
  ["auth-", "auth-url"],
  ["proxy-ssl-", "proxy-ssl-secret"],
  ["session-cookie-", "affinity"],
  ["affinity-", "affinity"],
  ["canary-by-header-", "canary-by-header"],
  ["canary-weight-", "canary-weight"],
  ["canary-", "canary"],
  ["cors-", "enable-cors"],
  ["mirror-", "mirror-target"],
  ["upstream-hash-by-", "upstream-hash-by"],
  ["opentelemetry-", "enable-opentelemetry"],
  ["temporal-redirect-", "temporal-redirect"],
  ["permanent-redirect-", "permanent-redirect"],
  ["x-forwarded-prefix", "rewrite-target"],
];

/** The annotation without which this one says nothing. */
export function neededFor(name: string): string | undefined {
  const needed = NEEDS.find(([start]) => name.startsWith(start))?.[1];
  return needed === "" || needed === name ? undefined : needed;
}

/** Annotations above low risk by the parser that reads them: those of medium, of high, and of critical risk. */
const RISKS: readonly (readonly [parser: string, ...names: readonly string[]])[] = [
  ["Aliases", "", "server-alias"],
  ["Allowlist", "allowlist-source-range whitelist-source-range"],
  ["BasicDigestAuth", "auth-secret auth-realm"],
  ["Canary", "canary-by-header canary-by-header-value canary-by-header-pattern canary-by-cookie"],
  ["CertificateAuth", "auth-tls-secret auth-tls-verify-client", "auth-tls-error-page auth-tls-match-cn"],
  ["ConfigurationSnippet", "", "", "configuration-snippet"],
  ["CorsConfig", "cors-allow-origin cors-allow-headers cors-allow-methods cors-expose-headers"],
  ["CustomHeaders", "custom-headers"],
  ["Denylist", "denylist-source-range"],
  [
    "ExternalAuth",
    "auth-signin-redirect-param auth-cache-key auth-cache-duration auth-response-headers auth-proxy-set-headers auth-request-redirect",
    "auth-url auth-signin",
    "auth-snippet",
  ],
  ["FastCGI", "fastcgi-index fastcgi-params-configmap"],
  ["Mirror", "", "mirror-target mirror-host"],
  ["ModSecurity", "", "modsecurity-transaction-id", "modsecurity-snippet"],
  ["Opentelemetry", "opentelemetry-operation-name"],
  [
    "Proxy",
    "proxy-cookie-path proxy-cookie-domain proxy-body-size proxy-next-upstream proxy-redirect-from proxy-redirect-to",
  ],
  ["ProxySSL", "proxy-ssl-secret proxy-ssl-ciphers", "proxy-ssl-name"],
  ["Redirect", "temporal-redirect permanent-redirect"],
  ["Rewrite", "rewrite-target preserve-trailing-slash force-ssl-redirect app-root"],
  ["ServerSnippet", "", "", "server-snippet"],
  [
    "SessionAffinity",
    "affinity-mode session-cookie-name session-cookie-expires session-cookie-max-age session-cookie-path session-cookie-domain",
  ],
  ["StreamSnippet", "", "", "stream-snippet"],
  ["UpstreamHashBy", "", "upstream-hash-by"],
  ["XForwardedPrefix", "x-forwarded-prefix"],
];

/** 0 is low, 3 critical. */
interface Risk {
  readonly level: number;
  readonly parser: string;
}

const LEVELS = new Map<string, Risk>(
  RISKS.flatMap(([parser, ...levels]) =>
    levels.flatMap((names, index) =>
      names.split(" ").map((name): [string, Risk] => [name, { level: index + 1, parser }]),
    ),
  ),
);

/** How risky an annotation is to its controller; `undefined` for low. */
export function riskOf(name: string): Risk | undefined {
  return name === "" ? undefined : LEVELS.get(name);
}
