import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runTasks } from "../../../steps/lab/run-tasks.ts";
import { playgroundLab } from "../lab/playground.ts";
import { fromFragment, type Shared } from "../lab/share.ts";
import { startOf } from "../lab/work.ts";
import { run } from "./run.ts";

const WORKLOADS = ["frontend", "api"]
  .map(
    (name) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: example.com/${name}:1
          ports:
            - containerPort: 8080
`,
  )
  .join("---\n");

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector:
    app: api
  ports:
    - port: 80
      targetPort: 8080
`;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "podwire-share-"));
  mkdirSync(join(folder, "m/more"), { recursive: true });
  writeFileSync(
    join(folder, "m/app.yaml"),
    `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\n${WORKLOADS}`,
  );
  writeFileSync(join(folder, "m/more/app.yaml"), SERVICE);
  writeFileSync(
    join(folder, "secret.yaml"),
    "apiVersion: v1\nkind: Secret\nmetadata:\n  name: tls\nstringData:\n  a: b\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function podwire(
  words: readonly string[],
): Promise<readonly [code: number, out: string, notes: string]> {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await run([...words], {
    out: (text) => void out.push(text),
    note: (text) => void notes.push(text),
    cwd: folder,
    color: false,
    watched: false,
    interactive: false,
    width: 100,
    stdin: () => "",
  });
  return [code, out.join(""), notes.join("\n")];
}

const trace = (...words: readonly string[]): ReturnType<typeof podwire> =>
  podwire(["trace", "-f", "m", ...words]);

async function opened(link: string): Promise<Shared> {
  const shared = await fromFragment(link.trim().replace(/^[^#]*/, ""));
  if (shared === undefined) throw new Error(`nothing is shared in ${link}`);
  return shared;
}

describe("podwire trace --share", () => {
  it.each([
    [["--from", "shop/frontend", "--to", "http://api", "-n", "shop"]],
    [["--from", "frontend", "--to", "http://api:81/a?b=c", "-n", "shop"]],
    [["--from", "frontend", "--to", "api:80", "--protocol", "tcp", "-n", "shop"]],
    [["--from", "frontend", "--to-pod", "shop/api:8081", "-n", "shop"]],
    [["--from", "external", "--to", "http://203.0.113.9", "--profile", "openshift"]],
    [
      [
        "--from",
        "frontend",
        "--to",
        "http://api",
        "-n",
        "shop",
        "--profile",
        "cni=cilium",
        "--",
        "-X",
        "POST",
        "-H",
        "a: b|c\\d",
        "-m",
        "3",
        "-L",
        "-k",
      ],
    ],
    [
      [
        "--from",
        "frontend",
        "--to",
        "http://x.example",
        "-n",
        "shop",
        "--",
        "--resolve",
        "x.example:80:10.96.0.99",
      ],
    ],
  ])("opens as what the trace says: %j", async (words) => {
    const [code, json] = await trace("-o", "json", ...words);
    const [shareCode, link, notes] = await trace("--share", ...words);
    expect([shareCode, notes]).toEqual([code, ""]);
    expect(link).toMatch(/^https:\/\/podwire\.dev\/playground#s=[\w-]+\n$/);
    const lab = playgroundLab(await opened(link));
    const [result] = await runTasks(lab, startOf(lab));
    expect(result?.status).toBe(code === 0 ? "passed" : "failed");
    const branches = (text: unknown): unknown => JSON.parse(JSON.stringify(text)).branches.map(ending);
    expect(branches(result?.trace)).toEqual(branches(JSON.parse(json)));
  });
  it("keeps files of one name apart", async () => {
    const [, link] = await trace("--from", "frontend", "--to", "http://api", "-n", "shop", "--share");
    expect(Object.keys((await opened(link)).work)).toEqual(["app.yaml", "app-2.yaml"]);
  });
  it("leads to the site that is named", async () => {
    const words = ["--from", "frontend", "--to", "http://api", "-n", "shop"];
    const [, link] = await trace(...words, "--share=https://labs.example.org/net/");
    expect(link).toMatch(/^https:\/\/labs\.example\.org\/net\/playground#s=/);
    for (const base of ["labs.example.org", "javascript:alert(1)"])
      expect(await trace(...words, `--share=${base}`)).toEqual([
        2,
        "",
        expect.stringContaining("expected the address of a site"),
      ]);
  });
  it("warns of a Secret", async () => {
    const words = ["-f", "secret.yaml", "--from", "frontend", "--to", "http://api", "-n", "shop", "--share"];
    expect((await trace(...words))[2]).toBe("secret.yaml has a Secret: whoever has the link can read it");
  });
  it.each([
    [["-o", "json"], "leave out -o"],
    [["--", "-d", "x"], "cannot carry a body"],
    [["--", "-H", "a: b\nc"], "holds a line break"],
  ])("refuses %j", async (words, message) => {
    const asked = ["--share", "--from", "frontend", "--to", "http://api", "-n", "shop"];
    expect(await trace(...asked, ...words)).toEqual([2, "", expect.stringContaining(message)]);
  });
});

function ending({ share, client, ending: end }: { share: number; client: string; ending: unknown }): unknown {
  return { share, client: client.replace(/-[a-z0-9]+-[a-z0-9]+$/, ""), end };
}
