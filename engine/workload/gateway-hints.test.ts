import { describe, expect, it } from "vitest";
import { profileNamed } from "../cluster/profiles.ts";
import { Cluster } from "../index.ts";

const gateway = (className: string, listener: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge }
spec: { gatewayClassName: ${className}, listeners: [{ name: http, port: 80, protocol: HTTP${listener} }] }
---`;
const route = (parent: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec: { parentRefs: [${parent}], hostnames: [shop.example.com] }
`;
const PARENT = "{ name: edge }";
const HAS = "HTTPRoute default/shop has shop.example.com, and nobody serves it:";

const hints = (manifests: string, host = "shop.example.com"): readonly string[] =>
  Cluster.load(manifests).curl("external", `http://${host}/`).hints;

describe("a host that nobody serves", () => {
  it.each([
    [gateway("eg", "") + route("{ name: egde }"), `${HAS} there is no Gateway default/egde`],
    [gateway("none", "") + route(PARENT), `${HAS} there is no GatewayClass none`],
    [
      gateway("eg", "") + route("{ name: edge, sectionName: https }"),
      `${HAS} no listener named https, only http (80) (NoMatchingParent)`,
    ],
    [
      gateway("eg", ", hostname: other.example.com") + route(PARENT),
      `${HAS} shop.example.com and the listeners' other.example.com have no name in common (NoMatchingListenerHostname)`,
    ],
    [
      `${gateway("eg", "").replace("spec: {", "spec: { addresses: [{ value: 198.51.100.1 }],")}${route(PARENT)}`,
      `${HAS} Gateway default/edge has no address`,
    ],
    [
      gateway("eg", ', hostname: "*.example.org"') +
        route(PARENT).replace("hostnames: [", "hostnames: [a.example.org, "),
      `${HAS} no listener of Gateway default/edge takes this host`,
    ],
    [route("{ kind: ListenerSet, name: more }"), `${HAS} there is no ListenerSet default/more`],
  ])("has a route that says why: %#", (manifests, hint) => {
    expect(hints(manifests)).toEqual([hint]);
  });

  it("may be served where no DNS knows it", () => {
    const profile = { ...profileNamed("kubeadm"), externalDns: false };
    const { hints } = Cluster.load(gateway("eg", "") + route(PARENT), { profile }).curl(
      "external",
      "http://shop.example.com/",
    );
    expect(hints).toEqual([`${HAS} nothing leads the host to its address (the profile has no external-dns)`]);
  });

  it("may be a listener's of a set that is not accepted", () => {
    const set = `
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: more }
spec: { parentRef: { name: edge }, listeners: [{ name: team, port: 80, protocol: HTTP, hostname: team.example.com }] }
`;
    expect(hints(gateway("eg", "") + set, "team.example.com")).toEqual([
      "ListenerSet default/more is for team.example.com, and not accepted: Gateway edge takes no ListenerSet of namespace default (allowedListeners: None)",
    ]);
  });

  it("may be a slip, or a host of a listener without a route", () => {
    const manifests = gateway("eg", ', hostname: "*.example.com"') + route(PARENT);
    const listens = "Gateway default/edge listens for *.example.com, and no route of it has";
    expect(hints(manifests, "shpo.example.com")).toEqual([
      `${listens} shpo.example.com`,
      "did you mean shop.example.com?",
    ]);
    expect(hints(manifests, "basket.example.com")).toEqual([`${listens} basket.example.com`]);
    expect(hints(manifests, "example.org")).toEqual([]);
  });
});
