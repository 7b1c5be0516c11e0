import { describe, expect, it } from "vitest";
import type { Profile } from "../cluster/profile.ts";
import { profileNamed } from "../cluster/profiles.ts";
import { Cluster } from "../index.ts";

const ingress = (spec: string, annotations = ""): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, annotations: { ${annotations} } }
spec:
  ${spec}
  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
`;
const CLASS = `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: kong }
spec: { controller: ingress-controllers.konghq.com/kong }
---`;
const DOWN = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
spec:
  replicas: 0
  selector: { matchLabels: { app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller, app.kubernetes.io/instance: ingress-nginx } }
  template: { metadata: { labels: { app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller, app.kubernetes.io/instance: ingress-nginx } }, spec: { containers: [{ name: c, image: c }] } }
---`;
const UNPUBLISHED = "nothing leads the host to its address (the profile has no external-dns)";
const route = (spec: string): string => `
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: shop }
spec: { host: shop.example.com, to: { kind: Service, name: web }${spec} }
`;
const SPEC = profileNamed("kubeadm");
const NGINX: Profile = { ...SPEC, ingressController: "ingress-nginx", ingressWebhook: false };
const HAS = "default/shop has shop.example.com";

const hints = (manifests: string, profile = SPEC, host = "shop.example.com") =>
  Cluster.load(manifests, { profile }).curl("external", `http://${host}/`).hints;

describe("a host that nobody serves", () => {
  it.each([
    [
      ingress("ingressClassName: ngnix"),
      NGINX,
      "7:13",
      "there is no IngressClass ngnix (did you mean nginx?)",
    ],
    [ingress(""), NGINX, "7:13", "it names no ingressClassName, and no class is the default"],
    [
      ingress("", "kubernetes.io/ingress.class: public"),
      NGINX,
      "7:13",
      "annotation kubernetes.io/ingress.class says public, and the controller takes nginx alone",
    ],
    [
      CLASS + ingress("ingressClassName: kong"),
      NGINX,
      "12:13",
      "class kong belongs to ingress-controllers.konghq.com/kong, which does not run here",
    ],
    [
      ingress("ingressClassName: nginx", 'nginx.ingress.kubernetes.io/server-snippet: "return 403;"'),
      NGINX,
      "7:13",
      "ingress-nginx leaves it out for its annotation nginx.ingress.kubernetes.io/server-snippet",
    ],
    [DOWN + ingress("ingressClassName: nginx"), NGINX, "15:13", "it has no address"],
    [
      DOWN.replace("replicas: 0", "replicas: 1").replace(
        "image: c",
        "image: c, args: [/nginx-ingress-controller, --publish-status-address=lb.example.org]",
      ) + ingress("ingressClassName: nginx"),
      NGINX,
      "15:13",
      "its address is a name that no resolver here knows",
    ],
    [ingress("ingressClassName: nginx"), { ...NGINX, externalDns: false }, "7:13", UNPUBLISHED],
  ])("stands in an Ingress that says why: %#", (manifests, profile, at, why) => {
    const place = ` (manifests.yaml:${at})`;
    expect(hints(manifests, profile)).toEqual([`Ingress ${HAS}${place}, and nobody serves it: ${why}`]);
  });

  it.each([
    ["", { ...SPEC, externalDns: false }, UNPUBLISHED],
    [
      ", wildcardPolicy: Subdomain",
      profileNamed("openshift"),
      "wildcard routes are not allowed (RouteNotAdmitted)",
    ],
  ])("stands in a Route that says why: %#", (spec, profile, why) => {
    const place = " (manifests.yaml:5:9)";
    expect(hints(route(spec), profile)).toEqual([`Route ${HAS}${place}, and nobody serves it: ${why}`]);
  });

  it("stands in a Route of no router's shard", () => {
    const shard = `
apiVersion: operator.openshift.io/v1
kind: IngressController
metadata: { name: default, namespace: openshift-ingress-operator }
spec: { routeSelector: { matchLabels: { shard: public } } }
---`;
    expect(hints(shard + route(""), profileNamed("openshift"))).toEqual([
      `Route ${HAS} (manifests.yaml:10:9), and nobody serves it: no router takes it`,
    ]);
  });

  it("stands in an Ingress and in an HTTPRoute, on the way from one to the other", () => {
    const httpRoute = `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec: { parentRefs: [{ name: edge }], hostnames: [shop.example.com] }
`;
    expect(hints(ingress("ingressClassName: ngnix") + httpRoute, NGINX)).toEqual([
      `Ingress ${HAS} (manifests.yaml:7:13), and nobody serves it: there is no IngressClass ngnix (did you mean nginx?)`,
      `HTTPRoute ${HAS}, and nobody serves it: there is no Gateway default/edge`,
    ]);
  });

  it("may be a slip", () => {
    expect(hints(ingress("ingressClassName: nginx"), NGINX, "shpo.example.com")).toEqual([
      "did you mean shop.example.com?",
    ]);
    expect(hints(route(""), SPEC, "shpo.example.com")).toEqual(["did you mean shop.example.com?"]);
    expect(hints(ingress("ingressClassName: nginx"), NGINX, "example.org")).toEqual([]);
  });
});
