import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { suggestionsAt } from "./completion.ts";

const OBJECTS = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels: { team: "web" } } },
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "ops", labels: { team: "ops" } } },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "api-1", namespace: "shop", labels: { app: "api", tier: "back" } },
    spec: { containers: [{ name: "api", ports: [{ name: "http", containerPort: 8080 }] }] },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "api", namespace: "shop" },
    spec: { ports: [{ name: "web", port: 80 }] },
  },
  { apiVersion: "v1", kind: "Service", metadata: { name: "dns", namespace: "ops" } },
  {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { name: "edge", namespace: "ops" },
    spec: { listeners: [{ name: "https" }] },
  },
] as unknown as readonly KubernetesObject[];

/** Labels where `|` stands in the text. */
function at(text: string): readonly string[] {
  const offset = text.indexOf("|");
  return suggestionsAt(text.replace("|", ""), offset, OBJECTS).options.map(({ label }) => label);
}

const head = (kind: string, apiVersion = "v1"): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x\n  namespace: shop\n`;

const POLICY = head("NetworkPolicy", "networking.k8s.io/v1");
const ROUTE = head("HTTPRoute", "gateway.networking.k8s.io/v1");

describe("what may be typed in a manifest", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["an empty document", "|", ["apiVersion", "kind", "metadata", "spec"]],
    ["a kind", "kind: NetworkP|", ["NetworkPolicy"]],
    ["the kinds of a version", "apiVersion: discovery.k8s.io/v1\nkind: |", ["EndpointSlice"]],
    ["the versions of a kind", "apiVersion: |\nkind: Route\n", ["route.openshift.io/v1"]],
    [
      "fields that are not there yet",
      `${POLICY}spec:\n  podSelector: {}\n  |\n  ingress: []\n`,
      ["egress", "policyTypes"],
    ],
    ["fields of an item", `${head("Service")}spec:\n  ports:\n    - port: 80\n      tar|`, ["targetPort"]],
    ["the first field of an item", `${POLICY}spec:\n  ingress:\n    - fr|`, ["from"]],
    ["a list as far left as its field", `${POLICY}spec:\n  ingress:\n  - from:\n    - pod|`, ["podSelector"]],
    ["fields of another item", `${head("Service")}spec:\n  ports:\n    - port: 80\n    - po|`, ["port"]],
    ["words", `${POLICY}spec:\n  policyTypes:\n    - |`, ["Ingress", "Egress"]],
    ["words of a field", `${head("Service")}spec:\n  externalTrafficPolicy: |`, ["Cluster", "Local"]],
    [
      "words of a CRD",
      `${ROUTE}spec:\n  rules:\n    - matches:\n        - path:\n            type: P|`,
      ["PathPrefix"],
    ],
    ["fields of a CRD", `${ROUTE}spec:\n  rules:\n    - back|`, ["backendRefs"]],
    ["metadata of a CRD", `${ROUTE.replace("  name: x\n", "  ann|\n")}`, ["annotations"]],
    ["namespaces", "kind: Pod\nmetadata:\n  namespace: |", ["shop", "ops"]],
    ["Services of the namespace", `${ROUTE}spec:\n  rules:\n    - backendRefs:\n        - name: |`, ["api"]],
    ["ports of a Service", `${ROUTE}spec:\n  rules:\n    - backendRefs:\n        - port: |`, ["80"]],
    ["ports that pods have", `${head("Service")}spec:\n  ports:\n    - targetPort: |`, ["http", "8080"]],
    ["labels of pods", `${head("Service")}spec:\n  selector:\n    |`, ["app", "tier"]],
    ["values of a label", `${head("Service")}spec:\n  selector:\n    app: |`, ["api"]],
    [
      "labels of namespaces",
      `${POLICY}spec:\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              team: |`,
      ["web", "ops"],
    ],
    ["Gateways anywhere", `${ROUTE}spec:\n  parentRefs:\n    - name: |`, ["edge"]],
    ["listeners", `${ROUTE}spec:\n  parentRefs:\n    - sectionName: |`, ["https"]],
    ["true and false", "kind: Pod\nspec:\n  hostNetwork: |", ["true", "false"]],
    ["nothing in a comment", `${POLICY}# a comment |`, []],
    ["nothing for what is unknown", "kind: Unknown\nspec:\n  foo:\n    |", []],
    ["nothing below a scalar", "kind: Pod\nspec:\n  hostNetwork:\n    |", []],
    ["nothing below what no object has", "kind: Pod\nspec:\n  constructor:\n    valueOf:\n      |", []],
    ["own fields only", "kind: constructor\n|", ["apiVersion", "metadata", "spec"]],
  ])("%s", (_, text, labels) => {
    expect(at(text)).toEqual(labels);
  });
  it("keeps documents apart", () => {
    expect(at(`${POLICY}---\nkind: Service\nspec:\n  sel|`)).toEqual(["selector"]);
    expect(at(`${POLICY}spec:\n  pod|\n---\nkind: Service\n`)).toEqual(["podSelector"]);
  });
  it("says what to put in and how much it replaces", () => {
    const text = `${POLICY}spec:\n  pol`;
    expect(suggestionsAt(text, text.length, OBJECTS)).toEqual({
      typed: 3,
      options: [{ label: "policyTypes", type: "field", insert: "policyTypes:" }],
    });
  });
  it("never throws, wherever one types", () => {
    const text = `${ROUTE}spec:\n- a: {b: [c\n - - d: "e\n  \tf: |\n  g\n---\n- x\n__proto__:\n  constructor: \n`;
    for (let offset = 0; offset <= text.length; offset++)
      expect(Array.isArray(suggestionsAt(text, offset, OBJECTS).options)).toBe(true);
  });
});
