/**
 * Runs real DNS tools (dig, nslookup, host, busybox, the C library through getent) where a pod would: in a namespace of its
 * own with the pod's resolv.conf, and the engine's answers on the nameserver's address and port 53. Reads a `ToolRuns` as
 * JSON from standard input and prints a `ToolRun[]`. Started as `unshare -mn node --import tsx engine/testing/dns-tools.ts`.
 */
import { execFile, execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, decode, encode, type Packet } from "dns-packet";
import { Cluster } from "../index.ts";
import type { DnsReply } from "../network/functions/cluster-dns/reply.ts";
import { replyIn } from "../surfaces/library/dns-log.ts";
import type { DnsRecord, DnsType } from "../values/dns-message.ts";

export interface ToolRuns {
  readonly manifests: string;
  /** `namespace/name` of the pod in whose place the tools run. */
  readonly pod: string;
  readonly lines: readonly (readonly string[])[];
}

export interface ToolRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** What the server was asked, in order: `A api.shop.svc.cluster.local`. */
  readonly questions: readonly string[];
}

/** Bits of a DNS header (RFC 1035 §4.1.1). */
const [AUTHORITATIVE, RECURSION_DESIRED, RECURSION_AVAILABLE] = [1 << 10, 1 << 8, 1 << 7];
const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
const DNS_PORT = 53;

function dataOf(record: DnsRecord): Answer {
  const { name, ttl } = record;
  switch (record.type) {
    case "A":
    case "AAAA":
      return { type: record.type, name, ttl, data: record.address.text };
    case "SRV": {
      const { priority, weight, port, target } = record;
      return { type: "SRV", name, ttl, data: { priority, weight, port, target } };
    }
    case "TXT":
      return { type: "TXT", name, ttl, data: record.text };
    case "SOA": {
      const [mname = "", rname = "", ...numbers] = record.text.split(" ");
      const [serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0] = numbers.map(Number);
      return { type: "SOA", name, ttl, data: { mname, rname, serial, refresh, retry, expire, minimum } };
    }
    default:
      return { type: record.type, name, ttl, data: record.target };
  }
}

function messageOf(query: Packet, reply: DnsReply): Packet {
  // miekg/dns sends back a cookie as it came.
  const opt = (query.additionals ?? []).filter(({ type }) => type === "OPT");
  const flags =
    ((query.flags ?? 0) & RECURSION_DESIRED) |
    (reply.authoritative ? AUTHORITATIVE : 0) |
    (reply.recursionAvailable ? RECURSION_AVAILABLE : 0) |
    RCODES[reply.rcode];
  return {
    type: "response",
    flags,
    ...(query.id === undefined ? {} : { id: query.id }),
    questions: query.questions ?? [],
    answers: reply.answer.map(dataOf),
    authorities: reply.authority.map(dataOf),
    additionals: [...reply.additional.map(dataOf), ...opt],
  };
}

function serve(cluster: Cluster, pod: string, address: string, questions: string[]): Promise<() => void> {
  const socket = createSocket("udp4");
  socket.on("message", (bytes, from) => {
    const query = decode(bytes);
    const [question] = query.questions ?? [];
    if (question === undefined) return;
    const type = question.type as DnsType;
    questions.push(`${type} ${question.name}`);
    const trace = cluster.resolve(pod, `${question.name}.`, type, { server: address });
    const leg = trace.branches[0]?.legs.findLast(({ purpose }) => purpose === "dns");
    const reply = leg === undefined ? undefined : replyIn(cluster, trace, leg);
    if (reply !== undefined) socket.send(encode(messageOf(query, reply)), from.port, from.address);
  });
  return new Promise((resolve) => {
    socket.bind(DNS_PORT, address, () => resolve(() => socket.close()));
  });
}

function run([program = "", ...argv]: readonly string[]): Promise<Omit<ToolRun, "questions">> {
  const env = { ...process.env, TZ: "UTC", LANG: "C", HOME: "/nonexistent" };
  return new Promise((resolve) => {
    execFile(program, argv, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, exitCode: typeof error?.code === "number" ? error.code : error ? 1 : 0 });
    });
  });
}

async function main(): Promise<void> {
  const { manifests, pod, lines }: ToolRuns = JSON.parse(readFileSync(0, "utf8"));
  const cluster = Cluster.load(manifests);
  const conf = cluster.render("resolv.conf", { pod });
  const address = /^nameserver (\S+)/m.exec(conf)?.[1] ?? "127.0.0.1";
  const folder = mkdtempSync(join(tmpdir(), "podwire-dns-"));
  writeFileSync(join(folder, "resolv.conf"), conf);
  execFileSync("sh", [
    "-c",
    `ip link set lo up && ip addr add ${address}/32 dev lo && mount --bind ${folder}/resolv.conf /etc/resolv.conf`,
  ]);
  const questions: string[] = [];
  const stop = await serve(cluster, pod, address, questions);
  const runs: ToolRun[] = [];
  for (const line of lines) {
    questions.length = 0;
    const ran = await run(line);
    runs.push({ ...ran, questions: [...questions] });
  }
  stop();
  execFileSync("sh", ["-c", "umount /etc/resolv.conf"]);
  rmSync(folder, { recursive: true });
  process.stdout.write(JSON.stringify(runs));
}

await main();
