import type { ProxyMode } from "./proxy-mode.ts";

/** `pkg/proxy/iptables`: chains of NAT rules, walked for the first packet of a connection. */
export const iptables: ProxyMode = {
  name: "iptables",
  unknownPort: "lost",
  unknownAddress: "lost",
  internalWithoutLocal: "dropped",
  externalWithoutLocal: "dropped",
  shortCircuit: "always",
  nodePortAddresses: "all",
  takesFlags: true,
  localhostNodePorts: true,
  detectsLocal: true,
  masqueradesPods: true,
  affinityScope: "port",
};
