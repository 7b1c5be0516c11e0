import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HttpHeaderActions } from "../../../../api/openshift/http-headers.ts";
import { Cluster } from "../../../../index.ts";
import { EC_CERTIFICATE, EC_SEC1 } from "../../../../testing/certificates.ts";
import { ASKED, ask, Backends, freePort, type Seen, untilItAnswers } from "../../../../testing/loopback.ts";

const hasHaproxy = spawnSync("haproxy", ["-v"]).error === undefined;
const NAMES = ["web", "cart", "api", "secure"];
const H = "haproxy.router.openshift.io/";

interface RouteRow {
  readonly host: string;
  readonly to: string;
  readonly path?: string;
  readonly tls?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly wildcard?: boolean;
  readonly other?: readonly [name: string, weight: number];
  readonly response?: readonly [name: string, value: string];
  readonly actions?: HttpHeaderActions;
}

const EDGE = { termination: "edge" };

function set(name: string, value: string): NonNullable<HttpHeaderActions["request"]>[0] {
  return { name, action: { type: "Set", set: { value } } };
}

/** What the IngressController does to every header before a Route's request, and after its answer. */
const EVERYWHERE: HttpHeaderActions = {
  request: [set("X-Both", "router"), set("X-Router", "%[req.hdr(host)]")],
  response: [set("X-Both", "router")],
};

/** One Route each, in the order of their age. */
const ROUTES: readonly RouteRow[] = [
  { host: "plain.apps.example.com", to: "web" },
  { host: "plain.apps.example.com", to: "cart", path: "/cart" },
  { host: "plain.apps.example.com", to: "api", path: "/cart/help/" },
  { host: "plain.apps.example.com", to: "gone", path: "/gone" },
  { host: "paths.apps.example.com", to: "api", path: "/v1.0" },
  { host: "edge.apps.example.com", to: "web", tls: EDGE },
  { host: "allow.apps.example.com", to: "web", tls: { ...EDGE, insecureEdgeTerminationPolicy: "Allow" } },
  {
    host: "redirect.apps.example.com",
    to: "web",
    tls: { ...EDGE, insecureEdgeTerminationPolicy: "Redirect" },
  },
  { host: "mixed.apps.example.com", to: "web" },
  { host: "mixed.apps.example.com", to: "cart", path: "/hid", tls: EDGE },
  {
    host: "mixed.apps.example.com",
    to: "cart",
    path: "/red",
    tls: { ...EDGE, insecureEdgeTerminationPolicy: "Redirect" },
  },
  { host: "again.apps.example.com", to: "secure", tls: { termination: "reencrypt" } },
  { host: "wrong.apps.example.com", to: "web", tls: { termination: "reencrypt" } },
  { host: "root.apps.example.com", to: "api", path: "/foo", annotations: { [`${H}rewrite-target`]: "/" } },
  {
    host: "moved.apps.example.com",
    to: "api",
    path: "/foo",
    annotations: { [`${H}rewrite-target`]: "/bar" },
  },
  {
    host: "rewrites.apps.example.com",
    to: "api",
    path: "/foo",
    annotations: { [`${H}rewrite-target`]: `/a%b'"c\\#d` },
  },
  {
    host: "whole.apps.example.com",
    to: "api",
    path: "/foo",
    annotations: { [`${H}rewrite-target`]: "/x#y" },
  },
  { host: "bare-moved.apps.example.com", to: "api", annotations: { [`${H}rewrite-target`]: "/bar" } },
  {
    host: "unmoved.apps.example.com",
    to: "api",
    path: "/foo",
    annotations: { [`${H}rewrite-target`]: "bar" },
  },
  {
    host: "many.apps.example.com",
    to: "web",
    annotations: {
      [`${H}ip_allowlist`]: `${Array.from({ length: 200 }, (_, one) => `192.0.2.${one}`).join(" ")} 127.0.0.1 203.0.113.7`,
      [`${H}timeout`]: "4s",
      [`${H}timeout-tunnel`]: "10m",
      [`${H}pod-concurrent-connections`]: "50",
    },
  },
  { host: "closed.apps.example.com", to: "web", annotations: { [`${H}ip_allowlist`]: "192.0.2.0/24" } },
  {
    host: "open.apps.example.com",
    to: "web",
    annotations: { [`${H}ip_allowlist`]: "127.0.0.0/8 203.0.113.7" },
  },
  { host: "named.apps.example.com", to: "web", annotations: { "router.openshift.io/cookie_name": "mine" } },
  { host: "bare.apps.example.com", to: "web", annotations: { [`${H}disable_cookies`]: "true" } },
  { host: "set.apps.example.com", to: "web", response: ["x-shop", "it's 100"] },
  {
    host: "hsts.apps.example.com",
    to: "web",
    tls: EDGE,
    annotations: { [`${H}hsts_header`]: "max-age=31536000" },
  },
  { host: "any.wild.example.com", to: "api", wildcard: true },
  { host: "own.wild.example.com", to: "web" },
  { host: "shared.apps.example.com", to: "web", other: ["cart", 25] },
  {
    host: "both.apps.example.com",
    to: "web",
    tls: { ...EDGE, insecureEdgeTerminationPolicy: "Allow" },
    annotations: { [`${H}hsts_header`]: "max-age=60" },
  },
  ...["append", "replace", "if-none", "never", "Never"].map((policy) => ({
    host: `${policy.toLowerCase()}${policy === "Never" ? "-not" : ""}.headers.example.com`,
    to: "web",
    tls: { ...EDGE, insecureEdgeTerminationPolicy: "Allow" },
    annotations: { [`${H}set-forwarded-headers`]: policy },
    actions: {
      request: [
        set("X-Both", "route"),
        set("X-Id", `it's 100%% "%[req.hdr(X-Id),lower]" %[req.hdr(X-Id),base64] %{+Q}[req.hdr(X-None)]`),
        { name: "X-Gone", action: { type: "Delete" as const } },
      ],
      response: [set("X-Both", "route"), set("X-Server", "%[res.hdr(x-shop),lower]")],
    },
  })),
  ...["concurrent-tcp", "rate-tcp", "rate-http"].flatMap((limit) =>
    [1, 4].map((most) => ({
      host: `${limit}-${most}.limits.example.com`,
      to: "web",
      annotations: {
        [`${H}rate-limit-connections`]: "true",
        [`${H}rate-limit-connections.${limit}`]: String(most),
      },
    })),
  ),
];

