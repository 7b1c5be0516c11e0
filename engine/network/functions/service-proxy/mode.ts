import type { KubeProxyMode } from "../../../cluster/profile.ts";
import { ebpf } from "./modes/ebpf.ts";
import { iptables } from "./modes/iptables.ts";
import { ipvs } from "./modes/ipvs.ts";
import { nftables } from "./modes/nftables.ts";
import type { ProxyMode } from "./modes/proxy-mode.ts";

const MODES: Readonly<Record<KubeProxyMode, ProxyMode>> = { iptables, nftables, ipvs, none: ebpf };

export function modeOf(name: KubeProxyMode): ProxyMode {
  return MODES[name];
}
