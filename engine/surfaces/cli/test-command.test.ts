import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtCommand } from "../../testing/command.ts";

const root = resolve(import.meta.dirname, "../../..");
const TIMEOUT = 120_000;

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
spec: { containers: [{ name: app, image: a, ports: [{ containerPort: 8080 }] }] }
`;

/** ingress-nginx sends a path without its slash there; the specification takes both. */
const EDGE = `${SHOP}---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: edge, namespace: shop }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths: [{ path: /cart/, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }]
`;
const CURL = "When an external client curls http://shop.example.com/cart";

const feature = (name: string, ...steps: readonly string[]): string =>
  `Feature: ${name}\n  @${name}\n  Scenario: ${name}\n${steps.map((step) => `    ${step}\n`).join("")}`;
const CONNECT = 'When shop/web connects to pod "shop/api" on port 8080 over TCP';
const GIVEN = "Given the manifests under test";

/** The command as a user runs it: cucumber needs a process of its own. */
describe("podwire test", () => {
  const folder = mkdtempSync(join(tmpdir(), "podwire-test-"));

  beforeAll(() => {
    writeFileSync(join(folder, "shop.yaml"), SHOP);
    writeFileSync(join(folder, "green.feature"), feature("green", GIVEN, CONNECT, "Then it succeeds"));
    writeFileSync(join(folder, "edge.yaml"), EDGE);
    writeFileSync(
      join(folder, "edge.feature"),
      feature(
        "slash",
        GIVEN,
        CURL,
        "Then the response status is 200",
        `${CURL}/`,
        "Then the response status is 200",
      ),
    );
    writeFileSync(join(folder, "red.feature"), feature("red", GIVEN, CONNECT, "Then it is refused"));
    writeFileSync(
      join(folder, "wrong.feature"),
      feature("wrong", GIVEN, CONNECT.replace("web", "wbe"), "Then it succeeds"),
    );
    writeFileSync(join(folder, "undefined.feature"), feature("undefined", GIVEN, CONNECT, "Then it suceeds"));
    writeFileSync(
      join(folder, "broken.feature"),
      "Feature: broken\n  Scenario: x\n    Given a\n    Whn something\n",
    );
    writeFileSync(
      join(folder, "own.mjs"),
      `import { Given } from "${pathToFileURL(join(root, "node_modules/@cucumber/cucumber/lib/index.js")).href}";\nGiven("my own step", () => {});\n`,
    );
    writeFileSync(join(folder, "empty.feature"), "Feature: empty\n  Scenario: empty\n    Whn something\n");
    writeFileSync(join(folder, "own.feature"), feature("own", "Given my own step"));
    writeFileSync(join(folder, "silent.feature"), feature("silent", GIVEN, CONNECT));
    writeFileSync(join(folder, "unasked.feature"), feature("unasked", GIVEN));
    writeFileSync(
      join(folder, "typo.yaml"),
      "apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { prots: [] }\n",
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function podwire(line: string): {
    readonly code: number | null;
    readonly out: string;
    readonly notes: string;
  } {
    const argv = [builtCommand(), "test", ...line.split(" ")];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: "utf8" });
    return { code: status, out: stdout, notes: stderr };
  }

  it.each<[string, number, string, string]>([
    ["green.feature -f shop.yaml", 0, "1 scenario (1 passed)", ""],
    ["red.feature -f shop.yaml", 1, "expected: it is refused", ""],
    ["wrong.feature -f shop.yaml", 2, "candidates: shop/web, shop/api", ""],
    ["undefined.feature -f shop.yaml", 2, "      Then it succeeds", ""],
    ["broken.feature -f shop.yaml", 2, "", "broken.feature:4:5: error: not valid Gherkin: "],
    ["green.feature broken.feature -f shop.yaml", 2, "1 scenario (1 passed)", "broken.feature:4:5: error:"],
    ["green.feature red.feature wrong.feature -f shop.yaml", 2, "(1 passed, 1 failed, 1 errored)", ""],
    ["green.feature red.feature -f shop.yaml --tags @green", 0, "1 scenario (1 passed)", ""],
    [
      "green.feature -f shop.yaml --tags @none",
      2,
      "",
      'no scenario in 1 feature file matches --tags "@none"',
    ],
    ["green.feature red.feature -f shop.yaml --name ^red$", 1, "1 scenario (0 passed, 1 failed)", ""],
    ["empty.feature", 2, "error: the scenario has no step", ""],
    ["green.feature:3 -f shop.yaml", 0, "1 scenario (1 passed)", ""],
    ["green.feature", 2, "the run was given no manifests", ""],
    ["green.feature -f shop.yaml --dry-run", 0, "1 scenario", ""],
    ["green.feature red.feature -f shop.yaml --shard 1/2", 0, "1 scenario (1 passed)", ""],
    ["green.feature red.feature -f shop.yaml --parallel 2", 1, "2 scenarios (1 passed, 1 failed)", ""],
    ["green.feature -f shop.yaml --format progress", 0, "1 scenario (1 passed)", ""],
    ["green.feature -f shop.yaml --profile cni=x", 2, "cni cannot be x", ""],
  ])(
    "%s ends with %d",
    (line, code, out, notes) => {
      const ran = podwire(line);
      expect(ran.out, ran.notes).toContain(out);
      expect(ran.notes).toContain(notes);
      expect(ran.code, ran.out + ran.notes).toBe(code);
      expect(ran.out + ran.notes).not.toMatch(/^ +at .*\d+:\d+\)?$/m);
    },
    TIMEOUT,
  );

  it(
    "writes reports with the trace attached",
    () => {
      const formats = ["junit:r/junit.xml", "html:r/report.html", "message:r/messages.ndjson"];
      expect(
        podwire(`red.feature -f shop.yaml ${formats.map((one) => `--format ${one}`).join(" ")}`).code,
      ).toBe(1);
      const read = (file: string): string => readFileSync(join(folder, "r", file), "utf8");
      expect(read("junit.xml")).toContain("expected: it is refused");
      expect(read("messages.ndjson")).toContain('"fileName":"trace.txt"');
      expect(existsSync(join(folder, "r/report.html"))).toBe(true);
    },
    TIMEOUT,
  );

  it(
    "takes steps of one's own from podwire.yaml",
    () => {
      writeFileSync(join(folder, "podwire.yaml"), "steps: own.mjs\nmanifests: shop.yaml\n");
      expect(podwire("own.feature green.feature")).toMatchObject({ code: 0 });
      rmSync(join(folder, "podwire.yaml"));
    },
    TIMEOUT,
  );

  it.each([
    ["silent.feature -f shop.yaml", "the scenario has no Then"],
    ["unasked.feature -f typo.yaml", 'unknown field "spec.prots"'],
    ["green.feature -f shop.yaml --tags (@a", "--tags: "],
    ["green.feature -f shop.yaml --format junti", "did you mean junit?"],
    ["green.feature -f shop.yaml --format ./nowhere.js", "Failed to import formatter"],
    ["green.feature -f shpo.yaml", "shpo.yaml: no such file or folder"],
  ])(
    "takes %s for a wrong question",
    (line, words) => {
      const { code, out, notes } = podwire(line);
      expect(out + notes).toContain(words);
      expect(code).toBe(2);
    },
    TIMEOUT,
  );

  it(
    "runs again when a file changes",
    async () => {
      writeFileSync(join(folder, "watched.yaml"), SHOP);
      const argv = [builtCommand(), "test", "green.feature", "-f", "watched.yaml", "--watch"];
      const child = spawn(process.execPath, argv, { cwd: folder });
      let out = "";
      child.stdout.on("data", (data: Buffer) => {
        out += data;
      });
      const until = async (what: RegExp): Promise<void> => {
        for (let wait = 0; wait < 900 && !what.test(out); wait++)
          await new Promise((done) => setTimeout(done, 100));
        expect(out).toMatch(what);
      };
      try {
        await until(/1 passed/);
        writeFileSync(join(folder, "watched.yaml"), SHOP.replaceAll("api", "apo"));
        await until(/1 errored/);
      } finally {
        child.kill("SIGINT");
      }
    },
    TIMEOUT,
  );

  describe("--compare-profile", () => {
    const NGINX = "--profile ingress-controller=ingress-nginx --compare-profile ingress-controller=spec";

    it("prints the verdicts that differ with what decided them, and goes on behind a claim that does not hold", () => {
      const { code, out } = podwire(`edge.feature -f edge.yaml ${NGINX}`);
      expect(code).toBe(1);
      expect(out).toContain("≠ slash edge.feature:3");
      expect(out).toContain("answered with status 301 to http://shop.example.com/cart/");
      expect(out).toContain("answered with status 200 by Service shop/api");
      expect(out).toMatch(/Ingress shop\/edge: .* sends the client to .*\(edge\.yaml:\d+\)/);
      expect(out).toContain("2 requests in 1 scenario, 1 differ");
      expect(out).toContain("claims that hold: 1 of 2 with ingress-controller=ingress-nginx, 2 with");
    });

    it("as JSON", () => {
      const { code, out } = podwire(`edge.feature -f edge.yaml ${NGINX} -o json`);
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({
        kind: "Comparison",
        requests: 2,
        differences: [
          {
            file: "edge.feature",
            line: 3,
            stepLine: 5,
            other: { verdict: "answered with status 200 by Service shop/api" },
          },
        ],
      });
    });

    it("equal verdicts are 0, and none at all is 2", () => {
      const same = podwire("green.feature -f shop.yaml --profile kubeadm --compare-profile kind");
      expect([same.code, same.out]).toEqual([
        0,
        expect.stringContaining("1 request in 1 scenario, no verdict differs"),
      ]);
      expect(podwire("unasked.feature -f shop.yaml --compare-profile kind").code).toBe(2);
      expect(podwire("green.feature -f shop.yaml --compare-profile knid").notes).toContain(
        'did you mean "kind"?',
      );
    });
  });
});