/** What is asked for in a way of its own, since answers there depend on who came before. */
const APART = /^shared\.|\.limits\.|\.headers\./;

const HOSTS = [
  ...new Set(ROUTES.map(({ host }) => host).filter((host) => !APART.test(host))),
  "two.wild.example.com",
  "a.b.wild.example.com",
  "nobody.apps.example.com",
  "PLAIN.apps.example.com",
  "plain.apps.example.com.",
  "plain.apps.example.com:8080",
];
const PATHS = [
  "/",
  "/cart",
  "/cart/",
  "/cart/1?a=b",
  "/cart/help",
  "/cart/help/me",
  "/cartoon",
  "/Cart",
  "/gone",
  "/v1.0",
  "/v1x0",
  "/hid",
  "/red/x?c=d",
  "/foo",
  "/foo/",
  "/foo/a",
  "/foobar",
  "/foo//a",
  "/%66oo",
];

function manifests(): string {
  const backends = NAMES.flatMap((name, index) => [
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, labels: { app: ${name} } ${name === "secure" ? `, annotations: { podwire.dev/listen: "80/HTTPS" }` : ""} }, spec: { nodeName: worker-1, containers: [{ name: c, image: i, ports: [{ containerPort: 80 }] }] }, status: { phase: Running, podIP: 10.128.2.${200 + index} } }`,
    `{ apiVersion: v1, kind: Service, metadata: { name: ${name} }, spec: { selector: { app: ${name} }, ports: [{ port: 80 }] } }`,
  ]);
  const controller = `{ apiVersion: operator.openshift.io/v1, kind: IngressController, metadata: { name: default, namespace: openshift-ingress-operator }, spec: { routeAdmission: { wildcardPolicy: WildcardsAllowed }, httpHeaders: { actions: ${JSON.stringify(EVERYWHERE)} } } }`;
  const routes = ROUTES.map(
    ({ host, to, path, tls, annotations = {}, wildcard, other, response, actions }, index) => {
      const number = String(index).padStart(2, "0");
      const own = actions ?? (response === undefined ? undefined : { response: [set(...response)] });
      return JSON.stringify({
        apiVersion: "route.openshift.io/v1",
        kind: "Route",
        metadata: { name: `r${number}`, annotations, creationTimestamp: `2026-01-01T00:00:${number}Z` },
        spec: {
          host,
          to: { kind: "Service", name: to, weight: 100 },
          ...(path === undefined ? {} : { path }),
          ...(tls === undefined ? {} : { tls }),
          ...(wildcard === true ? { wildcardPolicy: "Subdomain" } : {}),
          ...(other === undefined
            ? {}
            : { alternateBackends: [{ kind: "Service", name: other[0], weight: other[1] }] }),
          ...(own === undefined ? {} : { httpHeaders: { actions: own } }),
        },
      });
    },
  );
  return [...backends, controller, ...routes].join("\n---\n");
}

const cluster = Cluster.load(manifests(), { profile: "openshift" });

/** Headers that the router, and not the backend, decides. */
const OWN = ["location", "set-cookie", "strict-transport-security", "x-shop"] as const;

/** What the engine says of a request. */
function expected(scheme: "http" | "https", host: string, path: string): Seen {
  const trace = cluster.curl("external", `${scheme}://${host.replace(/[.:]\d*$/, "")}${path}`, {
    headers: { Host: host },
    resolve: [443, 80].map((port) => ({
      host: host.replace(/[.:]\d*$/, "").toLowerCase(),
      port,
      address: routerAddress(),
    })),
    insecure: true,
  });
  const [branch] = trace.branches;
  if (branch?.ending.kind !== "answered") return { ending: branch?.ending.kind ?? "" };
  const { status = 0, headers = {} } = branch.ending;
  const seen = OWN.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]));
  const proxied = branch.legs.findLast(
    ({ purpose, hops }) => purpose === "proxy" && hops.at(-1)?.step.function === "workload",
  );
  const payload = proxied?.hops.at(-1)?.packet?.payload;
  const asked = payload?.kind === "http" ? payload.request : undefined;
  const body =
    status === 200 && asked !== undefined ? { body: `${branch.reached.pod?.name} ${asked.path}` } : {};
  return { status, ...body, headers: Object.fromEntries(seen) };
}

