import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";
import { comparePaths } from "./path-match.ts";

/** The table of https://kubernetes.io/docs/concepts/services-networking/ingress/#examples, as facts. */
const ROWS: readonly (readonly ["Prefix" | "Exact", string, string, boolean])[] = [
  ["Prefix", "/", "/any/path", true],
  ["Exact", "/foo", "/foo", true],
  ["Exact", "/foo", "/bar", false],
  ["Exact", "/foo", "/foo/", false],
  ["Exact", "/foo/", "/foo", false],
  ["Prefix", "/foo", "/foo", true],
  ["Prefix", "/foo", "/foo/", true],
  ["Prefix", "/foo/", "/foo", true],
  ["Prefix", "/foo/", "/foo/", true],
  ["Prefix", "/aaa/bb", "/aaa/bbb", false],
  ["Prefix", "/aaa/bbb", "/aaa/bbb", true],
  ["Prefix", "/aaa/bbb/", "/aaa/bbb", true],
  ["Prefix", "/aaa/bbb", "/aaa/bbb/", true],
  ["Prefix", "/aaa/bbb", "/aaa/bbb/ccc", true],
  ["Prefix", "/aaa/bbb", "/aaa/bbbxyz", false],
];

describe("paths of Ingress rules", () => {
  it.each(ROWS)("%s %s: %s is %s", (pathType, path, request, matches) => {
    const backend = { service: { name: "web", port: { number: 80 } } };
    const cluster = Cluster.load([
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "i" },
        spec: {
          ingressClassName: "nginx",
          rules: [{ host: "a.example.com", http: { paths: [{ pathType, path, backend }] } }],
        },
      } as never,
    ]);
    const [branch] = cluster.curl("external", `http://a.example.com${request}`).branches;
    // The Service is not there, so what is taken is answered 503, and the rest 404.
    expect(branch?.ending).toMatchObject({ status: matches ? 503 : 404 });
  });

  it("are tried longest first, exact before prefix", () => {
    const rules = [
      { pathType: "Prefix", path: "/" },
      { pathType: "Prefix", path: "/foo/" },
      { pathType: "Exact", path: "/foo" },
      { pathType: "Prefix", path: "/foo/bar" },
    ] as const;
    const order = [...rules].sort(comparePaths).map(({ pathType, path }) => `${pathType} ${path}`);
    expect(order).toEqual(["Prefix /foo/bar", "Exact /foo", "Prefix /foo/", "Prefix /"]);
  });
});
