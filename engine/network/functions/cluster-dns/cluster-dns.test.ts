import { describe, expect, it } from "vitest";
import { Cluster, type Ending } from "../../../index.ts";

const CLUSTER = Cluster.load(`apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop }
spec: { containers: [{ name: app, image: a }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  clusterIP: 10.96.0.50
  ports: [{ name: http, port: 80 }]
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: None, ports: [{ name: sql, port: 5432 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }
addressType: IPv4
endpoints:
  - { addresses: [192.0.2.1], hostname: db-0 }
  - { addresses: [192.0.2.2] }
  - { addresses: [192.0.2.3], conditions: { ready: false } }
ports: [{ name: sql, port: 5432 }]
---
apiVersion: v1
kind: Service
metadata: { name: empty, namespace: shop }
spec: { clusterIP: None, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: alias, namespace: shop }
spec: { type: ExternalName, externalName: api.shop.svc.cluster.local. }
---
apiVersion: v1
kind: Service
metadata: { name: numeric, namespace: shop }
spec: { type: ExternalName, externalName: 192.0.2.80 }
`);

function answer(name: string, type: "A" | "AAAA" | "SRV" | "TXT"): string {
  const endings = CLUSTER.resolve("shop/client", name, type).branches.map(({ ending }) =>
    recordsText(ending),
  );
  return [...new Set(endings)].join(" | ");
}

function recordsText(ending: Ending): string {
  if (ending.kind !== "answered") return ending.kind;
  return (ending.records ?? [])
    .map((record) => {
      if ("address" in record) return record.address.text;
      if (record.type === "SRV") return `${record.priority} ${record.weight} ${record.port} ${record.target}`;
      return "text" in record ? record.text : `→ ${record.target}`;
    })
    .join(", ");
}

describe("cluster-dns", () => {
  it.each([
    ["api", "A", "10.96.0.50"],
    ["API.Shop", "A", "10.96.0.50"],
    ["api.shop.svc.cluster.local.", "A", "10.96.0.50"],
    ["api.shop.svc.cluster.local.", "AAAA", "no-data"],
    ["db", "A", "192.0.2.1, 192.0.2.2"],
    ["db-0.db", "A", "192.0.2.1"],
    ["192-0-2-2.db", "A", "192.0.2.2"],
    ["192-0-2-3.db", "A", "name-not-found"],
    ["empty", "A", "name-not-found"],
    ["alias.shop.svc.cluster.local.", "A", "→ api.shop.svc.cluster.local, 10.96.0.50"],
    ["numeric.shop.svc.cluster.local.", "A", "name-not-found"],
    ["192-0-2-77.shop.pod.cluster.local.", "A", "192.0.2.77"],
    ["192-0-2-77.nowhere.pod.cluster.local.", "A", "name-not-found"],
    ["svc.cluster.local.", "A", "no-data"],
    ["cluster.local.", "A", "no-data"],
    ["x.cluster.local.", "A", "name-not-found"],
    ["_http._tcp.api.shop.svc.cluster.local.", "SRV", "0 100 80 api.shop.svc.cluster.local"],
    ["_http._udp.api.shop.svc.cluster.local.", "SRV", "name-not-found"],
    [
      "_sql._tcp.db.shop.svc.cluster.local.",
      "SRV",
      "0 50 5432 db-0.db.shop.svc.cluster.local, 0 50 5432 192-0-2-2.db.shop.svc.cluster.local",
    ],
    ["dns-version.cluster.local.", "TXT", "1.1.0"],
    ["dns-version.cluster.local.", "A", "name-not-found"],
    ["www.example.com", "A", "name-not-found"],
  ] as const)("%s %s", (name, type, expected) => {
    expect(answer(name, type)).toBe(expected);
  });
});
