import { describe, expect, it } from "vitest";
import type { Cluster } from "../../index.ts";
import { clusterOf, ORDERS, type Ran, runOwn, runReal, SERVICES } from "../../testing/node-listings.ts";
import { cannotAsk } from "../../testing/real-programs.ts";

const LINES = `
nft list ruleset
nft -a list ruleset
nft -n list ruleset
nft -n -a list ruleset
nft -s list ruleset
nft list ruleset ip
nft list ruleset ip6
nft list ruleset inet
nft list tables
nft list tables ip6
nft list table ip kube-proxy
nft list table kube-proxy
nft -a list table ip6 kube-proxy
nft list chains
nft list chains ip6
nft list sets
nft -a list maps ip
nft list chain ip kube-proxy services
nft list chain kube-proxy nat-prerouting
nft -a list chain ip kube-proxy masquerading
nft list map ip kube-proxy service-ips
nft -a list map ip6 kube-proxy no-endpoint-services
nft list set ip kube-proxy cluster-ips
nft list map ip kube-proxy cluster-ips
nft list set ip kube-proxy service-ips
nft list chain ip kube-proxy nothing
nft list chain ip nothing services
nft list chain ip kube-proxy
nft list table inet kube-proxy
nft list table kubeproxy
nft list table ip kube-proxy more
nft list ruleset foo
nft list ruleset ip foo
nft list foo
nft list
nft
nft -x list ruleset
`
  .trim()
  .split("\n");

const skip = cannotAsk("listings of nft are", { "nft -V": /v1\.0\./ }, "-n");

/** The real nft's answer, where it holds what kube-proxy would have written. */
function real(cluster: Cluster, node: string, line: string): Ran {
  const input = ["nftables", "nftables6"].map((what) => cluster.render(what, { node })).join("");
  return runReal("nft -f /dev/stdin", input, line);
}

describe.skipIf(skip)("as the real nft", () => {
  const cluster = clusterOf(`${SERVICES}\n---\n${ORDERS}`, "kube-proxy=nftables");

  it.each(LINES)("%s", async (line) => {
    for (const node of ["control-plane", "worker-1"])
      expect(await runOwn(cluster, node, line)).toEqual(real(cluster, node, line));
  });

  it.each([
    "masquerade-all=true",
    "detect-local=none",
    "nodeport-addresses=192.168.56.0/24,127.0.0.0/8,fd00:192:168:56::b/128",
    "nodeport-addresses=0.0.0.0/0",
    "service-cidr=10.96.0.0/16",
    "ip-families=IPv4",
  ])("nft list ruleset with %s", async (flag) => {
    const flagged = clusterOf(
      flag.startsWith("ip-families") ? ORDERS : SERVICES,
      "kube-proxy=nftables",
      flag,
    );
    const line = "nft -a list ruleset";
    const expected = real(flagged, "worker-1", line);
    expect(expected.stdout.split("\n").length).toBeGreaterThan(100);
    expect(await runOwn(flagged, "worker-1", line)).toEqual(expected);
  });
});
