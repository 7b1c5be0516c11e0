import type { ClusterView, NodeView } from "../../../cluster/view.ts";
import {
  type IpSet,
  ipSetsOf,
  type VirtualServer,
  virtualServersOf,
} from "../../../network/functions/service-proxy/render/ipvs.ts";
import { stateToRead } from "../../library/cluster.ts";
import { readFlags } from "../flags.ts";
import { failed, ok, type Result, type Tool, type ToolWorld } from "../tool.ts";
import { elsewhere } from "./node-rules.ts";
import { serviceName } from "./service-names.ts";
import { stableHash } from "./stable-hash.ts";

const FAMILIES = ["IPv4", "IPv6"] as const;
const HEAD = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;
const CONNECTIONS =
  "IPVS connection entries\npro expire state       source             virtual            destination\n";
const CHANGING = ["A", "E", "D", "a", "e", "d", "C", "R", "Z"] as const;

/** Something of a node in mode ipvs, by family; nothing in any other mode. */
function kept<T>(
  { cluster, place }: ToolWorld,
  of: (view: ClusterView, node: NodeView, family: (typeof FAMILIES)[number]) => readonly T[],
): readonly T[] {
  const view = stateToRead(cluster).view();
  const node = place.kind === "node" ? view.node(place.name) : undefined;
  if (node === undefined || view.profile.kubeProxy !== "ipvs") return [];
  return FAMILIES.flatMap((family) => of(view, node, family));
}

function shown({ cluster: { profile } }: ToolWorld, stdout: string): Result {
  return { stdout, stderr: profile.kubeProxy === "ipvs" ? "" : elsewhere(profile.kubeProxy), exitCode: 0 };
}

/** ipvsadm 1.31, for looking: the virtual servers of kube-proxy, each with its endpoints. Nothing counts connections. */
export const ipvsadm: Tool = (argv, world) => {
  const flags = readFlags(argv, {
    letters: {
      ...Object.fromEntries(CHANGING.map((letter) => [letter, letter])),
      ...{
        L: "list",
        l: "list",
        n: "numeric",
        S: "save",
        c: "connection",
        t: "tcp-service",
        u: "udp-service",
      },
      v: "version",
    },
    values: ["tcp-service", "udp-service", "sctp-service"],
    switches: ["list", "numeric", "save", "connection", "version", "sort", ...CHANGING],
  });
  const help = "Try `ipvsadm -h' or 'ipvsadm --help' for more information.\n";
  if (flags.unknown !== undefined) return failed(`ipvsadm: ${flags.unknown}: unknown option\n${help}`, 2);
  if (flags.positionals.length > 0) return failed(`unexpected argument ${flags.positionals[0]}\n${help}`, 2);
  const changing = CHANGING.find((letter) => flags.has(letter));
  if (changing !== undefined)
    return failed(
      `ipvsadm -${changing}: the servers here are kube-proxy's: change the Services, and list what becomes of them\n`,
    );
  if (world.place.kind !== "node")
    return failed(
      "Can't initialize ipvs: Permission denied (you must be root)\nAre you sure that IP Virtual Server is built in the kernel or as module?\n",
      255,
    );
  if (flags.has("connection")) return shown(world, CONNECTIONS);
  const servers = kept(world, virtualServersOf);
  const asked = (["TCP", "UDP", "SCTP"] as const).flatMap((protocol) => {
    const socket = flags.value(`${protocol.toLowerCase()}-service`);
    return socket === undefined ? [] : [{ protocol, socket }];
  })[0];
  const chosen =
    asked === undefined
      ? servers
      : servers.filter(
          (server) => server.protocol === asked.protocol && socketOf(server, true) === asked.socket,
        );
  if (asked !== undefined && chosen.length === 0) return failed("No such service\n", 255);
  const numeric = flags.has("numeric");
  if (flags.has("save")) return shown(world, chosen.map((server) => savedServer(server, numeric)).join(""));
  return shown(world, HEAD + chosen.map((server) => serverRows(server, numeric)).join(""));
};

function socketOf({ address, port, protocol }: VirtualServer, numeric: boolean): string {
  return socketText(address, port, protocol, numeric);
}

/** Ports by name unless they are wanted as numbers. */
function socketText(address: string, port: number, protocol: string, numeric: boolean): string {
  const host = address.includes(":") ? `[${address}]` : address;
  return `${host}:${numeric ? port : serviceName(String(port), protocol.toLowerCase())}`;
}

