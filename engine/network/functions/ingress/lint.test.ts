import { describe, expect, it } from "vitest";
import { Cluster, mintCertificate } from "../../../index.ts";

const codes = (text: string): readonly string[] =>
  Cluster.load(text)
    .lint()
    .map(({ code }) => code)
    .filter((code) => code.startsWith("ingress-") || code.startsWith("route-"));

const service = `{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] } }
---
`;
const ingress = (spec: string): string =>
  `${service}{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: i }, spec: ${spec} }`;
const backend = (name: string, port: string): string =>
  `defaultBackend: { service: { name: ${name}, port: ${port} } }`;
const route = (spec: string): string =>
  `${service}{ apiVersion: route.openshift.io/v1, kind: Route, metadata: { name: r }, spec: ${spec} }`;

const tls = (hosts: string, pem: string, key: string): string =>
  `${ingress(`{ ingressClassName: nginx, tls: [{ hosts: [${hosts}], secretName: tls }], ${backend("web", "{ number: 80 }")} }`)}
---
${JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name: "tls" }, type: "kubernetes.io/tls", stringData: { "tls.crt": pem, "tls.key": key } })}`;
const START = 1_767_225_600_000;
const DAY = 86_400_000;
const made = (
  hosts: readonly string[],
  notAfter: number,
): { readonly certificate: string; readonly key: string } =>
  mintCertificate({ hosts, issuer: "Some CA", notBefore: START - 9 * DAY, notAfter });
const good = made(["a.example.com"], START + DAY);
const old = made(["a.example.com"], START - DAY);
const carried = (pem: string, key: string): string =>
  route(
    `{ host: a.example.com, to: { kind: Service, name: web }, tls: ${JSON.stringify({ termination: "edge", certificate: pem, key })} }`,
  );

