import type { IpFamily } from "../../../../values/ip.ts";
import type { NodePortAddresses } from "../node-port-addresses.ts";
import type { Rule } from "./iptables-rule.ts";

const MARK = "0x4000";
export const MASQUERADE_CHAIN = "KUBE-MARK-MASQ";

export const FORWARD: readonly Rule[] = [
  { chain: "KUBE-FORWARD", matches: ["-m conntrack --ctstate INVALID"], jump: "DROP" },
  {
    chain: "KUBE-FORWARD",
    comment: "kubernetes forwarding rules",
    matches: [`-m mark --mark ${MARK}/${MARK}`],
    jump: "ACCEPT",
  },
  {
    chain: "KUBE-FORWARD",
    comment: "kubernetes forwarding conntrack rule",
    matches: ["-m conntrack --ctstate RELATED,ESTABLISHED"],
    jump: "ACCEPT",
  },
];

export const POSTROUTING: readonly Rule[] = [
  { chain: "KUBE-POSTROUTING", matches: [`-m mark ! --mark ${MARK}/${MARK}`], jump: "RETURN" },
  {
    chain: "KUBE-POSTROUTING",
    jump: "MARK",
    target: { restore: `--xor-mark ${MARK}`, save: `--set-xmark ${MARK}/0x0` },
  },
  {
    chain: "KUBE-POSTROUTING",
    comment: "kubernetes service traffic requiring SNAT",
    jump: "MASQUERADE",
    target: "--random-fully",
  },
  {
    chain: MASQUERADE_CHAIN,
    jump: "MARK",
    target: { restore: `--or-mark ${MARK}`, save: `--set-xmark ${MARK}/${MARK}` },
  },
];

/** Packets for 127/8 that did not start on the node: node ports on localhost would let them in. */
export function firewallRules({ localhost }: NodePortAddresses): readonly Rule[] {
  if (!localhost) return [];
  return [
    {
      chain: "KUBE-FIREWALL",
      comment: "block incoming localnet connections",
      destination: "127.0.0.0/8",
      notSource: "127.0.0.0/8",
      matches: ["-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT"],
      jump: "DROP",
    },
  ];
}

/** Where node ports are looked for, behind everything else: on local addresses, or on the chosen ones. */
export function nodePortRules(
  { all, addresses, localhost }: NodePortAddresses,
  family: IpFamily,
): readonly Rule[] {
  const base = {
    chain: "KUBE-SERVICES",
    comment: "kubernetes service nodeports; NOTE: this must be the last rule in this chain",
    jump: "KUBE-NODEPORTS",
  };
  if (all) {
    const notDestination = family === "IPv6" ? "::1/128" : "127.0.0.0/8";
    const matches = ["-m addrtype --dst-type LOCAL"];
    return [{ ...base, matches, ...(localhost ? {} : { notDestination }) }];
  }
  const texts = [...(localhost ? ["127.0.0.1"] : []), ...addresses.map(({ text }) => text)];
  return texts.map((destination) => ({ ...base, destination }));
}
