import type { Path } from "../function.ts";
import { clusterDns } from "../functions/cluster-dns/cluster-dns.ts";
import { gateway } from "../functions/gateway/gateway.ts";
import { ingress } from "../functions/ingress/ingress.ts";
import { masquerade } from "../functions/masquerade/masquerade.ts";
import { networkPolicy } from "../functions/network-policy/network-policy.ts";
import { nodeFirewall } from "../functions/node-firewall/node-firewall.ts";
import { podLinkIn, podLinkOut } from "../functions/pod-link/pod-link.ts";
import { route } from "../functions/route/route.ts";
import { serviceProxy, serviceProxyAtEntry } from "../functions/service-proxy/service-proxy.ts";

/**
 * Flannel carries the packets and kube-router's controller filters them, as k3s ships both: its chains hang in FORWARD,
 * behind the translation of Service addresses.
 */
export const flannelKubeRouter: Path = [
  { place: "client pod", function: podLinkOut },
  { place: "client node", function: serviceProxy },
  { place: "client node", function: networkPolicy("egress", { hairpinExempt: false }) },
  { place: "client node", function: masquerade({ sparesNodes: false }) },
  { place: "entry node", function: nodeFirewall },
  { place: "entry node", function: serviceProxyAtEntry },
  { place: "server node", function: networkPolicy("ingress", { hairpinExempt: false }) },
  { place: "server pod", function: podLinkIn },
  { place: "server pod", function: clusterDns },
  { place: "server pod", function: ingress },
  { place: "server pod", function: route },
  { place: "server pod", function: gateway },
];
