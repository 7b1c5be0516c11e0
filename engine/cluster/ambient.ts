import type { Node } from "../api/core/node.ts";
import type { ServicePort } from "../api/core/service.ts";
import { SERVICE_NAME_LABEL } from "../api/discovery/endpoint-slice.ts";
import type { AnyKind } from "../api/kinds.ts";
import { cidr } from "../values/cidr.ts";
import { addToIp, parseIp } from "../values/ip.ts";
import {
  corefile,
  dnsWorkload,
  hasDnsOperator,
  METRICS,
  operatorsChoices,
  operatorsPolicies,
} from "./ambient-dns.ts";
import type { Profile } from "./profile.ts";
import { CLUSTER_INGRESS, OPERATOR_NAMESPACE } from "./routers.ts";
import { DEFAULT_SERVICE_CIDR } from "./service-blocks.ts";

const NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** kubeadm gives the cluster's DNS the tenth address of the Service network. */
const DNS_HOST = 10;
const API_SERVER_PORT = 6443;

/** Names that each preset's tool gives its nodes; `#` stands for the number. The first one runs the API server. */
const NODE_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  kubeadm: ["control-plane", "worker-#"],
  kind: ["kind-control-plane", "kind-worker#"],
  k3s: ["k3s-server", "k3s-agent-#"],
  openshift: ["master-0", "worker-#"],
};
const CLOUD_NAMES: readonly [string, string] = ["node-0", "node-#"];

/** Namespaces that are there before anybody applies anything. */
export function ambientNamespaces({ dns, ingressController }: Profile): readonly string[] {
  const ofRouters = ingressController === "openshift" ? [OPERATOR_NAMESPACE] : [];
  return [...new Set([...NAMESPACES, dns.namespace, ...ofRouters])];
}

export function namespaceObject(name: string, labels: Readonly<Record<string, string>> = {}): AnyKind {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { ...labels, "kubernetes.io/metadata.name": name } },
    status: { phase: "Active" },
  };
}

/** The profile's nodes. All of them take pods, so that two are enough to have traffic between nodes. */
export function ambientNodes({ name, nodes }: Profile): readonly Node[] {
  const [first, rest] = NODE_NAMES[name] ?? CLOUD_NAMES;
  return Array.from({ length: nodes }, (_, index) =>
    nodeObject(index === 0 ? first : rest.replace("#", String(index)), index === 0),
  );
}

export function nodeObject(name: string, isControlPlane: boolean): Node {
  const role = isControlPlane ? { "node-role.kubernetes.io/control-plane": "" } : {};
  const labels = { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", ...role };
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels } };
}

/** The Service `default/kubernetes`, its slice, and the cluster's DNS. `apiServer` is the address of its node. */
export function ambientObjects(
  profile: Profile,
  apiServer: string,
  nodes: readonly Node[],
): readonly AnyKind[] {
  const own: AnyKind = {
    apiVersion: "networking.k8s.io/v1",
    kind: "ServiceCIDR",
    metadata: { name: DEFAULT_SERVICE_CIDR },
    spec: { cidrs: profile.serviceCidrs },
  };
  return [
    own,
    ...apiServerObjects(profile, apiServer),
    ...dnsObjects(profile, nodes),
    ...routerObjects(profile),
  ];
}

/** The IngressController that OpenShift's installer makes: the router of Routes that no other one is for. */
function routerObjects({ ingressController, appsDomain }: Profile): readonly AnyKind[] {
  if (ingressController !== "openshift") return [];
  return [
    {
      apiVersion: "config.openshift.io/v1",
      kind: CLUSTER_INGRESS,
      metadata: { name: "cluster" },
      spec: { domain: appsDomain },
    },
    {
      apiVersion: "operator.openshift.io/v1",
      kind: "IngressController",
      metadata: { name: "default", namespace: OPERATOR_NAMESPACE },
      spec: {},
      status: {
        domain: appsDomain,
        endpointPublishingStrategy: {
          type: "LoadBalancerService",
          loadBalancer: { scope: "External", dnsManagementPolicy: "Managed" },
        },
      },
    },
  ];
}

function serviceHost({ serviceCidrs }: Profile, host: number): string {
  const [first] = serviceCidrs;
  if (first === undefined) throw new Error("a profile without a Service network");
  return addToIp(cidr(first).first, host).text;
}

function apiServerObjects(profile: Profile, apiServer: string): readonly AnyKind[] {
  const metadata = {
    name: "kubernetes",
    namespace: "default",
    labels: { component: "apiserver", provider: "kubernetes" },
  };
  const clusterIP = serviceHost(profile, 1);
  const port: ServicePort = { name: "https", protocol: "TCP", port: 443, targetPort: API_SERVER_PORT };
  const family = parseIp(apiServer)?.family ?? "IPv4";
  return [
    { apiVersion: "v1", kind: "Service", metadata, spec: serviceSpec(clusterIP, [port]) },
    {
      apiVersion: "v1",
      kind: "Endpoints",
      metadata: { ...metadata, labels: { "endpointslice.kubernetes.io/skip-mirror": "true" } },
      subsets: [
        {
          addresses: [{ ip: apiServer }],
          ports: [{ name: "https", port: API_SERVER_PORT, protocol: "TCP" }],
        },
      ],
    },
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { ...metadata, labels: { [SERVICE_NAME_LABEL]: "kubernetes" } },
      addressType: family,
      endpoints: [{ addresses: [apiServer], conditions: { ready: true } }],
      ports: [{ name: "https", port: API_SERVER_PORT, protocol: "TCP" }],
    },
  ];
}

function serviceSpec(
  clusterIP: string,
  ports: readonly ServicePort[],
): Extract<AnyKind, { kind: "Service" }>["spec"] {
  return {
    type: "ClusterIP",
    clusterIP,
    clusterIPs: [clusterIP],
    internalTrafficPolicy: "Cluster",
    sessionAffinity: "None",
    ports,
  };
}

function dnsObjects(profile: Profile, nodes: readonly Node[]): readonly AnyKind[] {
  const { dns } = profile;
  const isOperated = hasDnsOperator(dns);
  const { annotations = {}, ...choices } = isOperated ? operatorsChoices(nodes) : {};
  const noted = Object.keys(annotations).length === 0 ? {} : { annotations };
  const { namespace, labels } = dns;
  const ports: readonly ServicePort[] = [
    { name: "dns", port: 53, protocol: "UDP", targetPort: "dns" },
    { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: "dns-tcp" },
    { name: "metrics", protocol: "TCP", ...METRICS[dns.metrics].servicePort },
  ];
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: dns.service, namespace, labels, ...noted },
      spec: { ...serviceSpec(serviceHost(profile, DNS_HOST), ports), selector: labels, ...choices },
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: dns.configMap, namespace },
      data: { Corefile: corefile(profile) },
    },
    dnsWorkload(dns),
    ...(isOperated ? [...operatorsPolicies(dns), OPERATED] : []),
  ];
}

const OPERATED: AnyKind = {
  apiVersion: "operator.openshift.io/v1",
  kind: "DNS",
  metadata: { name: "default" },
  spec: {},
};
