import { describe, expect, it } from "vitest";
import { decodeText } from "./decode.ts";
import { FIELDS } from "./fields.generated.ts";
import type { KindName, Kinds } from "./kinds.ts";
import { OPENSHIFT_FIELDS } from "./openshift/fields.ts";
import { schemeRow } from "./scheme.ts";

function decoded<K extends KindName>(kind: K, spec: string, annotations = "{}"): Kinds[K] {
  const meta = `metadata: { name: x, annotations: ${annotations} }`;
  const text = `apiVersion: ${schemeRow(kind).apiVersion}\nkind: ${kind}\n${meta}\nspec: ${spec}\n`;
  const { objects, issues } = decodeText(text, "x.yaml");
  expect(issues).toEqual([]);
  return objects[0]?.object as Kinds[K];
}

describe("Ingress", () => {
  it.each([
    ["a default backend alone", "{ defaultBackend: { service: { name: a, port: { name: http } } } }"],
    ["a host alone", "{ rules: [{ host: a.example.com }] }"],
    ["a wildcard host", '{ rules: [{ host: "*.example.com" }] }'],
    ["no path, if the controller says what that means", path("pathType: ImplementationSpecific")],
    ["a path that only a controller understands", path('pathType: ImplementationSpecific, path: "/a//(.*)"')],
    ["dots inside a path", path("pathType: Prefix, path: /.well-known/a..b/")],
    ["TLS without a Secret", "{ rules: [{ host: a.b }], tls: [{}] }"],
    [
      "a Service name that starts with a digit",
      "{ defaultBackend: { service: { name: 1a, port: { number: 1 } } } }",
    ],
    ["a resource", "{ defaultBackend: { resource: { kind: A, name: b, apiGroup: example.com } } }"],
  ])("may have %s, and nothing is filled in", (_, spec) => {
    const { spec: stored } = decoded("Ingress", spec);
    const { spec: again } = decoded("Ingress", JSON.stringify(stored));
    expect(again).toEqual(stored);
  });

  it("may name its class twice when both are the same", () => {
    const spec = "{ ingressClassName: a, rules: [{ host: a.b }] }";
    expect(decoded("Ingress", spec, "{ kubernetes.io/ingress.class: a }").spec.ingressClassName).toBe("a");
  });
});

function path(text: string): string {
  return `{ rules: [{ http: { paths: [{ ${text}, backend: { service: { name: a, port: { number: 80 } } } }] } }] }`;
}

describe("IngressClass", () => {
  it("has parameters of the whole cluster unless they say otherwise", () => {
    const spec = "{ controller: k8s.io/ingress-nginx, parameters: { kind: A, name: a } }";
    expect(decoded("IngressClass", spec).spec.parameters).toEqual({ kind: "A", name: "a", scope: "Cluster" });
    const own = "{ controller: a.b/c, parameters: { kind: A, name: a, scope: Namespace, namespace: shop } }";
    expect(decoded("IngressClass", own).spec.parameters).toMatchObject({ scope: "Namespace" });
    expect(decoded("IngressClass", "{ controller: a.b/c }").spec).toEqual({ controller: "a.b/c" });
  });
});

