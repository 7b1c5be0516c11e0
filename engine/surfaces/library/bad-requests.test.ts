import { describe, expect, it } from "vitest";
import { Cluster, NameError } from "../../index.ts";

const SHOP = `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] } }
---
`;
const backend = "backend: { service: { name: web, port: { number: 80 } } }";
const ingress = (path: string, annotations = "{}"): string =>
  `${SHOP}{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: i, annotations: ${annotations} }, spec: { ingressClassName: nginx, rules: [{ host: a.example.com, http: { paths: [{ path: "${path}", pathType: ImplementationSpecific, ${backend} }] } }] } }`;
const route = `${SHOP}{ apiVersion: route.openshift.io/v1, kind: Route, metadata: { name: r }, spec: { host: a.example.com, path: /a, to: { kind: Service, name: web } } }`;
const gateway = (path: string): string =>
  `${SHOP}{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: g }, spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] } }
---
{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: r }, spec: { parentRefs: [{ name: g }], hostnames: [a.example.com], rules: [{ matches: [{ path: { type: RegularExpression, value: "${path}" } }], backendRefs: [{ name: web, port: 80 }] }] } }`;

const profile = (ingressController: "spec" | "ingress-nginx" | "openshift"): Cluster["profile"] => ({
  ...Cluster.load([], ingressController === "openshift" ? { profile: "openshift" } : {}).profile,
  ingressController,
});

/** Far more than any of them takes, far less than a backtracking engine would need. */
const SOON = 5000;

function statusOf(
  text: string,
  path: string,
  controller: "spec" | "ingress-nginx" | "openshift" = "spec",
): unknown {
  const cluster = Cluster.load(text, { profile: profile(controller) });
  const start = performance.now();
  const [branch] = cluster.curl("external", `http://a.example.com${path}`).branches;
  expect(performance.now() - start).toBeLessThan(SOON);
  return branch?.ending.kind === "answered" ? branch.ending.status : branch?.ending.kind;
}

describe("requests that somebody means badly", () => {
  const long = `/${"a/".repeat(32_768)}`;

  it("a URL of 64 KB is answered at once, on every edge", () => {
    expect(statusOf(ingress("/a"), long)).toBe(200);
    expect(statusOf(ingress("/a"), long, "ingress-nginx")).toBe(414);
    expect(statusOf(ingress("/b"), `${long}%2e%2e/`, "ingress-nginx")).toBe(414);
    expect(statusOf(route, long, "openshift")).toBe(400);
    expect(statusOf(gateway("/a.*"), long)).toBe(431);
  });

  /** A path with which the line `GET PATH HTTP/1.1` and its end have so many bytes. */
  const pathOf = (bytes: number): string => `/${"a".repeat(bytes - "GET / HTTP/1.1\r\n".length)}`;
  const [nginx, router, proxy] = [ingress("/"), route.replace("path: /a, ", ""), gateway("/.*")];
  /** What curl sends besides: `Host`, `User-Agent` and `Accept`, and what HAProxy adds to each. */
  const OTHERS = 21 + 24 + 13;

  it.each([
    [nginx, "ingress-nginx", pathOf(8192), 200],
    [nginx, "ingress-nginx", pathOf(8193), 414],
    [router, "openshift", pathOf(32_768 - 8192 - 81 - OTHERS - 3 * 4), 200],
    [router, "openshift", pathOf(32_768 - 8192 - 81 - OTHERS - 3 * 4 + 1), 400],
    [proxy, "spec", pathOf(61_440 - "hosta.example.comuser-agentcurl/8.5.0accept*/*".length + 15), 200],
    [proxy, "spec", pathOf(61_440 - "hosta.example.comuser-agentcurl/8.5.0accept*/*".length + 16), 431],
  ] as const)(
    "the last byte that is taken, and the first that is not (%#)",
    (text, controller, path, status) => {
      expect(statusOf(text, path, controller)).toBe(status);
    },
  );

  it("an expression that backtracks for ever elsewhere takes linear time", () => {
    const evil = `/${"a".repeat(8000)}!`;
    expect(
      statusOf(
        ingress("/(a+)+$", '{ nginx.ingress.kubernetes.io/use-regex: "true" }'),
        evil,
        "ingress-nginx",
      ),
    ).toBe(404);
    expect(statusOf(gateway("/(a+)+"), evil)).toBe(404);
  });

  it("an expression that nobody can read matches nothing", () => {
    expect(
      statusOf(ingress("/(", '{ nginx.ingress.kubernetes.io/use-regex: "true" }'), "/(", "ingress-nginx"),
    ).toBe(404);
  });

  it.each([
    [{ headers: { "X-A": "b\r\nHost: evil" } }, "holds a line break"],
    [{ headers: { "X-A: b\r\nHost": "evil" } }, "is no header name"],
    [{ method: "GET / HTTP/1.1\r\nHost: evil" }, "is no method"],
  ])("%j is refused", (options, words) => {
    const cluster = Cluster.load(ingress("/a"));
    expect(() => cluster.curl("external", "http://a.example.com/a", options)).toThrow(NameError);
    expect(() => cluster.curl("external", "http://a.example.com/a", options)).toThrow(words);
  });

  it("names of JavaScript's own objects are nothing special", () => {
    for (const name of ["__proto__", "constructor", "toString"])
      expect(statusOf(ingress("/a"), `/${name}`)).toBe(404);
    const cluster = Cluster.load(ingress("/a"));
    const trace = cluster.curl("external", "http://203.0.113.129/a", { headers: { Host: "constructor" } });
    expect(trace.branches[0]?.ending).toMatchObject({ status: 404 });
  });
});
