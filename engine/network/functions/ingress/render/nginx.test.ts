import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Cluster } from "../../../../index.ts";

const hasNginx = spawnSync("nginx", ["-v"]).error === undefined;
const NAMES = ["web", "cart", "api", "docs"];
const P = "nginx.ingress.kubernetes.io/";

interface Rule {
  readonly host?: string;
  readonly paths: readonly (readonly [type: string, path: string, service: string])[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tls?: boolean;
}

/** One Ingress each; hosts that rewrite stand apart from those that do not. */
const RULES: readonly Rule[] = [
  {
    host: "plain.example.com",
    paths: [
      ["Prefix", "/", "web"],
      ["Prefix", "/cart", "cart"],
      ["Exact", "/cart/help", "api"],
      ["Prefix", "/cart/deep/", "docs"],
      ["Exact", "/only/", "api"],
    ],
  },
  {
    host: "bare.example.com",
    paths: [
      ["Prefix", "/foo", "web"],
      ["Prefix", "/bar/", "cart"],
      ["Exact", "/foo", "api"],
      ["Exact", "/baz", "docs"],
    ],
  },
  {
    host: "*.wild.example.com",
    paths: [
      ["Prefix", "/", "docs"],
      ["Prefix", "/a", "api"],
    ],
  },
  { host: "one.wild.example.com", paths: [["Prefix", "/a", "web"]] },
  {
    host: "regex.example.com",
    paths: [
      ["ImplementationSpecific", "/x(/|$)(.*)", "cart"],
      ["ImplementationSpecific", "/api/v[0-9]+/users", "api"],
    ],
    annotations: { [`${P}rewrite-target`]: "/$2" },
  },
  {
    host: "regex.example.com",
    paths: [
      ["Exact", "/exact", "web"],
      ["Prefix", "/", "docs"],
    ],
  },
  { host: "root.example.com", paths: [["Prefix", "/", "web"]], annotations: { [`${P}app-root`]: "/start" } },
  {
    host: "moved.example.com",
    paths: [["Prefix", "/", "web"]],
    annotations: { [`${P}permanent-redirect`]: "https://new.example.com/there" },
  },
  { host: "tls.example.com", paths: [["Prefix", "/", "web"]], tls: true },
  {
    host: "closed.example.com",
    paths: [["Prefix", "/", "web"]],
    annotations: { [`${P}whitelist-source-range`]: "192.0.2.0/24" },
  },
  {
    host: "rps.example.com",
    paths: [["Prefix", "/", "web"]],
    annotations: { [`${P}limit-rps`]: "1", [`${P}limit-burst-multiplier`]: "3" },
  },
  { host: "rpm.example.com", paths: [["Prefix", "/", "web"]], annotations: { [`${P}limit-rpm`]: "2" } },
  {
    host: "both.example.com",
    paths: [["Prefix", "/", "web"]],
    annotations: { [`${P}limit-rps`]: "1", [`${P}limit-rpm`]: "1", [`${P}limit-burst-multiplier`]: "2" },
  },
  {
    host: "exempt.example.com",
    paths: [["Prefix", "/", "web"]],
    annotations: {
      [`${P}limit-rpm`]: "1",
      [`${P}limit-burst-multiplier`]: "1",
      [`${P}limit-allowlist`]: "127.0.0.0/8,203.0.113.0/24",
    },
  },
  {
    host: "strict.example.com",
    paths: [["Prefix", "/", "web"]],
    annotations: { [`${P}limit-rpm`]: "1", [`${P}limit-burst-multiplier`]: "0" },
  },
  { paths: [["Prefix", "/anywhere", "docs"]] },
];

/** Hosts whose clients are counted. */
const LIMITED = ["rps", "rpm", "both", "exempt", "strict"].map((name) => `${name}.example.com`);

const PATHS = [
  "/",
  "/foo",
  "/foo/",
  "/foo/x",
  "/foobar",
  "/FOO",
  "/bar",
  "/bar/",
  "/bar/x",
  "/baz",
  "/baz/",
  "/cart",
  "/cart/",
  "/cart/1",
  "/cart/help",
  "/cart/help/",
  "/cart/help/me",
  "/cart/deep",
  "/cart/deep/",
  "/cart/deep/x",
  "/cartoon",
  "/only",
  "/only/",
  "/a",
  "/a/b",
  "/ab",
  "/x",
  "/x/",
  "/x/new",
  "/xelse",
  "/X/New",
  "/api/v1/users",
  "/api/v22/users/7",
  "/api/vv/users",
  "/exact",
  "/EXACTLY",
  "/exact/more",
  "/start",
  "/anywhere",
  "/anywhere/else",
  "//foo",
  "/foo//x",
  "/%66oo",
  "/c%61rt/1",
  "/cart?a=b",
  "/?a=b",
  "/foo/?c=d",
  "/end/",
  "/end/?q=1",
  "/a%20b",
];
const HOSTS = [
  "plain.example.com",
  "bare.example.com",
  "one.wild.example.com",
  "two.wild.example.com",
  "a.b.wild.example.com",
  "regex.example.com",
  "root.example.com",
  "moved.example.com",
  "tls.example.com",
  "closed.example.com",
  "nobody.example.com",
  "PLAIN.example.com",
];

function manifests(): string {
  const backends = NAMES.flatMap((name, index) => [
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, labels: { app: ${name} } }, spec: { nodeName: worker-1, containers: [{ name: c, image: i, ports: [{ containerPort: 80 }] }] }, status: { phase: Running, podIP: 10.244.1.${200 + index} } }`,
    `{ apiVersion: v1, kind: Service, metadata: { name: ${name} }, spec: { selector: { app: ${name} }, ports: [{ port: 80 }] } }`,
  ]);
  const ingresses = RULES.map(({ host, paths, annotations = {}, tls }, index) =>
    JSON.stringify({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: `i${String(index).padStart(2, "0")}`,
        annotations,
        creationTimestamp: `2026-01-01T00:00:${String(index).padStart(2, "0")}Z`,
      },
      spec: {
        ingressClassName: "nginx",
        ...(tls === true ? { tls: [{ hosts: [host] }] } : {}),
        rules: [
          {
            ...(host === undefined ? {} : { host }),
            http: {
              paths: paths.map(([pathType, path, name]) => ({
                path,
                pathType,
                backend: { service: { name, port: { number: 80 } } },
              })),
            },
          },
        ],
      },
    }),
  );
  return [...backends, ...ingresses].join("\n---\n");
}

const cluster = Cluster.load(manifests(), { profile: profile() });

function profile(): Cluster["profile"] {
  return { ...Cluster.load([]).profile, ingressController: "ingress-nginx" };
}

interface Seen {
  readonly status: number;
  readonly backend?: string;
  readonly location?: string;
}

/** What the engine says of a request; the path as curl would send it. */
function expected(host: string, url: URL): Seen {
  const trace = cluster.curl("external", `http://203.0.113.129${url.pathname}${url.search}`, {
    headers: { Host: host },
  });
  const [branch] = trace.branches;
  if (branch?.ending.kind !== "answered") throw new Error(`${host}${url.pathname}: ${branch?.ending.kind}`);
  const { status = 0, headers } = branch.ending;
  const pod = branch.reached.pod?.name;
  const location = headers?.["location"];
  return {
    status,
    ...(status === 200 && pod !== undefined ? { backend: pod } : {}),
    ...(location === undefined ? {} : { location }),
  };
}

