const TO_A = "backend: { service: { name: a, port: { number: 80 } } }";

/** Manifests of Ingresses, Routes and their kin with something wrong in them, by what is wrong. */
export const EDGE_CASES: Readonly<Record<string, string>> = Object.fromEntries([
  ...cases("networking.k8s.io/v1", "Ingress", {
    "Ingress without spec": "",
    "Ingress with no rules and no default backend": "spec: { rules: [] }",
    "Ingress of an old version's backend": `spec: { rules: [{ http: { paths: [{ path: /, backend: { serviceName: a, servicePort: 80 } }] } }] }`,
    "host is an address": rule("host: 10.0.0.1"),
    "host with a port": rule('host: "example.com:80"'),
    "host in upper case": rule("host: Example.com"),
    "wildcard inside a host": rule('host: "a.*.com"'),
    "wildcard alone": rule('host: "*"'),
    "http without paths": "spec: { rules: [{ http: { paths: [] } }] }",
    "no pathType": path("path: /, backend: { service: { name: a, port: { number: 80 } } }"),
    "pathType misspelt": path(`pathType: prefix, path: /, ${TO_A}`),
    "Prefix that is no path": path(`pathType: Prefix, path: "a", ${TO_A}`),
    "Exact without a path": path(`pathType: Exact, ${TO_A}`),
    "path with everything that is not normal": path(
      `pathType: Exact, path: "//a/./b/../c%2fd%2Fe/..", ${TO_A}`,
    ),
    "ImplementationSpecific that is no path": path(`pathType: ImplementationSpecific, path: "a", ${TO_A}`),
    "path without a backend": path("pathType: Prefix, path: /"),
    "two backends": path(
      "pathType: Prefix, path: /, backend: { service: { name: a, port: { number: 80 } }, resource: { kind: A, name: a } }",
    ),
    "backend without a name": backend("service: { port: { number: 80 } }"),
    "backend with a host name": backend("service: { name: a.shop, port: { number: 80 } }"),
    "backend without a port": backend("service: { name: a }"),
    "backend with two ports": backend("service: { name: a, port: { name: http, number: 80 } }"),
    "backend port too large": backend("service: { name: a, port: { number: 65536 } }"),
    "backend port name invalid": backend("service: { name: a, port: { name: HTTP } }"),
    "backend port as text": backend('service: { name: a, port: { number: "80" } }'),
    "resource without names": backend("resource: { apiGroup: A_B }"),
    "resource with a path for a name": backend("resource: { kind: .., name: a/b }"),
    "TLS host invalid": `spec: { tls: [{ hosts: ["*", A] }], rules: [{ host: a.b }] }`,
    "TLS secret name invalid": "spec: { tls: [{ secretName: A_B }], rules: [{ host: a.b }] }",
    "class name invalid":
      "spec: { ingressClassName: NGINX, defaultBackend: { resource: { kind: A, name: a } } }",
  }),
  ...cases("networking.k8s.io/v1", "IngressClass", {
    "IngressClass without spec": "",
    "controller without a path": "spec: { controller: nginx }",
    "controller with an invalid domain and path": 'spec: { controller: "A_B/c d" }',
    "controller too long": `spec: { controller: "example.com/${"a".repeat(250)}" }`,
    "parameters without names": "spec: { controller: example.com/a, parameters: {} }",
    "scope misspelt": parameters("scope: cluster"),
    "namespace of cluster-wide parameters": parameters("namespace: a"),
    "no namespace of parameters": parameters("scope: Namespace"),
    "namespace of parameters invalid": parameters("scope: Namespace, namespace: A"),
  }),
  ...cases("route.openshift.io/v1", "Route", {
    "Route without spec": "",
    "Route host in upper case": route("host: WWW.example.com"),
    "Route host with a wildcard": route('host: "*.example.com"'),
    "Route host label too long": route(`host: ${"a".repeat(64)}.example.com`),
    "subdomain invalid": route("subdomain: a_b.c"),
    "host beside a subdomain": route("host: a.example.com, subdomain: a"),
    "wildcardPolicy misspelt": route("host: a.b, wildcardPolicy: subdomain"),
    "wildcard without a host": route("wildcardPolicy: Subdomain"),
    "Route path that is no path": route("path: a"),
    "Route path with a space and a fragment": route('path: "/a b#c"'),
    "target of another kind": "spec: { to: { kind: Deployment, name: a } }",
    "target without a name": "spec: { to: {} }",
    "weight too large": "spec: { to: { name: a, weight: 257 } }",
    "weight negative": route("alternateBackends: [{ name: b, weight: -1 }]"),
    "four alternate backends": route(
      "alternateBackends: [{ name: b }, { name: c }, { name: d }, { name: e }]",
    ),
    "Route targetPort zero": route("port: { targetPort: 0 }"),
    "Route port without targetPort": route("port: {}"),
    "termination misspelt": route("tls: { termination: re-encrypt }"),
    "destination CA without a termination": route("tls: { destinationCACertificate: a }"),
    "passthrough with certificates and a path": route(
      "path: /a, tls: { termination: passthrough, certificate: a, key: b, caCertificate: c, destinationCACertificate: d, externalCertificate: { name: e } }",
    ),
    "passthrough with Allow": route(
      "tls: { termination: passthrough, insecureEdgeTerminationPolicy: Allow }",
    ),
    "edge with a destination CA": route("tls: { termination: edge, destinationCACertificate: a }"),
    "edge with two certificates": route(
      "tls: { termination: edge, certificate: a, externalCertificate: { name: b } }",
    ),
    "insecure policy misspelt": route("tls: { termination: edge, insecureEdgeTerminationPolicy: redirect }"),
    "field of an Ingress in a Route": route("rules: []"),
    "header actions on passthrough": route(
      "tls: { termination: passthrough }, httpHeaders: { actions: { request: [{ name: X-A, action: { type: Delete } }] } }",
    ),
    "header actions of every wrong kind": route(
      `httpHeaders: { actions: { request: [{ name: Cookie, action: { type: Delete } }, { name: "a b", action: { type: set } }, { action: { type: Set } }, { name: X-A, action: { type: Delete, set: { value: "" } } }, { name: X-A, action: { type: Set, set: { value: "%[res.hdr(a)]" } } }] } }`,
    ),
    "header name too long": route(
      `httpHeaders: { actions: { request: [{ name: ${"a".repeat(256)}, action: { type: Delete } }] } }`,
    ),
    "header actions too many": route(
      `httpHeaders: { actions: { response: [${Array(21).fill("{ name: A }").join()}] } }`,
    ),
  }),
  ...cases("operator.openshift.io/v1", "DNS", {
    "DNS of the wrong words": controller(
      "managementState: managed, logLevel: debug, cache: { positiveTTL: 3d, negativeTTL: -1s }",
    ),
    "DNS servers of the wrong shape": controller(
      `servers: [{ name: a, zones: [a.com], forwardPlugin: { policy: random, protocolStrategy: UDP, upstreams: [${Array(16).fill("192.0.2.1").join()}], transportConfig: { transport: tls, tls: {} } } }]`,
    ),
    "DNS upstreams of the wrong shape": controller(
      'upstreamResolvers: { policy: None, upstreams: [{ address: 192.0.2.1 }, { type: Host, port: 0 }, { type: Network, port: 65536 }], transportConfig: { tls: { serverName: "a b" } } }',
    ),
  }),
  ...cases("operator.openshift.io/v1", "IngressController", {
    "strategy without a type": controller("endpointPublishingStrategy: {}"),
    "strategy misspelt": controller("endpointPublishingStrategy: { type: LoadBalancer }"),
    "host port too large": controller(
      "endpointPublishingStrategy: { type: HostNetwork, hostNetwork: { httpPort: 65536, httpsPort: -1, protocol: UDP } }",
    ),
    "load balancer without a scope": controller(
      "endpointPublishingStrategy: { type: LoadBalancerService, loadBalancer: { dnsManagementPolicy: None, allowedSourceRanges: [a], providerParameters: { aws: {} } } }",
    ),
    "ownership misspelt": controller(
      "routeAdmission: { namespaceOwnership: strict, wildcardPolicy: Allowed }",
    ),
    "domain invalid": controller(`domain: "A.${"b".repeat(64)}"`),
    "domain too long": controller(`domain: "${"a.".repeat(123)}b"`),
    "selector expression without an operator": controller(
      "routeSelector: { matchExpressions: [{ key: a }] }",
    ),
    "client TLS without a CA": controller("clientTLS: { clientCertificatePolicy: Always }"),
    "error pages without a name": controller("httpErrorCodePages: {}"),
    "router header actions of the wrong shape": controller(
      `httpHeaders: { forwardedHeaderPolicy: Add, actions: { request: [{ name: "", action: { type: set } }, { name: "a b" }, { name: X-A, action: { type: Set, set: { value: "" } } }, { name: X-A, action: { type: Delete } }, {}] } }`,
    ),
    "router header actions that rules forbid": controller(
      `httpHeaders: { actions: { response: [{ name: Host, action: { type: Delete } }, { name: X-A, action: { type: Set } }, { name: X-B, action: { type: Set, set: { value: "%[req.hdr(a)]" } } }] } }`,
    ),
    "router header actions too many": controller(
      `httpHeaders: { actions: { response: [${Array.from({ length: 21 }, (_, index) => `{ name: A${index}, action: { type: Delete } }`).join()}] } }`,
    ),
    "policies misspelt": controller(
      "httpEmptyRequestsPolicy: Drop, idleConnectionTerminationPolicy: Now, closedClientConnectionPolicy: Close",
    ),
    "tuning out of bounds": controller(
      "tuningOptions: { headerBufferBytes: 1, headerBufferMaxRewriteBytes: 1, threadCount: 65, serverTimeout: soon, connectTimeout: 3d, httpKeepAliveTimeout: 12345678901234567s, configurationManagement: None }",
    ),
    "tuning that rules forbid": controller(
      "tuningOptions: { maxConnections: 1999, httpKeepAliveTimeout: 15m1s }",
    ),
    "keep-alive with a space": controller('tuningOptions: { httpKeepAliveTimeout: "4 s" }'),
    "keep-alive too short": controller("tuningOptions: { httpKeepAliveTimeout: 0.5ms }"),
    "protocol of a network load balancer misspelt": controller(
      "endpointPublishingStrategy: { type: LoadBalancerService, loadBalancer: { scope: External, providerParameters: { type: AWS, aws: { type: NLB, networkLoadBalancer: { protocol: UDP } } } } }",
    ),
    "field of a newer router": controller("routing: {}"),
  }),
  [
    "domain too long with its name",
    object(
      "operator.openshift.io/v1",
      "IngressController",
      `spec: { domain: "${"a.".repeat(121)}b" }`,
      "name: internal",
    ),
  ],
  [
    "annotation and field name two classes",
    object(
      "networking.k8s.io/v1",
      "Ingress",
      "spec: { ingressClassName: b, defaultBackend: { resource: { kind: A, name: a } } }",
      "name: x, annotations: { kubernetes.io/ingress.class: a }",
    ),
  ],
  [
    "class by annotation",
    object(
      "networking.k8s.io/v1",
      "Ingress",
      "spec: { defaultBackend: { resource: { kind: A, name: a } } }",
      "name: x, annotations: { kubernetes.io/ingress.class: a }",
    ),
  ],
  [
    "Ingress of an old version",
    object("extensions/v1beta1", "Ingress", "spec: { backend: { serviceName: a, servicePort: 80 } }"),
  ],
  ["Ingress of another project", object("networking.internal.knative.dev/v1alpha1", "Ingress", "spec: {}")],
  ["Route of another project", object("serving.knative.dev/v1", "Route", "spec: {}")],
]);

function object(apiVersion: string, kind: string, rest: string, meta = "name: x"): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { ${meta} }\n${rest}\n`;
}

function cases(
  apiVersion: string,
  kind: string,
  specs: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries(specs).map(([name, spec]) => [name, object(apiVersion, kind, spec)]);
}

function rule(text: string): string {
  return `spec: { rules: [{ ${text} }] }`;
}

function path(text: string): string {
  return rule(`http: { paths: [{ ${text} }] }`);
}

function backend(text: string): string {
  return `spec: { defaultBackend: { ${text} } }`;
}

function parameters(text: string): string {
  return `spec: { controller: example.com/a, parameters: { kind: A, name: a, ${text} } }`;
}

function route(text: string): string {
  return `spec: { to: { name: a }, ${text} }`;
}

function controller(text: string): string {
  return `spec: { ${text} }`;
}
