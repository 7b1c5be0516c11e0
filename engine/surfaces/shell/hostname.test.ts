import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Cluster, profileNamed, withChoice } from "../../index.ts";
import { cannotAsk } from "../../testing/real-programs.ts";
import { Shell } from "./index.ts";

const PODS: readonly (readonly [string, string])[] = [
  ["a pod", ""],
  ["of a headless Service", "hostname: web, subdomain: peers,"],
  ["whose full name is its host name", "subdomain: peers, setHostnameAsFQDN: true,"],
  ["with a full name that is too short to be one", "setHostnameAsFQDN: true,"],
  ["with an override", "subdomain: peers, hostnameOverride: www.example.com,"],
];
const OPTIONS = ["", "-f", "-d", "-s", "-i", "-f -s", "-ds", "-id", "-x", "new"];
const DEBIAN = [...OPTIONS, "-a", "--fqdn", "--domain", "--short", "--ip-address", "--long", "--nope"];
const FAMILIES = ["IPv4", "IPv4,IPv6"];

function podWith(spec: string, image: string, families: string): Cluster {
  const pod = `{ apiVersion: v1, kind: Pod, metadata: { name: web-0, namespace: shop }, spec: { ${spec} containers: [{ name: c, image: ${image} }] } }`;
  const profile = withChoice(profileNamed("kubeadm"), `ip-families=${families}`);
  return Cluster.load([{ name: "a.yaml", text: pod }], { profile });
}

interface Ran {
  readonly stdout: string;
  /** Its first line: the usage that follows is left out here. */
  readonly stderr: string;
  readonly failed: boolean;
}

/** The real program on a machine that has this name, these addresses and this hosts file, and nobody to ask. */
function real(cluster: Cluster, kernel: string, program: string, options: readonly string[]): readonly Ran[] {
  const folder = mkdtempSync(join(tmpdir(), "podwire-hostname-"));
  try {
    writeFileSync(join(folder, "hosts"), cluster.render("hosts", { pod: "shop/web-0" }));
    writeFileSync(join(folder, "resolv.conf"), "");
    const [pod] = cluster.objects("Pod").filter(({ metadata }) => metadata.name === "web-0");
    const { podIPs = [] } = (pod as { readonly status?: { readonly podIPs?: readonly { ip: string }[] } })
      .status ?? { podIPs: [] };
    const script = [
      `set -e; hostname ${kernel}; mount --bind ${folder}/hosts /etc/hosts; mount --bind ${folder}/resolv.conf /etc/resolv.conf`,
      "ip link set lo up",
      ...podIPs.map(({ ip }) => `ip addr add ${ip}/${ip.includes(":") ? "128 nodad" : "32"} dev lo`),
      "set +e",
      ...options.map(
        (words, index) =>
          `${program} ${words} >${folder}/${index}.out 2>${folder}/${index}.err; echo $? >${folder}/${index}.rc; hostname ${kernel}`,
      ),
      `for i in $(seq 0 ${options.length - 1}); do echo "=== $(cat ${folder}/$i.rc)"; cat ${folder}/$i.out; echo "---"; head -n 1 ${folder}/$i.err; done`,
    ].join("\n");
    const { stdout, stderr, status } = spawnSync("unshare", ["-u", "-n", "-m", "sh", "-c", script], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return stdout
      .split(/^=== /m)
      .slice(1)
      .map((text) => {
        const [head = "", ...rest] = text.split("\n");
        const [out = "", err = ""] = rest.join("\n").split(/^---\n/m);
        return { stdout: out.replace(/^Usage: .*/s, ""), stderr: err, failed: head !== "0" };
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ours(cluster: Cluster, options: readonly string[]): Promise<readonly Ran[]> {
  const shell = new Shell(cluster, {});
  const runs: Ran[] = [];
  for (const words of options) {
    const { stdout, stderr, exitCode } = await shell.exec(
      `kubectl -n shop exec web-0 -- hostname ${words}`.trim(),
    );
    const [first] = stderr.split("\n").filter((line) => !line.startsWith("command terminated"));
    runs.push({ stdout, stderr: first ? `${first}\n` : "", failed: exitCode !== 0 });
  }
  return runs;
}

const PROGRAMS = { "hostname -V": /./, "busybox --help": /BusyBox/, "ip -V": /iproute2/ };
const skip = cannotAsk("hostname is", PROGRAMS, "-unm");

describe.skipIf(skip).each(FAMILIES)("hostname as the real program, %s", (families) => {
  it.each(PODS)("%s", async (_what, spec) => {
    for (const [image, program, options] of [
      ["debian", "hostname", DEBIAN],
      ["busybox", "busybox hostname", OPTIONS],
    ] as const) {
      const cluster = podWith(spec, image, families);
      const own = await ours(cluster, options);
      const kernel = own[0]?.stdout.trim() ?? "";
      const expected = real(cluster, kernel, program, options);
      // Root of a machine may set the name, a container may not.
      for (const [index, words] of options.entries())
        if (words !== "new") expect([words, own[index]]).toEqual([words, expected[index]]);
    }
  });
});

describe("hostname", () => {
  it("nobody in a container changes it", async () => {
    const [debian] = await ours(podWith("", "debian", "IPv4"), ["new"]);
    expect(debian).toEqual({
      stdout: "",
      stderr: "hostname: you must be root to change the host name\n",
      failed: true,
    });
  });

  it("is the node's in the host network, and all addresses are told by -I", async () => {
    const [kernel, all] = await ours(podWith("hostNetwork: true,", "debian", "IPv4"), ["", "-I"]);
    expect(kernel?.stdout).toMatch(/^(worker-1|control-plane)\n$/);
    expect(all?.stdout).toMatch(/^192\.168\.56\.1\d \n$/);
  });
});
