import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

const SHOP = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Namespace
metadata: { name: data, labels: { team: data } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: app, image: a, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: data, labels: { app: db } }
spec: { containers: [{ name: app, image: a, ports: [{ name: sql, containerPort: 5432 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: isolate-data, namespace: data }
spec: { podSelector: {} }
---
`;

/** Code, field and remedy of every finding about one policy on top of the shop. */
function findings(spec: string, namespace = "namespace: shop"): readonly string[] {
  const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, ${namespace} }
spec: ${spec}
`;
  const cluster = Cluster.load([{ name: "shop.yaml", text: SHOP + policy }]);
  return cluster.lint().map(({ code, field, remedy = "" }) => `${code} ${field}: ${remedy}`);
}

const DNS = "{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }, { port: 53 }] }";
const remedyForDns = "allow egress to its pods on 53/UDP and 53/TCP";

describe("lint of NetworkPolicies", () => {
  it.each<[string, string, readonly string[]]>([
    ["nothing wrong", "{ podSelector: {} }", []],
    [
      "nothing wrong with DNS allowed",
      `{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [${DNS}] }`,
      [],
    ],
    [
      "a selector that matches nothing",
      "{ podSelector: { matchLabels: { app: wbe } } }",
      [
        "default-deny-missing : add a policy with podSelector: {} and no ingress rule",
        "selector-matches-nothing spec.podSelector: pods there have app=web",
      ],
    ],
    [
      "a peer that matches nothing in its own namespace",
      "{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: db } } }] }] }",
      [
        "peer-matches-nothing spec.ingress[0].from[0].podSelector: pods like that are in data; a namespaceSelector would reach them",
      ],
    ],
    [
      "a namespace that nobody has",
      "{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: dta } } }] }] }",
      ["peer-matches-nothing spec.ingress[0].from[0].namespaceSelector: namespaces have team=data"],
    ],
    [
      "a port name of nobody's",
      "{ podSelector: {}, ingress: [{ ports: [{ port: htpp }] }] }",
      ["named-port-unknown spec.ingress[0].ports[0].port: their ports are http/TCP"],
    ],
    [
      "a port name of another protocol",
      "{ podSelector: {}, ingress: [{ ports: [{ port: http, protocol: UDP }] }] }",
      ["named-port-unknown spec.ingress[0].ports[0].port: their ports are http/TCP"],
    ],
    [
      "an egress port name is looked up on the peers",
      `{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [${DNS}, { to: [{ namespaceSelector: { matchLabels: { team: data } } }], ports: [{ port: sql }, { port: http }] }] }`,
      ["named-port-unknown spec.egress[1].ports[1].port: their ports are sql/TCP"],
    ],
    [
      "egress without DNS",
      "{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [] }",
      [`egress-without-dns spec.egress: ${remedyForDns}`],
    ],
    [
      "egress with DNS over UDP only",
      "{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ ports: [{ port: 53, protocol: UDP }] }] }",
      [`egress-without-dns spec.egress: ${remedyForDns}`],
    ],
    [
      "an address block is left alone",
      "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.0/24 } }] }] }",
      [],
    ],
  ])("%s", (_, spec, expected) => expect(findings(spec)).toEqual(expected));

  it("notes DNS over UDP only, and warns of none", () => {
    const severities = (egress: string): readonly string[] =>
      Cluster.load([
        {
          name: "a.yaml",
          text: `${SHOP}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress], egress: ${egress} }\n`,
        },
      ])
        .lint()
        .map(({ severity }) => severity);
    expect(severities("[{ ports: [{ port: 53, protocol: UDP }] }]")).toEqual(["note"]);
    expect(severities("[]")).toEqual(["warning"]);
  });

  it("finds a policy that forgot its namespace", () => {
    expect(findings("{ podSelector: {} }", "labels: {}")).toContain(
      "policy-without-namespace metadata: the input's pods are in data, shop",
    );
    expect(findings("{ podSelector: {} }", "namespace: default").join()).not.toContain(
      "policy-without-namespace",
    );
  });

  it("finds pods of the host network that a policy names, and none that it does not", () => {
    const agent = (policy: string): string => `${podText("agent", "hostNetwork: true,")}---\n${policy}`;
    expect(codesOf(agent(policyText("{ matchLabels: { app: agent } }")))).toContain(
      "host-network-not-isolated",
    );
    expect(codesOf(agent(policyText("{}")))).not.toContain("host-network-not-isolated");
    const plain = `${podText("agent", "")}---\n${policyText("{ matchLabels: { app: agent } }")}`;
    expect(codesOf(plain)).not.toContain("host-network-not-isolated");
  });

  it("finds pods that stay open beside protected ones", () => {
    const [first] = findings("{ podSelector: { matchLabels: { app: none } }, policyTypes: [Egress] }");
    expect(first).toBe("default-deny-missing : add a policy with podSelector: {} and no ingress rule");
  });
});

function podText(name: string, more: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: default, labels: { app: ${name} } }
spec: { ${more} containers: [{ name: app, image: a }] }
`;
}

function policyText(podSelector: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: default }
spec: { podSelector: ${podSelector} }
`;
}

function codesOf(text: string): readonly string[] {
  return Cluster.load([{ name: "host.yaml", text }])
    .lint()
    .map(({ code }) => code);
}
