import { type KubernetesObject, suggest } from "../engine/index.ts";
import type { ClusterFace } from "./cluster-face.ts";
import { formatEndpoint, parseDestination } from "./destination.ts";
import { didYouMean, StepError, VerdictMismatch } from "./errors.ts";
import { parseFieldPath, valueAt, valueText } from "./field-path.ts";
import { findName } from "./names.ts";
import { defineSteps, type StepTable, step, type Table } from "./registry.ts";
import { columnOf } from "./table.ts";
import type { World } from "./world.ts";

const HAS_EXAMPLE = [
  'Then Service "shop/api" has:',
  "  | spec.type          | ClusterIP |",
  "  | spec.ports[0].port | 8080      |",
].join("\n");

/** What a slice says that endpoints are read from. */
interface Slice extends KubernetesObject {
  readonly endpoints?: readonly {
    readonly addresses: readonly string[];
    readonly conditions?: { readonly ready?: boolean };
  }[];
  readonly ports?: readonly { readonly port?: number; readonly protocol?: string }[];
}

function hasEndpoints(world: World, service: string, table: Table): void {
  const expected = columnOf(table).map((cell) => {
    const { host, ...port } = parseDestination(cell);
    return formatEndpoint(host, port);
  });
  compareEndpoints(world, service, [...new Set(expected)].sort());
}

function compareEndpoints(world: World, service: string, expected: readonly string[]): void {
  const cluster = world.cluster();
  const { namespace, name } = findName(cluster, "Service", ["Service"], service, world.namespace);
  const observed = endpointsOf(cluster, namespace, name);
  if (observed.join() === expected.join()) return;
  const lines = [
    ...expected.filter((one) => !observed.includes(one)).map((one) => `missing: ${one}`),
    ...observed.filter((one) => !expected.includes(one)).map((one) => `extra: ${one}`),
  ];
  throw new VerdictMismatch(
    [
      `expected: Service ${namespace}/${name} has endpoints ${listed(expected)}`,
      `observed: ${listed(observed)}`,
      ...lines,
    ].join("\n"),
  );
}

function listed(endpoints: readonly string[]): string {
  return endpoints.length === 0 ? "none" : endpoints.join(", ");
}

/** Ready `address:port` of the Service's slices; a port without number stands for none. */
function endpointsOf(cluster: ClusterFace, namespace: string, name: string): readonly string[] {
  const slices = cluster.objects("EndpointSlice").filter(({ metadata }) => {
    return metadata.namespace === namespace && metadata.labels?.["kubernetes.io/service-name"] === name;
  }) as readonly Slice[];
  const all = slices.flatMap(({ endpoints = [], ports = [] }) =>
    endpoints
      .filter(({ conditions }) => conditions?.ready !== false)
      .flatMap(({ addresses }) =>
        ports.flatMap(({ port, protocol = "TCP" }) =>
          port === undefined
            ? []
            : addresses.map((address) => formatEndpoint(address, { port, protocol: protocol as "TCP" })),
        ),
      ),
  );
  return [...new Set(all)].sort();
}

function has(world: World, kind: string, text: string, table: Table): void {
  const cluster = world.cluster();
  const object = findObject(cluster, kind, text, world.namespace);
  if (table.length === 0) throw new StepError("the table is empty, so it says nothing");
  const wrong = table.flatMap((row) => {
    const [path = "", expected = ""] = row.map((cell) => cell.trim());
    if (row.length !== 2 || path === "")
      throw new StepError("the table has two columns: field path and value");
    const observed = valueText(valueAt(object, parseFieldPath(path)));
    return sameValue(observed, expected) ? [] : [`${path}: expected ${expected}, observed ${observed}`];
  });
  if (wrong.length > 0) throw new VerdictMismatch(`${kind} ${text} differs\n${wrong.join("\n")}`);
}

/** Lists and objects are compared as JSON, so that spaces in a cell do not matter. */
function sameValue(observed: string, expected: string): boolean {
  if (observed === expected) return true;
  if (!/^[[{]/.test(expected)) return false;
  try {
    return JSON.stringify(JSON.parse(expected)) === observed;
  } catch {
    return false;
  }
}

function findObject(cluster: ClusterFace, kind: string, text: string, current: string): KubernetesObject {
  const objects = cluster.objects(kind);
  if (objects.length === 0) {
    const kinds = [...new Set(cluster.objects().map((object) => object.kind))];
    throw new StepError(`the cluster has no ${kind}${didYouMean(suggest(kind, kinds, 1))}`);
  }
  const clusterScoped = objects.every(({ metadata }) => metadata.namespace === undefined);
  const wanted = findName(cluster, kind, [kind], text, clusterScoped ? "" : current);
  const found = objects.find(
    ({ metadata }) => metadata.name === wanted.name && (metadata.namespace ?? "") === wanted.namespace,
  );
  if (found === undefined) throw new StepError(`there is no ${kind} "${text}"`);
  return found;
}

/** Pods that a workload's name leads, as all controllers name them. */
function countsPods(world: World, expected: number, workload: string, image: string): void {
  const { namespace, name } = findName(world.cluster(), "workload", WORKLOADS, workload, world.namespace);
  const pods = world.cluster().objects("Pod") as readonly (KubernetesObject & {
    readonly spec: { readonly containers: readonly { readonly image?: string }[] };
  })[];
  const found = pods.filter(
    ({ metadata, spec }) =>
      metadata.namespace === namespace &&
      metadata.name.startsWith(`${name}-`) &&
      spec.containers.some((container) => container.image === image),
  );
  if (found.length === expected) return;
  const names = found.map(({ metadata }) => metadata.name).join(", ");
  throw new VerdictMismatch(
    `pods of ${name} with image ${image}: expected ${expected}, observed ${names || "none"}`,
  );
}

const WORKLOADS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"];

function refusedWith(world: World, words: string): void {
  if (words === "") throw new StepError("an empty text is part of every message, so it says nothing");
  const message = world.claimRefusal();
  if (message?.includes(words) === true) return;
  throw new VerdictMismatch(
    `expected: applying is refused with "${words}"\nobserved: ${message ?? "everything was applied"}`,
  );
}

export const statusSteps: StepTable = defineSteps("steps/status.ts", [
  step({
    keyword: "Then",
    expression: "Service {string} has endpoints:",
    block: "table",
    example: 'Then Service "shop/api" has endpoints:\n  | 10.244.1.5:8080 |',
    description: "Exactly these ready endpoints, as address:port, in any order.",
    run: hasEndpoints,
  }),
  step({
    keyword: "Then",
    expression: "Service {string} has no endpoints",
    example: 'Then Service "shop/api" has no endpoints',
    description: "The Service exists, and no ready endpoint with a port stands behind it.",
    run: (world, service): void => compareEndpoints(world, service, []),
  }),
  step({
    keyword: "Then",
    expression: "{word} {string} has:",
    block: "table",
    example: HAS_EXAMPLE,
    description:
      "Fields of an object as stored: field path and value; members of lists also by name or type, as status.conditions[Accepted].reason.",
    run: has,
  }),
  step({
    keyword: "Then",
    expression: "there is/are {int} pod(s) of {string} with image {string}",
    example: 'Then there are 3 pods of "shop/api" with image "example.com/api:1"',
    description: "How many pods of the workload run this image, ready or not.",
    run: countsPods,
  }),
  step({
    keyword: "Then",
    expression: "applying is refused with {string}",
    example: 'Then applying is refused with "spec.ports[0].port"',
    description: "The last `I apply:` was refused, and the message contains this.",
    run: refusedWith,
  }),
]);
