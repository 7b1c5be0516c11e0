import { describe, expect, it } from "vitest";
import { CRD_RULES, CRD_SCHEMAS } from "./crd.generated.ts";
import { brokenRule, isTransition } from "./crd-rules.ts";

/** By the rule's message: a value for which it holds, and one for which it does not. */
const CASES: Record<string, readonly [holds: unknown, broken: unknown]> = {};

function rule(message: string, holds: unknown, broken: unknown): void {
  if (Object.hasOwn(CASES, message)) throw new Error(`two cases for: ${message}`);
  CASES[message] = [holds, broken];
}

const service = { group: "", kind: "Service", name: "web" };
const gateway = { group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" };
const long = "a".repeat(253);
const label = "an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.";
const hostname = "(matching ^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)";

// Gateways and listeners.
const address = (value: string, type = "IPAddress"): unknown => ({ type, value });
rule(
  `Hostname value must be empty or contain only valid characters ${hostname}`,
  address("a.example", "Hostname"),
  address("A_b", "Hostname"),
);
rule(
  `Hostname value must only contain valid characters ${hostname}`,
  address("*.example", "Hostname"),
  address("a..b", "Hostname"),
);
rule(
  "IPAddress values must be unique",
  [address("10.0.0.1"), address("10.0.0.2")],
  [address("10.0.0.1"), address("10.0.0.1")],
);
rule(
  "Hostname values must be unique",
  [address("a"), address("b", "Hostname")],
  [address("b", "Hostname"), address("b", "Hostname")],
);
rule(`Annotation keys must be in the form of ${label}`, { "example.com/a_b": "" }, { "-a": "" });
rule(`Label keys must be in the form of ${label}`, { app: "web" }, { "a b": "" });
const prefix = (what: string): string =>
  `If specified, the ${what} key's prefix must be a DNS subdomain not longer than 253 characters in total.`;
rule(prefix("annotation"), { "example.com/a": "" }, { [`${long}/a`]: "" });
rule(prefix("label"), { a: "" }, { [`${long}/a`]: "" });
rule(
  "certificateRefs or options must be specified when mode is Terminate",
  { mode: "Terminate", certificateRefs: [{ name: "tls" }] },
  { mode: "Terminate", certificateRefs: [], options: {} },
);
rule(
  "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
  [{ protocol: "HTTPS", tls: {} }],
  [{ protocol: "HTTP", tls: {} }],
);
rule(
  "tls mode must be Terminate for protocol HTTPS",
  [{ protocol: "HTTPS", tls: { mode: "Terminate" } }],
  [{ protocol: "HTTPS", tls: { mode: "Passthrough" } }],
);
rule(
  "tls mode must be set for protocol TLS",
  [{ protocol: "TLS", tls: { mode: "Passthrough" } }],
  [{ protocol: "TLS" }],
);
rule(
  "hostname must not be specified for protocols ['TCP', 'UDP']",
  [{ protocol: "HTTP", hostname: "a.example" }],
  [{ protocol: "UDP", hostname: "a.example" }],
);
rule(
  "Listener name must be unique within the Gateway",
  [{ name: "a" }, { name: "b" }],
  Array(2).fill({ name: "a" }),
);
const http = { port: 80, protocol: "HTTP" };
rule(
  "Combination of port, protocol and hostname must be unique for each listener",
  [http, { ...http, hostname: "a.example" }, { ...http, port: 81 }],
  [http, { ...http }],
);
rule(
  "Port for TLS configuration must be unique within the Gateway",
  [{ port: 443 }, { port: 444 }],
  Array(2).fill({ port: 443 }),
);

// References.
rule(
  "sectionName must be specified when parentRefs includes 2 or more references to the same parent",
  [
    { ...gateway, sectionName: "a" },
    { ...gateway, sectionName: "b" },
    { ...gateway, namespace: "other" },
  ],
  [gateway, { ...gateway, sectionName: "b" }],
);
rule(
  "sectionName must be unique when parentRefs includes 2 or more references to the same parent",
  [
    { ...gateway, sectionName: "a" },
    { ...gateway, sectionName: "b" },
  ],
  [
    { ...gateway, namespace: "a", sectionName: "a" },
    { ...gateway, namespace: "a", sectionName: "a" },
  ],
);
rule(
  "sectionName or port must be specified when parentRefs includes 2 or more references to the same parent",
  [
    { ...gateway, port: 80 },
    { ...gateway, port: 81 },
  ],
  [gateway, { ...gateway, port: 81 }],
);
rule(
  "sectionName or port must be unique when parentRefs includes 2 or more references to the same parent",
  [
    { ...gateway, port: 80 },
    { ...gateway, port: 81 },
  ],
  [
    { ...gateway, port: 80 },
    { ...gateway, port: 80 },
  ],
);
rule(
  "sectionName must be specified when targetRefs includes 2 or more references to the same target",
  [
    { ...service, sectionName: "a" },
    { ...service, sectionName: "b" },
  ],
  [service, { ...service, sectionName: "b" }],
);
rule(
  "sectionName must be unique when targetRefs includes 2 or more references to the same target",
  [service, { ...service, name: "other" }],
  [service, { ...service }],
);
rule("Must have port for Service reference", { ...service, port: 80 }, service);
rule("Rule name must be unique within the route", [{ name: "a" }, {}, {}], [{ name: "a" }, { name: "a" }]);
const most =
  "While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128";
rule(most, Array(16).fill({ matches: Array(8).fill({}) }), Array(16).fill({ matches: Array(9).fill({}) }));

// Filters.
const many = (type: string): readonly unknown[] => [{ type }, { type }];
for (const type of [
  "CORS",
  "RequestHeaderModifier",
  "ResponseHeaderModifier",
  "RequestRedirect",
  "URLRewrite",
]) {
  rule(`${type} filter cannot be repeated`, [{ type }, { type: "RequestMirror" }], many(type));
}
for (const [type, field] of [
  ["CORS", "cors"],
  ["RequestHeaderModifier", "requestHeaderModifier"],
  ["ResponseHeaderModifier", "responseHeaderModifier"],
  ["RequestMirror", "requestMirror"],
  ["RequestRedirect", "requestRedirect"],
  ["URLRewrite", "urlRewrite"],
  ["ExtensionRef", "extensionRef"],
  ["ExternalAuth", "externalAuth"],
] as const) {
  rule(
    `filter.${field} must be nil if the filter.type is not ${type}`,
    { type, [field]: {} },
    { type: "X", [field]: {} },
  );
  rule(`filter.${field} must be specified for ${type} filter.type`, { type, [field]: {} }, { type });
}
rule(
  "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both",
  [{ type: "RequestRedirect" }],
  [{ type: "RequestRedirect" }, { type: "URLRewrite" }],
);
rule("AllowHeaders cannot contain '*' alongside other methods", ["*"], ["*", "X-A"]);
rule("AllowMethods cannot contain '*' alongside other methods", ["GET", "PUT"], ["*", "GET"]);
rule("AllowOrigins cannot contain '*' alongside other origins", ["*"], ["https://a.example", "*"]);
rule(
  "numerator must be less than or equal to denominator",
  { numerator: 1, denominator: 3 },
  { numerator: 4, denominator: 3 },
);
rule(
  "Only one of percent or fraction may be specified in HTTPRequestMirrorFilter",
  { percent: 5 },
  { percent: 5, fraction: { numerator: 1 } },
);
for (const [type, field] of [
  ["ReplaceFullPath", "replaceFullPath"],
  ["ReplacePrefixMatch", "replacePrefixMatch"],
] as const) {
  rule(`${field} must be specified when type is set to '${type}'`, { type, [field]: "/" }, { type });
  rule(`type must be '${type}' when ${field} is set`, { type, [field]: "/" }, { type: "X", [field]: "/" });
}
for (const [protocol, field] of [
  ["GRPC", "grpc"],
  ["HTTP", "http"],
] as const) {
  rule(
    `${field} must be specified when protocol is set to '${protocol}'`,
    { protocol, [field]: {} },
    { protocol },
  );
  rule(
    `protocol must be '${protocol}' when ${field} is set`,
    { protocol, [field]: {} },
    { protocol: "X", [field]: {} },
  );
}

// Matches and rules of HTTPRoute and GRPCRoute.
const path = (value: string, type = "PathPrefix"): unknown => ({ type, value });
const plainPath = "when type one of ['Exact', 'PathPrefix']";
rule(`value must be an absolute path and start with '/' ${plainPath}`, path("/a"), path("a"));
for (const part of ["//", "/./", "/../", "%2f", "%2F", "#"]) {
  rule(`must not contain '${part}' ${plainPath}`, path(part, "RegularExpression"), path(`/a${part}b`));
}
rule(`must not end with '/..' ${plainPath}`, path("/a.."), path("/a/.."));
rule(`must not end with '/.' ${plainPath}`, path("/a."), path("/a/.", "Exact"));
rule("type must be one of ['Exact', 'PathPrefix', 'RegularExpression']", path("/"), path("/", "Glob"));
rule(
  "must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', 'PathPrefix']",
  path("/abc/123'/a-b-c/d@gmail/%0A"),
  path("/[]"),
);
rule(
  "backendRequest timeout cannot be longer than request timeout",
  { request: "1m30s", backendRequest: "90s" },
  { request: "500ms", backendRequest: "1s" },
);
rule(
  "RequestRedirect filter must not be used together with backendRefs",
  { filters: [{ requestRedirect: {} }] },
  { filters: [{ requestRedirect: {} }], backendRefs: [service] },
);
const prefixMatch = "path.replacePrefixMatch, exactly one PathPrefix match must be specified";
for (const [type, field, within] of [
  ["RequestRedirect", "requestRedirect", "Within backendRefs, when"],
  ["URLRewrite", "urlRewrite", "Within backendRefs, When"],
] as const) {
  const filters = [{ [field]: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: "/" } } }];
  const one = [{ path: path("/a") }];
  rule(
    `When using ${type} filter with ${prefixMatch}`,
    { filters, matches: one },
    { filters, matches: [{}] },
  );
  const backendRefs = [{ ...service, filters }];
  rule(
    `${within} using ${type} filter with ${prefixMatch}`,
    { backendRefs, matches: one },
    { backendRefs, matches: [...one, ...one] },
  );
}
rule(
  "One or both of 'service' or 'method' must be specified",
  { type: "Exact", method: "Get" },
  { type: "Exact" },
);
rule(
  "service must only contain valid characters (matching ^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$)",
  { type: "Exact", service: "Shop.v1.Cart" },
  { type: "Exact", service: "shop/cart" },
);
rule(
  "method must only contain valid characters (matching ^[A-Za-z_][A-Za-z_0-9]*$)",
  { type: "RegularExpression", method: ".*" },
  { type: "Exact", method: "Get-Cart" },
);
rule(
  "AbsoluteTimeout must be specified when cookie lifetimeType is Permanent",
  { cookieConfig: { lifetimeType: "Permanent" }, absoluteTimeout: "1h" },
  { cookieConfig: { lifetimeType: "Permanent" } },
);
rule(
  "cookieConfig can only be set with type Cookie",
  { type: "Cookie", cookieConfig: {} },
  { type: "Header", cookieConfig: {} },
);

