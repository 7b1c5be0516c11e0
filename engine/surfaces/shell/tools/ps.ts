import type { Container } from "../../../api/core/pod.ts";
import { stateToRead } from "../../library/cluster.ts";
import { baseName, isBusybox } from "../images.ts";
import { type Place, podNamed } from "../place.ts";
import { ok, type Tool, type ToolWorld } from "../tool.ts";

interface Process {
  readonly pid: number;
  readonly command: string;
}

/** What images start when nobody says otherwise, by the last part of their name. */
const STARTED: Readonly<Record<string, readonly string[]>> = {
  nginx: ["nginx: master process nginx -g daemon off;", "nginx: worker process"],
  httpd: ["httpd -DFOREGROUND"],
  redis: ["redis-server *:6379"],
  postgres: ["postgres"],
  busybox: ["sh"],
  alpine: ["/bin/sh"],
  coredns: ["/coredns -conf /etc/coredns/Corefile"],
};

/** `ps` of busybox and of procps: a container sees its own processes, a node sees everybody's. */
export const ps: Tool = (argv, world) => {
  const { place } = world;
  const processes = [...processesAt(world), { pid: 0, command: ["ps", ...argv].join(" ") }].map(
    (one, index, all) => (one.pid === 0 ? { ...one, pid: (all[index - 1]?.pid ?? 1) + 6 } : one),
  );
  const rows = processes.map(
    isBusybox(place) ? busyboxRow : argv.join("").includes("e") ? fullRow : procpsRow,
  );
  const head = isBusybox(place)
    ? "PID   USER     TIME  COMMAND\n"
    : argv.join("").includes("e")
      ? "UID          PID    PPID  C STIME TTY          TIME CMD\n"
      : "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n";
  return ok(head + rows.join(""));
};

function busyboxRow({ pid, command }: Process): string {
  return `${String(pid).padStart(5)} root      0:00 ${command}\n`;
}

function fullRow({ pid, command }: Process): string {
  return `root     ${String(pid).padStart(7)} ${String(pid === 1 ? 0 : 1).padStart(7)}  0 00:00 ?        00:00:00 ${command}\n`;
}

function procpsRow({ pid, command }: Process): string {
  return `root     ${String(pid).padStart(7)}  0.0  0.0      0     0 ?        Ss   00:00   0:00 ${command}\n`;
}

function processesAt(world: ToolWorld): readonly Process[] {
  const { place } = world;
  if (place.kind === "pod") return [...numbered(commandsOf(world, place), 1), { pid: 12, command: "sh" }];
  return place.kind === "node" ? numbered(nodeCommands(world, place.name), 1) : [];
}

/** The first has the number 1, the others come later. */
function numbered(commands: readonly string[], first: number): readonly Process[] {
  return commands.map((command, index) => ({ pid: first + index * 7, command }));
}

function commandsOf({ cluster }: ToolWorld, place: Extract<Place, { kind: "pod" }>): readonly string[] {
  const pod = podNamed(cluster, place.namespace, place.name);
  const found = pod?.spec.containers.find(({ name }) => name === place.container);
  return found === undefined ? [] : started(found);
}

/** The container's own words, else those of its image. */
function started({ command = [], args = [], image = "" }: Container): readonly string[] {
  if (command.length > 0) return [[...command, ...args].join(" ")];
  const name = baseName(image);
  const known = Object.hasOwn(STARTED, name) ? (STARTED[name] ?? []) : [`/${name}`];
  if (args.length === 0) return known;
  // Images of a plain shell have no entry point: what they are given is the whole command.
  return name === "busybox" || name === "alpine" ? [args.join(" ")] : [[known[0], ...args].join(" ")];
}

function nodeCommands({ cluster }: ToolWorld, name: string): readonly string[] {
  const view = stateToRead(cluster).view();
  const proxy =
    view.profile.kubeProxy === "none"
      ? []
      : [`/usr/local/bin/kube-proxy --config=/var/lib/kube-proxy/config.conf --hostname-override=${name}`];
  const pods = view.pods.filter((pod) => pod.node === name && pod.running);
  return [
    "/sbin/init",
    "/usr/bin/containerd",
    "/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml",
    ...proxy,
    ...pods.flatMap(({ pod }) => pod.spec.containers.flatMap(started)),
  ];
}
