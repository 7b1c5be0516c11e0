import type { IpFamily } from "../values/ip.ts";
import type { Labels } from "../values/label-selector.ts";

export type Cni = "calico" | "flannel" | "cilium" | "ovn-kubernetes" | "weave";
export type KubeProxyMode = "iptables" | "nftables" | "ipvs" | "none";
export type IngressController = "spec" | "ingress-nginx" | "openshift";

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
}

/** The choices real clusters make and verdicts depend on. */
export interface Profile {
  readonly name: string;
  /** Kubernetes release, `major.minor`. */
  readonly kubernetes: string;
  readonly cni: Cni;
  readonly kubeProxy: KubeProxyMode;
  readonly ingressController: IngressController;
  readonly dns: DnsProfile;
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
