import type { ProxyMode } from "./proxy-mode.ts";

/**
 * `pkg/proxy/ipvs`: the kernel's load balancer, with every Service address bound to the interface kube-ipvs0. A Local
 * policy that finds nothing on the node falls back to all endpoints where IPVS has them as servers anyway.
 */
export const ipvs: ProxyMode = {
  name: "ipvs",
  unknownPort: "rejected",
  unknownAddress: "lost",
  internalWithoutLocal: "elsewhere",
  externalWithoutLocal: "reply-lost",
  shortCircuit: "without-local",
  nodePortAddresses: "all",
  takesFlags: true,
  localhostNodePorts: false,
  detectsLocal: false,
  masqueradesPods: true,
  affinityScope: "address",
};
