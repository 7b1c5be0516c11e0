import { Cluster, type KubernetesObject, type Protocol, type Trace } from "../../engine/index.ts";
import type { Lab } from "../../engine/surfaces/lab/lab.ts";
import type { Work } from "../../engine/surfaces/lab/work.ts";
import { profileOf } from "../profiles.ts";

interface ServiceSpec {
  readonly ports?: readonly { readonly port: number; readonly protocol?: Protocol }[];
}

interface EdgeSpec {
  readonly host?: string;
  readonly path?: string;
  readonly hostnames?: readonly string[];
  readonly rules?: readonly {
    readonly host?: string;
    readonly http?: { readonly paths?: readonly { readonly path?: string }[] };
    readonly matches?: readonly { readonly path?: { readonly value?: string } }[];
  }[];
}

/** Workloads that are asked about everything. */
const MOST = 12;

/**
 * Every verdict that a change of manifests may change, as a text: pods to pods, workloads to Services by name, and from
 * outside to every host that is published. Throws `InputError` for manifests that the API server would refuse.
 */
export function fingerprintOf(lab: Lab, work: Work): string {
  const input = Object.entries(work).flatMap(([name, text]) => (text.trim() === "" ? [] : [{ name, text }]));
  const cluster = Cluster.load(input, { profile: profileOf(lab.profile) });
  return [...betweenPods(cluster), ...toServices(cluster), ...fromOutside(cluster)].join("\n");
}

function betweenPods(cluster: Cluster): readonly string[] {
  const workloads = cluster.workloads().slice(0, MOST);
  return workloads.flatMap(({ id, pods }) =>
    workloads.flatMap((to) =>
      to.listens.flatMap(({ port, protocol }) => {
        const [client, server] = [pods[0], to.pods.find((pod) => pod !== pods[0])];
        if (client === undefined || server === undefined) return [];
        return [`${id} ${to.id}:${port}/${protocol} ${cluster.probe(client, server, protocol, port)}`];
      }),
    ),
  );
}

function toServices(cluster: Cluster): readonly string[] {
  return cluster
    .workloads()
    .slice(0, MOST)
    .flatMap(({ id, pods: [client] }) =>
      client === undefined
        ? []
        : cluster.objects("Service").flatMap(({ metadata, ...rest }) => {
            const { ports = [] } = (rest as { readonly spec?: ServiceSpec }).spec ?? {};
            const host = `${metadata.name}.${metadata.namespace}`;
            return ports.map(({ port, protocol = "TCP" }) =>
              [id, host, port, outcome(cluster.connect(`pod/${client}`, host, { port, protocol }))].join(" "),
            );
          }),
    );
}

function fromOutside(cluster: Cluster): readonly string[] {
  const edges = ["Ingress", "Route", "HTTPRoute"].flatMap((kind) => cluster.objects(kind));
  const urls = new Set(edges.flatMap((edge) => urlsOf(edge)));
  return [...urls].map(
    (url) => `external ${url} ${outcome(cluster.curl("external", url, { insecure: true }))}`,
  );
}

function urlsOf(object: KubernetesObject): readonly string[] {
  const { host, path, hostnames = [], rules = [] } = (object as { readonly spec?: EdgeSpec }).spec ?? {};
  const hosts = [...hostnames, ...rules.map((rule) => rule.host), host].filter((name) => name !== undefined);
  const paths = rules.flatMap(({ http, matches = [] }) => [
    ...(http?.paths ?? []).map((one) => one.path),
    ...matches.map((match) => match.path?.value),
  ]);
  const all = ["/", path, ...paths].filter((one) => one?.startsWith("/"));
  return hosts.flatMap((name) =>
    all.flatMap((one) => ["http", "https"].map((scheme) => `${scheme}://${name}${one}`)),
  );
}

function outcome({ branches }: Trace): string {
  return branches
    .map(({ share, ending, reached }) => {
      const status = ending.kind === "answered" ? ending.status : "";
      return `${share.toFixed(3)} ${ending.kind} ${status} ${reached.workload?.name ?? reached.pod?.name ?? reached.address ?? ""}`;
    })
    .sort()
    .join(", ");
}
