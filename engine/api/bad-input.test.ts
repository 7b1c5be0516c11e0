import { describe, expect, it } from "vitest";
import { EDGE_CASES } from "../testing/edge-input.ts";
import { formatIssue } from "../values/issue.ts";
import { decodeText, issuesOfNew } from "./decode.ts";

/** One manifest with something wrong in it, by what is wrong. */
const CASES: Readonly<Record<string, string>> = {};

function add(name: string, text: string): void {
  if (Object.hasOwn(CASES, name)) throw new Error(`two cases named ${name}`);
  (CASES as Record<string, string>)[name] = text;
}

function object(kind: string, spec: string, { api = "v1", meta = "name: x" } = {}): string {
  return `apiVersion: ${api}\nkind: ${kind}\nmetadata: { ${meta} }\n${spec}\n`;
}
const policy = (spec: string): string =>
  object("NetworkPolicy", `spec: ${spec}`, { api: "networking.k8s.io/v1" });
const service = (spec: string): string => object("Service", `spec: ${spec}`);
const pod = (spec: string): string => object("Pod", `spec: ${spec}`);
const deployment = (spec: string): string => object("Deployment", `spec: ${spec}`, { api: "apps/v1" });
const container = "containers: [{ name: a, image: b }]";

// The text itself.
add("tab as indentation", "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n");
add("unclosed flow", "apiVersion: v1\nkind: [Pod\n");
add("duplicate key", "apiVersion: v1\nkind: Pod\nkind: Service\nmetadata: { name: x }\n");
add(
  "alias bomb",
  `a: &a [1]\n${["b", "c", "d", "e", "f", "g"].map((key, index) => `${key}: &${key} [${Array(20).fill(`*${"abcdef"[index]}`).join()}]`).join("\n")}\n`,
);
add("alias of nothing", "apiVersion: v1\nkind: Pod\nmetadata: *nowhere\n");
add("template left in", "apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Values.name }} }\n");
add("a list", "- apiVersion: v1\n");
add("a word", "hello\n");
add("no kind", "apiVersion: v1\nmetadata: { name: x }\n");
add("no apiVersion", "kind: Pod\nmetadata: { name: x }\n");
add("another version of a known kind", object("Deployment", "", { api: "extensions/v1beta1" }));
add("misspelt kind", object("Sevice", ""));
add("kind in lower case", object("service", ""));
add("unknown kind", object("Widget", "", { api: "example.com/v1" }));
add("kind is a number", "apiVersion: v1\nkind: 1\nmetadata: { name: x }\n");
add(
  "List with a broken item",
  "apiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: Service, metadata: { name: x }, spec: { ports: [{ port: 0 }] } }\n",
);
add(
  "JSON with a trailing comma",
  '{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "X", } }',
);

// Metadata.
add("no metadata", "apiVersion: v1\nkind: Namespace\n");
add("no name", object("Namespace", "", { meta: "labels: {}" }));
add("name in upper case", object("Namespace", "", { meta: "name: Shop" }));
add("name too long", object("Namespace", "", { meta: `name: ${"a".repeat(64)}` }));
add("name is a number", object("Namespace", "", { meta: "name: 1" }));
add("Pod name with an underscore", object("Pod", `spec: { ${container} }`, { meta: "name: a_b" }));
add(
  "Service name that starts with a digit",
  object("Service", "spec: { ports: [{ port: 80 }] }", { meta: "name: 1a" }),
);
add("namespace of a cluster-wide object", object("Node", "", { meta: "name: a, namespace: b" }));
add("invalid namespace", object("Pod", `spec: { ${container} }`, { meta: "name: a, namespace: B" }));
add("label key with a space", object("Namespace", "", { meta: 'name: x, labels: { "a b": c }' }));
add("label value too long", object("Namespace", "", { meta: `name: x, labels: { a: ${"b".repeat(64)} }` }));
add("label value with a slash", object("Namespace", "", { meta: "name: x, labels: { a: b/c }" }));
add("label value is a boolean", object("Namespace", "", { meta: "name: x, labels: { a: true }" }));
add("label value is a YAML 1.1 boolean", object("Namespace", "", { meta: "name: x, labels: { a: yes }" }));
add("label value is a number", object("Namespace", "", { meta: "name: x, labels: { version: 1.20 }" }));
add("labels are a list", object("Namespace", "", { meta: "name: x, labels: [a]" }));
add("annotation is a number", object("Namespace", "", { meta: "name: x, annotations: { a: 1 }" }));
add("label prefix is no domain", object("Namespace", "", { meta: "name: x, labels: { A_/b: c }" }));

