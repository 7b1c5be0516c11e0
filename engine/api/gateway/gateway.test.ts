import { describe, expect, it } from "vitest";
import { formatIssue } from "../../values/issue.ts";
import { decodeText } from "../decode.ts";

/** A manifest of the group; `fields` is YAML, in flow style. */
function manifest(kind: string, spec: string, { version = "v1", more = "" } = {}): string {
  return `apiVersion: gateway.networking.k8s.io/${version}\nkind: ${kind}\nmetadata: { name: x }\nspec: ${spec}\n${more}`;
}
const gateway = (listener: string, more = ""): string =>
  manifest("Gateway", `{ gatewayClassName: a, listeners: [${listener}]${more} }`);
const route = (rule: string): string => manifest("HTTPRoute", `{ rules: [${rule}] }`);
const match = (fields: string): string => route(`{ matches: [${fields}] }`);
const filter = (fields: string): string => route(`{ filters: [${fields}] }`);
const listener = "{ name: a, port: 80, protocol: HTTP }";
const grant = (spec: string): string => manifest("ReferenceGrant", spec);
const policy = (validation: string): string =>
  manifest(
    "BackendTLSPolicy",
    `{ targetRefs: [{ group: "", kind: Service, name: a }], validation: ${validation} }`,
  );
const backend = "backendRefs: [{ name: a, port: 80 }]";

