/**
 * Services by the thousand: what loading costs beside reading the JSON, how long a change of one pod's readiness takes to
 * settle, and whether an answer gets dearer as the cluster grows.
 */
import { Cluster } from "../engine/index.ts";
import { median, row } from "./measure.ts";

const ENDPOINTS = 10;
const CHANGES = 21;
const NODES = 100;

function manifests(services: number): readonly object[] {
  const objects: object[] = [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }];
  for (let service = 0; service < services; service++) {
    const name = `s${service}`;
    const spec = { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] };
    objects.push({ apiVersion: "v1", kind: "Service", metadata: { name, namespace: "shop" }, spec });
    for (let pod = 0; pod < ENDPOINTS; pod++) {
      const metadata = { name: `${name}-${pod}`, namespace: "shop", labels: { app: name } };
      const containers = [{ name: "app", image: "app:1", ports: [{ containerPort: 8080 }] }];
      // As a snapshot has them: scheduled, for no node takes more than 110 new pods.
      const nodeName = `n${(service * ENDPOINTS + pod) % NODES}`;
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

function measure(services: number): { readonly curl: number } {
  const objects = manifests(services);
  // Files of a thousand objects, for no file may be larger than 10 MB.
  const files = Array.from({ length: Math.ceil(objects.length / 1000) }, (_, index) => {
    const items = objects.slice(index * 1000, (index + 1) * 1000);
    return { name: `${index}.json`, text: JSON.stringify({ apiVersion: "v1", kind: "List", items }) };
  });
  const parse = took(() => files.map(({ text }) => JSON.parse(text)));
  let cluster: Cluster | undefined;
  const load = took(() => {
    cluster = Cluster.load(files);
  });
  if (cluster === undefined) throw new Error("nothing was loaded");
  const loaded = cluster;
  loaded.setReady("shop/s0-0", false);
  const change = median(
    Array.from({ length: CHANGES }, (_, index) => took(() => loaded.setReady("shop/s0-0", index % 2 === 0))),
  );
  const curl = median(
    Array.from({ length: CHANGES }, (_, index) => took(() => loaded.curl("shop/s1-0", `http://s2/${index}`))),
  );
  const words = `${services} Services of ${ENDPOINTS} pods`;
  row(`${words}: load (hold: 5 × JSON.parse)`, `${load.toFixed(0)} ms = ${(load / parse).toFixed(0)} ×`);
  row(`${words}: one readiness change (hold: 5 ms)`, `${change.toFixed(2)} ms`);
  row(`${words}: one curl with its trace`, `${(curl * 1000).toFixed(0)} µs`);
  return { curl };
}

const small = measure(200);
const large = measure(2000);
row("curl, 200 Services against 2000 (hold: 0.5)", (small.curl / large.curl).toFixed(2));
