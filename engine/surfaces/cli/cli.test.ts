import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "./run.ts";

const SHOP = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: app, image: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: app, image: a, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: http }] }
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "podwire-cli-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

async function podwire(line: string, stdin = ""): Promise<Ran> {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await run(line.split(" ").filter(Boolean), {
    out: (text) => void out.push(text),
    note: (text) => void notes.push(`${text}\n`),
    cwd: folder,
    color: false,
    watched: false,
    interactive: false,
    width: 100,
    stdin: () => stdin,
  });
  return { code, out: out.join(""), notes: notes.join("") };
}

describe("podwire", () => {
  it.each([
    ["", 2, "", "podwire COMMAND --help"],
    ["--help", 0, "podwire test", ""],
    ["help trace", 0, "--from CLIENT", ""],
    ["trace --help", 0, "--from CLIENT", ""],
    ["--version", 0, "0.", ""],
    ["tarce", 2, "", "error: unknown command tarce; did you mean trace?"],
    ["help tarce", 2, "", "did you mean trace?"],
    ["trace --form x", 2, "", "error: unknown option --form; did you mean --from?"],
    ["trace", 2, "", "error: who asks? say --from"],
    ["trace --from web", 2, "", "error: which manifests?"],
    ["trace -f x --from web -o yaml", 2, "", "-o yaml: expected text, json, mermaid"],
    ["trace -f nowhere --from web --to api", 2, "", "error: nowhere: no such file or folder"],
    ["lint extra", 2, "", "pass manifests with -f extra"],
    ["profiles opnshift", 2, "", "no profile named opnshift; did you mean openshift?"],
    ["test --shard 3", 2, "", "--shard 3: expected i/n"],
    ["test --parallel many", 2, "", "--parallel many: expected a number"],
    ["test --target netns", 2, "", "--target netns: expected engine"],
    ["test nowhere", 2, "", "error: nowhere: no such file or folder"],
  ])("%j ends with %d", async (line, code, out, notes) => {
    const ran = await podwire(line);
    expect(ran.code, ran.notes).toBe(code);
    expect(ran.out).toContain(out);
    expect(ran.notes).toContain(notes);
    if (code === 2) expect(ran.out).toBe("");
    expect(ran.notes).not.toMatch(/^ +at /m);
  });
});

