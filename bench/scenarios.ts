/**
 * 1,000 scenarios of five steps (manifests, policy, curl, verdict) through cucumber with our steps, against the same
 * features with empty step bodies. Hold: at most 1.5 times. Both run as whole processes, taking turns.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, row } from "./measure.ts";

const SCENARIOS = 1000;
const ROUNDS = 5;
const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "podwire-bench-"));

const manifests = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: frontend, namespace: shop }
spec:
  selector: { matchLabels: { app: frontend } }
  template:
    metadata: { labels: { app: frontend } }
    spec: { containers: [{ name: app, image: "app:1", ports: [{ containerPort: 8080 }] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: app, image: "app:1", ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  selector: { app: api }
  ports: [{ port: 80, targetPort: http }]
`;

const scenario = (index: number): string => `
  Scenario: number ${index}
    Given the manifests in "manifests.yaml"
    And namespace "shop"
    And a default-deny policy
    When shop/frontend curls http://api
    Then it is denied by policy "shop/default-deny"
`;

/** Nothing that was worked out for one of these scenarios helps another: each has a policy of its own. */
const ownScenario = (index: number): string => `
  Scenario: number ${index}
    Given the manifests in "manifests.yaml"
    And namespace "shop"
    And these manifests:
      """
      { apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: p${index} }, spec: { podSelector: {} } }
      """
    When shop/frontend curls http://api
    Then it is denied by policy "shop/p${index}"
`;

/** The same expressions with nothing behind them. */
const EMPTY = `import { Given, When, Then } from "@cucumber/cucumber";
Given("the manifests in {string}", function (path) {});
Given("namespace {string}", function (name) {});
Given("a default-deny policy", function () {});
Given("these manifests:", function (text) {});
When(/^(\\S+) curls (\\S+)$/, function (client, target) {});
Then("it is denied by policy {string}", function (name) {});
`;

mkdirSync(join(root, "node_modules", ".bench"), { recursive: true });
const empty = join(root, "node_modules", ".bench", "empty-steps.mjs");
writeFileSync(empty, EMPTY);
writeFileSync(join(folder, "manifests.yaml"), manifests);
for (let file = 0; file < 10; file++) {
  const scenarios = Array.from({ length: SCENARIOS / 10 }, (_, index) => scenario(file * 100 + index));
  writeFileSync(join(folder, `alike-${file}.feature`), `Feature: bench ${file}\n${scenarios.join("")}`);
  const own = scenarios.map((_, index) => ownScenario(file * 100 + index));
  writeFileSync(join(folder, `own-${file}.feature`), `Feature: bench ${file}\n${own.join("")}`);
}

function run(support: string, features: string): number {
  const bin = join(root, "node_modules", "@cucumber", "cucumber", "bin", "cucumber.js");
  const args = [bin, features, "--import", support, "--format", "summary"];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder });
  const took = performance.now() - start;
  if (status !== 0 || !stdout.toString().includes(`${SCENARIOS} scenarios (${SCENARIOS} passed)`)) {
    throw new Error(`the run failed:\n${stdout}${stderr}`);
  }
  return took / 1000;
}

const ours = join(root, "dist", "steps", "node.js");

/** Both sides take turns, so that a noisy machine disturbs them alike. */
function compare(features: string, what: string): void {
  const times: { readonly empty: number[]; readonly ours: number[] } = { empty: [], ours: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.empty.push(run(empty, features));
    times.ours.push(run(ours, features));
  }
  row(`${SCENARIOS} scenarios, ${what}: empty step bodies`, `${median(times.empty).toFixed(2)} s`);
  row(`${SCENARIOS} scenarios, ${what}: our steps`, `${median(times.ours).toFixed(2)} s`);
  row("ratio (hold: 1.5)", (median(times.ours) / median(times.empty)).toFixed(2));
}

try {
  compare("alike-*.feature", "all alike");
  compare("own-*.feature", "each with a policy of its own");
} finally {
  if (process.env["KEEP"] === undefined) rmSync(folder, { recursive: true });
}
