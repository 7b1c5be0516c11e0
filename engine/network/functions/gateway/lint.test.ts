import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

const codes = (text: string, profile?: Cluster["profile"]): readonly string[] =>
  Cluster.load(text, profile === undefined ? {} : { profile })
    .lint()
    .map(({ code }) => code)
    .filter((code) => /^(gateway|route|reference|ingress|listener)-/.test(code));

const base = `{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] } }
---
`;
const gateway = (spec: string): string =>
  `${base}{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: edge }, spec: ${spec} }\n---\n`;
const http = "listeners: [{ name: http, port: 80, protocol: HTTP, hostname: '*.example.com' }]";
const good = gateway(`{ gatewayClassName: istio, ${http} }`);
const route = (parts: string): string =>
  `{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: r }, spec: { ${parts} } }`;
const rule = (backend: string): string => `rules: [{ backendRefs: [${backend}] }]`;
const WEB = rule("{ name: web, port: 80 }");
const DENY =
  "{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny }, spec: { podSelector: {} } }";
const PARENT = "parentRefs: [{ name: edge }], hostnames: [shop.example.com]";

describe("lint of Gateways", () => {
  it.each([
    [good + route(`${PARENT}, ${WEB}`), []],
    [gateway(`{ gatewayClassName: nobody, ${http} }`), ["gateway-class-missing"]],
    [
      gateway(
        "{ gatewayClassName: istio, listeners: [{ name: a, port: 80, protocol: HTTP }, { name: b, port: 80, protocol: TCP }] }",
      ),
      ["gateway-listener-conflict", "gateway-listener-conflict"],
    ],
    [good + route(`parentRefs: [{ name: egde }], ${WEB}`), ["route-parent-missing"]],
    [good + route(`parentRefs: [{ name: edge, sectionName: https }], ${WEB}`), ["route-listener-missing"]],
    [
      good + route(`parentRefs: [{ name: edge }], hostnames: [shop.example.org], ${WEB}`),
      ["route-hostname-without-listener"],
    ],
    [good + route(`${PARENT}, ${rule("{ name: wbe, port: 80 }")}`), ["route-backend-unresolved"]],
    [good + route(`${PARENT}, ${rule("{ name: web, port: 8080 }")}`), ["route-backend-unresolved"]],
    [
      good + route(`${PARENT}, ${rule("{ name: web, namespace: other, port: 80 }")}`),
      ["reference-grant-missing"],
    ],
    [good + route(`${PARENT}, ${rule("{ name: web, port: 80, weight: 0 }")}`), ["route-weights-zero"]],
    [
      gateway(
        "{ gatewayClassName: istio, listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: gone }] } }] }",
      ),
      ["gateway-listener-unusable"],
    ],
    [
      gateway(
        `{ gatewayClassName: istio, tls: { backend: { clientCertificateRef: { name: gone } } }, ${http} }`,
      ),
      ["gateway-client-certificate-unusable"],
    ],
    [
      `${good}{ apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: { name: t }, spec: { targetRefs: [{ group: "", kind: Service, name: web }], validation: { hostname: web, caCertificateRefs: [{ group: "", kind: ConfigMap, name: gone }] } } }\n---\n${route(`${PARENT}, ${WEB}`)}`,
      ["gateway-backend-tls-unusable"],
    ],
    [
      good +
        route(
          `${PARENT}, rules: [{ matches: [{ path: { type: RegularExpression, value: "/v(" } }] }, { backendRefs: [{ name: web, port: 80 }] }]`,
        ),
      ["route-rule-dropped"],
    ],
    [
      good +
        route(
          `${PARENT}, rules: [{ filters: [{ type: ExtensionRef, extensionRef: { group: a.example, kind: K, name: slow } }], backendRefs: [{ name: web, port: 80 }] }]`,
        ),
      ["route-filter-unknown"],
    ],
    [
      good + route(`parentRefs: [{ group: "", kind: Service, name: web, port: 80 }], ${WEB}`),
      ["route-field-ignored"],
    ],
    [gateway(`{ gatewayClassName: istio, defaultScope: All, ${http} }`), ["route-field-ignored"]],
    [
      good +
        route(
          `${PARENT}, useDefaultGateways: All, rules: [{ sessionPersistence: { sessionName: a }, backendRefs: [{ name: web, port: 80 }] }]`,
        ),
      ["route-field-ignored", "route-field-ignored"],
    ],
    [
      `${good}{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: r, namespace: far }, spec: { parentRefs: [{ name: edge, namespace: default }] } }`,
      ["route-not-allowed"],
    ],
    [`${good}${route(`${PARENT}, ${WEB}`)}\n---\n${DENY}`, ["gateway-policy-closed"]],
    [
      `${good}${route(`${PARENT}, ${WEB}`)}\n---\n${DENY.replace("{} }", "{ matchLabels: { app: none } } }")}`,
      [],
    ],
  ])("%#", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe("what lint says of references", () => {
  const told = (text: string): readonly string[] =>
    Cluster.load(text)
      .lint()
      .filter(({ code }) => /^(gateway|route|reference|listener)-/.test(code))
      .map(({ field, remedy }) => `${field}: ${remedy}`);

  it("names the namespace that has the parent", () => {
    const far = route(`${PARENT}, ${WEB}`).replace("{ name: r }", "{ name: r, namespace: far }");
    expect(told(good + far)[0]).toBe(
      "spec.parentRefs[0]: there is one in namespace default, which the reference has to name",
    );
  });

  it("names what is granted instead", () => {
    const grant =
      "{ apiVersion: gateway.networking.k8s.io/v1, kind: ReferenceGrant, metadata: { name: g, namespace: far }, spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: dfault }], to: [{ group: '', kind: Service, name: web }] } }";
    expect(
      told(`${good}${grant}\n---\n${route(`${PARENT}, ${rule("{ name: web, namespace: far, port: 80 }")}`)}`),
    ).toEqual([
      "spec.from[0].namespace: did you mean default?",
      "spec.rules[0].backendRefs[0]: namespace far has to grant it: a ReferenceGrant from HTTPRoute in default to Service (g is from HTTPRoute in dfault to Service web)",
    ]);
  });

  it.each([
    ["HTTPRoute", "backendRefs: [{ name: gone, port: 80 }]", "its requests are answered 500"],
    ["GRPCRoute", "backendRefs: [{ name: gone, port: 80 }]", "its requests are answered 503"],
    ["TCPRoute", "backendRefs: [{ name: gone, port: 80 }]", "its connections are closed"],
    ["UDPRoute", "backendRefs: [{ name: gone, port: 80 }]", "its datagrams are lost"],
    [
      "HTTPRoute",
      "backendRefs: [{ name: web, port: 80 }, { name: gone, port: 80, weight: 0 }]",
      "with weight 0 no request meets it",
    ],
    [
      "HTTPRoute",
      "backendRefs: [{ name: web, port: 80 }], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: gone, port: 80 } } }]",
      "no copies are sent",
    ],
  ])("says what clients see of a missing backend of a %s: %s", (kind, own, seen) => {
    const manifests = base + route(`rules: [{ ${own} }]`).replace("HTTPRoute", kind);
    const messages = Cluster.load(manifests)
      .lint()
      .filter(({ code }) => code === "route-backend-unresolved")
      .map(({ message }) => message);
    expect(messages).toEqual([`there is no Service default/gone: ${seen}`]);
  });

  it("finds ListenerSets that their Gateway does not take, or whose listeners it has already", () => {
    const set = (parent: string): string =>
      `{ apiVersion: gateway.networking.k8s.io/v1, kind: ListenerSet, metadata: { name: more }, spec: { parentRef: { name: ${parent} }, listeners: [{ name: http, port: 80, protocol: HTTP, hostname: "*.example.com" }] } }`;
    expect(codes(good + set("egde"))).toEqual(["listener-set-not-accepted"]);
    expect(told(good + set("edge"))).toEqual([
      "spec.parentRef: spec.allowedListeners of Gateway default/edge has to let it in",
    ]);
    const open = good.replace(
      "spec: { gatewayClassName",
      "spec: { allowedListeners: { namespaces: { from: All } }, gatewayClassName",
    );
    expect(codes(open + set("edge"))).toEqual(["gateway-listener-conflict"]);
  });

  it.each([
    ["{ name: edge }", "{ scheme: https }", true],
    ["{ name: edge, sectionName: http }", "{ scheme: https }", false],
    ["{ name: edge }", "{ scheme: https, port: 8443 }", false],
    ["{ name: edge }", "{ statusCode: 301 }", true],
    ["{ name: edge }", "{ hostname: other.example.com }", false],
    ["{ name: edge }", "{ path: { type: ReplaceFullPath, replaceFullPath: /new } }", false],
  ])("a route of %s with the redirect %s: in circles %s", (parent, redirect, isLoop) => {
    const edge = gateway(
      "{ gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: untold }] } }] }",
    );
    const secret =
      "{ apiVersion: v1, kind: Secret, metadata: { name: untold }, type: kubernetes.io/tls }\n---\n";
    const own = `parentRefs: [${parent}], hostnames: [a.example.com], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: ${redirect} }] }]`;
    expect(codes(edge + secret + route(own))).toEqual(isLoop ? ["route-redirect-loop"] : []);
  });

  it("finds grants that let nobody in", () => {
    const grant =
      "{ apiVersion: gateway.networking.k8s.io/v1, kind: ReferenceGrant, metadata: { name: g }, spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: defualt }], to: [{ group: gateway.networking.k8s.io, kind: Gateway }, { group: '', kind: Service }] } }";
    expect(told(good + grant)).toEqual([
      "spec.to[0]: whom a listener takes is in its allowedRoutes",
      "spec.from[0].namespace: did you mean default?",
    ]);
    expect(codes(good + grant)).toEqual(["reference-grant-useless", "reference-grant-useless"]);
  });

  it("finds annotations that are for Ingresses", () => {
    const annotated = route(`${PARENT}, ${WEB}`).replace(
      "{ name: r }",
      "{ name: r, annotations: { nginx.ingress.kubernetes.io/rewrite-target: /, cert-manager.io/cluster-issuer: a, haproxy.router.openshift.io/timeout: 5s } }",
    );
    expect(codes(good + annotated)).toEqual(["route-annotation-ignored", "route-annotation-ignored"]);
  });

  it("stands where the kinds of a listener do", () => {
    const listener =
      "listeners: [{ name: tls, port: 443, protocol: TLS, tls: { mode: Passthrough }, allowedRoutes: { kinds: [{ kind: HTTPRoute }] } }]";
    expect(told(gateway(`{ gatewayClassName: istio, ${listener} }`))).toEqual([
      "spec.listeners[0].allowedRoutes.kinds: undefined",
    ]);
  });
});

describe("lint of Ingresses that hurt each other", () => {
  const nginx = {
    ...Cluster.load([]).profile,
    ingressController: "ingress-nginx",
    ingressWebhook: false,
  } as const;
  const ingress = (name: string, path: string, annotations = "{}", more = ""): string =>
    `---\n{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: ${name}, annotations: ${annotations} }, spec: { ingressClassName: nginx, ${more} rules: [{ host: a.example.com, http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] } }\n`;
  const P = "nginx.ingress.kubernetes.io/";

  it.each([
    [ingress("a", "/a") + ingress("b", "/b"), []],
    [ingress("a", "/a") + ingress("b", "/a"), ["ingress-path-taken"]],
    [ingress("a", "/a", `{ ${P}rewrite-target: / }`) + ingress("b", "/b"), ["ingress-regex-contagion"]],
    [ingress("a", "/a", `{ ${P}force-ssl-redirect: "true" }`), ["ingress-redirect-loop"]],
    [
      `${ingress("a", "/a", `{ ${P}force-ssl-redirect: "true" }`)}---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }, data: { use-forwarded-headers: "true" } }`,
      [],
    ],
    [ingress("a", '"/a(/.*)"'), ["ingress-path-expression"]],
    [ingress("a", "/a").replace("number: 80 ", "number: 8080 "), ["ingress-target-port"]],
    [ingress("a", "/a", `{ ${P}server-snippet: "return 200;" }`), ["ingress-snippet"]],
    [
      `${ingress("a", "/a")}---\n{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny }, spec: { podSelector: {} } }`,
      ["ingress-policy-closed"],
    ],
  ])("%#", (text, expected) => {
    expect(codes(base + text, nginx)).toEqual(expected);
  });

  it("annotations of ingress-nginx on OpenShift", () => {
    const text =
      base + ingress("a", "/a", `{ ${P}rewrite-target: / }`).replace("ingressClassName: nginx,", "");
    expect(codes(text, Cluster.load([], { profile: "openshift" }).profile)).toEqual([
      "ingress-annotation-foreign",
    ]);
  });
});