describe("podwire trace", () => {
  beforeEach(() => write("k8s/shop.yaml", SHOP));

  it.each([
    ["--from shop/web --to http://api", 0, "✓ shop/web → http://api/: HTTP 200"],
    ["-n shop --from web --to api:80", 0, "✓ shop/web → http://api/: HTTP 200"],
    ["--from shop/web --to api.shop:80 --protocol tcp", 0, "✓ shop/web → api.shop:80/TCP: connected"],
    ["--from shop/web --to-pod shop/api:8080", 0, "connected"],
    ["--from shop/web --to http://api:81", 1, "✗ shop/web → http://api:81/: connection timed out"],
    ["--from shop/web --to-pod shop/api:81", 1, "connection refused"],
    ["--from shop/web --to http://api -o mermaid", 0, "sequenceDiagram\n"],
    ["--from node/worker-1 --to-pod shop/api:8080", 0, "node/worker-1"],
    ["--from shop/web --to http://api --profile k3s", 0, "10.43."],
    ["--from shop/web --to http://api -- -X POST -H a:b -m 3", 0, "POST http://api/"],
  ])("%s ends with %d", async (line, code, out) => {
    const ran = await podwire(`trace -f k8s ${line}`);
    expect(ran.out).toContain(out);
    expect(ran).toMatchObject({ code, notes: "" });
  });

  it.each([
    ["--from shop/wbe --to http://api", "did you mean"],
    ["--from shop/web", "what is asked?"],
    ["--from shop/web --to a --to-pod b:1", "what is asked?"],
    ["--from shop/web --to-pod shop/api", "--to-pod shop/api: expected HOST:PORT"],
    ["--from shop/web --to http://api --times many", "--times many: expected a number from 1 to 1000"],
    ["--from shop/web --to http://api --at-once", "--at-once needs --times N"],
    ["--from shop/web --to http://api --protocol icmp", "--protocol ICMP: expected TCP, UDP, SCTP"],
    ["--from shop/web --to http://api --profile cni=x", "cni cannot be x; it takes calico"],
    ["--from shop/web --to http://api --profile p.yaml", "--profile p.yaml: no such file"],
    ["--from shop/web --to http://api -- --wibble", "after --:"],
    ["--from shop/web --to http://api -- -m soon", "-m soon: expected seconds"],
    ["--from shop/web --to http://203.0.113.9 --no-assume", "203.0.113.9"],
  ])("%s cannot be answered", async (line, notes) => {
    const ran = await podwire(`trace -f k8s ${line}`);
    expect(ran.notes).toContain(notes);
    expect(ran).toMatchObject({ code: 2, out: "" });
  });

  it("reads standard input, JSON, several paths, and podwire.yaml from a folder below", async () => {
    expect((await podwire("trace -f - --from shop/web --to http://api", SHOP)).code).toBe(0);
    write("one.yaml", SHOP.split("---\n").slice(0, 2).join("---\n"));
    write("two/rest.yml", SHOP.split("---\n").slice(2).join("---\n"));
    expect((await podwire("trace -f one.yaml -f two --from shop/web --to http://api")).code).toBe(0);
    write("podwire.yaml", "manifests: k8s\nprofile: [k3s, nodes=3]\n");
    const { out } = await podwire("trace --from shop/web --to http://api -o json");
    expect(JSON.parse(out)).toMatchObject({ kind: "Trace", profile: { name: "k3s", nodes: "3" } });
  });

  it.each([
    ["", "podwire.yaml", "which manifests?"],
    ["manifest: k8s", "podwire.yaml", "podwire.yaml:1:1: unknown key manifest; did you mean manifests?"],
    ["manifests: [1]", "podwire.yaml", "podwire.yaml:1:13: manifests takes a text or a list of texts"],
    ["- k8s", "podwire.yaml", "podwire.yaml:1:1: expected the keys"],
    ["manifests: [", "podwire.yaml", "podwire.yaml:"],
  ])("does not guess what podwire.yaml means: %j", async (text, file, notes) => {
    write(file, text);
    const ran = await podwire("trace --from shop/web --to http://api");
    expect(ran.notes).toContain(notes);
    expect(ran.code).toBe(2);
  });

  it.each([
    ["an empty folder", "empty/.keep", "", "empty"],
    ["a folder without manifests", "docs/a.md", "# hello", "docs"],
    ["a file with nothing in it", "none.yaml", "", "none.yaml"],
    ["a file with comments only", "none.yaml", "# nothing\n---\n", "none.yaml"],
    ["a binary file", "bin.yaml", "a\0b", "bin.yaml"],
    ["broken YAML", "bad.yaml", "a: [1,\nb: 2", "bad.yaml"],
    ["a kustomization that fails", "k/kustomization.yaml", "resources: [nowhere.yaml]", "k"],
  ])("%s is an error of one line", async (_, path, text, arg) => {
    write(path, text);
    const ran = await podwire(`trace -f ${arg} --from shop/web --to http://api`);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.notes.trim().split("\n")).toHaveLength(1);
    expect(ran.notes).toContain(arg);
  });
});

describe("podwire render", () => {
  beforeEach(() => write("k8s/shop.yaml", SHOP));
  it.each([
    [
      "resolv.conf --pod shop/web",
      0,
      "search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n",
    ],
    ["hosts --pod web -n shop", 0, "\tweb\n"],
    ["env --pod shop/web", 0, "API_SERVICE_PORT=80\n"],
    ["iptables", 0, '-A KUBE-SERVICES -m comment --comment "shop/api cluster IP" -m tcp -p tcp -d 10.'],
    ["iptables-save --node worker-1", 0, "*filter\n:INPUT ACCEPT [0:0]\n"],
    ["corefile", 0, "kubernetes cluster.local in-addr.arpa ip6.arpa {\n"],
    ["resolve.conf", 2, ""],
    ["resolv.conf", 2, ""],
    ["iptables --node none", 2, ""],
    ["", 2, ""],
  ])("%s ends with %d", async (line, code, out) => {
    const ran = await podwire(`render -f k8s ${line}`);
    expect(ran.code, ran.notes).toBe(code);
    expect(ran.out).toContain(out);
    if (code === 2) expect(ran.notes).toMatch(/resolv\.conf|say which|control-plane|what is to be rendered/);
  });
});

it("renders no Corefile that CoreDNS does not start with", async () => {
  write(
    "k8s/dns.yaml",
    `apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
    .:53 {
        forwrad . /etc/resolv.conf
    }
`,
  );
  const ran = await podwire("render -f k8s corefile");
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.notes).toContain("ConfigMap kube-system/coredns: ");
  expect(ran.notes).toContain("Unknown directive 'forwrad'");
});

