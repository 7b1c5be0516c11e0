/** One verdict on a cluster of 20 pods: without a trace (at most 5 µs) and with one (at most 50 µs). */
import { Cluster } from "../engine/index.ts";
import { microsecondsOf, row } from "./measure.ts";

const NAMESPACES = ["shop", "data", "monitoring", "edge"];

const manifests = NAMESPACES.flatMap((namespace) => [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  ...["a", "b", "c", "d", "e"].map((name) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [{ name: "app", image: "app:1", ports: [{ name: "http", containerPort: 8080 }] }] },
  })),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "a", namespace },
    spec: { selector: { app: "a" }, ports: [{ port: 80, targetPort: "http" }] },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "default-deny", namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress"] },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-a", namespace },
    spec: {
      podSelector: { matchLabels: { app: "a" } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "b" } } }], ports: [{ port: 8080 }] }],
    },
  },
]);

const cluster = Cluster.load(manifests);

function expectEqual(actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`expected ${expected}, got ${actual}`);
}

expectEqual(cluster.probe("shop/b", "shop/a", "TCP", 8080), "connected");
expectEqual(cluster.probe("shop/c", "shop/a", "TCP", 8080), "dropped");
expectEqual(cluster.curl("shop/b", "http://a").outcome, "success");
expectEqual(cluster.curl("shop/c", "http://a").outcome, "failure");

let allowed = 0;
const withoutTrace = await microsecondsOf(() => {
  if (cluster.probe("shop/b", "shop/a", "TCP", 8080) === "connected") allowed++;
  if (cluster.probe("shop/c", "shop/a", "TCP", 8080) === "connected") allowed++;
});
// Answers are remembered by question, so each question here is a new one.
let question = 0;
const withTrace = await microsecondsOf(() => {
  allowed += cluster.curl("shop/b", `http://a/${question++}`).branches.length;
  allowed += cluster.curl("shop/c", `http://a/${question++}`).branches.length;
});
// A host outside makes the data plane anew: nothing is remembered, look-ups included.
const afresh = await microsecondsOf(() => {
  cluster.addExternalHost("example.com", "203.0.113.9");
  allowed += cluster.curl("shop/c", "http://a").branches.length;
});
const again = await microsecondsOf(() => {
  allowed += cluster.curl("shop/b", "http://a").branches.length;
});
const load = await microsecondsOf(() => {
  allowed += Cluster.load(manifests).workloads().length;
});
if (allowed === 0) throw new Error("nothing was measured");

row("one verdict without a trace (hold: 5 µs)", `${(withoutTrace / 2).toFixed(2)} µs`);
row("one verdict with a full trace (hold: 50 µs)", `${(withTrace / 2).toFixed(2)} µs`);
row("the same on a data plane just compiled, with the look-up", `${afresh.toFixed(2)} µs`);
row("a question that was asked before", `${again.toFixed(2)} µs`);
row("loading the 20 pods again", `${load.toFixed(0)} µs`);
