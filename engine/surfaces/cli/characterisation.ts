import { type Cluster, type KubernetesObject, NameError, type Trace } from "../../index.ts";

interface ServiceLike extends KubernetesObject {
  readonly spec: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly ports?: readonly {
      readonly port: number;
      readonly protocol?: "TCP" | "UDP" | "SCTP";
      readonly targetPort?: number | string;
    }[];
  };
}

/** What one workload sees of one Service port. */
interface Observed {
  readonly service: string;
  readonly client: string;
  readonly target: string;
  readonly protocol: string;
  readonly ending: string;
  readonly succeeds: boolean;
}

/**
 * A feature that says what holds today: one scenario for each Service. A workload that reaches it, if there is one; else
 * how a connection to it ends, so that nothing is left out because it is closed.
 */
export function characterisation(cluster: Cluster): string {
  const ambient = new Set(["kube-system", "openshift-dns"]);
  const services = (cluster.objects("Service") as readonly ServiceLike[]).filter(({ metadata, spec }) => {
    const isAmbient =
      ambient.has(metadata.namespace ?? "") ||
      (metadata.namespace === "default" && metadata.name === "kubernetes");
    return !isAmbient && spec.type !== "ExternalName";
  });
  const found = services.flatMap((service) => observe(cluster, service) ?? []);
  if (found.length === 0) {
    const lacks = services.length === 0 ? "no Service" : "no workload with a running pod";
    throw new NameError(`there is ${lacks} in these manifests, so there is nothing to write down`);
  }
  return `Feature: What is reachable today
  Written by podwire init: one scenario for each Service, with a workload that reaches it if there is one.
  Change a manifest, run podwire test, and see what that breaks.

  Background:
    Given the manifests under test
${found.map(scenario).join("")}`;
}

/** Other workloads first, then the Service's own pods: peers of a database find each other through it. */
function observe(cluster: Cluster, service: ServiceLike): Observed | undefined {
  const { namespace = "default", name } = service.metadata;
  const isHeadless = service.spec.clusterIP === "None";
  const clients = [...cluster.workloads()].sort((a, b) => Number(a.name === name) - Number(b.name === name));
  let closed: Observed | undefined;
  for (const port of service.spec.ports ?? []) {
    const number = isHeadless && typeof port.targetPort === "number" ? port.targetPort : port.port;
    const protocol = port.protocol ?? "TCP";
    for (const { id } of clients) {
      const trace = connection(cluster, id, `${name}.${namespace}`, number, protocol);
      if (trace === undefined) continue;
      const observed: Observed = {
        service: `${namespace}/${name}`,
        client: id,
        target: `${name}.${namespace}:${number}`,
        protocol,
        ending: trace.branches[0]?.ending.kind ?? "",
        succeeds: trace.outcome === "success",
      };
      if (observed.succeeds) return observed;
      if (trace.outcome === "failure") closed ??= observed;
    }
  }
  return closed;
}

/** A workload without a running pod is no client; that is no reason to give up. */
function connection(
  cluster: Cluster,
  client: string,
  host: string,
  port: number,
  protocol: "TCP" | "UDP" | "SCTP",
): Trace | undefined {
  try {
    return cluster.connect(client, host, { port, protocol });
  } catch (error) {
    if (error instanceof NameError) return undefined;
    throw error;
  }
}

function scenario({ service, client, target, protocol, ending, succeeds }: Observed): string {
  const title = succeeds ? `${client} reaches ${service}` : `${client} does not reach ${service}`;
  return `
  Scenario: ${title}
    When ${client} connects to ${target} over ${protocol}
    Then ${succeeds ? "it succeeds" : `it ends as ${ending}`}
`;
}
