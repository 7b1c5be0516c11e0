/**
 * Services by the thousand: what loading costs beside reading the JSON, how long a change of one pod's readiness takes to
 * settle, and whether an answer gets dearer as the cluster grows. `node --import tsx bench/run.ts services [SERVICES …]`
 */
import { profileNamed } from "../engine/cluster/profiles.ts";
import { Cluster } from "../engine/index.ts";
import { median, row } from "./measure.ts";

const ENDPOINTS = 10;
const CHANGES = 51;
/** Pods of one node: its block of addresses has room for them. */
const ON_A_NODE = 200;
/** Wide enough for a block of every node, as a cluster of that size is set up. */
const PROFILE = { ...profileNamed("kubeadm"), podCidrs: ["10.128.0.0/14"] };
const ROUNDS = 3;
const PARSES = 3;

function manifests(services: number): readonly object[] {
  const nodes = Math.ceil((services * ENDPOINTS) / ON_A_NODE);
  const objects: object[] = [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }];
  for (let service = 0; service < services; service++) {
    const name = `s${service}`;
    const spec = { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] };
    objects.push({ apiVersion: "v1", kind: "Service", metadata: { name, namespace: "shop" }, spec });
    for (let pod = 0; pod < ENDPOINTS; pod++) {
      const metadata = { name: `${name}-${pod}`, namespace: "shop", labels: { app: name } };
      const containers = [{ name: "app", image: "app:1", ports: [{ containerPort: 8080 }] }];
      // As a snapshot has them: scheduled, for no node takes more than 110 new pods.
      const nodeName = `n${(service * ENDPOINTS + pod) % nodes}`;
      objects.push({ apiVersion: "v1", kind: "Pod", metadata, spec: { nodeName, containers } });
    }
  }
  return objects;
}

function took(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Files of a thousand objects, for no file may be larger than 10 MB. Other names make them a new input. */
function filesOf(objects: readonly object[], round: number): readonly { name: string; text: string }[] {
  return Array.from({ length: Math.ceil(objects.length / 1000) }, (_, index) => {
    const items = objects.slice(index * 1000, (index + 1) * 1000);
    return {
      name: `${round}/${index}.json`,
      text: JSON.stringify({ apiVersion: "v1", kind: "List", items }),
    };
  });
}

/** Both are measured hot, and side by side: what else the machine does in a round disturbs both. */
function loadOften(services: number): {
  readonly cluster: Cluster;
  readonly ratios: readonly number[];
  best: number;
} {
  const objects = manifests(services);
  const ratios: number[] = [];
  let best = Number.POSITIVE_INFINITY;
  let cluster: Cluster | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const files = filesOf(objects, round);
    const parses = Array.from({ length: PARSES }, () =>
      took(() => files.map(({ text }) => JSON.parse(text))),
    );
    const load = took(() => {
      cluster = Cluster.load(files, { profile: PROFILE });
    });
    ratios.push(load / Math.min(...parses));
    best = Math.min(best, load);
  }
  if (cluster === undefined) throw new Error("nothing was loaded");
  return { cluster, ratios, best };
}

function measure(services: number): { readonly curl: number } {
  const { cluster: loaded, ratios, best } = loadOften(services);
  loaded.setReady("shop/s0-0", false);
  const change = median(
    Array.from({ length: CHANGES }, (_, index) => took(() => loaded.setReady("shop/s0-0", index % 2 === 0))),
  );
  const curl = median(
    Array.from({ length: CHANGES }, (_, index) => took(() => loaded.curl("shop/s1-0", `http://s2/${index}`))),
  );
  const words = `${services} Services of ${ENDPOINTS} pods`;
  const times = `${Math.min(...ratios).toFixed(1)} × at best, ${median(ratios).toFixed(1)} × in the middle`;
  row(`${words}: load (hold: 5 × JSON.parse)`, `${best.toFixed(0)} ms = ${times}`);
  row(`${words}: one readiness change (hold: 5 ms)`, `${change.toFixed(2)} ms`);
  row(`${words}: one curl with its trace`, `${(curl * 1000).toFixed(0)} µs`);
  return { curl };
}

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [200, 2000, 10_000];
const [first, ...others] = sizes.map(measure);
for (const [index, other] of others.entries()) {
  const words = `curl, ${sizes[0]} Services against ${sizes[index + 1]} (hold: 0.5)`;
  row(words, ((first?.curl ?? 0) / other.curl).toFixed(2));
}
