import type { IpFamily } from "../values/ip.ts";
import type { Labels } from "../values/label-selector.ts";

export type Cni = "calico" | "flannel" | "cilium" | "ovn-kubernetes" | "weave";
export type KubeProxyMode = "iptables" | "nftables" | "ipvs" | "none";
/** Who enforces NetworkPolicy where the CNI itself does not; k3s runs kube-router's controller beside flannel. */
export type PolicyController = "none" | "kube-router";
/**
 * Who gives Services of type LoadBalancer their address: nobody, a cloud's controller (an address, or a name as AWS does),
 * the nodes themselves (k3s), MetalLB in layer 2 mode, or kube-vip.
 */
export type LoadBalancerController = "none" | "cloud" | "hostname" | "nodes" | "metallb" | "kube-vip";
/** Whose rules a client's resolver follows: most images bring glibc, Alpine musl. */
export type Resolver = "glibc" | "musl";
export type IngressController = "spec" | "ingress-nginx" | "openshift";

/** How kube-proxy knows the packets of its node's pods: by the pods' block, or not at all. */
export type LocalDetector = "cluster-cidr" | "none";

/** Where the cluster's DNS server lives. */
export interface DnsProfile {
  readonly namespace: string;
  readonly service: string;
  readonly workload: string;
  readonly workloadKind: "Deployment" | "DaemonSet";
  readonly configMap: string;
  readonly labels: Labels;
  /** Port the DNS pods listen on; the Service's port is 53. */
  readonly podPort: number;
  readonly replicas: number;
  /** Who offers the server's metrics: itself on 9153, or OpenShift's proxy beside it on 9154. */
  readonly metrics: "itself" | "proxy";
}

/** The choices real clusters make and verdicts depend on. */
export interface Profile {
  readonly name: string;
  /** Kubernetes release, `major.minor`. */
  readonly kubernetes: string;
  readonly cni: Cni;
  /** Beside flannel only; every other CNI here enforces policy itself. */
  readonly policyController: PolicyController;
  /** Whether the CNI hides pods behind their node from the world outside (Calico's natOutgoing, flannel's --ip-masq). */
  readonly natOutgoing: boolean;
  readonly kubeProxy: KubeProxyMode;
  /** kube-proxy's `--masquerade-all`: pods are hidden behind their node when they use a cluster IP. */
  readonly masqueradeAll: boolean;
  /** kube-proxy's `--iptables-localhost-nodeports`. */
  readonly localhostNodePorts: boolean;
  /** kube-proxy's `--nodeport-addresses`: blocks, or `primary`; empty leaves it to the mode. */
  readonly nodePortAddresses: readonly string[];
  readonly detectLocal: LocalDetector;
  /** Whether kube-controller-manager runs the controller that makes slices of Endpoints which somebody wrote. */
  readonly endpointSliceMirroring: boolean;
  /** Ports of the nodes that clients outside reach: `off` (no firewall), `closed`, or ports and ranges. */
  readonly nodeFirewall: string;
  readonly ingressController: IngressController;
  /** Whether ingress-nginx is asked before an Ingress is stored, as its installation has it. */
  readonly ingressWebhook: boolean;
  readonly loadBalancer: LoadBalancerController;
  /** Addresses that a load balancer takes: one block per family. */
  readonly loadBalancerCidrs: readonly string[];
  readonly dns: DnsProfile;
  readonly resolver: Resolver;
  /** Kubelets' `clusterDNS`: `service` (the address of the DNS Service), `none`, or addresses separated by commas. */
  readonly clusterDns: string;
  /** The file that kubelets read (`--resolv-conf`): `node` (unknown), `none` (an empty flag), or its lines separated by `;`. */
  readonly resolvConf: string;
  /** Whether public DNS knows the hosts of Ingresses, Routes and Gateways (external-dns, or a wildcard record). */
  readonly externalDns: boolean;
  /** OpenShift's domain for generated hosts; a wildcard record leads it to the default router. */
  readonly appsDomain: string;
  readonly clusterDomain: string;
  /** First one is the primary family. */
  readonly ipFamilies: readonly IpFamily[];
  /** One block per family, in the order of `ipFamilies`. */
  readonly podCidrs: readonly string[];
  readonly serviceCidrs: readonly string[];
  readonly nodeCidrs: readonly string[];
  readonly nodes: number;
  /** Whether an ipBlock selects the addresses of pods. Implementations differ. */
  readonly ipBlockMatchesPods: boolean;
}
