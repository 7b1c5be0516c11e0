import type { Path } from "../function.ts";
import { clusterDns } from "../functions/cluster-dns/cluster-dns.ts";
import { gateway } from "../functions/gateway/gateway.ts";
import { ingress } from "../functions/ingress/ingress.ts";
import { masquerade } from "../functions/masquerade/masquerade.ts";
import { networkPolicyNotEnforced } from "../functions/network-policy/network-policy.ts";
import { nodeFirewall } from "../functions/node-firewall/node-firewall.ts";
import { podLinkIn, podLinkOut } from "../functions/pod-link/pod-link.ts";
import { route } from "../functions/route/route.ts";
import { serviceProxy, serviceProxyAtEntry } from "../functions/service-proxy/service-proxy.ts";

/** Flannel: NetworkPolicy objects are accepted by the API server and enforced by nobody. */
export const flannel: Path = [
  { place: "client pod", function: podLinkOut },
  { place: "client node", function: serviceProxy },
  { place: "client node", function: networkPolicyNotEnforced("egress") },
  { place: "client node", function: masquerade({ sparesNodes: false }) },
  { place: "entry node", function: nodeFirewall },
  { place: "entry node", function: serviceProxyAtEntry },
  { place: "server node", function: networkPolicyNotEnforced("ingress") },
  { place: "server pod", function: podLinkIn },
  { place: "server pod", function: clusterDns },
  { place: "server pod", function: ingress },
  { place: "server pod", function: route },
  { place: "server pod", function: gateway },
];
