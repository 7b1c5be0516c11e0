import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

const H = "haproxy.router.openshift.io/";

const BACKEND = `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] } }`;

function found(route: object, more = ""): readonly string[] {
  const text = JSON.stringify({ apiVersion: "route.openshift.io/v1", kind: "Route", ...route });
  return Cluster.load([BACKEND, text, more].filter((one) => one !== "").join("\n---\n"), {
    profile: "openshift",
  })
    .lint()
    .filter(({ code }) => code.startsWith("route-"))
    .map(({ code, field, message, remedy = "" }) => `${code} ${field}: ${message} — ${remedy}`);
}

function annotated(annotations: Readonly<Record<string, string>>, tls?: object): readonly string[] {
  return found({
    metadata: { name: "web", annotations },
    spec: { host: "web.apps.example.com", to: { kind: "Service", name: "web" }, ...(tls && { tls }) },
  });
}

describe("annotations of a Route", () => {
  it.each([
    [`${H}timeout`, "30 s", "a number and one of us, ms, s, m, h, d"],
    [`${H}timeout-tunnel`, "1h30m", "a number and one of us, ms, s, m, h, d"],
    ["router.openshift.io/haproxy.health.check.interval", "soon", "a number and one of"],
    [`${H}balance`, "first", "roundrobin, leastconn, source, random"],
    [`${H}disable_cookies`, "yes", '"true" or "false"'],
    [`${H}ip_allowlist`, " 192.0.2.1", "none around them"],
    [`${H}ip_whitelist`, "192.0.2.1,192.0.2.2", "with a blank between them"],
    [`${H}pod-concurrent-connections`, "many", "a whole number"],
    [`${H}rewrite-target`, "shop", "a path that begins with /"],
    [`${H}set-forwarded-headers`, "Append", "append, replace, if-none, never"],
    ["router.openshift.io/cookie_name", "a cookie", "letters, digits"],
    ["router.openshift.io/cookie-same-site", "lax", "Lax, Strict, None"],
  ])("%s: %j counts for nothing", (name, text, expected) => {
    const [only = "", ...others] = annotated({ [name]: text });
    expect(others).toEqual([]);
    expect(only).toContain(
      `route-annotation-ignored metadata.annotations[${name}]: ${JSON.stringify(text)} is not what the router reads, so it counts for nothing — write `,
    );
    expect(only).toContain(expected);
  });

  it("has nothing to say of what the router reads", () => {
    const all = {
      [`${H}timeout`]: "30s",
      [`${H}balance`]: "source",
      [`${H}ip_allowlist`]: "192.0.2.1 2001:db8::/32",
      [`${H}rate-limit-connections`]: "true",
      [`${H}rate-limit-connections.rate-tcp`]: "5",
      [`${H}hsts_header`]: "max-age=60;preload",
      [`${H}rewrite-target`]: "/",
      "example.com/anything": "else",
    };
    expect(annotated(all, { termination: "edge" })).toEqual([]);
  });

  it("finds names that nobody reads, limits without their switch, and limits for everybody", () => {
    expect(annotated({ [`${H}timout`]: "5s" })[0]).toContain(`did you mean ${H}timeout?`);
    expect(annotated({ [`${H}rate-limit-connections.rate-tcp`]: "5" })[0]).toContain("nothing is limited");
    const locked = {
      [`${H}rate-limit-connections`]: "true",
      [`${H}rate-limit-connections.concurrent-tcp`]: "1",
    };
    expect(annotated(locked)[0]).toContain("nobody gets in");
  });

  it("finds what the router cannot do where it reads no request, or ends no TLS", () => {
    const hsts = { [`${H}hsts_header`]: "max-age=60" };
    expect(annotated(hsts, { termination: "passthrough" }).join()).toContain("reads no request");
    expect(annotated(hsts)[0]).toContain("the header is not sent");
  });
});

describe("what else stands in a Route's way", () => {
  it("a policy of the cluster", () => {
    const policy = `{ apiVersion: config.openshift.io/v1, kind: Ingress, metadata: { name: cluster }, spec: { requiredHSTSPolicies: [{ domainPatterns: ["*.apps.example.com"], maxAge: {} }] } }`;
    const spec = {
      host: "web.apps.example.com",
      to: { kind: "Service", name: "web" },
      tls: { termination: "edge" },
    };
    expect(found({ metadata: { name: "web" }, spec }, policy)).toEqual([
      "route-hsts-required metadata.annotations: the cluster's requiredHSTSPolicies refuse it when it is written anew: HSTS max-age must be set correctly in HSTS annotation — ",
    ]);
  });

  it("an endpoint that the router leaves out", () => {
    const far = `{ apiVersion: v1, kind: Service, metadata: { name: far }, spec: { ports: [{ port: 80 }] } }
---
{ apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: far, labels: { kubernetes.io/service-name: far } }, addressType: IPv4, ports: [{ port: 80 }], endpoints: [{ addresses: [168.63.129.16] }] }`;
    const spec = { host: "web.apps.example.com", to: { kind: "Service", name: "far" } };
    expect(found({ metadata: { name: "far" }, spec }, far)).toEqual([
      "route-endpoint-restricted spec.to.name: its router leaves endpoint 168.63.129.16 out, a cloud metadata IP — ",
    ]);
  });
});
