/** Random command lines and scripts: no crash, no hang. `node --import tsx bench/run.ts fuzz [RUNS] [SEED]`. */
import fc from "fast-check";
import { Cluster } from "../engine/index.ts";
import { ApiServer } from "../engine/surfaces/api-server/api-server.ts";
import { kubectlFor } from "../engine/surfaces/kubectl/kubectl.ts";
import { KUBECTL, OC } from "../engine/surfaces/kubectl/tree.ts";
import { Shell } from "../engine/surfaces/shell/index.ts";
import { row } from "./measure.ts";

const runs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 20_260_101);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed))
  throw new Error("usage: fuzz.ts [RUNS] [SEED]");

const NOW = 1_767_225_600_000;
/** A script that takes longer hangs, as far as a learner can tell. */
const MOST_MS = 10_000;
/** Lines that one cluster and one terminal live through. */
const LIFE = 200;

const MANIFESTS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 2, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: box }
spec: { containers: [{ name: box, image: nicolaka/netshoot }] }
`;

const VERBS = [...(KUBECTL.commands ?? []), ...(OC.commands ?? [])].flatMap(({ name, commands = [] }) => [
  name,
  ...commands.map((inner) => `${name} ${inner.name}`),
]);
const WORDS = [
  "-A -n shop default -o yaml -owide -o=jsonpath={.items[*]} -o=go-template={{.}} -o=custom-columns=A:.a -l app=web -f - -c box",
  "--dry-run=client --all --help -w --rm -it --image=busybox --as=ann --tail=1 --replicas=3 --for=delete --type=merge",
  "-p {} pods svc,ep deploy/web svc/web all nodes node/worker-1 netpol/ / a/b/c ingresses.v1.networking.k8s.io x= x- --",
  "web box 80 8080:80 http://web http://web:81/a sh true 10.96.0.10 kubernetes.default",
].flatMap((line) => line.split(" "));
const SHELL = [
  "curl wget nslookup dig nc ip ss why exit ssh ping traceroute env cat echo history host tcpdump iptables-save grep head -v -o",
  "| ; && || $X $( ) ` ' \" > >> < << <<EOF EOF \\ * {a,b} & ! # \n for i in 1 2 3; do done while true; do if then fi [ ] X=1 export",
].flatMap((line) => line.split(" "));

const text = fc.string({ maxLength: 12 });
const anyWord = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, text);
const line = fc
  .tuple(
    fc.constantFrom("kubectl", "oc"),
    fc.constantFrom(...VERBS),
    fc.array(anyWord, { maxLength: 6 }),
    fc.constantFrom(
      "",
      "{}",
      "a: [",
      "kind: Pod\n",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n",
    ),
  )
  .map(([program, verb, words, stdin]) => ({ program, argv: [...verb.split(" "), ...words], stdin }));
const part = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...SHELL) },
  { weight: 3, arbitrary: anyWord },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("kubectl", "oc"), fc.constantFrom(...VERBS))
      .map((two) => two.join(" ")),
  },
);
const script = fc.array(part, { maxLength: 14 }).map((words) => words.join(" "));

let lived = 0;
let cluster = Cluster.load(MANIFESTS);
let shell = new Shell(cluster, {});
let kubectl = kubectlFor(new ApiServer(cluster, { now: () => NOW }), { now: () => NOW });
let [lines, scripts, slowest] = [0, 0, { milliseconds: 0, what: "" }];

function renew(): void {
  if (++lived % LIFE !== 0) return;
  cluster = Cluster.load(MANIFESTS);
  shell = new Shell(cluster, {});
  kubectl = kubectlFor(new ApiServer(cluster, { now: () => NOW }), { now: () => NOW });
}

function note(what: string, began: number): void {
  const milliseconds = performance.now() - began;
  if (milliseconds > slowest.milliseconds) slowest = { milliseconds, what };
  if (milliseconds > MOST_MS) throw new Error(`took ${milliseconds.toFixed(0)} ms: ${what}`);
}

function checkCode(exitCode: number, what: string): void {
  if (!Number.isInteger(exitCode) || exitCode < 0 || exitCode > 255)
    throw new Error(`exit ${exitCode}: ${what}`);
}

await fc.assert(
  fc.asyncProperty(
    fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: script }),
    async (typed) => {
      renew();
      const began = performance.now();
      if (typeof typed === "string") {
        checkCode((await shell.exec(typed)).exitCode, typed);
        scripts++;
        note(typed, began);
        return;
      }
      const { program, argv, stdin } = typed;
      const what = `${program} ${argv.join(" ")}`;
      const ran = kubectl(program === "oc" ? "oc" : "kubectl", argv, { stdin, readFile: () => undefined });
      checkCode(ran.exitCode, what);
      lines++;
      note(what, began);
    },
  ),
  { numRuns: runs, seed, endOnFailure: false },
);
if (lines + scripts < runs) throw new Error(`only ${lines + scripts} of ${runs} were run`);
row(`command lines of kubectl and oc (seed ${seed})`, String(lines));
row("shell scripts", String(scripts));
row("slowest", `${slowest.milliseconds.toFixed(0)} ms`);
console.log(slowest.what);
