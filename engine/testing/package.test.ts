import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const MINUTES = 60_000;

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** The package as a user gets it: packed, and installed into a folder that holds nothing else. */
describe("the npm package", () => {
  const folder = mkdtempSync(join(tmpdir(), "podwire-package-"));
  let packed: Packed;

  beforeAll(() => {
    const json = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [first] = JSON.parse(json.slice(json.indexOf("["))) as readonly Packed[];
    if (first === undefined) throw new Error("npm packed nothing");
    packed = first;
    writeFileSync(join(folder, "package.json"), '{ "name": "user", "private": true, "type": "module" }\n');
    const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", `./${packed.filename}`];
    execFileSync("npm", [...install, "@cucumber/cucumber@12.9.0"], { cwd: folder, stdio: "pipe" });
  }, 3 * MINUTES);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function podwire(...args: readonly string[]): { readonly code: number | null; readonly text: string } {
    const { status, stdout, stderr } = spawnSync("npx", ["podwire", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    return { code: status, text: stdout + stderr };
  }

  it("holds what users need, and nothing else", () => {
    const tops = packed.files.map(({ path }) => path.replace(/^(dist\/[^/]+)\/.*$/, "$1"));
    expect([...new Set(tops)].sort()).toEqual([
      "LICENSE",
      "NOTICE",
      "README.md",
      "dist/THIRD-PARTY-LICENSES.txt",
      "dist/chunks",
      "dist/engine",
      "dist/steps",
      "engine/explain/trace.schema.json",
      "package.json",
      "podwire.schema.json",
    ]);
    expect(packed.files.filter(({ path }) => /\.test\.|\/testing\//.test(path))).toEqual([]);
  });

  it(
    "starts green, turns red with the policy, and says which policy it was",
    () => {
      expect(podwire("init")).toMatchObject({ code: 0 });
      const green = podwire("test");
      expect(green.text).toContain("2 scenarios (2 passed)");
      expect(green.code).toBe(0);

      const manifests = join(folder, "manifests/shop.yaml");
      const text = readFileSync(manifests, "utf8");
      writeFileSync(
        manifests,
        text.replace(
          "matchLabels: { app: frontend } } }]\n      ports",
          "matchLabels: { app: front } } }]\n      ports",
        ),
      );
      const red = podwire("test");
      expect(red.code).toBe(1);
      expect(red.text).toMatch(/NetworkPolicy shop\/api isolates .* \(manifests\/shop\.yaml:\d+:\d+\)/);
      writeFileSync(manifests, text);
    },
    MINUTES,
  );

  it(
    "characterises manifests of one's own",
    () => {
      const { code, text } = podwire("init", "-f", "manifests", "--force");
      expect(text).toContain("wrote features/reachable-today.feature");
      expect(code).toBe(0);
      expect(podwire("test").code).toBe(0);
      expect(readdirSync(join(folder, "features"))).toContain("reachable-today.feature");
    },
    MINUTES,
  );

  it("answers as a library", () => {
    writeFileSync(
      join(folder, "library.js"),
      `import { Cluster } from "podwire";
const cluster = Cluster.load([{ name: "shop.yaml", text: (await import("node:fs")).readFileSync("manifests/shop.yaml", "utf8") }]);
console.log(cluster.policyAllows("shop/frontend", "shop/api", "TCP", 8080), cluster.curl("shop/frontend", "http://api").outcome);
`,
    );
    expect(execFileSync("node", ["library.js"], { cwd: folder, encoding: "utf8" })).toBe("true success\n");
  });

  it(
    "gives its steps to a cucumber set-up of one's own",
    () => {
      writeFileSync(
        join(folder, "cucumber.json"),
        '{ "default": { "import": ["./own.js"], "paths": ["own.feature"] } }\n',
      );
      writeFileSync(join(folder, "own.js"), 'import "podwire/steps";\n');
      writeFileSync(
        join(folder, "own.feature"),
        `Feature: own
  Scenario: own
    Given the manifests in "manifests"
    When shop/frontend curls http://api.shop
    Then it succeeds
`,
      );
      const { status, stdout } = spawnSync("npx", ["cucumber-js"], { cwd: folder, encoding: "utf8" });
      expect(stdout).toContain("1 scenario (1 passed)");
      expect(status).toBe(0);
    },
    MINUTES,
  );
});
