import type { Node } from "../api/core/node.ts";
import type { PodTemplate } from "../api/core/pod.ts";
import type { ServicePort } from "../api/core/service.ts";
import type { AnyKind } from "../api/kinds.ts";
import { openshiftCorefile } from "./openshift-corefile.ts";
import type { DnsProfile, Profile } from "./profile.ts";

/** Where metrics are: kubeadm's manifests, and openshift/cluster-dns-operator's assets/dns. */
export const METRICS: Readonly<
  Record<DnsProfile["metrics"], { readonly servicePort: Pick<ServicePort, "port" | "targetPort"> }>
> = {
  itself: { servicePort: { port: 9153, targetPort: 9153 } },
  proxy: { servicePort: { port: 9154, targetPort: "metrics" } },
};

type Tolerations = NonNullable<NonNullable<PodTemplate["spec"]>["tolerations"]>;
type Container = NonNullable<PodTemplate["spec"]>["containers"][number];

function containersOf({ podPort, metrics }: DnsProfile): readonly Container[] {
  const image = "registry.k8s.io/coredns/coredns:v1.12.1";
  const ports: Container["ports"] = [
    { name: "dns", containerPort: podPort, protocol: "UDP" },
    { name: "dns-tcp", containerPort: podPort, protocol: "TCP" },
  ];
  const offered = (containerPort: number): NonNullable<Container["ports"]>[number] => {
    return { name: "metrics", containerPort, protocol: "TCP" };
  };
  if (metrics === "itself") return [{ name: "coredns", image, ports: [...ports, offered(9153)] }];
  return [
    { name: "dns", image, ports },
    { name: "kube-rbac-proxy", image: "kube-rbac-proxy", ports: [offered(9154)] },
  ];
}

/** kubeadm's manifest (cmd/kubeadm/app/phases/addons/dns/manifests.go). */
const KUBEADMS_TOLERATIONS: Tolerations = [
  { key: "CriticalAddonsOnly", operator: "Exists" },
  { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
];
/** What the operator does where a DNS names no `nodePlacement` (tolerationsForDNS, controller_dns_daemonset.go). */
const OPERATORS_TOLERATIONS: Tolerations = [{ key: "node-role.kubernetes.io/master", operator: "Exists" }];

export function dnsWorkload(dns: DnsProfile): AnyKind {
  const { namespace, labels } = dns;
  const metadata = { name: dns.workload, namespace, labels };
  const selector = { matchLabels: labels };
  const template: PodTemplate = {
    metadata: { labels },
    spec: {
      containers: containersOf(dns),
      dnsPolicy: "Default",
      restartPolicy: "Always",
      tolerations: hasDnsOperator(dns) ? OPERATORS_TOLERATIONS : KUBEADMS_TOLERATIONS,
    },
  };
  return dns.workloadKind === "DaemonSet"
    ? {
        apiVersion: "apps/v1",
        kind: "DaemonSet",
        metadata,
        spec: {
          selector,
          template,
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "10%", maxUnavailable: 0 } },
        },
      }
    : {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata,
        spec: {
          replicas: dns.replicas,
          selector,
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
          template,
        },
      };
}

/** Whether OpenShift's operator lays the server down. */
export function hasDnsOperator({ metrics }: DnsProfile): boolean {
  return metrics === "proxy";
}

/**
 * What the operator puts into the Service beside ports (pkg/manifests/assets/dns/service.yaml and controller_dns_service.go,
 * since 4.22): the pod of the client's own node, and hints where nodes that take work are in two zones and all of them in one.
 */
export function operatorsChoices(nodes: readonly Node[]): {
  readonly annotations: Readonly<Record<string, string>>;
  readonly trafficDistribution: string;
} {
  const workers = nodes.filter(
    ({ metadata: { labels = {} } }) => !CONTROL.some((role) => Object.hasOwn(labels, role)),
  );
  const zones = workers.map(({ metadata }) => metadata.labels?.["topology.kubernetes.io/zone"] ?? "");
  const hasHints = !zones.includes("") && new Set(zones).size >= 2;
  const annotations = hasHints ? { "service.kubernetes.io/topology-aware-hints": "auto" } : {};
  return { annotations, trafficDistribution: "PreferSameNode" };
}

const CONTROL = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

/** Nothing but questions, and metrics for OpenShift's own monitoring (networkpolicy-*.yaml of the operator, since 4.22). */
export function operatorsPolicies({ namespace, workload, labels, podPort }: DnsProfile): readonly AnyKind[] {
  const policyTypes = ["Ingress", "Egress"] as const;
  const owner = { "dns.operator.openshift.io/owning-dns": "default" };
  const policy = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" } as const;
  const monitoring = { matchLabels: { "kubernetes.io/metadata.name": "openshift-monitoring" } };
  return [
    {
      ...policy,
      metadata: { name: `${namespace}-deny-all`, namespace, labels: owner },
      spec: { podSelector: {}, policyTypes },
    },
    {
      ...policy,
      metadata: { name: workload, namespace, labels: owner },
      spec: {
        podSelector: { matchLabels: labels },
        ingress: [
          { ports: (["UDP", "TCP"] as const).map((protocol) => ({ protocol, port: podPort })) },
          { ports: [{ protocol: "TCP", port: 9154 }], from: [{ namespaceSelector: monitoring }] },
        ],
        egress: [{ to: ["0.0.0.0/0", "::/0"].map((cidr) => ({ ipBlock: { cidr } })) }],
        policyTypes,
      },
    },
  ];
}

/** The Corefile that kubeadm writes, or OpenShift's operator. */
export function corefile(profile: Profile): string {
  return hasDnsOperator(profile.dns) ? openshiftCorefile(profile) : kubeadmCorefile(profile);
}

function kubeadmCorefile({ clusterDomain, dns }: Profile): string {
  return `.:${dns.podPort} {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success ${clusterDomain}
       disable denial ${clusterDomain}
    }
    loop
    reload
    loadbalance
}
`;
}
