import { parseCidr } from "../values/cidr.ts";
import { type IpFamily, parseIp } from "../values/ip.ts";
import { NameError } from "../values/name-error.ts";
import { suggest } from "../values/suggest.ts";
import type {
  Cni,
  DnsProfile,
  IngressController,
  KubeProxyMode,
  LoadBalancerController,
  PolicyController,
  Profile,
  Resolver,
} from "./profile.ts";
import { flag, NODE_FIREWALL, PROXY_SWITCHES, type Switch } from "./proxy-switches.ts";

/** Release whose behaviour the engine follows, the newest that could be read upstream. */
const KUBERNETES = "1.36";

const KUBE_DNS: DnsProfile = {
  namespace: "kube-system",
  service: "kube-dns",
  workload: "coredns",
  workloadKind: "Deployment",
  configMap: "coredns",
  labels: { "k8s-app": "kube-dns" },
  podPort: 53,
  replicas: 2,
  metrics: "itself",
};

const KUBEADM: Profile = {
  name: "kubeadm",
  kubernetes: KUBERNETES,
  cni: "calico",
  policyController: "none",
  kubeProxy: "iptables",
  natOutgoing: true,
  masqueradeAll: false,
  localhostNodePorts: true,
  nodePortAddresses: [],
  detectLocal: "cluster-cidr",
  endpointSliceMirroring: true,
  nodeFirewall: "off",
  ingressController: "spec",
  ingressWebhook: true,
  loadBalancer: "none",
  loadBalancerCidrs: ["203.0.113.128/25"],
  dns: KUBE_DNS,
  resolver: "glibc",
  clusterDns: "service",
  resolvConf: "node",
  externalDns: true,
  appsDomain: "apps.example.com",
  clusterDomain: "cluster.local",
  ipFamilies: ["IPv4"],
  podCidrs: ["10.244.0.0/16"],
  serviceCidrs: ["10.96.0.0/12"],
  nodeCidrs: ["192.168.56.0/24"],
  nodes: 2,
  ipBlockMatchesPods: true,
};

/** Every preset with its switches; what a row leaves out is as kubeadm has it. */
const PRESETS: Readonly<Record<string, Partial<Profile>>> = {
  kubeadm: {},
  kind: { cni: "calico", nodeCidrs: ["172.18.0.0/16"], ingressController: "ingress-nginx" },
  k3s: {
    cni: "flannel",
    policyController: "kube-router",
    loadBalancer: "nodes",
    podCidrs: ["10.42.0.0/16"],
    serviceCidrs: ["10.43.0.0/16"],
    dns: { ...KUBE_DNS, replicas: 1 },
  },
  eks: {
    cni: "calico",
    loadBalancer: "hostname",
    serviceCidrs: ["172.20.0.0/16"],
    nodeCidrs: ["192.168.0.0/17"],
    podCidrs: ["192.168.128.0/17"],
  },
  "gke-dataplane-v2": {
    cni: "cilium",
    loadBalancer: "cloud",
    kubeProxy: "none",
    ipBlockMatchesPods: false,
    podCidrs: ["10.4.0.0/14"],
    serviceCidrs: ["34.118.224.0/20"],
    nodeCidrs: ["10.128.0.0/20"],
    dns: { ...KUBE_DNS, workload: "kube-dns" },
  },
  "aks-cilium": {
    cni: "cilium",
    loadBalancer: "cloud",
    kubeProxy: "none",
    ipBlockMatchesPods: false,
    podCidrs: ["10.244.0.0/16"],
    serviceCidrs: ["10.0.0.0/16"],
    nodeCidrs: ["10.224.0.0/16"],
  },
  openshift: {
    cni: "ovn-kubernetes",
    kubeProxy: "none",
    loadBalancer: "cloud",
    ingressController: "openshift",
    podCidrs: ["10.128.0.0/14"],
    serviceCidrs: ["172.30.0.0/16"],
    nodeCidrs: ["10.0.0.0/16"],
    dns: {
      namespace: "openshift-dns",
      service: "dns-default",
      workload: "dns-default",
      workloadKind: "DaemonSet",
      configMap: "dns-default",
      labels: { "dns.operator.openshift.io/daemonset-dns": "default" },
      podPort: 5353,
      replicas: 2,
      metrics: "proxy",
    },
  },
};

type BlockUse = "pods" | "services" | "nodes" | "balancers";