function serverRows(server: VirtualServer, numeric: boolean): string {
  const { protocol, persistent, backends } = server;
  const flags = persistent === undefined ? "" : ` persistent ${persistent}`;
  const rows = backends.map(({ address, port }) => {
    const socket = socketText(address.text, port, protocol, numeric);
    return `  -> ${socket.padEnd(28)} Masq    1      0          0         \n`;
  });
  return `${protocol.padEnd(4)} ${socketOf(server, numeric)} rr${flags}\n${rows.join("")}`;
}

function savedServer(server: VirtualServer, numeric: boolean): string {
  const { protocol, persistent, backends } = server;
  const flag = protocol === "SCTP" ? "--sctp-service" : `-${protocol[0]?.toLowerCase() ?? ""}`;
  const name = `${flag} ${socketOf(server, numeric)}`;
  const rows = backends.map(
    ({ address, port }) => `-a ${name} -r ${socketText(address.text, port, protocol, numeric)} -m -w 1\n`,
  );
  return `-A ${name} -s rr${persistent === undefined ? "" : ` -p ${persistent}`}\n${rows.join("")}`;
}

/** What `ipset` says of a type: its revision, and bytes of an empty set and of a member, for each family. */
const SET_TYPES: Readonly<
  Record<string, readonly [revision: number, v4: number, v6: number, member: number]>
> = {
  "hash:ip": [6, 216, 224, 40],
  "hash:ip,port": [7, 216, 232, 48],
  "hash:ip,port,ip": [6, 208, 232, 56],
  "hash:ip,port,net": [8, 464, 1256, 56],
  "bitmap:port": [3, 8264, 8264, 0],
};

/** ipset 7.17, for looking: `list` and `save` of kube-proxy's sets; nothing counts the rules that look into them. */
export const ipset: Tool = (argv, world) => {
  const help = "Try `ipset help' for more information.\n";
  const words = argv.filter((arg) => !arg.startsWith("-") || /^-(L|S|-list|-save)$/.test(arg));
  const [command, name, ...rest] = words;
  if (argv.some((arg) => /^-(v|-version)$/.test(arg)) || command === "version")
    return ok("ipset v7.17, protocol version: 7\n");
  if (command === undefined) return failed(`ipset v7.17: No command specified.\n${help}`, 2);
  const isSave = /^(save|-S|--save)$/.test(command);
  if (/^(add|del|create|destroy|flush|rename|swap|restore|test)$/.test(command))
    return failed(
      `ipset ${command}: the sets here are kube-proxy's: change the Services, and list what becomes of them\n`,
    );
  if (!isSave && !/^(list|-L|--list)$/.test(command))
    return failed(`ipset v7.17: No command specified: unknown argument ${command}\n${help}`, 2);
  if (rest.length > 0) return failed(`ipset v7.17: Unknown argument ${rest[0]}\n${help}`, 2);
  if (world.place.kind !== "node")
    return failed("ipset v7.17: Kernel error received: Operation not permitted\n");
  const sets = kept(world, ipSetsOf).filter((set) => name === undefined || set.name === name);
  if (name !== undefined && sets.length === 0)
    return failed("ipset v7.17: The set with the given name does not exist\n");
  if (isSave) return shown(world, sets.map(savedSet).join(""));
  if (argv.some((arg) => /^-(n|-name)$/.test(arg)))
    return shown(world, sets.map((set) => `${set.name}\n`).join(""));
  const terse = argv.some((arg) => /^-(t|-terse)$/.test(arg));
  return shown(world, sets.map((set) => listedSet(set, terse)).join("\n"));
};

function headerOf({ name, type, family }: IpSet): string {
  if (type === "bitmap:port") return "range 0-65535";
  const inet = family === "IPv6" ? "inet6" : "inet";
  return `family ${inet} hashsize 1024 maxelem 65536 bucketsize 12 initval 0x${stableHash(name)}`;
}

function listedSet(set: IpSet, terse: boolean): string {
  const { name, type, family, members } = set;
  const [revision = 0, v4 = 0, v6 = 0, each = 0] = SET_TYPES[type] ?? [];
  const lines = [
    `Name: ${name}`,
    `Type: ${type}`,
    `Revision: ${revision}`,
    `Header: ${headerOf(set)}`,
    `Size in memory: ${(family === "IPv6" ? v6 : v4) + each * members.length}`,
    "References: 0",
    `Number of entries: ${members.length}`,
    ...(terse ? [] : ["Members:", ...members]),
  ];
  return `${lines.join("\n")}\n`;
}

function savedSet(set: IpSet): string {
  const rows = set.members.map((member) => `add ${set.name} ${member}\n`);
  return `create ${set.name} ${set.type} ${headerOf(set)}\n${rows.join("")}`;
}
