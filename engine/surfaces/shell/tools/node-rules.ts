import type { KubeProxyMode } from "../../../cluster/profile.ts";

const TOOLS: Readonly<Record<Exclude<KubeProxyMode, "none">, string>> = {
  iptables: "iptables-save",
  nftables: "nft list ruleset",
  ipvs: "ipvsadm -Ln",
};

/** Says where a node has the rules that somebody looks for in vain. */
export function elsewhere(mode: KubeProxyMode): string {
  if (mode === "none")
    return "# the network plugin serves the Services here: there are no rules of kube-proxy\n";
  return `# kube-proxy runs in mode ${mode} here: ${TOOLS[mode]} shows its rules\n`;
}
