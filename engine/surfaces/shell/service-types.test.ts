import { describe, expect, it } from "vitest";
import { Cluster } from "../library/cluster.ts";
import { Shell } from "./index.ts";

const PORTS = "ports: [{ port: 80, targetPort: 8080 }]";
const NODE_PORT = "ports: [{ port: 80, targetPort: 8080, nodePort: 30099 }]";

/** What manifests say of a Service: types, with what only some of them may have. */
const SPECS = [
  `type: ClusterIP, ${PORTS}`,
  `type: ClusterIP, clusterIP: 10.96.50.60, ${PORTS}`,
  `type: ClusterIP, clusterIP: None, ${PORTS}`,
  `type: ClusterIP, externalTrafficPolicy: Local, ${PORTS}`,
  `type: ClusterIP, ${NODE_PORT}`,
  `type: ClusterIP, allocateLoadBalancerNodePorts: true, ${PORTS}`,
  `type: ClusterIP, loadBalancerClass: example.com/one, ${PORTS}`,
  `type: NodePort, ${PORTS}`,
  `type: NodePort, externalTrafficPolicy: Local, ${NODE_PORT}`,
  `type: NodePort, loadBalancerClass: example.com/one, ${PORTS}`,
  `type: LoadBalancer, externalTrafficPolicy: Local, ${PORTS}`,
  `type: LoadBalancer, loadBalancerClass: example.com/one, clusterIP: 10.96.50.60, ${NODE_PORT}`,
  `type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30098, ${PORTS}`,
  "type: ExternalName, externalName: example.com",
  `type: ExternalName, externalName: example.com, clusterIP: 10.96.50.60, ${NODE_PORT}`,
  `type: ExternalName, externalName: example.com, externalTrafficPolicy: Local`,
  `type: ExternalName, externalName: example.com, ipFamilies: [IPv4], ipFamilyPolicy: SingleStack`,
];

function manifest(spec: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: default }\nspec: { ${spec} }\n`;
}

function linesOf(words: string): readonly string[] {
  return [...words.matchAll(/spec\.\S+: (?:Invalid value|Forbidden)[^\n]*/g)].map(([line]) => line.trim());
}

interface Outcome {
  readonly spec: unknown;
  readonly words: string;
}

function specOf(cluster: Cluster): unknown {
  return cluster.objects("Service").find(({ metadata }) => metadata.name === "web");
}

function byLibrary(before: string, after: string): Outcome {
  const cluster = Cluster.load(manifest(before));
  let words = "";
  try {
    cluster.apply(manifest(after));
  } catch (error) {
    words = String(error);
  }
  return { spec: essence(specOf(cluster)), words };
}

async function byKubectl(before: string, after: string): Promise<Outcome> {
  const text = manifest(before);
  const cluster = Cluster.load(text);
  const shell = new Shell(cluster, { files: { "/workspace/a.yaml": manifest(after) }, applied: [text] });
  const { stdout, stderr } = await shell.exec("kubectl apply -f a.yaml");
  const isRefused = !/configured|unchanged/.test(stdout);
  return { spec: essence(specOf(cluster)), words: isRefused ? stderr : "" };
}

/** Nobody forwards for an alias: that kubectl leaves it a default of its former type, or an empty list, shows nowhere. */
function essence(object: unknown): unknown {
  const { spec } = object as { readonly spec: Readonly<Record<string, unknown>> };
  const { internalTrafficPolicy, ports = [], ...rest } = JSON.parse(JSON.stringify(spec));
  return rest.type === "ExternalName" ? { ...rest, ports } : { ...rest, ports, internalTrafficPolicy };
}

function isAccepted(spec: string): boolean {
  try {
    Cluster.load(manifest(spec));
    return true;
  } catch {
    return false;
  }
}

describe("a manifest that is applied to a Service of another type", () => {
  const firsts = SPECS.filter(isAccepted);
  const pairs = firsts.flatMap((before) => SPECS.map((after) => [before, after] as const));

  it("is tried with every type, and some manifests do not stand alone", () => {
    expect(firsts.length).toBe(9);
    expect(pairs.length).toBe(9 * SPECS.length);
  });

  it.each(pairs)("does what kubectl apply does: %s → %s", async (before, after) => {
    const [library, kubectl] = [byLibrary(before, after), await byKubectl(before, after)];
    expect(library.words !== "", `${library.words}\n${kubectl.words}`).toBe(kubectl.words !== "");
    expect(library.spec).toEqual(kubectl.spec);
    const [said, heard] = [linesOf(library.words), linesOf(kubectl.words)];
    if (said.length > 0) expect(said.filter((line) => heard.includes(line))).not.toEqual([]);
  });
});
