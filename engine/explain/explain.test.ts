import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { Cluster, type Trace } from "../index.ts";
import { issuesToGithub } from "./github.ts";
import { traceToJson } from "./json.ts";
import { traceToMermaid } from "./mermaid.ts";
import { layOut, wrap } from "./rows.ts";
import { issuesToSarif } from "./sarif.ts";
import { traceToShortText } from "./short.ts";
import { traceToText } from "./text.ts";

const SHOP = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop, labels: { app: client } }
spec: { containers: [{ name: app, image: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api-1, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: app, image: a, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api-2, namespace: shop, labels: { app: api, canary: "yes" } }
spec: { containers: [{ name: app, image: a, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: http }] }
`;

function policy(name: string, spec: string): string {
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
`;
}

const ONLY_WEB = policy(
  "only-web",
  "{ podSelector: { matchLabels: { canary: 'yes' } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }",
);
const NO_EGRESS = policy("no-egress", "{ podSelector: {}, policyTypes: [Egress] }");

function curl(manifests: string, url = "http://api"): Trace {
  return Cluster.load([{ name: "shop.yaml", text: manifests }]).curl("shop/client", url);
}

const CASES: Readonly<Record<string, Trace>> = {
  success: curl(SHOP),
  mixed: curl(SHOP + ONLY_WEB),
  "lookup-blocked": curl(SHOP + NO_EGRESS),
  misspelt: curl(SHOP, "http://apy"),
  "wrong-port": curl(SHOP, "http://api:8080"),
  outside: curl(SHOP, "http://203.0.113.7"),
};

describe("traces in words", () => {
  it.each(Object.entries(CASES))("%s", async (name, trace) => {
    const text = (verbose: boolean): string => traceToText(trace, { color: false, width: 110, verbose });
    const all = `${text(false)}\n--- verbose\n${text(true)}\n--- short\n${traceToShortText(trace)}\n`;
    await expect(all).toMatchFileSnapshot(`golden/${name}.txt`);
    await expect(traceToMermaid(trace)).toMatchFileSnapshot(`golden/${name}.mmd`);
    expect(text(false)).not.toMatch(/ $/m);
  });

  it("say that a look-up failed because of egress policy", () => {
    expect(traceToShortText(CASES["lookup-blocked"] as Trace)).toMatch(
      /^the name could not be looked up: NetworkPolicy shop\/no-egress isolates Pod shop\/client for egress .* on 53\/UDP \(shop\.yaml:\d+:\d+\)/,
    );
  });

  it("colour nothing unless asked to", () => {
    const trace = CASES["mixed"] as Trace;
    const csi = "\u001b[";
    expect(traceToText(trace, { color: false, width: 80 })).not.toContain(csi);
    expect(traceToText(trace, { color: true, width: 80 })).toContain(csi);
  });
});

describe("rows", () => {
  const plain = { dim: String, red: String, green: String, yellow: String, bold: String };
  it("keep within the width, except for words that are longer", () => {
    const text = "a sentence of several words that is too long for the width given here";
    for (const line of layOut([{ label: "dns", text, at: "shop.yaml:1:1" }], 40, plain)) {
      expect(line.length).toBeLessThanOrEqual(40);
    }
    expect(wrap("abcdefghij klm", 5)).toEqual(["abcdefghij", "klm"]);
  });
  it("align places beside sentences when there is room", () => {
    const rows = [
      { label: "dns", text: "one", at: "a.yaml:1:1" },
      { label: "connect", text: "three", at: "b.yaml:22:1" },
    ];
    expect(layOut(rows, 80, plain)).toEqual([
      "  dns        one    a.yaml:1:1",
      "  connect    three  b.yaml:22:1",
    ]);
  });
});

/** Every object of the schema closed, so that a field without a description is found. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)] as const);
  const copy = Object.fromEntries(entries);
  return "properties" in copy && !("additionalProperties" in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

describe("JSON", () => {
  const path = resolve(import.meta.dirname, "trace.schema.json");
  const validate = new Ajv2020({ strict: false }).compile(
    closed(JSON.parse(readFileSync(path, "utf8"))) as object,
  );
  it.each(Object.entries(CASES))("%s follows the published schema, with no field besides", (_, trace) => {
    const json = JSON.parse(JSON.stringify(traceToJson(trace)));
    expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  });
  it("is refused by the schema when something is missing or new", () => {
    const json = JSON.parse(JSON.stringify(traceToJson(CASES["success"] as Trace)));
    expect(validate({ ...json, branches: [] })).toBe(false);
    expect(validate({ ...json, extra: 1 })).toBe(false);
    expect(validate({ ...json, outcome: "ok" })).toBe(false);
  });
});

describe("issues for machines", () => {
  const issues = [
    {
      severity: "warning",
      code: "peer-matches-nothing",
      message: "100% of pods, none\nmatches",
      at: { file: "a b/shop.yaml", line: 3, column: 5 },
    },
    { severity: "note", code: "document-skipped", message: "skipped" },
  ] as const;
  it("as SARIF", () => {
    const log = issuesToSarif(issues, "1.2.3") as { readonly runs: readonly object[] };
    expect(log).toMatchObject({ version: "2.1.0" });
    expect(log.runs[0]).toMatchObject({
      tool: { driver: { rules: [{ id: "document-skipped" }, { id: "peer-matches-nothing" }] } },
      results: [
        {
          ruleId: "peer-matches-nothing",
          ruleIndex: 1,
          level: "warning",
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: "a%20b/shop.yaml" },
                region: { startLine: 3, startColumn: 5 },
              },
            },
          ],
        },
        { ruleId: "document-skipped", ruleIndex: 0, level: "note", locations: [] },
      ],
    });
  });
  it("as workflow commands, one a line, with the runner's escapes", () => {
    expect(issuesToGithub(issues)).toBe(
      "::warning file=a b/shop.yaml,line=3,col=5,title=peer-matches-nothing::100%25 of pods, none matches\n" +
        "::notice title=document-skipped::skipped\n",
    );
  });
});