function routerAddress(): string {
  const service = cluster.objects("Service").find(({ metadata }) => metadata.name === "router-default");
  const { status } = service as unknown as {
    readonly status: { readonly loadBalancer: { readonly ingress: readonly { readonly ip: string }[] } };
  };
  return status.loadBalancer.ingress[0]?.ip ?? "";
}

describe.skipIf(!hasHaproxy)("the real HAProxy", () => {
  const folder = mkdtempSync(join(tmpdir(), "podwire-haproxy-"));
  const backends = new Backends(EC_CERTIFICATE, EC_SEC1);
  const ports = { http: 0, https: 0 };
  let haproxy: ChildProcess | undefined;

  beforeAll(async () => {
    ports.http = await freePort();
    ports.https = await freePort();
    let text = cluster
      .render("haproxy")
      .replace("bind :80", `bind 127.0.0.1:${ports.http}`)
      .replace("bind :443", `bind 127.0.0.1:${ports.https}`)
      .replaceAll("podwire-fe-sni", `podwire-fe-sni-${ports.https}`)
      .replace("crt default.pem", `crt ${folder}/default.pem`);
    for (const [index, name] of NAMES.entries()) {
      const port = await backends.start(name, name === "secure");
      text = text.replaceAll(` 10.128.2.${200 + index}:80 `, ` 127.0.0.1:${port} `);
    }
    writeFileSync(join(folder, "default.pem"), `${EC_CERTIFICATE}\n${EC_SEC1}\n`);
    const file = join(folder, "haproxy.cfg");
    writeFileSync(file, text);
    const check = spawnSync("haproxy", ["-c", "-f", file], { encoding: "utf8" });
    expect(`${check.status} ${check.stderr}`).not.toMatch(/ALERT|^[^0]/);
    haproxy = spawn("haproxy", ["-db", "-f", file], { stdio: "ignore" });
    await untilItAnswers(() => ask("http", ports.http, "plain.apps.example.com", "/", OWN));
  });

  afterAll(() => {
    haproxy?.kill();
    backends.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("answers as the engine does", async () => {
    const differences: string[] = [];
    const seen = new Set<string>();
    let asked = 0;
    for (const scheme of ["http", "https"] as const) {
      for (const host of HOSTS) {
        // Side by side: HAProxy takes its time to give up a handshake with a backend.
        const all = await Promise.all(PATHS.map((path) => ask(scheme, ports[scheme], host, path, OWN)));
        for (const [index, path] of PATHS.entries()) {
          const [real, ours] = [JSON.stringify(all[index]), JSON.stringify(expected(scheme, host, path))];
          asked++;
          seen.add(`${all[index]?.status ?? all[index]?.ending}`);
          if (real !== ours) differences.push(`${scheme}://${host}${path}: HAProxy ${real}, podwire ${ours}`);
        }
      }
    }
    expect(differences).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(300);
    expect([...seen].sort()).toEqual(["200", "302", "503", "closed"]);
  });

  it.each(["http", "https"] as const)(
    "hands on the headers that the engine hands on, over %s",
    async (scheme) => {
      const said = {
        "x-forwarded-for": "198.51.100.1",
        "x-forwarded-proto": "ftp",
        proxy: "evil",
        "x-ssl-client-cn": "me",
        "x-ssl-other": "kept",
        "x-id": "Some, Id",
        "x-gone": "yes",
      };
      const hosts = ROUTES.map(({ host }) => host).filter((host) => host.endsWith(".headers.example.com"));
      const differences: string[] = [];
      for (const host of hosts)
        for (const more of [{}, said]) {
          const names = [...OWN, ASKED, "x-both", "x-server"];
          const real = await ask(scheme, ports[scheme], host, "/", names, more);
          const trace = cluster.curl("external", `${scheme}://${host}/`, { headers: more, insecure: true });
          const { ending, legs } = trace.branches[0] ?? {};
          const packet = legs?.findLast(({ purpose }) => purpose === "proxy")?.hops.at(-1)?.packet;
          const asked = packet?.payload?.kind === "http" ? packet.payload.request : undefined;
          const ours = { ...asked?.headers, host: asked?.authority };
          const theirs = JSON.parse(
            decodeURIComponent(real.headers?.[ASKED] ?? "")
              .replaceAll("127.0.0.1", "203.0.113.7")
              .replaceAll(`${ports[scheme]}`, scheme === "https" ? "443" : "80"),
          );
          const answered = ending?.kind === "answered" ? ending.headers : {};
          for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
            if (name === "connection" || name === "user-agent" || name === "accept") continue;
            const [one, other] = [ours[name as "host"], theirs[name]];
            if (one !== other) differences.push(`${host} ${name}: HAProxy ${other}, podwire ${one}`);
          }
          for (const name of ["x-both", "x-server"])
            if ((answered?.[name] ?? "") !== (real.headers?.[name] ?? ""))
              differences.push(
                `${host} answer ${name}: HAProxy ${real.headers?.[name]}, podwire ${answered?.[name]}`,
              );
        }
      expect(hosts.length).toBe(5);
      expect(differences).toEqual([]);
    },
  );

  it("counts what a client does as the engine does", async () => {
    const hosts = ROUTES.map(({ host }) => host).filter((host) => host.endsWith(".limits.example.com"));
    const seen = new Set<string>();
    for (const host of hosts) {
      for (let before = 0; before < 7; before++) {
        const real = await ask("http", ports.http, host, "/", OWN);
        const trace = cluster.curl("external", `http://${host}/`, {
          earlier: Array.from({ length: before }, () => ({ age: 0 })),
        });
        const ours = trace.branches[0]?.ending.kind;
        expect(`${host} after ${before}: ${ours === "answered" ? 200 : ours}`).toBe(
          `${host} after ${before}: ${real.status ?? real.ending}`,
        );
        seen.add(`${host} ${ours}`);
      }
    }
    expect(hosts.length).toBe(6);
    expect(seen.size).toBe(9);
  });

  it("shares requests by weight", async () => {
    const seen = new Map<string, number>();
    for (let turn = 0; turn < 100; turn++) {
      const { body = "" } = await ask("http", ports.http, "shared.apps.example.com", "/", OWN);
      const name = body.split(" ")[0] ?? "";
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    const trace = cluster.curl("external", "http://shared.apps.example.com/");
    expect(trace.branches.length).toBe(2);
    for (const { share, reached } of trace.branches)
      expect(Math.abs((seen.get(reached.pod?.name ?? "") ?? 0) - share * 100)).toBeLessThanOrEqual(1);
  });
});

it("text of Routes stays text: no line, no variable and no quote of theirs is HAProxy's", () => {
  const bad = `a'b\n    http-request deny %[env(HOME)]`;
  const route = { host: "x.apps.example.com", to: "web", response: ["x-a", bad] } satisfies RouteRow;
  const text = Cluster.load(
    [
      {
        apiVersion: "route.openshift.io/v1",
        kind: "Route",
        metadata: { name: "r", namespace: "default", annotations: { [`${H}hsts_header`]: bad } },
        spec: { host: route.host, to: { kind: "Service", name: "web" }, tls: EDGE },
      } as never,
    ],
    { profile: "openshift" },
  ).render("haproxy");
  expect(text.split("\n").some((line) => line.trim().startsWith("http-request deny %"))).toBe(false);
});

it.runIf(!hasHaproxy)("NOT RUN: HAProxy is missing; apt-get install haproxy", () => {
  expect(process.env["CI"], "haproxy is not installed; .ci/run installs it").not.toBe("true");
});