// Host names of TLSRoute, and certificates of backends.
rule("Hostnames cannot contain an IP", ["a.example"], ["a.example", "10.0.0.1"]);
rule("Hostnames must be valid based on RFC-1123", ["a.example", "*.example"], ["a_b.example"]);
rule(
  "Wildcards on hostnames must be the first label, and the rest of hostname must be valid based on RFC-1123",
  ["*.example"],
  ["a.*.example"],
);
rule(
  "must not contain both CACertificateRefs and WellKnownCACertificates",
  { wellKnownCACertificates: "System" },
  { wellKnownCACertificates: "System", caCertificateRefs: [{ name: "ca" }] },
);
rule(
  "must specify either CACertificateRefs or WellKnownCACertificates",
  { caCertificateRefs: [{ name: "ca" }] },
  {},
);
for (const [type, field, word] of [
  ["Hostname", "hostname", "Hostname"],
  ["URI", "uri", "URI"],
] as const) {
  const element = "SubjectAltName element must";
  rule(`${element} contain ${word}, if Type is set to ${type}`, { type, [field]: "a" }, { type });
  rule(
    `${element} not contain ${word}, if Type is not set to ${type}`,
    { type: "X" },
    { type: "X", [field]: "a" },
  );
}

describe("every rule of the table", () => {
  const told = CRD_RULES.filter((one) => !isTransition(one));

  it.each(told)("%s", (message, expression) => {
    const [holds, broken] = CASES[message] ?? [];
    expect(brokenRule([message, expression], holds)).toBeUndefined();
    expect(brokenRule([message, expression], broken)).toBe(message);
  });

  it("has a case, and every case a rule", () => {
    expect(Object.keys(CASES).sort()).toEqual([...new Set(told.map(([message]) => message))].sort());
  });

  it("that compares with what is stored sees both values", () => {
    const [immutable, ...others] = CRD_RULES.filter(isTransition);
    if (immutable === undefined) throw new Error("no rule compares with what is stored");
    expect(others).toEqual([]);
    expect(brokenRule(immutable, "a", "a")).toBeUndefined();
    expect(brokenRule(immutable, "a", "b")).toBe("Value is immutable");
  });

  it("is cited by a schema, and schemas cite no other", () => {
    const cited = new Set(Object.values(CRD_SCHEMAS).flatMap(({ rules = [] }) => rules));
    expect([...cited].sort((a, b) => a - b)).toEqual(CRD_RULES.map((_, index) => index));
  });

  it("that cannot be decided says why, in cel-go's words", () => {
    const message = "certificateRefs or options must be specified when mode is Terminate";
    const terminate = CRD_RULES.find(([own]) => own === message);
    if (terminate === undefined) throw new Error("no such rule");
    expect(brokenRule(terminate, { mode: "Terminate" })).toBe(
      `no such key: certificateRefs evaluating rule: ${message}`,
    );
    expect(brokenRule(terminate, { mode: "Terminate", certificateRefs: [] })).toBe(
      `no such key: options evaluating rule: ${message}`,
    );
  });
});