describe("lint of the edge", () => {
  it.each([
    [ingress(`{ ingressClassName: nginx, ${backend("web", "{ number: 80 }")} }`), []],
    [ingress(`{ ${backend("web", "{ number: 80 }")} }`), ["ingress-class-absent"]],
    [ingress(`{ ingressClassName: ngnix, ${backend("web", "{ name: http }")} }`), ["ingress-class-missing"]],
    [
      `${ingress(`{ ingressClassName: mine, ${backend("web", "{ number: 80 }")} }`)}
---
{ apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: { name: mine }, spec: { controller: example.com/absent } }`,
      ["ingress-controller-missing"],
    ],
    [
      ingress(`{ ingressClassName: nginx, ${backend("wbe", "{ number: 80 }")} }`),
      ["ingress-service-missing"],
    ],
    [ingress(`{ ingressClassName: nginx, ${backend("web", "{ number: 8080 }")} }`), ["ingress-port-missing"]],
    [
      `${ingress(`{ ingressClassName: nginx, ${backend("out", "{ number: 443 }")} }`)}
---
{ apiVersion: v1, kind: Service, metadata: { name: out }, spec: { type: ExternalName, externalName: api.example.com } }`,
      [],
    ],
    [
      `${ingress(`{ ingressClassName: nginx, ${backend("web", "{ number: 80 }")} }`)}
---
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: ingress-controller, namespace: ingress }, spec: { replicas: 0, selector: { matchLabels: { app: ingress-controller } }, template: { metadata: { labels: { app: ingress-controller } }, spec: { containers: [{ name: a, image: b }] } } } }`,
      ["ingress-controller-down"],
    ],
    [
      ingress(
        `{ ingressClassName: nginx, tls: [{ hosts: [a.example.com], secretName: none }], ${backend("web", "{ number: 80 }")} }`,
      ),
      ["ingress-tls-secret-missing"],
    ],
    [tls("a.example.com", good.certificate, good.key), []],
    [tls("a.example.com", "certificate", good.key), ["ingress-tls-secret-unusable"]],
    [tls("a.example.com", good.certificate, old.key), ["ingress-tls-secret-unusable"]],
    [tls("a.example.com", old.certificate, old.key), ["ingress-certificate-expired"]],
    [tls("b.example.com", good.certificate, good.key), ["ingress-certificate-host"]],
    [carried(good.certificate, good.key), []],
    [carried(good.certificate, old.key), ["route-not-admitted"]],
    [carried("certificate", good.key), ["route-not-admitted"]],
    [carried(old.certificate, old.key), ["route-certificate-expired"]],
    [route("{ host: a.example.com, to: { kind: Service, name: web } }"), []],
    [route("{ host: a.example.com, to: { kind: Service, name: wbe } }"), ["route-service-missing"]],
    [route("{ host: a.example.com, to: { kind: Service, name: web, weight: 0 } }"), ["route-weights-zero"]],
    [
      route("{ host: a.example.com, port: { targetPort: 80 }, to: { kind: Service, name: web } }"),
      ["route-target-port-unknown"],
    ],
    [
      route("{ host: a.example.com, wildcardPolicy: Subdomain, to: { kind: Service, name: web } }"),
      ["route-not-admitted"],
    ],
  ])("%#", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe("lint of policies before a router", () => {
  const profile = { profile: "openshift" } as const;
  const closed = (selector: string): readonly string[] =>
    Cluster.load(
      `${route("{ host: a.example.com, to: { kind: Service, name: web }, alternateBackends: [{ kind: Service, name: more, weight: 1 }] }")}
---
{ apiVersion: v1, kind: Service, metadata: { name: more }, spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] } }
---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny }, spec: { podSelector: ${selector}, ingress: [] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: second, labels: { app: web, second: "yes" } }, spec: { containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] } }`,
      profile,
    )
      .lint()
      .filter(({ code }) => code === "route-policy-closed")
      .map(({ field, message }) => `${field}: ${message}`);

  it("each Service of a Route, at its place", () => {
    expect(closed("{}")).toEqual([
      "spec.to.name: no policy lets router default (openshift-ingress/router-default) reach Service default/web: clients are answered 503",
      "spec.alternateBackends[0].name: no policy lets router default (openshift-ingress/router-default) reach Service default/more: clients are answered 503",
    ]);
  });

  it("some of the endpoints", () => {
    expect(closed('{ matchLabels: { second: "yes" } }')[0]).toMatch(
      "reach 1 of 2 endpoints of Service default/web: requests that go there wait in vain",
    );
  });

  it("none, where the policy is for others", () => {
    expect(closed("{ matchLabels: { app: none } }")).toEqual([]);
  });
});

describe("lint of what a router speaks to pods", () => {
  const found = (termination: string, listen: string): readonly string[] =>
    Cluster.load(
      `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web }, annotations: { podwire.dev/listen: ${listen} } }, spec: { containers: [{ name: a, image: b }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] } }
---
{ apiVersion: route.openshift.io/v1, kind: Route, metadata: { name: r }, spec: { host: r.apps.example.com, to: { kind: Service, name: web }${termination === "" ? "" : `, tls: { termination: ${termination} }`} } }`,
      { profile: "openshift" },
    )
      .lint()
      .flatMap(({ code, field }) => (code === "route-termination-mismatch" ? [field ?? ""] : []));

  it.each([
    ["reencrypt", "8080/HTTP", ["spec.tls.termination"]],
    ["passthrough", "8080/HTTP", ["spec.tls.termination"]],
    ["reencrypt", "8080/TLS", []],
    ["passthrough", "8080/TLS", []],
    ["edge", "8080/HTTP", []],
    ["edge", "8080/TLS", ["spec.tls.termination"]],
    ["", "8080/HTTP", []],
    ["", "8080/TLS", ["spec"]],
    ["reencrypt", "8080/TCP", []],
  ])("%s to %s", (termination, listen, expected) => {
    expect(found(termination, listen)).toEqual(expected);
  });
});

describe("lint of Ingresses on OpenShift", () => {
  const found = (path: string): readonly string[] =>
    Cluster.load(
      ingress(
        `{ rules: [{ host: i.apps.example.com, http: { paths: [{ path: /, ${path}, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`,
      ),
      { profile: "openshift" },
    )
      .lint()
      .map(({ code }) => code);

  it("says which paths become no Route", () => {
    expect(found("pathType: Exact")).toContain("ingress-route-missing");
    expect(found("pathType: Prefix")).not.toContain("ingress-route-missing");
  });
});
