import { describe, expect, it } from "vitest";
import { Cluster } from "../index.ts";
import type { Ending } from "../trace/ending.ts";
import { parseListenAnnotation } from "./listener.ts";
import { candidateNames } from "./resolver.ts";
import { parseHttpTarget } from "./target.ts";
import { curlExit } from "./tool-exit.ts";
import { applicationOf } from "./well-known-ports.ts";

const SHOP = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Namespace
metadata: { name: data }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: a, ports: [{ containerPort: 8080 }] }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: twin, namespace: shop }
spec:
  selector: { matchLabels: { app: twin } }
  template: { metadata: { labels: { app: twin } }, spec: { containers: [{ name: app, image: a }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: twin, namespace: data }
spec:
  selector: { matchLabels: { app: twin } }
  template: { metadata: { labels: { app: twin } }, spec: { containers: [{ name: app, image: a }] } }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: data, labels: { app: db } }
spec:
  hostAliases: [{ ip: 203.0.113.5, hostnames: [legacy.example.com] }]
  containers: [{ name: app, image: a, ports: [{ containerPort: 5432 }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: own-dns, namespace: data }
spec:
  dnsPolicy: None
  dnsConfig: { nameservers: [10.96.0.10], searches: [shop.svc.cluster.local], options: [{ name: ndots, value: "1" }] }
  containers: [{ name: app, image: a }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;
const CLUSTER = Cluster.load([{ name: "shop.yaml", text: SHOP }]);

describe("curl's argument", () => {
  it.each([
    ["http://api", "http://api/", "http", "api", 80],
    ["https://api", "https://api/", "https", "api", 443],
    ["api:8080", "http://api:8080/", "http", "api", 8080],
    ["api/health?x=1", "http://api/health?x=1", "http", "api", 80],
    ["HTTP://Api:80", "http://api/", "http", "api", 80],
    ["http://[fd00::1]:8080", "http://[fd00::1]:8080/", "http", "fd00::1", 8080],
    [
      "http://api.shop.svc.cluster.local.",
      "http://api.shop.svc.cluster.local./",
      "http",
      "api.shop.svc.cluster.local.",
      80,
    ],
  ])("%s", (text, url, scheme, host, port) => {
    expect(parseHttpTarget(text)).toEqual({ url, scheme, host, port });
  });
  it.each(["ftp://api", "http://", "http://api:99999", "a b", ""])("%j is none", (text) => {
    expect(() => parseHttpTarget(text)).toThrow();
  });
});

describe("curl's exit", () => {
  const words = { host: "api", port: 80 };
  it.each<[Ending["kind"], number, string]>([
    ["connected", 0, ""],
    ["refused", 7, "curl: (7) Failed to connect to api port 80 after 0 ms: Could not connect to server"],
    ["unreachable", 7, "curl: (7) Failed to connect"],
    ["dropped", 28, "curl: (28) Failed to connect to api port 80 after 127000 ms"],
    ["name-not-found", 6, "curl: (6) Could not resolve host: api"],
    ["no-data", 6, "curl: (6) Could not resolve host: api"],
    ["resolve-timeout", 6, "curl: (6) Could not resolve host: api"],
    ["closed", 52, "curl: (52) Empty reply from server"],
    ["tls-failed", 35, "curl: (35)"],
  ])("%s is %d", (kind, exitCode, message) => {
    const exit = curlExit({ kind } as Ending, words);
    expect(exit.exitCode).toBe(exitCode);
    expect(exit.message).toContain(message);
  });
  it("is a timeout of -m where one was given", () => {
    expect(curlExit({ kind: "dropped" }, { ...words, maxTime: 2 }).message).toBe(
      "curl: (28) Connection timed out after 2000 milliseconds",
    );
    expect(curlExit({ kind: "resolve-timeout" }, { ...words, maxTime: 2 }).exitCode).toBe(28);
  });
  it("is 0 whatever the HTTP status", () => {
    expect(curlExit({ kind: "answered", status: 503 }, words)).toMatchObject({ exitCode: 0, message: "" });
    expect(curlExit({ kind: "closed" }, { ...words, inHandshake: true })).toMatchObject({
      exitCode: 35,
      message: "curl: (35) Recv failure: Connection reset by peer",
    });
  });
});

describe("the resolver", () => {
  const conf = { search: ["shop.svc.cluster.local", "cluster.local"], ndots: 2 };
  it.each([
    ["api", ["api.shop.svc.cluster.local", "api.cluster.local", "api"]],
    ["api.data", ["api.data.shop.svc.cluster.local", "api.data.cluster.local", "api.data"]],
    ["a.b.c", ["a.b.c", "a.b.c.shop.svc.cluster.local", "a.b.c.cluster.local"]],
    ["api.", ["api"]],
  ])("tries for %s", (name, expected) => expect(candidateNames(name, conf, "glibc")).toEqual(expected));

  it("skips the list in musl for names with dots enough", () => {
    expect(candidateNames("a.b.c", conf, "musl")).toEqual(["a.b.c"]);
    expect(candidateNames("api", conf, "musl")).toEqual([
      "api.shop.svc.cluster.local",
      "api.cluster.local",
      "api",
    ]);
  });

  it("takes the pod's own dnsConfig", () => {
    expect(CLUSTER.curl("data/own-dns", "http://web").outcome).toBe("success");
    expect(CLUSTER.curl("data/db", "http://web").outcome).toBe("failure");
  });
  it("reads /etc/hosts first", () => {
    const { branches } = CLUSTER.connect("data/db", "legacy.example.com", { port: 80 });
    expect(branches[0]?.legs[0]?.hops[0]?.step.function).toBe("workload");
    expect(branches[0]?.reached.address).toBe("203.0.113.5");
    expect(CLUSTER.connect("data/db", "localhost", { port: 5432 }).outcome).toBe("success");
  });
});

describe("listeners", () => {
  it("read the annotation", () => {
    expect(parseListenAnnotation("8080/HTTP, 5432, 53/udp, 8443/HTTPS, x/TCP, 1/what")).toMatchObject([
      { port: 8080, protocol: "TCP", application: "HTTP" },
      { port: 5432, protocol: "TCP", application: "raw" },
      { port: 53, protocol: "UDP", application: "raw" },
      { port: 8443, protocol: "TCP", application: "TLS" },
    ]);
  });
  it.each([
    [8080, undefined, "HTTP"],
    [5432, undefined, "raw"],
    [8443, undefined, "TLS"],
    [5432, "http", "HTTP"],
    [8080, "https", "TLS"],
  ] as const)("guess what %d %s speaks: %s", (number, name, application) => {
    expect(applicationOf(number, name)).toBe(application);
  });
});

describe("clients by name", () => {
  it.each([
    ["shop/web", 2],
    ["web", 2],
    ["shop/pod/none", 0],
    ["data/db", 1],
    ["db", 1],
    ["pod/db", 1],
  ])("%s", (name, count) => {
    const probe = (): number => {
      const { branches } = CLUSTER.connectToPod(name, "data/db", { port: 5432, namespace: "shop" });
      return branches.reduce((sum, { share }) => sum + share, 0);
    };
    if (count === 0) expect(probe).toThrow();
    else expect(probe()).toBeCloseTo(1);
  });
  it.each([
    ["twn", "default", /no pod, workload, app label or Service named twn.*/],
    ["twin", "default", /twin/],
    ["shp/web", "default", /namespace shp does not exist/],
    ["node/none", "default", /no node named none/],
    ["10.244.9.9", "default", /an address of the pod range that nobody has/],
  ])("%s is no client of %s", (name, namespace, message) => {
    expect(() => CLUSTER.connectToPod(name, "data/db", { port: 5432, namespace })).toThrow(message);
  });
  it("prefer the current namespace to the others", () => {
    expect(CLUSTER.connectToPod("twin", "data/db", { port: 5432, namespace: "data" }).client).toMatch(
      /^data\//,
    );
    expect(CLUSTER.connectToPod("twin", "data/db", { port: 5432, namespace: "shop" }).client).toMatch(
      /^shop\//,
    );
  });
});

describe("hints", () => {
  it.each([
    ["shop/twin", "http://wb", /did you mean web\?/],
    ["data/db", "http://web", /web\.shop/],
    ["shop/twin", "http://web:8080", /^Service web has port 80 \(→ 8080\)$/],
    ["external", "http://web.shop", /^names of Services resolve only in pods .* a host of an Ingress/],
    ["external", "http://web.shop.svc.cluster.local", /^names of Services resolve only in pods/],
    [
      "external",
      "http://10.96.0.1:443",
      /^10\.96\.0\.1 is the cluster IP of Service default\/kubernetes: virtual/,
    ],
    ["external", "http://nowhere.example", /^$/],
  ])("%s curls %s", (client, url, hint) => {
    expect(CLUSTER.curl(client, url).hints.join("\n")).toMatch(hint);
  });
});

describe("redirects", () => {
  const edge = (route: string): Cluster =>
    Cluster.load(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge }
spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: a, ports: [{ containerPort: 8080 }] }] } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: circle }
spec: { parentRefs: [{ name: edge }], hostnames: [circle.example.com], rules: [${route}] }
`);
  const ends = (cluster: Cluster): readonly (readonly [string, number])[] => {
    const shares = new Map<string, number>();
    for (const { ending, share } of cluster.curl("external", "http://circle.example.com/", { follow: true })
      .branches)
      shares.set(ending.kind, (shares.get(ending.kind) ?? 0) + share);
    return [...shares].map(([kind, share]) => [kind, Math.round(share * 1000) / 1000] as const);
  };

  it("in a circle end after fifty, however many ways lead round", () => {
    const circle = "{ filters: [{ type: RequestRedirect, requestRedirect: { statusCode: 302 } }] }";
    expect(ends(edge(circle))).toEqual([["loop", 1]]);
  });

  it("of half of the backends end with the other half", () => {
    const half = `{ backendRefs: [{ name: web, port: 80 }, { name: web, port: 80, filters: [{ type: RequestRedirect, requestRedirect: {} }] }] }`;
    expect(ends(edge(half))).toEqual([
      ["answered", 1],
      ["loop", 0],
    ]);
  });

  it("to several places by turns end, too", () => {
    const to = (path: string): string =>
      `{ name: web, port: 80, filters: [{ type: RequestRedirect, requestRedirect: { path: { type: ReplaceFullPath, replaceFullPath: ${path} } } }] }`;
    expect(ends(edge(`{ backendRefs: [${to("/a")}, ${to("/b")}] }`))).toEqual([["loop", 1]]);
  });
});
