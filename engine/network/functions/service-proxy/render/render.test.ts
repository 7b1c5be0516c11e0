import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { Cluster, profileNamed, withChoice } from "../../../../index.ts";
import { serviceChains, shortHash } from "./chain-names.ts";
import { probability } from "./iptables-rule.ts";

const INPUT = resolve(import.meta.dirname, "services.yaml");

function clusterWith(...switches: readonly string[]): Cluster {
  const profile = ["ip-families=IPv4,IPv6", ...switches].reduce(withChoice, profileNamed("kubeadm"));
  return Cluster.load([{ name: "services.yaml", text: readFileSync(INPUT, "utf8") }], { profile });
}

const cluster = clusterWith();

describe("chain names", () => {
  it.each([
    ["ns1/svc1:p80", "TCP", "XPGD46QRK7WJZT7O"],
    ["ns4/svc4:p80", "TCP", "4SW47YFZTEDKD3PK"],
    ["default/kubernetes:https", "TCP", "NPX46M4PTMTKRN6Y"],
    ["kube-system/kube-dns:dns", "UDP", "TCOU7JCQXEZGVUNU"],
    ["kube-system/kube-dns:dns-tcp", "TCP", "ERIFXISQEP7F7OF4"],
    ["kube-system/kube-dns:metrics", "TCP", "JD5MR3NA4I4DYORP"],
  ] as const)("%s %s", (name, protocol, hash) => {
    expect(serviceChains(name, protocol).cluster).toBe(`KUBE-SVC-${hash}`);
  });
  it("of endpoints", () => {
    expect(serviceChains("ns1/svc1:p80", "TCP").endpoint("10.180.0.1:80")).toBe("KUBE-SEP-SXIVWICOYRO3J4NJ");
    expect(serviceChains("ns4/svc4:p80", "TCP").endpoint("10.180.0.5:80")).toBe("KUBE-SEP-C6EBXVWJJZMIWKLZ");
  });
});

describe("names in nftables", () => {
  it.each([
    ["ns1/svc1/tcp/p80", "ULMVA6XW"],
    ["ns1/svc1/tcp/p80__10.180.0.1/80", "5OJB2KTY"],
    ["ns5/svc5/tcp/p80__10.180.0.3/80", "GTK6MW7G"],
  ])("%s", (name, hash) => expect(shortHash(name, 8)).toBe(hash));
});

describe("probabilities", () => {
  it.each([
    [2, "0.5000000000", "0.50000000000"],
    [3, "0.3333333333", "0.33333333349"],
    [6, "0.1666666667", "0.16666666651"],
  ])("1/%d", (of, restore, save) => {
    const words = "-m statistic --mode random --probability";
    expect(probability(of)).toEqual({ restore: `${words} ${restore}`, save: `${words} ${save}` });
  });
});

const WHAT = ["iptables", "iptables-save", "ip6tables", "ip6tables-save", "nftables", "nftables6"];

it.each(WHAT)("%s of both nodes", async (what) => {
  const texts = ["control-plane", "worker-1"].map((node) => `# ${node}\n${cluster.render(what, { node })}`);
  await expect(texts.join("")).toMatchFileSnapshot(`golden/${what}.txt`);
});

const FLAGS = [
  "masquerade-all=true",
  "detect-local=none",
  "localhost-nodeports=false",
  "nodeport-addresses=192.168.56.0/24,127.0.0.0/8,fd00:192:168:56::b/128",
  "nodeport-addresses=192.168.57.0/24",
  "nodeport-addresses=0.0.0.0/0",
  "nodeport-addresses=primary",
];

it("kube-proxy's flags: what each takes from the rules, and what it adds", async () => {
  const changes = FLAGS.flatMap((flag) =>
    WHAT.filter((what) => !what.endsWith("-save")).flatMap((what) => {
      const [before, after] = [cluster, clusterWith(flag)].map((one) => one.render(what).split("\n"));
      const taken = before?.filter((line) => !after?.includes(line)).map((line) => `- ${line}`) ?? [];
      const added = after?.filter((line) => !before?.includes(line)).map((line) => `+ ${line}`) ?? [];
      return [`# ${flag}: ${what}`, ...taken, ...added];
    }),
  );
  await expect(`${changes.join("\n")}\n`).toMatchFileSnapshot("golden/flags.txt");
});

