import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

function findings(container: string, targetPort: number): readonly string[] {
  const manifest = `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: web, namespace: shop, labels: { app: web } }, spec: { containers: [{ name: c, ${container} }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop }, spec: { selector: { app: web }, ports: [{ port: 80, targetPort: ${targetPort} }] } }
`;
  return Cluster.load([{ name: "a.yaml", text: manifest }])
    .lint()
    .map(({ code, message, remedy }) => `${code}: ${message}; ${remedy}`);
}

const NGINX =
  "image-port: the image nginx listens on 80 as it comes, and no pod declares 8080: connections would be refused, though here they are taken to be answered; targetPort: 80, or declare containerPort 8080 if the image is configured so";

describe("what an image listens on as it comes", () => {
  it.each<[string, number, readonly string[]]>([
    ["image: nginx", 8080, [NGINX]],
    ['image: "docker.io/library/nginx:1.27@sha256:aa"', 8080, [NGINX]],
    ["image: nginx", 80, []],
    ["image: nginx, volumeMounts: [{ name: conf, mountPath: /etc/nginx/conf.d }]", 8080, []],
    ["image: nginx, command: [nginx, -c, /my.conf]", 8080, []],
    ["image: nginx, env: [{ name: NGINX_PORT, value: '8080' }]", 8080, []],
    ["image: nginx, ports: [{ containerPort: 8080 }]", 8080, []],
    ["image: example.com/shop/web", 8080, []],
    ["image: constructor", 8080, []],
  ])("%s, targetPort %d", (container, targetPort, expected) => {
    expect(findings(container, targetPort)).toEqual(expected);
  });
});