describe("podwire lint", () => {
  it("prints findings to stdout and a sum to stderr, and is green without errors", async () => {
    write("shop.yaml", SHOP.replace("targetPort: http", "targetPort: htpp"));
    const text = await podwire("lint -f shop.yaml");
    expect(text.out).toMatch(
      /^shop\.yaml:18:\d+: warning: Service shop\/api: spec\.ports\[0\]\.targetPort: /,
    );
    expect(text).toMatchObject({ code: 0, notes: "0 errors, 1 warning, 0 notes\n" });
    expect(JSON.parse((await podwire("lint -f shop.yaml -o json")).out)).toMatchObject({
      kind: "Lint",
      issues: [{ code: "named-port-unknown" }],
    });
    expect(JSON.parse((await podwire("lint -f shop.yaml -o sarif")).out)).toMatchObject({ version: "2.1.0" });
    expect((await podwire("lint -f shop.yaml -o github")).out).toMatch(/^::warning file=shop\.yaml,line=18,/);
  });

  it("shows every error of an input that cannot be used", async () => {
    write("bad.yaml", SHOP.replace("port: 80,", "port: 0,").replace("name: web,", "name: Web,"));
    const { code, out } = await podwire("lint -f bad.yaml");
    expect(out.trim().split("\n")).toHaveLength(2);
    expect(code).toBe(2);
  });
});

describe("podwire init", () => {
  it("writes a start that overwrites nothing", async () => {
    const first = await podwire("init");
    expect(first.out).toContain("wrote podwire.yaml\n");
    expect(first.code).toBe(0);
    const second = await podwire("init");
    expect(second.notes).toContain("--force overwrites");
    expect(second.code).toBe(2);
    expect((await podwire("init --force")).code).toBe(0);
  });

  it("describes what is reachable today", async () => {
    write("k8s/shop.yaml", SHOP);
    expect((await podwire("init -f k8s")).code).toBe(0);
    const feature = readFileSync(join(folder, "features/reachable-today.feature"), "utf8");
    expect(feature).toMatch(
      /Scenario: .*api[\s\S]*When shop\/web connects to api\.shop:80 over TCP[\s\S]*Then it succeeds/,
    );
    expect(readFileSync(join(folder, "podwire.yaml"), "utf8")).toContain('- "k8s"');
  });

  it("refuses manifests it could not name again", async () => {
    expect((await podwire("init -f -", SHOP)).notes).toContain("leave nothing to test later");
  });
});

describe("podwire steps and profiles", () => {
  it("print the vocabulary", async () => {
    const all = await podwire("steps");
    expect(all.out).toContain("it is denied by policy {string}");
    expect((await podwire("steps denied")).out.length).toBeLessThan(all.out.length);
    expect(JSON.parse((await podwire("steps -o json")).out).length).toBeGreaterThan(30);
    const none = await podwire("steps suceeds");
    expect(none.notes).toContain("it succeeds");
    expect(none.code).toBe(2);
  });
  it("print the presets", async () => {
    expect((await podwire("profiles")).out).toContain("openshift\n  cni");
    const [one] = JSON.parse((await podwire("profiles openshift -o json")).out);
    expect(one).toMatchObject({ name: "openshift", cni: "ovn-kubernetes" });
  });
});

describe("podwire snapshot", () => {
  const path = process.env["PATH"];
  afterEach(() => {
    process.env["PATH"] = path;
  });

  function kubectl(script: string): void {
    write("bin/kubectl", `#!/bin/sh\necho "$@" >> "${folder}/calls"\n${script}\n`);
    chmodSync(join(folder, "bin/kubectl"), 0o755);
    process.env["PATH"] = `${join(folder, "bin")}${delimiter}${path}`;
  }

  it("asks kubectl, never for Secrets, and leaves out what only bloats", async () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "api",
        managedFields: [],
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" },
      },
    };
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "b" } };
    write("answer.json", JSON.stringify({ items: [service, secret] }));
    kubectl(`cat "${folder}/answer.json"`);
    const { code, out, notes } = await podwire("snapshot -n shop --context staging");
    expect(code).toBe(0);
    expect(notes).toBe("4 objects\n");
    const list = JSON.parse(out);
    expect(list.items[0]).toEqual({ apiVersion: "v1", kind: "Service", metadata: { name: "api" } });
    expect(list.items[1]).toEqual({ apiVersion: "v1", kind: "Secret", metadata: { name: "s" } });
    const calls = readFileSync(join(folder, "calls"), "utf8");
    expect(calls).toContain("--namespace=shop");
    expect(calls).toContain("--context=staging");
    expect(calls).not.toContain("secret");
  });

  it("passes on what kubectl says when it fails", async () => {
    kubectl('echo "no such context" >&2; exit 1');
    const { code, notes } = await podwire("snapshot -A");
    expect(notes).toContain("kubectl get failed: no such context");
    expect(code).toBe(2);
  });

  it("says what it needs", async () => {
    process.env["PATH"] = folder;
    expect((await podwire("snapshot")).notes).toContain("kubectl cannot be run");
    expect((await podwire("snapshot -A -n shop")).notes).toContain("exclude each other");
  });
});
