import type { Path } from "../function.ts";
import { clusterDns } from "../functions/cluster-dns/cluster-dns.ts";
import { networkPolicy } from "../functions/network-policy/network-policy.ts";
import { podLinkIn, podLinkOut } from "../functions/pod-link/pod-link.ts";
import { serviceProxy } from "../functions/service-proxy/service-proxy.ts";

/** Cilium: policy is asked on the pod's own interface, after its eBPF programs translated the Service address. */
export const cilium: Path = [
  { place: "client pod", function: podLinkOut },
  { place: "client node", function: serviceProxy },
  { place: "client node", function: networkPolicy("egress", { hairpinExempt: true }) },
  { place: "server node", function: networkPolicy("ingress", { hairpinExempt: true }) },
  { place: "server pod", function: podLinkIn },
  { place: "server pod", function: clusterDns },
];