/** What is told, by what is wrong. */
const REFUSED: Readonly<Record<string, string>> = {
  "no spec": "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: x }\n",
  "a version that was never served": manifest("Gateway", "{}", { version: "v2" }),
  "an older version of a kind that never had it": manifest("GRPCRoute", "{}", { version: "v1alpha2" }),
  "a misspelt kind": manifest("HTTPRoutes", "{}"),
  "a name with an underscore": `${gateway(listener)}`.replace("name: x", "name: a_b"),
  "an unknown field": match("{ pathPrefix: / }"),
  "an unknown field at the top": `${gateway(listener)}sepc: {}\n`,
  "a field of a prototype": match("{ constructor: {} }"),
  "a status where there is none": `${grant("{ from: [], to: [] }")}status: {}\n`,
  "an unknown field in a status": `${gateway(listener)}status: { adresses: [] }\n`,
  "a text where a list belongs": manifest("HTTPRoute", "{ rules: all }"),
  "a list where an object belongs": manifest("HTTPRoute", "[]"),
  "a number where a text belongs": manifest("HTTPRoute", "{ hostnames: [1] }"),
  "a text where a number belongs": gateway('{ name: a, port: "80", protocol: HTTP }'),
  "a fraction where a whole number belongs": gateway("{ name: a, port: 80.5, protocol: HTTP }"),
  "a truth value where a number belongs": gateway("{ name: a, port: true, protocol: HTTP }"),
  "a null in a list": manifest("HTTPRoute", "{ parentRefs: [null] }"),
  "a listener without name, port and protocol": gateway("{}"),
  "no listeners": gateway(""),
  "too many listeners": gateway(
    Array.from({ length: 65 }, (_, n) => `{ name: l${n}, port: ${n + 1}, protocol: HTTP }`).join(),
  ),
  "a port of 0": gateway("{ name: a, port: 0, protocol: HTTP }"),
  "a port above 65535": gateway("{ name: a, port: 70000, protocol: HTTP }"),
  "a listener name in upper case": gateway("{ name: Web, port: 80, protocol: HTTP }"),
  "a listener name twice": gateway(
    "{ name: a, port: 80, protocol: HTTP }, { name: a, port: 81, protocol: HTTP }",
  ),
  "two listeners on one port": gateway(`${listener}, { name: b, port: 80, protocol: HTTP }`),
  "a host name with a scheme": gateway('{ name: a, port: 80, protocol: HTTP, hostname: "http://a" }'),
  "an empty host name": gateway('{ name: a, port: 80, protocol: HTTP, hostname: "" }'),
  "a host name that is too long": gateway(
    `{ name: a, port: 80, protocol: HTTP, hostname: ${"a".repeat(254)} }`,
  ),
  "HTTPS without certificates": gateway("{ name: a, port: 443, protocol: HTTPS, tls: {} }"),
  "HTTPS that passes through": gateway("{ name: a, port: 443, protocol: HTTPS, tls: { mode: Passthrough } }"),
  "an unknown TLS mode": gateway("{ name: a, port: 443, protocol: TLS, tls: { mode: Reencrypt } }"),
  "TLS without a mode": gateway("{ name: a, port: 443, protocol: TLS }"),
  "routes from nowhere": gateway(
    "{ name: a, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: None } } }",
  ),
  "an address that is none": gateway(listener, ", addresses: [{ value: 10.0.0.256 }]"),
  "a host name that is none for an address": gateway(
    listener,
    ", addresses: [{ type: Hostname, value: A_b }]",
  ),
  "too many labels": gateway(
    listener,
    `, infrastructure: { labels: { ${Array.from({ length: 9 }, (_, n) => `l${n}: a`).join()} } }`,
  ),
  "a label value with a slash": gateway(listener, ", infrastructure: { labels: { a: b/c } }"),
  "a controller without a path": manifest("GatewayClass", "{ controllerName: example.com }"),
  "a description that is too long": manifest(
    "GatewayClass",
    `{ controllerName: example.com/a, description: ${"a".repeat(65)} }`,
  ),
  "an unknown path type": match("{ path: { type: Prefix, value: /a } }"),
  "a path without a slash": match("{ path: { value: a } }"),
  "a path with a doubled slash": match("{ path: { type: Exact, value: /a//b } }"),
  "an unknown method": match("{ method: get }"),
  "a header twice": match("{ headers: [{ name: a, value: b }, { name: a, value: c }] }"),
  "a header name with a slash": match("{ headers: [{ name: a/b, value: c }] }"),
  "a query parameter without a value": match("{ queryParams: [{ name: a }] }"),
  "an empty list of rules": manifest("HTTPRoute", "{ rules: [] }"),
  "a filter without a type": filter("{}"),
  "a filter of another type": filter("{ type: URLRewrite, requestRedirect: {} }"),
  "a redirect code that is none": filter("{ type: RequestRedirect, requestRedirect: { statusCode: 304 } }"),
  "a redirect twice": filter(
    "{ type: RequestRedirect, requestRedirect: {} }, { type: RequestRedirect, requestRedirect: {} }",
  ),
  "a redirect with backends": route(
    `{ filters: [{ type: RequestRedirect, requestRedirect: {} }], ${backend} }`,
  ),
  "a header to remove twice": filter(
    "{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [a, b, a, a] } }",
  ),
  "a star beside a method": filter('{ type: CORS, cors: { allowMethods: ["*", GET] } }'),
  "a Service without a port": route("{ backendRefs: [{ name: a }] }"),
  "a weight above a million": route("{ backendRefs: [{ name: a, port: 80, weight: 1000001 }] }"),
  "a namespace in upper case": route("{ backendRefs: [{ name: a, port: 80, namespace: Shop }] }"),
  "a backend timeout above the request's": route("{ timeouts: { request: 1s, backendRequest: 2s } }"),
  "a timeout that is none": route("{ timeouts: { request: 1 day, backendRequest: 2s } }"),
  "a Gateway named twice": manifest("HTTPRoute", "{ parentRefs: [{ name: a }, { name: a }] }"),
  "more than 128 matches": manifest(
    "HTTPRoute",
    `{ rules: [${Array(3)
      .fill(`{ matches: [${Array(64).fill("{}").join()}] }`)
      .join()}] }`,
  ),
  "an empty method match": manifest("GRPCRoute", "{ rules: [{ matches: [{ method: {} }] }] }"),
  "a method with a dash": manifest(
    "GRPCRoute",
    "{ rules: [{ matches: [{ method: { method: get-cart } }] }] }",
  ),
  "a TLSRoute without host names": manifest("TLSRoute", `{ rules: [{ ${backend} }] }`),
  "a TLSRoute of an address": manifest("TLSRoute", `{ hostnames: [10.0.0.1], rules: [{ ${backend} }] }`),
  "a TCPRoute without backends": manifest("TCPRoute", "{ rules: [{}] }"),
  "a TCPRoute with two rules": manifest("TCPRoute", `{ rules: [{ ${backend} }, { ${backend} }] }`),
  "a UDPRoute with an empty list of backends": manifest("UDPRoute", "{ rules: [{ backendRefs: [] }] }"),
  "a grant without a target": grant("{ from: [{ group: a.b, kind: Route, namespace: x }] }"),
  "a grant from a nameless namespace": grant(
    '{ from: [{ group: "", kind: Route }], to: [{ group: "", kind: Secret }] }',
  ),
  "a policy without authorities": policy("{ hostname: a.example }"),
  "a policy with both kinds of authorities": policy(
    '{ hostname: a, wellKnownCACertificates: System, caCertificateRefs: [{ group: "", kind: ConfigMap, name: a }] }',
  ),
  "a policy with unknown authorities": policy("{ hostname: a, wellKnownCACertificates: Mozilla }"),
  "listeners without a Gateway": manifest("ListenerSet", `{ listeners: [${listener}] }`),
  "a field of the experimental channel, with another mistake": route(
    `{ retry: { codes: [200] }, ${backend} }`,
  ),
};