// Fields.
add("unknown field", service("{ selectors: { a: b }, ports: [{ port: 80 }] }"));
add("unknown field in a list", service("{ ports: [{ prot: 80, port: 80 }] }"));
add("unknown field at the top", `${service("{ ports: [{ port: 80 }] }")}sepc: {}\n`);
add("field of a prototype", service("{ ports: [{ port: 80 }], constructor: {} }"));
add("a field named __proto__", service('{ ports: [{ port: 80 }], "__proto__": { a: 1 } }'));
add("list where an object belongs", service("[]"));
add("object where a list belongs", service("{ ports: { port: 80 } }"));
add(
  "text where a number belongs",
  deployment(
    '{ replicas: "2", selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: b }] } } }',
  ),
);
add("fraction where an integer belongs", service("{ ports: [{ port: 80.5 }] }"));

// NetworkPolicy.
add("policy without spec", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: x }\n");
add("policyTypes misspelt", policy("{ podSelector: {}, policyTypes: [ingress] }"));
add("policyTypes three times", policy("{ podSelector: {}, policyTypes: [Ingress, Egress, Ingress] }"));
add("invalid CIDR", policy("{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0 } }] }] }"));
add(
  "CIDR with leading zeros",
  policy("{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 010.0.0.0/8 } }] }] }"),
);
add(
  "CIDR with host bits",
  policy("{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.1/8 } }] }] }"),
);
add("ipBlock without cidr", policy("{ podSelector: {}, ingress: [{ from: [{ ipBlock: {} }] }] }"));
add(
  "except outside cidr",
  policy(
    "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [192.168.0.0/16] } }] }] }",
  ),
);
add(
  "except equal to cidr",
  policy(
    "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }] }] }",
  ),
);
add(
  "except of the other family",
  policy(
    "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [fd00::/64] } }] }] }",
  ),
);
add("empty peer", policy("{ podSelector: {}, ingress: [{ from: [{}] }] }"));
add(
  "peer with a block and a selector",
  policy("{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }] }"),
);
add("port zero", policy("{ podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] }"));
add("port too large", policy("{ podSelector: {}, ingress: [{ ports: [{ port: 65536 }] }] }"));
add(
  "port name too long",
  policy("{ podSelector: {}, ingress: [{ ports: [{ port: a-very-long-port-name }] }] }"),
);
add(
  "port name with an upper-case letter",
  policy("{ podSelector: {}, ingress: [{ ports: [{ port: Http }] }] }"),
);
add("number as text", policy('{ podSelector: {}, ingress: [{ ports: [{ port: "80" }] }] }'));
add("protocol misspelt", policy("{ podSelector: {}, ingress: [{ ports: [{ port: 80, protocol: tcp }] }] }"));
add("endPort below port", policy("{ podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 79 }] }] }"));
add("endPort without port", policy("{ podSelector: {}, ingress: [{ ports: [{ endPort: 80 }] }] }"));
add(
  "endPort beside a name",
  policy("{ podSelector: {}, ingress: [{ ports: [{ port: http, endPort: 80 }] }] }"),
);
add("to in an ingress rule", policy("{ podSelector: {}, ingress: [{ to: [] }] }"));
add(
  "operator misspelt",
  policy("{ podSelector: { matchExpressions: [{ key: a, operator: in, values: [b] }] } }"),
);
add("In without values", policy("{ podSelector: { matchExpressions: [{ key: a, operator: In }] } }"));
add(
  "Exists with values",
  policy("{ podSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] } }"),
);
add("selector with labels at its top", policy("{ podSelector: { app: web } }"));
add("selector value invalid", policy('{ podSelector: { matchLabels: { a: "b c" } } }'));

