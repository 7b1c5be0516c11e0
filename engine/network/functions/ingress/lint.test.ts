import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

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

describe("lint of the edge", () => {
  it.each([
    [ingress(`{ ingressClassName: nginx, ${backend("web", "{ number: 80 }")} }`), []],
    [ingress(`{ ${backend("web", "{ number: 80 }")} }`), ["ingress-class-absent"]],
    [ingress(`{ ingressClassName: ngnix, ${backend("web", "{ name: http }")} }`), ["ingress-class-missing"]],
    [
      ingress(`{ ingressClassName: nginx, ${backend("wbe", "{ number: 80 }")} }`),
      ["ingress-service-missing"],
    ],
    [ingress(`{ ingressClassName: nginx, ${backend("web", "{ number: 8080 }")} }`), ["ingress-port-missing"]],
    [
      ingress(
        `{ ingressClassName: nginx, tls: [{ hosts: [a.example.com], secretName: none }], ${backend("web", "{ number: 80 }")} }`,
      ),
      ["ingress-tls-secret-missing"],
    ],
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
