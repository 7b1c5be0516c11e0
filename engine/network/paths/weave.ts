import type { Path } from "../function.ts";
import { clusterDns } from "../functions/cluster-dns/cluster-dns.ts";
import { networkPolicy } from "../functions/network-policy/network-policy.ts";
import { podLinkIn, podLinkOut } from "../functions/pod-link/pod-link.ts";
import { serviceProxy } from "../functions/service-proxy/service-proxy.ts";

/** Weave Net: the node's iptables, kube-proxy before the policy controller's chains. */
export const weave: Path = [
  { place: "client pod", function: podLinkOut },
  { place: "client node", function: serviceProxy },
  { place: "client node", function: networkPolicy("egress", { hairpinExempt: false }) },
  { place: "server node", function: networkPolicy("ingress", { hairpinExempt: false }) },
  { place: "server pod", function: podLinkIn },
  { place: "server pod", function: clusterDns },
];
