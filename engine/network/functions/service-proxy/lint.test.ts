import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

function findings(spec: string, ports = "[{ name: http, containerPort: 8080 }]"): readonly string[] {
  const text = `apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: app, image: a, ports: ${ports} }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: ${spec}
`;
  const cluster = Cluster.load([{ name: "web.yaml", text }]);
  return cluster.lint().map(({ severity, code, field, at }) => `${severity} ${code} ${field} ${at?.line}`);
}

describe("lint of Services", () => {
  it.each<[string, string, readonly string[]]>([
    ["nothing wrong", "{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }", []],
    ["a declared number", "{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }", []],
    ["no selector at all", "{ ports: [{ port: 80 }] }", []],
    ["an alias", "{ type: ExternalName, externalName: example.com }", []],
    [
      "a selector that matches nothing",
      "{ selector: { app: wbe }, ports: [{ port: 80, targetPort: http }] }",
      ["warning selector-matches-nothing spec.selector 9"],
    ],
    [
      "a targetPort name of nobody's",
      "{ selector: { app: web }, ports: [{ port: 80, targetPort: htpp }] }",
      ["warning named-port-unknown spec.ports[0].targetPort 9"],
    ],
    [
      "a targetPort name of another protocol",
      "{ selector: { app: web }, ports: [{ port: 80, targetPort: http, protocol: UDP }] }",
      ["warning named-port-unknown spec.ports[0].targetPort 9"],
    ],
    [
      "an undeclared number",
      "{ selector: { app: web }, ports: [{ port: 80, targetPort: 9090 }] }",
      ["note target-port-undeclared spec.ports[0].targetPort 9"],
    ],
    [
      "a headless Service that seems to translate ports",
      "{ clusterIP: None, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }",
      ["note headless-port-ignored spec.ports[0].port 9"],
    ],
    [
      "a headless Service whose named port has the same number",
      "{ clusterIP: None, selector: { app: web }, ports: [{ port: 8080, targetPort: http }] }",
      [],
    ],
    [
      "an alias of an address",
      "{ type: ExternalName, externalName: 192.0.2.1 }",
      ["warning external-name-address spec.externalName 9"],
    ],
    [
      "policy Local on nodes without an endpoint",
      "{ type: NodePort, externalTrafficPolicy: Local, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }",
      ["note local-without-endpoint spec.externalTrafficPolicy 9"],
    ],
    [
      "traffic for pods that are not ready",
      "{ publishNotReadyAddresses: true, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }",
      ["note unready-published spec.publishNotReadyAddresses 9"],
    ],
  ])("%s", (_, spec, expected) => expect(findings(spec)).toEqual(expected));

  it("says nothing of numbers when the pods declare no port at all", () => {
    expect(findings("{ selector: { app: web }, ports: [{ port: 80 }] }", "[]")).toEqual([]);
  });
});
