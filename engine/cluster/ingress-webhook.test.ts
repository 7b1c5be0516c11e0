import { describe, expect, it } from "vitest";
import type { Ingress } from "../api/networking/ingress.ts";
import { edgeOf } from "./edges.ts";
import { IngressWebhook } from "./ingress-webhook.ts";

const edge = { ...edgeOf("ingress-nginx"), word: "nginx" };

function ingress(name: string, paths: readonly string[], more: Partial<Ingress["metadata"]> = {}): Ingress {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, namespace: "shop", ...more },
    spec: {
      ingressClassName: "nginx",
      rules: [
        {
          host: "a.example.com",
          http: {
            paths: paths.map((path) => ({
              path,
              pathType: "Prefix",
              backend: { service: { name, port: { number: 80 } } },
            })),
          },
        },
      ],
    },
  };
}

function webhook(...ingresses: readonly Ingress[]): IngressWebhook {
  return new IngressWebhook({ ingresses, classes: [], configMap: undefined, edge });
}

const denied = (asked: IngressWebhook, one: Ingress): string | undefined =>
  asked.review(one).denied?.message.replace(/^.*denied the request: /, "");

describe("the webhook of ingress-nginx", () => {
  it("says who has the path, and nothing to the one that has it", () => {
    const asked = webhook(ingress("first", ["/a"]), ingress("other", ["/b"]));
    expect(denied(asked, ingress("second", ["/b", "/a"]))).toBe(
      'host "a.example.com" and path "/b" is already defined in ingress shop/other',
    );
    expect(denied(asked, ingress("first", ["/a", "/c"]))).toBeUndefined();
  });

  it("forgets what an Ingress had before it was changed", () => {
    const asked = webhook(ingress("first", ["/a"]));
    asked.add(ingress("first", ["/b"]));
    expect(denied(asked, ingress("second", ["/a"]))).toBeUndefined();
    expect(denied(asked, ingress("second", ["/b"]))).toContain("shop/first");
  });

  it("names the oldest of those that have it already, of the same second the last by name", () => {
    const at = (creationTimestamp: string) => ({ creationTimestamp });
    const young = ingress("a", ["/a"], at("2026-01-02T00:00:00Z"));
    const [old, last] = ["b", "c"].map((name) => ingress(name, ["/a"], at("2026-01-01T00:00:00Z")));
    const asked = webhook(young, old as Ingress, last as Ingress);
    expect(denied(asked, ingress("d", ["/a"]))).toContain("shop/c");
    expect(denied(asked, last as Ingress)).toContain("shop/b");
  });

  it("leaves Ingresses of others alone, and is not heard about them", () => {
    const foreign = {
      ...ingress("foreign", ["/a"]),
      spec: { ...ingress("x", ["/a"]).spec, ingressClassName: "x" },
    };
    expect(denied(webhook(foreign), ingress("own", ["/a"]))).toBeUndefined();
    expect(denied(webhook(ingress("own", ["/a"])), foreign)).toBeUndefined();
  });

  it("warns of expressions even where it lets them pass", () => {
    const configMap = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "ingress-nginx-controller", namespace: "ingress-nginx" },
      data: { "strict-validate-path-type": "false" },
    } as const;
    const lenient = new IngressWebhook({ ingresses: [], classes: [], configMap, edge });
    const review = lenient.review(ingress("a", ["/a(.*)"]));
    expect(review.denied).toBeUndefined();
    expect(review.warnings.map(({ message }) => message)).toEqual([
      "path /a(.*) cannot be used with pathType Prefix",
    ]);
  });

  it.each(["/etc/nginx/x", "/x;alias /y;", "/a_by_lua", "/var/run/secrets"])("takes no path %s", (path) => {
    expect(denied(webhook(), ingress("a", [path]))).toMatch(
      /^invalid object: invalid rule in ingress shop\/a/,
    );
  });
});