/** Blocks for a family that a profile gets by `ip-families`, when its own blocks are of the other one. */
const FAMILY_BLOCKS: Readonly<Record<IpFamily, Readonly<Record<BlockUse, string>>>> = {
  IPv4: {
    pods: "10.244.0.0/16",
    services: "10.96.0.0/12",
    nodes: "192.168.56.0/24",
    balancers: "203.0.113.128/25",
  },
  IPv6: {
    pods: "fd00:10:244::/56",
    services: "fd00:10:96::/112",
    nodes: "fd00:192:168:56::/64",
    balancers: "2001:db8:1b::/112",
  },
};

export function profileNames(): readonly string[] {
  return Object.keys(PRESETS);
}

/** A preset's name, or `key=value` on top of the default one. Throws `NameError`. */
export function profileNamed(text: string): Profile {
  if (text.includes("=")) return withChoice(KUBEADM, text);
  const preset = PRESETS[text];
  if (preset === undefined || !Object.hasOwn(PRESETS, text)) {
    const near = suggest(text, profileNames());
    throw new NameError(`no profile named ${text}`, near.length > 0 ? near : profileNames());
  }
  return { ...KUBEADM, ...preset, name: text };
}

const CNIS: readonly Cni[] = ["calico", "flannel", "cilium", "ovn-kubernetes", "weave"];
const POLICY_CONTROLLERS: readonly PolicyController[] = ["none", "kube-router"];
const KUBE_PROXY_MODES: readonly KubeProxyMode[] = ["iptables", "nftables", "ipvs", "none"];
const LOAD_BALANCERS: readonly LoadBalancerController[] = [
  "none",
  "cloud",
  "hostname",
  "nodes",
  "metallb",
  "kube-vip",
];
const RESOLVERS: readonly Resolver[] = ["glibc", "musl"];
const INGRESS_CONTROLLERS: readonly IngressController[] = ["spec", "ingress-nginx", "openshift"];

const SWITCHES: readonly Switch[] = [
  choice("cni", CNIS, "cni", (profile, cni) => ({ ...profile, cni, ipBlockMatchesPods: cni !== "cilium" })),
  choice("policy-controller", POLICY_CONTROLLERS, "policyController", (profile, policyController) => ({
    ...profile,
    policyController,
  })),
  flag("nat-outgoing", "natOutgoing"),
  choice("kube-proxy", KUBE_PROXY_MODES, "kubeProxy", (profile, kubeProxy) => ({ ...profile, kubeProxy })),
  ...PROXY_SWITCHES,
  flag("endpointslice-mirroring", "endpointSliceMirroring"),
  NODE_FIREWALL,
  choice("ingress-controller", INGRESS_CONTROLLERS, "ingressController", (profile, ingressController) => ({
    ...profile,
    ingressController,
  })),
  flag("ingress-webhook", "ingressWebhook"),
  choice("load-balancer", LOAD_BALANCERS, "loadBalancer", (profile, loadBalancer) => ({
    ...profile,
    loadBalancer,
  })),
  choice("resolver", RESOLVERS, "resolver", (profile, resolver) => ({ ...profile, resolver })),
  {
    key: "cluster-dns",
    values: "service, none, or addresses separated by commas",
    read: (profile) => profile.clusterDns,
    write: (profile, clusterDns) => {
      const isWord = clusterDns === "service" || clusterDns === "none";
      const isValid = isWord || clusterDns.split(",").every((one) => parseIp(one) !== undefined);
      return isValid ? { ...profile, clusterDns } : undefined;
    },
  },
  {
    key: "resolv-conf",
    values: "node, none, or lines of a resolv.conf separated by semicolons",
    read: (profile) => profile.resolvConf,
    write: (profile, resolvConf) => {
      const isWord = resolvConf === "node" || resolvConf === "none";
      const isValid = isWord || /^\s*(nameserver|search|options)\s/.test(resolvConf);
      return isValid ? { ...profile, resolvConf } : undefined;
    },
  },
  {
    key: "kubernetes",
    values: KUBERNETES,
    read: (profile) => profile.kubernetes,
    // A release that nobody modelled must not look as if somebody had.
    write: (profile, kubernetes) => (kubernetes === KUBERNETES ? profile : undefined),
  },
  {
    key: "cluster-domain",
    values: "a DNS name",
    read: (profile) => profile.clusterDomain,
    write: (profile, clusterDomain) =>
      /^[a-z0-9.-]+$/.test(clusterDomain) ? { ...profile, clusterDomain } : undefined,
  },
  {
    key: "apps-domain",
    values: "a DNS name",
    read: (profile) => profile.appsDomain,
    write: (profile, appsDomain) =>
      /^[a-z0-9.-]+$/.test(appsDomain) ? { ...profile, appsDomain } : undefined,
  },
  {
    key: "ip-families",
    values: "IPv4, IPv6 or both",
    read: (profile) => profile.ipFamilies.join(","),
    write: setFamilies,
  },
  blocks("pod-cidr", "podCidrs"),
  blocks("service-cidr", "serviceCidrs"),
  blocks("node-cidr", "nodeCidrs"),
  blocks("load-balancer-cidr", "loadBalancerCidrs"),
  {
    key: "nodes",
    values: "1–100",
    read: (profile) => String(profile.nodes),
    write: (profile, text) =>
      /^([1-9]\d?|100)$/.test(text) ? { ...profile, nodes: Number(text) } : undefined,
  },
  flag("external-dns", "externalDns"),
  flag("ipblock-matches-pods", "ipBlockMatchesPods"),
];