describe("Route", () => {
  it("fills in kinds, weights and the wildcard policy", () => {
    const spec = "{ to: { name: a }, alternateBackends: [{ name: b, weight: 0 }, { name: c }] }";
    expect(decoded("Route", spec).spec).toEqual({
      to: { kind: "Service", name: "a", weight: 100 },
      alternateBackends: [
        { kind: "Service", name: "b", weight: 0 },
        { kind: "Service", name: "c", weight: 100 },
      ],
      wildcardPolicy: "None",
    });
  });

  it.each([
    ["{}", { termination: "edge" }],
    ["{ termination: Passthrough }", { termination: "passthrough" }],
    ["{ termination: reencrypt, destinationCACertificate: a }", { destinationCACertificate: "a" }],
    [
      "{ termination: edge, insecureEdgeTerminationPolicy: Allow }",
      { insecureEdgeTerminationPolicy: "Allow" },
    ],
    [
      "{ termination: passthrough, insecureEdgeTerminationPolicy: Redirect }",
      { insecureEdgeTerminationPolicy: "Redirect" },
    ],
    ['{ insecureEdgeTerminationPolicy: "" }', { termination: "edge" }],
  ])("has TLS %s", (tls, expected) => {
    expect(decoded("Route", `{ to: { name: a }, tls: ${tls} }`).spec.tls).toMatchObject(expected);
  });

  it("leaves the insecure policy absent", () => {
    expect(decoded("Route", "{ to: { name: a }, tls: {} }").spec.tls).toEqual({ termination: "edge" });
  });

  it.each([["{ targetPort: http }"], ['{ targetPort: "0" }'], ["{ targetPort: 8080 }"]])(
    "may have port %s",
    (port) => {
      expect(decoded("Route", `{ to: { name: a }, port: ${port} }`).spec.port).toBeDefined();
    },
  );

  it("may have long labels in its host when the annotation says so", () => {
    const host = `${"a".repeat(64)}.example.com`;
    const lenient = '{ route.openshift.io/allow-non-dns-compliant-host: "true" }';
    expect(decoded("Route", `{ to: { name: a }, host: ${host} }`, lenient).spec.host).toBe(host);
  });

  it.each([["plain"], ["%%"], ["%[req.hdr(Host),lower]"], ["%{+Q}[ssl_c_der,base64]"]])(
    "may set a header of the request to %s",
    (value) => {
      const action = `{ name: X-A, action: { type: Set, set: { value: "${value}" } } }`;
      const spec = `{ to: { name: a }, httpHeaders: { actions: { request: [${action}] } } }`;
      expect(decoded("Route", spec).spec.httpHeaders?.actions?.request).toHaveLength(1);
    },
  );
});

describe("IngressController", () => {
  it("may be empty", () => {
    expect(decoded("IngressController", "{}").spec).toEqual({
      httpEmptyRequestsPolicy: "Respond",
      idleConnectionTerminationPolicy: "Immediate",
      closedClientConnectionPolicy: "Continue",
    });
  });

  it("fills in the ports of the host and who manages DNS", () => {
    const host = "{ type: HostNetwork, hostNetwork: { httpPort: 8080 } }";
    const { spec } = decoded("IngressController", `{ endpointPublishingStrategy: ${host} }`);
    const ports = { httpPort: 8080, httpsPort: 443, statsPort: 1936 };
    expect(spec?.endpointPublishingStrategy?.hostNetwork).toEqual(ports);
    const balancer = "{ type: LoadBalancerService, loadBalancer: { scope: External } }";
    const other = decoded("IngressController", `{ endpointPublishingStrategy: ${balancer} }`);
    expect(other.spec?.endpointPublishingStrategy?.loadBalancer?.dnsManagementPolicy).toBe("Managed");
  });

  it.each([["1h30m"], ["0"], ["2 days"], ["500ms"]])("may wait %s for a server", (serverTimeout) => {
    const spec = JSON.stringify({
      tuningOptions: { serverTimeout, httpKeepAliveTimeout: "15m", maxConnections: -1 },
    });
    expect(decoded("IngressController", spec).spec?.tuningOptions?.serverTimeout).toBe(serverTimeout);
  });

  it("keeps what networking does not read", () => {
    const spec =
      "{ httpCompression: { mimeTypes: [text/html] }, unsupportedConfigOverrides: { a: { b: [1] } } }";
    expect(decoded("IngressController", spec).spec).toMatchObject({
      unsupportedConfigOverrides: { a: { b: [1] } },
    });
  });
});

describe("the fields of OpenShift's kinds", () => {
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...FIELDS,
    ...OPENSHIFT_FIELDS,
  };
  const scalars = ["string", "boolean", "int32", "int64", "IntOrString", "Time", "any"];

  it("name no type that Kubernetes has", () => {
    const names = Object.keys(OPENSHIFT_FIELDS);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => Object.hasOwn(FIELDS, name))).toEqual([]);
  });

  it("have types that there are, all of them used", () => {
    const used = Object.values(OPENSHIFT_FIELDS)
      .flatMap((row) => Object.values(row))
      .map((type) => type.replace(/^(\[\]|\{\})+/, ""));
    expect(used.filter((type) => !scalars.includes(type) && !Object.hasOwn(tables, type))).toEqual([]);
    const roots = ["Route", "DNS", "Ingress.config.openshift.io", "IngressController"];
    const unused = Object.keys(OPENSHIFT_FIELDS).filter((name) => !used.includes(name));
    expect(unused).toEqual(roots);
  });
});
