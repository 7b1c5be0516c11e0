/**
 * DNS look-ups as a pod's resolver makes them, search list and all, at the server that answers from Services: how many a
 * second, and whether more Services make one dearer.
 */
import { decodeText } from "../engine/api/decode.ts";
import { ClusterState } from "../engine/cluster/cluster-state.ts";
import { profileNamed } from "../engine/cluster/profiles.ts";
import { dnsServerOf } from "../engine/network/functions/cluster-dns/server.ts";
import { outsideOf } from "../engine/network/outside.ts";
import { ip } from "../engine/values/ip.ts";
import { candidateNames } from "../engine/workload/resolver.ts";
import { row } from "./measure.ts";

const SEARCH = ["shop.svc.cluster.local", "svc.cluster.local", "cluster.local"];
const CLIENT = ip("10.244.1.5");
const SECONDS = 1;

/** Look-ups a second among so many Services: a short name, one of another namespace, and one outside, in turn. */
function rate(services: number): number {
  const items = Array.from({ length: services }, (_, index) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: `s${index}`, namespace: index % 2 === 0 ? "shop" : "data" },
    spec: { ports: [{ port: 80 }] },
  }));
  const state = ClusterState.create(profileNamed("service-cidr=10.96.0.0/12"));
  for (let start = 0; start < items.length; start += 1000) {
    const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: items.slice(start, start + 1000) });
    state.apply(decodeText(text, "services.json").objects, { namespace: "default", strict: false });
  }
  const view = state.view();
  const server = dnsServerOf(view, outsideOf(view, new Map([["github.com", [ip("203.0.113.9")]]])));
  if (server.error !== undefined) throw new Error(server.error);
  const names = items.map(({ metadata: { name, namespace } }, index) =>
    index % 16 === 15 ? "github.com" : namespace === "shop" ? name : `${name}.${namespace}`,
  );
  const lookUp = (name: string): number => {
    for (const candidate of candidateNames(name, { search: SEARCH, ndots: 5 }, "glibc")) {
      const answer = server.answer({ name: candidate, type: "A" }, CLIENT);
      if (answer?.rcode === "NOERROR" && answer.records.length > 0) return answer.records.length;
    }
    throw new Error(`${name} does not resolve`);
  };
  for (const name of names) lookUp(name);
  let done = 0;
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) for (const name of names) done += lookUp(name);
  return done / ((performance.now() - start) / 1000);
}

const small = rate(1000);
const large = rate(10_000);
row("DNS look-ups with the search list, 1,000 Services (hold: 1 M/s)", `${(small / 1e6).toFixed(2)} M/s`);
row("DNS look-ups with the search list, 10,000 Services", `${(large / 1e6).toFixed(2)} M/s`);
row("ratio (hold: 0.5)", (large / small).toFixed(2));
