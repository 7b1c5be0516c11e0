/** Twenty thousand routes on one host: how many requests a second each edge finds the route for, and whether that gets dearer. */

import { indexMatches, matchFor } from "../engine/network/functions/gateway/match.ts";
import { entriesOf } from "../engine/network/functions/gateway/rules.ts";
import { locate } from "../engine/network/functions/ingress/nginx/locations.ts";
import { ingressTable, routeFor, virtualHostFor } from "../engine/network/functions/ingress/table.ts";
import { type RouteRule, rulesFor, tableOf } from "../engine/network/functions/route/table.ts";
import type { HttpRequest } from "../engine/values/http-message.ts";
import { median, microsecondsOf, row } from "./measure.ts";

const HOST = "shop.example.com";
const SIZES = [1000, 20_000] as const;

function pathOf(index: number): string {
  return `/team-${index % 100}/service-${index}`;
}

/** A request with this path, ready to be asked. */
type Ask = (path: string) => () => unknown;

function ingress(size: number, controller: "spec" | "ingress-nginx"): Ask {
  const backend = { service: { name: "web", port: { number: 80 } } };
  const paths = Array.from({ length: size }, (_, index) => ({
    path: pathOf(index),
    pathType: "Prefix",
    backend,
  }));
  const object = {
    kind: "Ingress",
    metadata: { name: "i", namespace: "shop" },
    spec: { ingressClassName: "nginx", rules: [{ host: HOST, http: { paths } }] },
  };
  const view = {
    profile: { ingressController: controller },
    get: () => undefined,
    list: (kind: string) =>
      kind === "Ingress"
        ? [object]
        : [{ metadata: { name: "nginx" }, spec: { controller: "k8s.io/ingress-nginx" } }],
  };
  const table = ingressTable(view as never);
  const found = virtualHostFor(table, HOST);
  if (found === undefined) throw new Error("no host");
  return controller === "spec"
    ? (path) => () => routeFor(virtualHostFor(table, HOST) ?? found, path)
    : (path) => () => locate(found, path);
}

function openshift(size: number): Ask {
  const rules = Array.from(
    { length: size },
    (_, index) => ({ host: HOST, path: pathOf(index), isWildcard: false }) as RouteRule,
  );
  const table = tableOf({ name: "default" } as never, rules, []);
  return (path) => () => rulesFor(table, HOST, path)[0];
}

function gateway(size: number): Ask {
  const rules = Array.from({ length: size }, (_, index) => ({
    matches: [{ path: { type: "PathPrefix", value: pathOf(index) } }],
  }));
  const index = indexMatches(
    entriesOf({ kind: "HTTPRoute", metadata: { name: "r" }, spec: { rules } } as never),
  );
  const base = {
    method: "GET",
    scheme: "http",
    authority: HOST,
    query: "",
    headers: {},
    bodySize: 0,
  } as const;
  return (path) => {
    const request: HttpRequest = { ...base, path };
    return () => matchFor(index, request);
  };
}

const EDGES: Readonly<Record<string, (size: number) => Ask>> = {
  "Ingress (specification)": (size) => ingress(size, "spec"),
  "Ingress (ingress-nginx)": (size) => ingress(size, "ingress-nginx"),
  Route: openshift,
  HTTPRoute: gateway,
};

/** One call of each of 4,096 requests in turn. */
function caller(name: string, size: number, make: (size: number) => Ask): () => void {
  const ask = make(size);
  const asked = Array.from({ length: 4096 }, (_, index) => ask(`${pathOf((index * 7919) % size)}/orders/17`));
  if (asked.some((one) => one() === undefined)) throw new Error(`${name} did not find a route`);
  let turn = 0;
  return () => {
    asked[turn++ & 4095]?.();
  };
}

/** Both sizes by turns, so that a machine that is busy for a second is busy for both. */
const ROUNDS = 7;

for (const [name, make] of Object.entries(EDGES)) {
  const callers = SIZES.map((size) => caller(name, size, make));
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rates: number[] = [];
    for (const call of callers) rates.push(1 / (await microsecondsOf(call, 150)));
    rounds.push(rates);
  }
  for (const [index, size] of SIZES.entries()) {
    const rate = median(rounds.map((rates) => rates[index] ?? 0));
    row(`${name}: ${size} routes on one host (hold: 1 M/s)`, `${rate.toFixed(2)} M/s`);
  }
  const ratio = median(rounds.map(([small = 1, large = 0]) => large / small));
  row(`${name}: rate of 20,000 against 1,000 (hold: 0.4)`, ratio.toFixed(2));
}