describe.skipIf(!hasNginx)("the real nginx", () => {
  const folder = mkdtempSync(join(tmpdir(), "podwire-nginx-"));
  const servers: Server[] = [];
  let nginx: ChildProcess | undefined;
  let port = 0;

  beforeAll(async () => {
    const ports = new Map<string, number>();
    for (const [index, name] of NAMES.entries()) {
      const server = createServer((_, response) => response.end(name));
      await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
      servers.push(server);
      ports.set(`10.244.1.${200 + index}:80`, (server.address() as AddressInfo).port);
    }
    const free = createServer();
    await new Promise<void>((ready) => free.listen(0, "127.0.0.1", ready));
    port = (free.address() as AddressInfo).port;
    await new Promise((closed) => free.close(closed));
    let text = cluster.render("nginx").replaceAll("listen 80", `listen 127.0.0.1:${port}`);
    for (const [address, own] of ports)
      text = text.replaceAll(`server ${address}`, `server 127.0.0.1:${own}`);
    const local = `pid ${folder}/pid; error_log ${folder}/error.log; daemon off;\n`;
    const http = `http {\n    access_log off; absolute_redirect off; ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((one) => `${one}_temp_path ${folder}/${one};`).join(" ")}\n`;
    writeFileSync(join(folder, "nginx.conf"), local + text.replace("http {\n", http));
    const check = spawnSync("nginx", ["-t", "-p", folder, "-c", join(folder, "nginx.conf")], {
      encoding: "utf8",
    });
    expect(check.stderr).toContain("test is successful");
    nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
    for (let wait = 0; wait < 100; wait++) {
      try {
        await observed("plain.example.com", "/");
        break;
      } catch {
        await new Promise((later) => setTimeout(later, 30));
      }
    }
  });

  afterAll(() => {
    nginx?.kill();
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function observed(host: string, path: string): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ host: "127.0.0.1", port, path, headers: { host } }, (response) => {
        let body = "";
        response.on("data", (chunk) => (body += chunk));
        response.on("end", () => {
          const { statusCode: status = 0 } = response;
          const { location } = response.headers;
          resolve({
            status,
            ...(status === 200 ? { backend: body } : {}),
            ...(location === undefined ? {} : { location }),
          });
        });
      });
      sent.on("error", reject);
      sent.end();
    });
  }

  it("answers as the engine does", async () => {
    const differences: string[] = [];
    let asked = 0;
    for (const host of HOSTS) {
      for (const path of PATHS) {
        const url = new URL(`http://203.0.113.129${path}`);
        const [real, ours] = [await observed(host, url.pathname + url.search), expected(host, url)];
        asked++;
        const shown = {
          ...ours,
          ...(ours.location === undefined ? {} : { location: relative(ours.location, real.location) }),
        };
        if (JSON.stringify(real) !== JSON.stringify(shown))
          differences.push(`${host}${path}: nginx ${JSON.stringify(real)}, podwire ${JSON.stringify(ours)}`);
      }
    }
    expect(differences).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(300);
  });

  it("counts what a client asks as the engine does", async () => {
    const passed: string[] = [];
    for (const host of LIMITED) {
      const real: number[] = [];
      for (let turn = 0; turn < 14; turn++) real.push((await observed(host, "/")).status);
      const ours = real.map((_, before) => {
        const earlier = Array.from({ length: before }, () => ({ age: 0 }));
        const [branch] = cluster.curl("external", `http://${host}/`, { earlier }).branches;
        return branch?.ending.kind === "answered" ? branch.ending.status : branch?.ending.kind;
      });
      expect(`${host} ${ours.join(" ")}`).toBe(`${host} ${real.join(" ")}`);
      passed.push(`${host.split(".")[0]} ${real.filter((status) => status === 200).length}`);
    }
    expect(passed).toEqual(["rps 4", "rpm 11", "both 3", "exempt 14", "strict 1"]);
  });

  /** With `absolute_redirect off` nginx leaves scheme and host out of redirects of its own. */
  function relative(location: string, real: string | undefined): string {
    return real?.startsWith("/") === true ? location.replace(/^http:\/\/[^/]+/, "") : location;
  }
});

it.runIf(!hasNginx)("NOT RUN: nginx is missing; apt-get install nginx-light", () => {
  expect(process.env["CI"], "nginx is not installed; .ci/run installs it").not.toBe("true");
});
