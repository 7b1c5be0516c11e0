import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { Cluster, profileNamed, withChoice } from "../../index.ts";
import { Shell } from "./index.ts";

const SERVICES = readFileSync(
  resolve(import.meta.dirname, "../../network/functions/service-proxy/render/services.yaml"),
  "utf8",
);

/** Ports, protocols and sources whose order and union nft decides otherwise than one would read them. */
const ORDERS = `
apiVersion: v1
kind: Service
metadata: { name: many, namespace: ns }
spec:
  type: LoadBalancer
  clusterIP: 10.96.40.40
  selector: { app: w }
  loadBalancerSourceRanges: [192.168.1.0/24, 10.1.0.0/16, 192.168.0.0/24, 10.0.0.0/8, 1.2.3.4/32, 172.16.0.0/16, 172.17.0.0/17]
  ports:
    - { name: a, port: 443, nodePort: 30256 }
    - { name: b, port: 8080, nodePort: 30500 }
    - { name: c, port: 256, protocol: UDP, nodePort: 30500 }
    - { name: d, port: 8080, protocol: SCTP, nodePort: 30500 }
status: { loadBalancer: { ingress: [{ ip: 9.9.0.1 }, { ip: 9.8.1.0 }] } }
---
apiVersion: v1
kind: Service
metadata: { name: sticky, namespace: ns }
spec:
  clusterIP: 10.96.40.41
  selector: { app: w }
  sessionAffinity: ClientIP
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 86399 } }
  ports: [{ port: 80 }]
`;

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

function clusterWith(input: string, ...switches: readonly string[]): Cluster {
  const choices = ["kube-proxy=nftables", "ip-families=IPv4,IPv6", ...switches];
  return Cluster.load(input, { profile: choices.reduce(withChoice, profileNamed("kubeadm")) });
}

const program = spawnSync("nft", ["--version"], { encoding: "utf8" });
const missing = [
  ...(program.error === undefined ? [] : ["nft (apt-get install nftables)"]),
  ...(spawnSync("unshare", ["-n", "true"]).status === 0 ? [] : ["unshare -n"]),
  // Other versions have other words, and another order of elements.
  ...(program.error !== undefined || /v1\.0\./.test(program.stdout)
    ? []
    : [`nft 1.0, not ${program.stdout}`]),
];
if (missing.length > 0)
  console.warn(`NOT RUN: listings of nft are compared with the real one's; missing: ${missing.join(", ")}`);

/** The real nft's answer, in a network of its own that holds what kube-proxy would have written. */
function real(
  cluster: Cluster,
  node: string,
  line: string,
): { stdout: string; stderr: string; exitCode: number | null } {
  const input = ["nftables", "nftables6"].map((what) => cluster.render(what, { node })).join("");
  const script = ["-n", "sh", "-c", `nft -f /dev/stdin || exit 99; ${line}`];
  const { stdout, stderr, status } = spawnSync("unshare", script, { input, encoding: "utf8" });
  return { stdout, stderr, exitCode: status };
}

async function own(cluster: Cluster, node: string, line: string): Promise<ReturnType<typeof real>> {
  const { stdout, stderr, exitCode } = await new Shell(cluster, {}).exec(`ssh ${node} '${line}'`);
  return { stdout, stderr, exitCode };
}

describe.skipIf(missing.length > 0)("as the real nft", () => {
  const cluster = clusterWith(`${SERVICES}\n---\n${ORDERS}`);

  it.each(LINES)("%s", async (line) => {
    for (const node of ["control-plane", "worker-1"])
      expect(await own(cluster, node, line)).toEqual(real(cluster, node, line));
  });

  it.each([
    "masquerade-all=true",
    "detect-local=none",
    "nodeport-addresses=192.168.56.0/24,127.0.0.0/8,fd00:192:168:56::b/128",
    "nodeport-addresses=0.0.0.0/0",
    "service-cidr=10.96.0.0/16",
    "ip-families=IPv4",
  ])("nft list ruleset with %s", async (flag) => {
    const flagged = clusterWith(flag.startsWith("ip-families") ? ORDERS : SERVICES, flag);
    const line = "nft -a list ruleset";
    const expected = real(flagged, "worker-1", line);
    expect(expected.stdout.split("\n").length).toBeGreaterThan(100);
    expect(await own(flagged, "worker-1", line)).toEqual(expected);
  });
});
