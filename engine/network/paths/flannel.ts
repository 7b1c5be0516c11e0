import type { Path } from "../function.ts";
import { clusterDns } from "../functions/cluster-dns/cluster-dns.ts";
import { networkPolicyNotEnforced } from "../functions/network-policy/network-policy.ts";
import { podLinkIn, podLinkOut } from "../functions/pod-link/pod-link.ts";
import { serviceProxy } from "../functions/service-proxy/service-proxy.ts";

/** Flannel: NetworkPolicy objects are accepted by the API server and enforced by nobody. */
export const flannel: Path = [
  { place: "client pod", function: podLinkOut },
  { place: "client node", function: serviceProxy },
  { place: "client node", function: networkPolicyNotEnforced("egress") },
  { place: "server node", function: networkPolicyNotEnforced("ingress") },
  { place: "server pod", function: podLinkIn },
  { place: "server pod", function: clusterDns },
];