// Service.
add("no ports", service("{ selector: { a: b } }"));
add("two ports without names", service("{ ports: [{ port: 80 }, { port: 81 }] }"));
add("two ports of one name", service("{ ports: [{ name: a, port: 80 }, { name: a, port: 81 }] }"));
add("one port twice", service("{ ports: [{ name: a, port: 80 }, { name: b, port: 80 }] }"));
add("targetPort zero", service("{ ports: [{ port: 80, targetPort: 0 }] }"));
add("targetPort name invalid", service('{ ports: [{ port: 80, targetPort: "http_x" }] }'));
add("clusterIP invalid", service("{ clusterIP: 10.96.0, ports: [{ port: 80 }] }"));
add("type misspelt", service("{ type: Nodeport, ports: [{ port: 80 }] }"));
add("nodePort of a ClusterIP", service("{ ports: [{ port: 80, nodePort: 30080 }] }"));
add("ExternalName without a name", service("{ type: ExternalName }"));
add("ExternalName with a URL", service('{ type: ExternalName, externalName: "https://a.b" }'));
add(
  "ExternalName with a clusterIP",
  service("{ type: ExternalName, externalName: a.b, clusterIP: 10.96.0.5 }"),
);
add("headless NodePort", service("{ type: NodePort, clusterIP: None, ports: [{ port: 80 }] }"));
add("sessionAffinity misspelt", service("{ sessionAffinity: ClientIp, ports: [{ port: 80 }] }"));
add(
  "externalTrafficPolicy of a ClusterIP",
  service("{ externalTrafficPolicy: Local, ports: [{ port: 80 }] }"),
);
add("internalTrafficPolicy misspelt", service("{ internalTrafficPolicy: local, ports: [{ port: 80 }] }"));
add("ipFamilyPolicy misspelt", service("{ ipFamilyPolicy: Dual, ports: [{ port: 80 }] }"));
add("selector value is a number", service("{ selector: { a: 1 }, ports: [{ port: 80 }] }"));

// Workloads, pods, endpoints.
add("no containers", pod("{ containers: [] }"));
add("container without a name", pod("{ containers: [{ image: b }] }"));
add("two containers of one name", pod("{ containers: [{ name: a, image: b }, { name: a, image: c }] }"));
add(
  "containerPort too large",
  pod("{ containers: [{ name: a, image: b, ports: [{ containerPort: 70000 }] }] }"),
);
add(
  "port name twice",
  pod(
    "{ containers: [{ name: a, image: b, ports: [{ name: p, containerPort: 1 }, { name: p, containerPort: 2 }] }] }",
  ),
);
add("dnsPolicy misspelt", pod(`{ dnsPolicy: clusterFirst, ${container} }`));
add(
  "selector that the template lacks",
  deployment(
    "{ selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: c } }, spec: { containers: [{ name: a, image: b }] } } }",
  ),
);
add(
  "no selector",
  deployment(
    "{ template: { metadata: { labels: { a: c } }, spec: { containers: [{ name: a, image: b }] } } }",
  ),
);
add(
  "negative replicas",
  deployment(
    "{ replicas: -1, selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: b }] } } }",
  ),
);
add("addressType missing", object("EndpointSlice", "endpoints: []", { api: "discovery.k8s.io/v1" }));
add(
  "address of the other family",
  object("EndpointSlice", "addressType: IPv6\nendpoints: [{ addresses: [10.0.0.1] }]", {
    api: "discovery.k8s.io/v1",
  }),
);
add(
  "no addresses",
  object("EndpointSlice", "addressType: IPv4\nendpoints: [{ addresses: [] }]", {
    api: "discovery.k8s.io/v1",
  }),
);
add("loopback endpoint", object("Endpoints", "subsets: [{ addresses: [{ ip: 127.0.0.1 }] }]"));
add("subset without addresses", object("Endpoints", "subsets: [{ ports: [{ port: 80 }] }]"));
add(
  "schedule missing",
  object(
    "CronJob",
    "spec: { jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: b }] } } } } }",
    { api: "batch/v1" },
  ),
);
add(
  "restartPolicy of a Job",
  object("Job", `spec: { template: { spec: { restartPolicy: Always, ${container} } } }`, { api: "batch/v1" }),
);

// Ingress, IngressClass, Route, IngressController.
for (const [name, text] of Object.entries(EDGE_CASES)) add(name, text);

describe("input that cannot be used", () => {
  it(`${Object.keys(CASES).length} cases: where it is, what was expected, what to do`, async () => {
    const told = Object.entries(CASES).map(([name, text]) => {
      const { issues: found, objects } = decodeText(text, "x.yaml");
      const issues = [...found, ...objects.flatMap(issuesOfNew)];
      return `# ${name}\n${issues.map((issue) => formatIssue(issue)).join("\n") || `(no issue, ${objects.length} objects)`}\n`;
    });
    await expect(told.join("\n")).toMatchFileSnapshot("golden/bad-input.txt");
  });
});
