import { describe, expect, it } from "vitest";
import type { Cluster } from "../../index.ts";
import { clusterOf, ORDERS, type Ran, runOwn, runReal, SERVICES } from "../../testing/node-listings.ts";
import { cannotAsk } from "../../testing/real-programs.ts";

/** Listens on the node itself. */
const AGENT = `
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: ns }
spec:
  nodeName: worker-1
  hostNetwork: true
  containers: [{ name: c, image: agent, ports: [{ containerPort: 8053, protocol: UDP }, { containerPort: 80 }] }]
`;

const cluster = clusterOf([SERVICES, ORDERS, AGENT].join("\n---\n"), "kube-proxy=ipvs");
const NODE = "worker-1";

/** What the kernel chooses for itself: where hashing begins, bytes, and the order that follows from both. */
function comparableSets({ stdout, ...rest }: Ran): Ran {
  const sets = stdout.split("\n\n").map((text) => {
    const [head = "", members = ""] = text.split("Members:\n");
    const plain = head.replace(/initval \S+/, "initval").replace(/Size in memory: \d+/, "Size in memory");
    return `${plain}Members:\n${members.trim().split("\n").sort().join("\n")}`;
  });
  return { ...rest, stdout: sets.join("\n\n") };
}

describe.skipIf(cannotAsk("ipset is", { "ipset -V": /v7\.17/ }, "-n"))("as the real ipset", () => {
  const real = async (line: string): Promise<Ran> => {
    const { stdout } = await runOwn(cluster, NODE, "ipset save");
    return runReal("ipset restore", stdout, line);
  };

  it.each(["ipset list", "ipset list KUBE-CLUSTER-IP", "ipset -L KUBE-6-LOOP-BACK"])("%s", async (line) => {
    const expected = await real(line);
    expect(expected.stdout).toContain("Members:");
    expect(comparableSets(await runOwn(cluster, NODE, line))).toEqual(comparableSets(expected));
  });

  it.each([
    "ipset list -n",
    "ipset -n list",
    "ipset list KUBE-NOTHING",
    "ipset list KUBE-CLUSTER-IP KUBE-LOOP-BACK",
    "ipset nothing",
    "ipset",
    "ipset --version",
  ])("%s", async (line) => expect(await runOwn(cluster, NODE, line)).toEqual(await real(line)));
});

describe.skipIf(cannotAsk("conntrack is", { "conntrack -V": /v1\.4\.7/ }, "-n"))(
  "as the real conntrack",
  () => {
    it.each([
      "conntrack -L",
      "conntrack -L -p tcp",
      "conntrack -L -p udp --dport 53",
      "conntrack -L -d 10.96.0.1 -o extended",
      "conntrack -C",
      "conntrack -D -p udp",
      "conntrack -F",
      "conntrack -V",
      "conntrack -Q",
    ])("%s", async (line) => expect(await runOwn(cluster, NODE, line)).toEqual(runReal("true", "", line)));
  },
);

/** Opens the sockets that `ss -lntuH` of ours lists, runs the line beside them, and closes them. */
const LISTEN = `
const [line, ...sockets] = process.argv.slice(1);
const { createServer } = require("node:net");
const { createSocket } = require("node:dgram");
const open = (socket) => new Promise((done) => {
  const [protocol, port] = socket.split(" ");
  if (protocol === "tcp") createServer().listen({ port: Number(port), host: "0.0.0.0", backlog: 128 }, done);
  else createSocket("udp4").bind(Number(port), "0.0.0.0", done);
});
Promise.all(sockets.map(open)).then(() => {
  process.exit(require("node:child_process").spawnSync("sh", ["-c", line], { stdio: "inherit" }).status);
});
`;

/** The kernel lists sockets in the order of its hash table, and its own netlink sockets as well. */
function comparableSockets({ stdout, stderr, ...rest }: Ran): Ran {
  const lines = stdout.split("\n").filter((line) => line !== "" && !line.startsWith("nl "));
  // Of the usage, the first lines; some kernels lack a family that ss asks for.
  const said = stderr
    .replaceAll("RTNETLINK answers: Invalid argument\n", "")
    .split("\n")
    .slice(0, 3)
    .join("\n");
  return { ...rest, stderr: said, stdout: lines.sort().join("\n") };
}