/** What is taken and warned about. */
const WARNED: Readonly<Record<string, string>> = {
  "a field of the experimental channel": route(`{ retry: { codes: [503] }, ${backend} }`),
  "a filter of the experimental channel": filter(
    "{ type: ExternalAuth, externalAuth: { protocol: HTTP, http: {}, backendRef: { name: a, port: 80 } } }",
  ),
  "one Gateway by two ports": manifest(
    "HTTPRoute",
    "{ parentRefs: [{ name: a, port: 80 }, { name: a, port: 81 }] }",
  ),
  "a version of the experimental channel": manifest("TCPRoute", `{ rules: [{ ${backend} }] }`, {
    version: "v1alpha2",
  }),
  "a namespace of a GatewayClass": manifest("GatewayClass", "{ controllerName: a.b/c }").replace(
    "name: x",
    "name: x, namespace: shop",
  ),
};

function tell(text: string): string {
  const { issues, objects } = decodeText(text, "x.yaml");
  const told = issues.map((issue) => formatIssue(issue)).join("\n");
  return `${told || "(no issue)"}${objects.length > 0 ? "\n(taken)" : ""}`;
}

describe("manifests of the Gateway API", () => {
  it("that are refused, or warned about: where, why, in the API server's words", async () => {
    const told = [...Object.entries(REFUSED), ...Object.entries(WARNED)].map(
      ([name, text]) => `# ${name}\n${tell(text)}\n`,
    );
    await expect(told.join("\n")).toMatchFileSnapshot("../golden/gateway.txt");
  });

  it.each(Object.entries(REFUSED))("refused: %s", (_, text) => {
    const { issues, objects } = decodeText(text, "x.yaml");
    expect(issues.some(({ severity }) => severity === "error")).toBe(true);
    expect(objects).toEqual([]);
  });

  it.each(Object.entries(WARNED))("taken, with a warning: %s", (_, text) => {
    const { issues, objects } = decodeText(text, "x.yaml");
    expect(issues.map(({ severity }) => severity)).not.toContain("error");
    expect(issues).not.toEqual([]);
    expect(objects).toHaveLength(1);
  });

  it("cannot be stalled by a pattern", () => {
    const value = `${"a".repeat(4000)}\\n`;
    const text = route(`{ retry: {}, matches: [{ headers: [{ name: a, value: "${value}" }] }] }`);
    expect(decodeText(text, "x.yaml").issues[0]?.message).toContain(
      "should match '^[!-~]+([\\t ]?[!-~]+)*$'",
    );
  });
});
