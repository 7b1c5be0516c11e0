import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import type { ToolRun, ToolRuns } from "../../testing/dns-tools.ts";
import { cannotAsk } from "../../testing/real-programs.ts";
import { Shell } from "./index.ts";

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
    .:53 {
        log
        errors
        kubernetes cluster.local in-addr.arpa ip6.arpa {
          pods insecure
          fallthrough in-addr.arpa ip6.arpa
          ttl 30
        }
        forward . /etc/resolv.conf
        cache 30
    }
---
apiVersion: v1
kind: Pod
metadata: { name: net, namespace: shop, labels: { app: net } }
spec: { containers: [{ name: c, image: nicolaka/netshoot }] }
---
apiVersion: v1
kind: Pod
metadata: { name: box, namespace: shop, labels: { app: box } }
spec: { containers: [{ name: c, image: "busybox:1.36" }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web-0, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 80, name: http }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 80, name: http }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: shut, namespace: shop, labels: { app: shut } }
spec: { containers: [{ name: c, image: nicolaka/netshoot }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shut, namespace: shop }
spec: { podSelector: { matchLabels: { app: shut } }, policyTypes: [Egress] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { clusterIP: 10.96.20.10, selector: { app: web }, ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: peers, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: alias, namespace: shop }
spec: { type: ExternalName, externalName: web.shop.svc.cluster.local }
---
apiVersion: v1
kind: Service
metadata: { name: away, namespace: shop }
spec: { type: ExternalName, externalName: nowhere.example.com }
`;

const BIND = `
dig web.shop.svc.cluster.local
dig web
dig
dig +search web
dig +search nope
dig web.shop.svc.cluster.local.
dig SRV _http._tcp.peers.shop.svc.cluster.local
dig -t srv _http._tcp.peers.shop.svc.cluster.local +short
dig AAAA web.shop.svc.cluster.local
dig MX web.shop.svc.cluster.local
dig cluster.local SOA
dig cluster.local NS
dig dns-version.cluster.local TXT
dig -x 10.96.20.10
dig -x 10.96.99.99 +short
dig alias.shop.svc.cluster.local
dig alias.shop.svc.cluster.local +short
dig away.shop.svc.cluster.local
dig @10.96.0.10 web.shop.svc.cluster.local
dig @kube-dns.kube-system +short web.shop.svc.cluster.local
dig @10.96.0.10 -p 53 -t a -q peers.shop.svc.cluster.local +short
dig +nocmd web
dig +nocomments web.shop.svc.cluster.local
dig +nostats web.shop.svc.cluster.local
dig +noquestion web.shop.svc.cluster.local
dig +noall +answer peers.shop.svc.cluster.local
dig +noall +answer +stats web.shop.svc.cluster.local
dig +noall +question +answer web.shop.svc.cluster.local
dig +noall +authority web
dig +noall +comments web.shop.svc.cluster.local
dig +noedns web.shop.svc.cluster.local
dig +short web.shop.svc.cluster.local alias.shop.svc.cluster.local
dig web.shop.svc.cluster.local AAAA alias.shop.svc.cluster.local
dig 10.96.20.10 +short
dig -4 +short web.shop.svc.cluster.local
dig -6 web.shop.svc.cluster.local
dig -6 +short +tries=1 web.shop.svc.cluster.local
dig -6 @10.96.0.10 web
dig -t bogus web +short
dig +bogus web
nslookup web
nslookup web.shop
nslookup web.shop.svc.cluster.local.
nslookup web.shop 10.96.0.10
nslookup nope
nslookup nope.shop
nslookup nope.shop.svc.cluster.local.
nslookup peers
nslookup alias
nslookup away
nslookup 10.96.20.10
nslookup 10.96.99.99
nslookup -type=SRV _http._tcp.peers
nslookup -type=AAAA web
nslookup -type=mx web
nslookup -q=txt dns-version.cluster.local
nslookup -type=ns cluster.local
nslookup -type=soa cluster.local
nslookup -type=bogus web
host web
host web.shop
host web 10.96.0.10
host nope
host peers
host alias
host away
host 10.96.20.10
host 10.96.99.99
host -t SRV _http._tcp.peers
host -t AAAA web
host -t mx web
host -t soa cluster.local
host -t ns cluster.local
host -t txt dns-version.cluster.local
host -t bogus web
host -v web
host -a web
host -d alias
host -v nope
host -v 10.96.20.10
host -a 10.96.20.10
host -a web 10.96.0.10
host -v -t SRV _http._tcp.peers
host -v -t AAAA web.shop.svc.cluster.local
dig @127.0.0.1 web
dig @nosuch web
nslookup web 127.0.0.1
nslookup web nosuch
host web 127.0.0.1
host web nosuch
getent hosts web
getent hosts nope
getent hosts peers
getent hosts alias
getent hosts 10.96.20.10
getent hosts web.shop.svc.cluster.local
getent ahosts web
getent ahostsv4 peers
`;

const BUSYBOX = `
nslookup web
nslookup web.shop
nslookup web.shop.svc.cluster.local
nslookup web.shop.svc.cluster.local.
nslookup web.shop.svc.cluster.local 10.96.0.10
nslookup nope
nslookup nope.shop.svc.cluster.local
nslookup alias.shop.svc.cluster.local
nslookup peers
nslookup 10.96.20.10
nslookup 10.96.99.99
nslookup -type=a web.shop.svc.cluster.local
nslookup -type=aaaa web.shop.svc.cluster.local
nslookup -type=txt dns-version.cluster.local
nslookup -type=ns cluster.local
nslookup -type=soa cluster.local
nslookup -type=srv _http._tcp.peers.shop.svc.cluster.local
nslookup web 127.0.0.1
`;

/** Where a policy takes the way to the nameserver. */
const SILENT = `
dig +time=1 web.shop.svc.cluster.local
dig +time=1 +tries=2 +short web
dig +time=1 +tries=1 +search web
nslookup -timeout=1 web
nslookup -timeout=1 web 10.96.0.10
host -W 1 web
`;

const linesOf = (text: string): readonly string[] => text.trim().split("\n");

/** What no two runs have in common: ids, cookies, times, and the build of the program. */
function comparable(text: string): string {
  return text
    .replace(/(?<=<<>> )DiG \S+/g, "DiG")
    .replace(/\bid: \d+/g, "id: N")
    .replace(/(?<=Received \d+ bytes from \S+ in )\d+/g, "N")
    .replace(/(?<=; COOKIE: )\w+/g, "N")
    .replace(/(?<=;; Query time: )\d+/g, "N")
    .replace(/(?<=;; WHEN: ).*/g, "N");
}

/** MX is what host asks for at the end unless it is told a type, and nobody here has mail servers. */
function withoutMail(line: string, questions: readonly string[]): readonly string[] {
  const isAll = line.startsWith("host ") && !/ -[tadv] /.test(line);
  return isAll ? questions.filter((question) => !question.startsWith("MX ")) : questions;
}

function realRuns(pod: string, lines: readonly (readonly string[])[]): readonly ToolRun[] {
  const input: ToolRuns = { manifests: MANIFESTS, pod, lines };
  const program = ["-mn", process.execPath, "--import", "tsx", "engine/testing/dns-tools.ts"];
  const ran = spawnSync("unshare", program, { input: JSON.stringify(input), encoding: "utf8" });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout);
}

// Other versions have other words.
const PROGRAMS = {
  "dig -v": /DiG 9\.18\./,
  "nslookup -version": /./,
  "host -V": /./,
  "busybox --help": /BusyBox v1\.3[5-7]\./,
  "ip -V": /iproute2/,
};
const skip = cannotAsk("the DNS tools are", PROGRAMS, "-mn");

describe.skipIf(skip).each([
  ["shop/net", "", linesOf(BIND)],
  ["shop/shut", "", linesOf(SILENT)],
  ["shop/box", "busybox ", linesOf(BUSYBOX)],
])("in %s, as the real program", (pod, prefix, lines) => {
  let real: readonly ToolRun[] = [];
  beforeAll(() => {
    real = realRuns(
      pod,
      lines.map((line) => `${prefix}${line}`.split(" ")),
    );
  }, 120_000);

  it.each(lines.map((line, index) => [line, index] as const))("%s", async (line, index) => {
    const cluster = Cluster.load(MANIFESTS);
    const shell = new Shell(cluster, {});
    const [namespace, name] = pod.split("/");
    const { stdout, stderr, exitCode } = await shell.exec(`kubectl -n ${namespace} exec ${name} -- ${line}`);
    const expected = real[index];
    expect(expected).toBeDefined();
    expect(comparable(stdout)).toBe(comparable(expected?.stdout ?? ""));
    const own = stderr.replace(/command terminated with exit code \d+\n/, "");
    expect(comparable(own)).toBe(comparable(expected?.stderr ?? ""));
    expect(exitCode).toBe(expected?.exitCode);
    const logs = await shell.exec("kubectl -n kube-system logs -l k8s-app=kube-dns --tail=-1");
    const asked = [...logs.stdout.matchAll(/^\[INFO\] \S+ - \d+ "(\S+) IN (\S*)\. /gm)];
    const questions = asked.map(([, type, name]) => `${type} ${name || "."}`);
    // What the policy drops, the server does not see.
    expect(questions).toEqual(
      lines.join("\n") === SILENT.trim() ? [] : withoutMail(line, expected?.questions ?? []),
    );
  });
});