describe.skipIf(cannotAsk("ss is", { "ss -V": /iproute2-6\.1/ }, "-n"))("as the real ss", () => {
  it.each([
    "ss -lnt",
    "ss -ltn",
    "ss -ln",
    "ss -lnu",
    "ss -lntu",
    "ss -tulpn",
    "ss -lt",
    "ss -l4n",
    "ss -l6nt",
    "ss -lntH",
    "ss -nt",
    "ss",
    "ss -x",
    "ss -lnS",
    "ss -ltn sport = :10250",
    "ss -V",
    "ss --frob",
    "ss -Q",
  ])("%s", async (line) => {
    const own = await runOwn(cluster, NODE, line);
    const { stdout } = await runOwn(cluster, NODE, "ss -lntuH");
    const sockets = [...stdout.matchAll(/^(tcp|udp) .*?0\.0\.0\.0:(\d+) /gm)].map(
      ([, kind, port]) => `${kind} ${port}`,
    );
    expect(sockets).toEqual(expect.arrayContaining(["udp 8053", "tcp 80", "tcp 10250"]));
    const quoted = [line, ...sockets].map((word) => `'${word}'`).join(" ");
    const ran = runReal("cat > /dev/null", "", `${process.execPath} -e '${LISTEN}' ${quoted}`);
    const users = (ran: Ran): Ran => ({
      ...ran,
      stdout: ran.stdout.replace(/ *users:.*$| *Process *$| +$/gm, ""),
    });
    const [expected, found] = [ran, own]
      .map(comparableSockets)
      .map(line.includes("p") ? users : (ran) => ran);
    expect(found).toEqual(expected);
  });
});

/** Makes the devices and addresses of our `ip -br addr`, and the routes of our `ip route`, for the real ones to be listed. */
async function madeFrom(own: Cluster): Promise<string> {
  const lines = async (line: string): Promise<readonly string[]> =>
    (await runOwn(own, NODE, line)).stdout.trim().split("\n");
  const devices = (await lines("ip -br addr")).slice(1).map((line) => line.split(/\s+/));
  const links = devices.flatMap(([name = "", , ...addresses], index) => {
    const device = name.replace(/@.*/, "");
    const made = [
      `ip link add ${device} type veth peer name p${index}`,
      `ip link set ${device} up`,
      `ip link set p${index} up`,
    ];
    const four = addresses.filter((address) => address.includes("."));
    return [...made, ...four.map((address) => `ip addr add ${address} brd + dev ${device}`)];
  });
  const routes = [...(await lines("ip route"))].sort(
    (a, b) => Number(a.includes(" via ")) - Number(b.includes(" via ")),
  );
  return [...links, "ip route flush table main", ...routes.map((route) => `ip route add ${route}`)].join(
    "\n",
  );
}

describe.skipIf(cannotAsk("ip is", { "ip -V": /iproute2-6\.1/ }, "-n"))("as the real ip", () => {
  it.each(["calico", "flannel", "cilium", "ovn-kubernetes", "weave"])("with %s", async (cni) => {
    const own = clusterOf(SERVICES, `cni=${cni}`);
    const made = await madeFrom(own);
    expect(made.match(/^ip route add /gm)?.length).toBeGreaterThan(2);
    for (const line of [
      "ip route",
      "ip r s default",
      "ip route show dev eth0",
      "ip route get 10.244.1.2",
      "ip route get 10.244.2.2",
      "ip route get 8.8.8.8",
      "ip route get 192.168.56.12",
      "ip route foo",
      "ip route get foo",
      "ip addr show nothing",
      "ip rule",
      "ip foo",
    ])
      expect(await runOwn(own, NODE, line)).toEqual(runReal("sh -e", made, line));
  });

  it("shows devices in the same words", async () => {
    const own = clusterOf(SERVICES, "cni=flannel");
    for (const line of [
      "ip -4 addr show eth0",
      "ip -4 addr show cni0",
      "ip -br -4 addr show cni0",
      "ip -o -4 addr show cni0",
      "ip -o -4 a s eth0",
    ]) {
      const [ours, real] = [await runOwn(own, NODE, line), runReal("sh -e", await madeFrom(own), line)].map(
        ({ stdout }) =>
          stdout.replace(/^\d+: |@p\d+|(?<=qdisc )\S+|(?<=mtu )\d+| +$/gm, "").replace(/ {2,}/g, " "),
      );
      expect(ours).toContain(line.includes("eth0") ? "192.168.56.12/24" : "10.244.2.1/24");
      expect(ours).toBe(real);
    }
  });
});
