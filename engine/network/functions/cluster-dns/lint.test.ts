import { describe, expect, it } from "vitest";
import { Cluster, profileNamed, withChoice } from "../../../index.ts";

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { clusterIP: 10.96.0.50, ports: [{ port: 80 }] }
`;

function findings(manifest: string): readonly string[] {
  return Cluster.load([{ name: "a.yaml", text: `${SERVICE}---\n${manifest}` }])
    .lint()
    .map(({ code, field }) => `${code} ${field}`);
}

function agent(spec: string, value: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { ${spec} containers: [{ name: agent, image: a, env: [{ name: TARGET, value: "${value}" }] }] }
`;
}

const FOUND = "service-name-unresolvable spec.template.spec.containers[0].env[0].value";

describe("names of the cluster where nobody knows them", () => {
  it.each<[string, string, readonly string[]]>([
    ["hostNetwork: true,", "http://api/health", [FOUND]],
    ["hostNetwork: true,", "api.shop:80", [FOUND]],
    ["dnsPolicy: Default,", "http://api.shop.svc.cluster.local", [FOUND]],
    ["hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet,", "http://api", []],
    ["", "http://api", []],
    ["hostNetwork: true,", "http://example.com", []],
    ["hostNetwork: true,", "api", []],
  ])("%s TARGET=%s", (spec, value, expected) => {
    expect(findings(agent(spec, value))).toEqual(expected);
  });

  it.each<[string, readonly string[]]>([
    ["api.shop.svc", ["external-name-short spec.externalName"]],
    ["api.shop", ["external-name-short spec.externalName"]],
    ["api", ["external-name-short spec.externalName"]],
    ["api.shop.svc.cluster.local", []],
    ["api.example.com", []],
  ])("an alias of %s", (target, expected) => {
    const alias = `{ apiVersion: v1, kind: Service, metadata: { name: alias, namespace: shop }, spec: { type: ExternalName, externalName: ${target} } }`;
    expect(findings(alias)).toEqual(expected);
  });

  it.each<[string, number]>([
    ["api.shop.svc.cluster.local", 1],
    ["api.shop", 1],
    ["api", 1],
    ["localhost", 0],
    ["shop.example.com", 0],
  ])("an Ingress for %s", (host, count) => {
    const ingress = `{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web, namespace: shop }, spec: { rules: [{ host: ${host}, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] } }] } }`;
    expect(findings(ingress).filter((one) => one === "host-of-cluster spec.rules[0].host")).toHaveLength(
      count,
    );
  });

  it.each<[string, readonly string[]]>([
    ["kubernets cluster.local", ["corefile-refused data.Corefile"]],
    ["kubernetes cluster.local", []],
    ["rewrite name suffix .a.example .svc.cluster.local", ["rewrite-without-answer data.Corefile"]],
    ["rewrite name suffix .a.example .svc.cluster.local answer auto", []],
    ["rewrite stop name exact a.example b.svc.cluster.local", []],
  ])("a Corefile with %s", (line, expected) => {
    const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data: { Corefile: ".:53 {\\n  ${line}\\n}\\n" }
`;
    expect(findings(map)).toEqual(expected);
  });

  it.each([
    ["endpointslice-mirroring=true", []],
    ["endpointslice-mirroring=false", ["endpoints-unread subsets"]],
  ])("Endpoints by hand, %s", (choice, expected) => {
    const endpoints = `apiVersion: v1
kind: Endpoints
metadata: { name: api, namespace: shop }
subsets: [{ addresses: [{ ip: 192.0.2.7 }], ports: [{ port: 80 }] }]
`;
    const profile = withChoice(profileNamed("kubeadm"), choice);
    const cluster = Cluster.load([{ name: "a.yaml", text: `${SERVICE}---\n${endpoints}` }], { profile });
    expect(cluster.lint().map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
  });

  it("a slice that leads to a cluster IP", () => {
    const slice = `apiVersion: v1
kind: Service
metadata: { name: twice, namespace: shop }
spec: { ports: [{ port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: twice-1, namespace: shop, labels: { kubernetes.io/service-name: twice } }
addressType: IPv4
endpoints: [{ addresses: [10.96.0.50] }]
ports: [{ port: 80 }]
`;
    expect(findings(slice)).toEqual(["slice-cluster-ip endpoints[0].addresses[0]"]);
  });
});

describe("host names that no kernel takes", () => {
  const spec = (name: string): string =>
    `{ hostname: ${name}, subdomain: peers, setHostnameAsFQDN: true, containers: [{ name: c, image: a }] }`;
  const pod = (name: string): string =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: web-0, namespace: shop }, spec: ${spec(name)} }`;
  const deployment = (name: string): string =>
    `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop }, spec: { replicas: 3, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: ${spec(name)} } } }`;

  it.each<[string, string, readonly string[]]>([
    ["a pod", pod("a-name-of-forty-letters-and-a-few-more"), ["hostname-too-long spec.setHostnameAsFQDN"]],
    [
      "three pods of one Deployment",
      deployment("a-name-of-forty-letters-and-a-few-more"),
      ["hostname-too-long spec.template.spec.setHostnameAsFQDN"],
    ],
    ["one that fits", pod("short"), []],
  ])("%s", (_what, manifest, expected) => {
    expect(findings(manifest)).toEqual(expected);
  });
});

describe("OpenShift's DNS operator", () => {
  const dns = (spec: string): string =>
    `{ apiVersion: operator.openshift.io/v1, kind: DNS, metadata: { name: default }, spec: { ${spec} } }`;
  const config =
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: dns-default, namespace: openshift-dns }, data: { Corefile: ".:5353 { errors }" } }';
  const found = (...manifests: readonly string[]): readonly string[] =>
    Cluster.load(manifests.join("\n---\n"), { profile: "openshift" })
      .lint()
      .map(({ code, message }) => `${code}: ${message}`);
  const refuses = (why: string): readonly string[] => [
    `dns-operator-refuses: the DNS operator writes no Corefile, and the one before stays: ${why}`,
  ];

  it("says what it makes nothing of", () => {
    expect(found(dns("upstreamResolvers: { upstreams: [{ type: Network }] }"))).toEqual(
      refuses("The address field is mandatory for upstream of type Network, but was not provided"),
    );
    const tls =
      "servers: [{ name: a, zones: [a.com], forwardPlugin: { upstreams: [1.1.1.1], transportConfig: { transport: TLS } } }]";
    expect(found(dns(tls))).toEqual(
      refuses("The ServerName field is mandatory when configuring TLS as the DNS Transport"),
    );
    expect(found(dns("logLevel: Trace"))).toEqual([]);
  });

  it("says whose Corefile is written over", () => {
    expect(found(dns("logLevel: Trace"), config)).toEqual([
      "dns-config-overwritten: the DNS operator writes this Corefile itself, from DNS default",
    ]);
    expect(found(dns("managementState: Unmanaged"), config)).toEqual([]);
    // Without a DNS in the input the Corefile is what counts.
    expect(found(config)).toEqual([]);
  });
});

describe("policies around the DNS pods", () => {
  const policy = (rule: string): string =>
    `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: dns, namespace: kube-system }, spec: { podSelector: { matchLabels: { k8s-app: kube-dns } }, policyTypes: [Egress], egress: [{ ports: [{ port: 6443 }] }, ${rule}] } }`;

  it.each<[string, readonly string[]]>([
    ["{ ports: [{ port: 53 }] }", ["dns-without-upstream spec.egress"]],
    ["{ to: [{ podSelector: {} }] }", ["dns-without-upstream spec.egress"]],
    ["{ ports: [{ port: 53, protocol: UDP }] }", []],
    ["{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 53, protocol: UDP }] }", []],
  ])("egress to the API server and %s", (rule, expected) => {
    expect(findings(policy(rule)).filter((found) => found.startsWith("dns-"))).toEqual(expected);
  });
});