function choice<T extends string>(
  key: string,
  values: readonly T[],
  field: keyof Profile,
  set: (profile: Profile, value: T) => Profile,
): Switch {
  return {
    key,
    values: values.join(", "),
    read: (profile) => String(profile[field]),
    write: (profile, text) => {
      const value = values.find((candidate) => candidate === text);
      return value === undefined ? undefined : set(profile, value);
    },
  };
}

function blocks(key: string, field: "podCidrs" | "serviceCidrs" | "nodeCidrs" | "loadBalancerCidrs"): Switch {
  return {
    key,
    values: "one block per family, separated by commas",
    read: (profile) => profile[field].join(","),
    write: (profile, text) => {
      const list = text.split(",");
      return list.every((one) => parseCidr(one) !== undefined) ? { ...profile, [field]: list } : undefined;
    },
  };
}

/** Keeps the profile's own block of a family, and gives it one of a family it did not have. */
function setFamilies(profile: Profile, text: string): Profile | undefined {
  const families = text.split(",");
  if (!families.every((family) => family === "IPv4" || family === "IPv6")) return undefined;
  const ipFamilies = [...new Set(families)] as IpFamily[];
  const blocksFor = (own: readonly string[], kind: BlockUse): readonly string[] =>
    ipFamilies.map(
      (family) => own.find((one) => parseCidr(one)?.family === family) ?? FAMILY_BLOCKS[family][kind],
    );
  return {
    ...profile,
    ipFamilies,
    podCidrs: blocksFor(profile.podCidrs, "pods"),
    serviceCidrs: blocksFor(profile.serviceCidrs, "services"),
    nodeCidrs: blocksFor(profile.nodeCidrs, "nodes"),
    loadBalancerCidrs: blocksFor(profile.loadBalancerCidrs, "balancers"),
  };
}

/** The profile with one switch set: `cni=cilium`. Throws `NameError` for an unknown switch or value. */
export function withChoice(profile: Profile, text: string): Profile {
  const at = text.indexOf("=");
  const key = text.slice(0, at);
  const found = SWITCHES.find((candidate) => candidate.key === key);
  const keys = SWITCHES.map((candidate) => candidate.key);
  if (found === undefined) {
    const near = suggest(key, keys);
    throw new NameError(`a profile has no switch ${key}`, near.length > 0 ? near : keys);
  }
  const value = text.slice(at + 1);
  const changed = found.write(profile, value);
  if (changed === undefined) {
    const near = suggest(value, found.values.split(/, | or /), 1);
    throw new NameError(`${key} cannot be ${value}; it takes ${found.values}`, near);
  }
  return changed;
}

const descriptions = new WeakMap<Profile, Readonly<Record<string, string>>>();

/** Every switch and its value, flat. */
export function describeProfile(profile: Profile): Readonly<Record<string, string>> {
  let description = descriptions.get(profile);
  if (description === undefined) {
    description = described(profile);
    descriptions.set(profile, description);
  }
  return description;
}

function described(profile: Profile): Readonly<Record<string, string>> {
  const switches = SWITCHES.map(({ key, read }) => [key, read(profile)] as const);
  const dns = `${profile.dns.namespace}/${profile.dns.service}`;
  return { name: profile.name, ...Object.fromEntries(switches), dns };
}
