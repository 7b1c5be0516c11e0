/** One of many routes of a host changes: what the next request costs, against loading all of them. */

import { Cluster } from "../engine/index.ts";
import { median, row } from "./measure.ts";

const HOST = "shop.example.com";
const COUNT = Number(process.argv[2] ?? 20_000);
const CHANGES = 15;

const BASE = `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] } }
---
{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: edge }, spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] } }
`;

type Make = (index: number, path: string) => object;

const ingress: Make = (index, path) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: `r-${index}`, namespace: "default" },
  spec: {
    ingressClassName: "nginx",
    rules: [
      {
        host: HOST,
        http: {
          paths: [{ path, pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }],
        },
      },
    ],
  },
});

const httpRoute: Make = (index, path) => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: `r-${index}`, namespace: "default" },
  spec: {
    parentRefs: [{ name: "edge" }],
    hostnames: [HOST],
    rules: [{ matches: [{ path: { value: path } }], backendRefs: [{ name: "web", port: 80 }] }],
  },
});

const route: Make = (index, path) => ({
  apiVersion: "route.openshift.io/v1",
  kind: "Route",
  metadata: { name: `r-${index}`, namespace: "default" },
  spec: { host: HOST, path, to: { kind: "Service", name: "web" } },
});

const KINDS: Readonly<Record<string, readonly [make: Make, profile: "kubeadm" | "openshift"]>> = {
  Ingress: [ingress, "kubeadm"],
  HTTPRoute: [httpRoute, "kubeadm"],
  Route: [route, "openshift"],
};

function statusOf(cluster: Cluster, path: string): number | undefined {
  const [branch] = cluster.curl("external", `http://${HOST}${path}`).branches;
  return branch?.ending.kind === "answered" ? branch.ending.status : undefined;
}

/** Milliseconds of CPU, so that a busy machine does not count. */
function cost(act: () => number | undefined): number {
  const before = process.cpuUsage();
  const status = act();
  const { user, system } = process.cpuUsage(before);
  if (status !== 200) throw new Error(`answered ${status}`);
  return (user + system) / 1000;
}

for (const [kind, [make, profile]] of Object.entries(KINDS)) {
  const objects = Array.from({ length: COUNT }, (_, index) =>
    JSON.stringify(make(index, `/service-${index}`)),
  );
  const text = `${BASE}---\n${objects.join("\n---\n")}`;
  let cluster: Cluster | undefined;
  const loading = cost(() => {
    cluster = Cluster.load(text, { profile });
    return statusOf(cluster, "/service-17");
  });
  const known = cluster;
  if (known === undefined) throw new Error("nothing was loaded");
  const changes = Array.from({ length: CHANGES }, (_, turn) =>
    cost(() => {
      known.apply(JSON.stringify(make(turn, `/moved-${turn}`)));
      return statusOf(known, `/moved-${turn}`);
    }),
  );
  const changing = median(changes);
  row(`${kind}: ${COUNT} loaded, first request`, `${loading.toFixed(0)} ms`);
  row(`${kind}: one of them changed, next request`, `${changing.toFixed(0)} ms`);
  row(`${kind}: a change against loading`, (changing / loading).toFixed(3));
}
