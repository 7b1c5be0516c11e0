import type { ClusterView, NodeView } from "../../../../cluster/view.ts";
import type { IpFamily } from "../../../../values/ip.ts";
import { iptablesOf, type Table } from "./iptables.ts";
import { type Rule, restoreWords, saveWords } from "./iptables-rule.ts";
import { RESTORE, SAVE } from "./rules.generated.ts";
import { templateOf } from "./template.ts";

const restore = templateOf(RESTORE);
const save = templateOf(SAVE);

/** Input of `iptables-restore --noflush`, as kube-proxy writes it. The jumps into its chains it keeps apart. */
export function iptablesRestoreText(view: ClusterView, node: NodeView, family: IpFamily): string {
  const { filter, nat } = iptablesOf(view, node, family);
  const section = (name: string, { chains, rules }: Table): string =>
    restore({ name, chains, rules: rules.map(restoreWords) });
  return section("filter", filter) + section("nat", nat);
}

/** What `iptables-save` shows on the node: chains by name behind the built-in ones, each with its rules as the kernel has them. */
export function iptablesSaveText(view: ClusterView, node: NodeView, family: IpFamily): string {
  const { filter, nat } = iptablesOf(view, node, family);
  const section = (name: string, builtIn: readonly string[], { chains, rules }: Table): string =>
    save({ name, builtIn, chains, rules: rules.map(saveWords) });
  return (
    section("filter", FILTER_CHAINS, byChain(FILTER_CHAINS, filterJumps(family), filter)) +
    section("nat", NAT_CHAINS, byChain(NAT_CHAINS, NAT_JUMPS, nat))
  );
}

const FILTER_CHAINS = ["INPUT", "FORWARD", "OUTPUT"];
const NAT_CHAINS = ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"];

function byChain(builtIn: readonly string[], jumps: readonly Rule[], table: Table): Table {
  const chains = [...table.chains].sort();
  const order = [...builtIn, ...chains];
  const rules = [...jumps, ...table.rules];
  return { chains, rules: order.flatMap((chain) => rules.filter((rule) => rule.chain === chain)) };
}

const NAT_JUMPS: readonly Rule[] = [
  { chain: "PREROUTING", comment: "kubernetes service portals", jump: "KUBE-SERVICES" },
  { chain: "OUTPUT", comment: "kubernetes service portals", jump: "KUBE-SERVICES" },
  { chain: "POSTROUTING", comment: "kubernetes postrouting rules", jump: "KUBE-POSTROUTING" },
];

const NEW = ["-m conntrack --ctstate NEW"];

/** `iptablesJumpChains`: each was put in front of the ones before, so the order is theirs in reverse. */
function filterJumps(family: IpFamily): readonly Rule[] {
  const firewall = {
    comment: "kubernetes load balancer firewall",
    matches: NEW,
    jump: "KUBE-PROXY-FIREWALL",
  };
  const portals = { comment: "kubernetes service portals", matches: NEW, jump: "KUBE-SERVICES" };
  const external = {
    comment: "kubernetes externally-visible service portals",
    matches: NEW,
    jump: "KUBE-EXTERNAL-SERVICES",
  };
  const local = (chain: string): readonly Rule[] =>
    family === "IPv4" ? [{ chain, jump: "KUBE-FIREWALL" }] : [];
  return [
    { chain: "INPUT", ...firewall },
    { chain: "INPUT", comment: "kubernetes health check service ports", jump: "KUBE-NODEPORTS" },
    { chain: "INPUT", ...external },
    ...local("INPUT"),
    { chain: "FORWARD", ...firewall },
    { chain: "FORWARD", comment: "kubernetes forwarding rules", jump: "KUBE-FORWARD" },
    { chain: "FORWARD", ...portals },
    { chain: "FORWARD", ...external },
    { chain: "OUTPUT", ...firewall },
    { chain: "OUTPUT", ...portals },
    ...local("OUTPUT"),
  ];
}
