import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

const OBJECTS = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop }
spec: { containers: [{ name: app, image: a }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { clusterIP: 10.96.0.50, ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: alias, namespace: shop }
spec: { type: ExternalName, externalName: www.example.com }
---
apiVersion: v1
kind: Service
metadata: { name: balanced, namespace: shop }
spec: { type: LoadBalancer, clusterIP: 10.96.0.51, ports: [{ port: 80 }] }
status: { loadBalancer: { ingress: [{ hostname: LB.example.net }] } }
`;

/** A Corefile whose single server block starts in line 1. */
function clusterWith(lines: string, dnsPolicy?: string): Cluster {
  const corefile = `.:53 {\n${lines}\n}`.replaceAll(/^/gm, "    ");
  const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
${corefile}
`;
  const pods = `apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec:
  selector: { matchLabels: { k8s-app: kube-dns } }
  template:
    metadata: { labels: { k8s-app: kube-dns } }
    spec:
      dnsPolicy: ${dnsPolicy}
      containers:
        - name: coredns
          image: a
          ports:
            - { name: dns, containerPort: 53, protocol: UDP }
            - { name: dns-tcp, containerPort: 53, protocol: TCP }
`;
  return Cluster.load([OBJECTS, map, ...(dnsPolicy === undefined ? [] : [pods])].join("---\n"));
}

function reasonOf(cluster: Cluster): string {
  const [branch] = cluster.resolve("shop/client", "api.shop.svc.cluster.local.").branches;
  const step: { readonly code?: string; readonly reason?: string } = branch?.decidedBy.step ?? {};
  return step.reason ?? step.code ?? "";
}

function ttlsOf(cluster: Cluster, name: string): readonly number[] {
  const [branch] = cluster.resolve("shop/client", name).branches;
  return branch?.ending.kind === "answered" ? (branch.ending.records ?? []).map(({ ttl }) => ttl) : [];
}

const AT = "/etc/coredns/Corefile:2 - Error during parsing: ";
const INNER = "/etc/coredns/Corefile:3 - Error during parsing: ";
const COUNT = "Wrong argument count or unexpected line ending after";

describe("options of plugins: the words of CoreDNS", () => {
  it.each([
    ["cache 0", "plugin/cache: cache TTL can not be zero or negative: 0"],
    ["cache {\n success\n}", `plugin/cache: ${INNER}${COUNT} 'success'`],
    ["cache {\n success many\n}", 'plugin/cache: strconv.Atoi: parsing "many": invalid syntax'],
    ["cache {\n denial 10 -1\n}", "plugin/cache: cache TTL can not be zero or negative: -1"],
    ["cache {\n denial 10 30 -1\n}", "plugin/cache: cache min TTL can not be negative: -1"],
    ["cache {\n disable all\n}", 'plugin/cache: cache type for disable must be "success" or "denial"'],
    ["cache {\n servfail 6m\n}", "plugin/cache: caching SERVFAIL responses over 5 minutes is not permitted"],
    ["cache {\n servfail 6\n}", 'plugin/cache: time: missing unit in duration "6"'],
    ["cache {\n prefetch 10 1m 95%\n}", "plugin/cache: percentage should fall in range [10, 90]: 95"],
    ["cache {\n serve_stale 1h later\n}", "plugin/cache: invalid value for serve_stale refresh mode: later"],
    ["cache {\n sucess 10\n}", `plugin/cache: ${INNER}${COUNT} 'sucess'`],
    ["cache\ncache", "plugin/cache: this plugin can only be used once per Server Block"],
    ["errors stderr", `plugin/errors: ${AT}invalid log file: stderr`],
    ["errors {\n consolidate 5m\n}", `plugin/errors: ${INNER}${COUNT} '5m'`],
    ["health 8080", "plugin/health: address 8080: missing port in address"],
    [
      "health {\n lameduck 5\n}",
      `plugin/health: unable to parse lameduck duration value: '5' : time: missing unit in duration "5"`,
    ],
    ["health {\n lamduck 5s\n}", `plugin/health: ${INNER}unknown property 'lamduck'`],
    ["ready a b", `plugin/ready: ${AT}${COUNT} 'b'`],
    ["ready {\n monitor never\n}", `plugin/ready: ${INNER}monitor type 'never' not supported`],
    ["log {\n class some\n}", "plugin/log: invalid Class: some"],
    ["log {\n level info\n}", `plugin/log: ${INNER}unknown property 'level'`],
    ["loop .", `plugin/loop: ${AT}${COUNT} '.'`],
    ["loadbalance random", "plugin/loadbalance: unknown policy: random"],
    ["loadbalance weighted", `plugin/loadbalance: ${AT}missing weight file argument`],
    ["reload 1s", "plugin/reload: interval value must be greater or equal to 2s"],
    ["reload 30s 500ms", "plugin/reload: jitter value must be 0 or greater or equal to 1s"],
    ["reload soon", 'plugin/reload: time: invalid duration "soon"'],
    ["prometheus :9153 on", `plugin/prometheus: ${AT}${COUNT} 'on'`],
    ["prometheus {\n all\n}", `plugin/prometheus: ${INNER}unknown option: all`],
    ["autopath", "plugin/autopath: no resolv-conf specified"],
    [
      "acl {\n deny net *\n}",
      `plugin/acl: ${INNER}unexpected token "deny"; expect 'allow', 'block', 'filter' or 'drop'`,
    ],
    ["acl {\n block from *\n}", `plugin/acl: ${INNER}unexpected token "from"; expect 'type | net'`],
    ["acl {\n block net\n}", `plugin/acl: ${INNER}no token specified in "net" section`],
    ["acl {\n block net 10.0.0.0/33\n}", `plugin/acl: ${INNER}illegal CIDR notation "10.0.0.0/33"`],
    ["acl {\n block type B\n}", `plugin/acl: ${INNER}unexpected token "B"; expect legal QTYPE`],
    ["forward .", `plugin/forward: ${AT}${COUNT} '.'`],
    ["forward . 192.0.2.1 {\n exept a\n}", `plugin/forward: ${INNER}unknown property 'exept'`],
    ["k8s_external example.org {\n headless\n}", "plugin/k8s_external: kubernetes plugin not loaded"],
    ["kubernetes {\n ttl 3601\n}", `plugin/kubernetes: ${INNER}ttl must be in range [0, 3600]: 3601`],
    ["kubernetes {\n namespaces\n}", `plugin/kubernetes: ${INNER}${COUNT} 'namespaces'`],
    ["kubernetes {\n labels app=(a\n}", "plugin/kubernetes: unable to parse label selector value: 'app=(a'"],
    [
      "kubernetes {\n namespaces shop\n namespace_labels a=b\n}",
      "plugin/kubernetes: /etc/coredns/Corefile:4 - Error during parsing: namespaces and namespace_labels cannot both be set",
    ],
    ["kubernetes {\n upstream\n}", `plugin/kubernetes: ${INNER}unknown property 'upstream'`],
    ["kubernetes {\n tls a b\n}", `plugin/kubernetes: ${INNER}${COUNT} 'b'`],
    ["kubernetes {\n endpoint\n}", `plugin/kubernetes: ${INNER}${COUNT} 'endpoint'`],
    ["kubernetes {\n apiserver_burst -1\n}", `plugin/kubernetes: ${INNER}apiserver_burst must be >= 0`],
    [
      "kubernetes {\n apiserver_qps fast\n}",
      `plugin/kubernetes: ${INNER}invalid apiserver_qps "fast": strconv.ParseFloat: parsing "fast": invalid syntax`,
    ],
    [
      "kubernetes {\n startup_timeout soon\n}",
      'plugin/kubernetes: failed to parse startup_timeout: soon, time: invalid duration "soon"',
    ],
    [
      "kubernetes cluster.local {\n zonal\n noendpoints\n}",
      "plugin/kubernetes: /etc/coredns/Corefile:4 - Error during parsing: zonal requires the endpoint cache; remove noendpoints",
    ],
    ["kubernetes in-addr.arpa", "plugin/kubernetes: non-reverse zone name must be used"],
    ["kubernetes {\n podz on\n}", `plugin/kubernetes: ${INNER}unknown property 'podz'`],
    [
      "template IN A example.org",
      "plugin/template: podwire does not know what this plugin answers; leave it out to go without it",
    ],
  ])("%s", (line, expected) => {
    expect(reasonOf(clusterWith(line))).toBe(expected);
  });

  it("takes every option that CoreDNS takes", () => {
    const lines = `errors {
    stacktrace
    consolidate 5m ".* i/o timeout$" warning show_first
}
log . {
    class denial error
}
health :8080 {
    lameduck 5s
}
ready :8181 {
    monitor continuously
}
prometheus :9153
kubernetes cluster.local {
    pods insecure
    ttl 0
}
cache 30 cluster.local {
    success 9984 30 5
    denial 9984 30 5
    prefetch 10 1m 10%
    serve_stale 1h verify 1s
    servfail 5s
    disable success cluster.local
    disable denial
    keepttl
}
loop
reload 30s 15s
loadbalance round_robin {
    prefer 10.0.0.0/8
}
forward . 192.0.2.1 {
    except example.org
    max_concurrent 1000
    policy sequential
}`;
    expect(reasonOf(clusterWith(lines))).toBe("answered");
  });
});

describe("cache: one TTL for all records of an answer", () => {
  const API = "api.shop.svc.cluster.local.";
  const ALIAS = "alias.shop.svc.cluster.local.";
  it.each([
    ["no cache", "kubernetes cluster.local {\n ttl 300\n}", API, [300]],
    ["the limit for all", "cache 30\nkubernetes cluster.local {\n ttl 300\n}", API, [30]],
    ["five seconds at least", "cache 30\nkubernetes cluster.local {\n ttl 0\n}", API, [5]],
    [
      "the limit for successes",
      "cache {\n success 100 60\n}\nkubernetes cluster.local {\n ttl 300\n}",
      API,
      [60],
    ],
    ["a least of its own", "cache {\n success 100 60 0\n}\nkubernetes cluster.local {\n ttl 0\n}", API, [0]],
    ["another zone", "cache 30 example.org\nkubernetes cluster.local {\n ttl 300\n}", API, [300]],
    [
      "the lowest counts",
      "cache\nkubernetes cluster.local {\n ttl 300\n}\nhosts example.com {\n ttl 60\n 203.0.113.9 www.example.com\n}",
      ALIAS,
      [60, 60],
    ],
    [
      "disabled, and capped",
      "cache 30 {\n disable success\n}\nkubernetes cluster.local {\n ttl 300\n}",
      API,
      [30],
    ],
  ])("%s", (_, lines, name, expected) => {
    expect(ttlsOf(clusterWith(lines), name)).toEqual(expected);
  });

  it("aliases of k8s_external have the TTL of kubernetes, addresses their own", () => {
    const cluster = clusterWith(
      "kubernetes cluster.local {\n ttl 77\n}\nk8s_external example.org {\n ttl 11\n}\nforward . 192.0.2.1",
    );
    cluster.addExternalHost("lb.example.net", "203.0.113.12");
    const [branch] = cluster.resolve("shop/client", "balanced.shop.example.org.").branches;
    expect(branch?.ending).toMatchObject({
      records: [
        { type: "CNAME", target: "lb.example.net", ttl: 77 },
        { type: "A", name: "lb.example.net", ttl: 30 },
      ],
    });
  });
});

describe("loop", () => {
  it.each([
    ["127.0.0.53", undefined, /^plugin\/loop: Loop \(127\.0\.0\.1 -> :53\) detected for zone "\.", see /],
    ["/etc/resolv.conf", "ClusterFirst", /^plugin\/loop: Loop /],
    ["/etc/resolv.conf", "Default", /^answered$/],
  ])("forward . %s, dnsPolicy %s", (upstream, dnsPolicy, expected) => {
    const cluster = clusterWith(`kubernetes cluster.local\nloop\nforward . ${upstream}`, dnsPolicy);
    expect(reasonOf(cluster)).toMatch(expected);
  });
});
