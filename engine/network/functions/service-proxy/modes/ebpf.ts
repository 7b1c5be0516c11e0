import type { ProxyMode } from "./proxy-mode.ts";

/**
 * No kube-proxy: the CNI's own load balancer. A pod's connection is translated at its socket or logical switch, so the
 * server sees the pod even behind an external address.
 */
export const ebpf: ProxyMode = {
  name: "the CNI",
  unknownPort: "lost",
  unknownAddress: "lost",
  internalWithoutLocal: "dropped",
  externalWithoutLocal: "dropped",
  shortCircuit: "always",
  nodePortAddresses: "all",
  takesFlags: false,
  localhostNodePorts: false,
  detectsLocal: false,
  masqueradesPods: false,
  affinityScope: "address",
};
