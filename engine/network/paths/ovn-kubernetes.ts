import type { Path } from "../function.ts";
import { clusterDns } from "../functions/cluster-dns/cluster-dns.ts";
import { egressFirewall } from "../functions/egress-firewall/egress-firewall.ts";
import { egressIp } from "../functions/egress-ip/egress-ip.ts";
import { gateway } from "../functions/gateway/gateway.ts";
import { ingress } from "../functions/ingress/ingress.ts";
import { masquerade } from "../functions/masquerade/masquerade.ts";
import { networkPolicy } from "../functions/network-policy/network-policy.ts";
import { nodeFirewall } from "../functions/node-firewall/node-firewall.ts";
import { podLinkIn, podLinkOut } from "../functions/pod-link/pod-link.ts";
import { route } from "../functions/route/route.ts";
import { serviceProxy, serviceProxyAtEntry } from "../functions/service-proxy/service-proxy.ts";

/** OVN-Kubernetes: load balancer and ACL stages of the logical switch; hairpin traffic is allowed by the hairpin stage. */
export const ovnKubernetes: Path = [
  { place: "client pod", function: podLinkOut },
  { place: "client node", function: serviceProxy },
  { place: "client node", function: networkPolicy("egress", { hairpinExempt: true }) },
  { place: "client node", function: egressFirewall },
  { place: "client node", function: egressIp },
  { place: "client node", function: masquerade({ sparesNodes: false }) },
  { place: "entry node", function: nodeFirewall },
  { place: "entry node", function: serviceProxyAtEntry },
  { place: "server node", function: networkPolicy("ingress", { hairpinExempt: true }) },
  { place: "server pod", function: podLinkIn },
  { place: "server pod", function: clusterDns },
  { place: "server pod", function: ingress },
  { place: "server pod", function: route },
  { place: "server pod", function: gateway },
];
