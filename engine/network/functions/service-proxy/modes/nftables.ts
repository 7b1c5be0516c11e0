import type { ProxyMode } from "./proxy-mode.ts";

/**
 * `pkg/proxy/nftables`: verdict maps; it rejects every port of a cluster IP that no Service has, and drops
 * what is for an address of the service range that no Service has.
 */
export const nftables: ProxyMode = {
  name: "nftables",
  unknownPort: "rejected",
  unknownAddress: "dropped",
  internalWithoutLocal: "dropped",
  externalWithoutLocal: "dropped",
  shortCircuit: "always",
  nodePortAddresses: "primary",
  takesFlags: true,
  localhostNodePorts: false,
  detectsLocal: true,
  masqueradesPods: true,
  affinityScope: "port",
};