/** Whether a network namespace can be made here, and the tools are installed. */
function canLoad(): string | undefined {
  const probe = spawnSync("unshare", ["-n", "iptables-save"], { encoding: "utf8" });
  if (probe.error !== undefined) return probe.error.message;
  return probe.status === 0 ? undefined : probe.stderr.trim();
}

const why = canLoad();
if (why !== undefined)
  console.warn(`NOT RUN: rules in a real kernel (${why}); apt-get install iptables, and run as root`);

describe.skipIf(why !== undefined)("the real iptables", () => {
  it.each([
    ["iptables", "IPv4"],
    ["ip6tables", "IPv6"],
  ])("%s accepts the rules and gives back what we say it does", (tool) => {
    for (const node of ["control-plane", "worker-1"]) {
      const script = `${tool}-restore && ${tool}-save`;
      const load = (input: string): string => {
        const ran = spawnSync("unshare", ["-n", "sh", "-c", script], { input, encoding: "utf8" });
        expect(ran.stderr.replace(/^#.*\n/gm, "")).toBe("");
        return ran.stdout.replace(/^#.*\n/gm, "").replace(/\[\d+:\d+\]/g, "[0:0]");
      };
      const saved = cluster.render(`${tool}-save`, { node });
      expect(load(saved)).toBe(saved);
      const own = (text: string): readonly string[] =>
        text
          .split("\n")
          .filter((line) => line.startsWith("-A KUBE"))
          .sort();
      expect(own(load(cluster.render(tool, { node })))).toEqual(own(saved));
    }
  });

  it.each(FLAGS)("iptables accepts the rules with %s", (flag) => {
    for (const tool of ["iptables", "ip6tables"]) {
      const flagged = clusterWith(flag).render(`${tool}-save`);
      const script = `${tool}-restore && ${tool}-save`;
      const ran = spawnSync("unshare", ["-n", "sh", "-c", script], { input: flagged, encoding: "utf8" });
      expect(ran.stderr.replace(/^#.*\n/gm, "")).toBe("");
      expect(ran.stdout.replace(/^#.*\n/gm, "").replace(/\[\d+:\d+\]/g, "[0:0]")).toBe(flagged);
    }
  });
});

const noNft = spawnSync("unshare", ["-n", "nft", "--version"], { encoding: "utf8" });
const whyNot = noNft.error?.message ?? (noNft.status === 0 ? undefined : noNft.stderr.trim());
if (whyNot !== undefined)
  console.warn(`NOT RUN: rules in a real kernel (${whyNot}); apt-get install nftables, and run as root`);

describe.skipIf(whyNot !== undefined)("the real nft", () => {
  it.each(FLAGS)("takes the rules with %s", (flag) => {
    for (const what of ["nftables", "nftables6"]) {
      const input = clusterWith(flag).render(what);
      const ran = spawnSync("unshare", ["-n", "nft", "-f", "/dev/stdin"], { input, encoding: "utf8" });
      expect(ran.stderr).toBe("");
    }
  });

  it.each(["nftables", "nftables6"])("takes %s of both nodes, and holds every chain of it", (what) => {
    for (const node of ["control-plane", "worker-1"]) {
      const text = cluster.render(what, { node });
      const script = ["-n", "sh", "-c", "nft -f /dev/stdin && nft list ruleset"];
      const ran = spawnSync("unshare", script, { input: text, encoding: "utf8" });
      expect(ran.stderr).toBe("");
      const chains = [...text.matchAll(/^add chain \S+ \S+ (\S+)/gm)].map(([, name]) => name);
      const listed = [...ran.stdout.matchAll(/^\tchain (\S+) \{/gm)].map(([, name]) => name);
      expect(listed.sort()).toEqual(chains.sort());
      const rules = text.split("\n").filter((line) => line.startsWith("add rule"));
      const held = ran.stdout
        .split("\n")
        .filter((line) =>
          /^\t\t(?!type|comment|elements|flags|timeout|\d|[0-9a-f.:]+ \.|(tcp|udp) \.)\S/.test(line),
        );
      expect(held.length).toBeGreaterThanOrEqual(rules.length);
    }
  });
});
