import type { KubernetesObject } from "../engine/index.ts";
import type { ClusterFace } from "./cluster-face.ts";
import { StepError } from "./errors.ts";
import { defineSteps, type StepTable, step, type Table } from "./registry.ts";
import { deploymentsOf, WORKLOADS_EXAMPLE } from "./workload-table.ts";
import type { NamedText, World } from "./world.ts";

const MANIFESTS_EXAMPLE = [
  "Given these manifests:",
  '  """yaml',
  "  apiVersion: v1",
  "  kind: Service",
  "  metadata: { name: api, namespace: shop }",
  "  spec: { selector: { app: api }, ports: [{ port: 8080 }] }",
  '  """',
].join("\n");

const APPLY_EXAMPLE = [
  "When I apply:",
  '  """yaml',
  "  apiVersion: networking.k8s.io/v1",
  "  kind: NetworkPolicy",
  "  metadata: { name: allow-all, namespace: shop }",
  "  spec: { podSelector: {}, ingress: [{}] }",
  '  """',
].join("\n");

/** Empty inputs prove nothing, so they never pass for a cluster without policies. */
function giveTexts(world: World, texts: readonly NamedText[], where: string): void {
  if (!texts.some(({ text }) => text.trim() !== ""))
    throw new StepError(`there are no manifests in ${where}`);
  world.give(texts);
}

function giveWorkloads(world: World, table: Table): void {
  const deployments = deploymentsOf(table, world.namespace);
  world.prepare((cluster) => {
    const names = deployments.map(({ metadata }) => metadata.namespace ?? "default");
    cluster.apply([...missingNamespaces(cluster, names), ...deployments]);
  });
}

/** Namespaces that a table names are meant to exist; one that is there keeps its labels. */
function missingNamespaces(cluster: ClusterFace, names: readonly string[]): readonly KubernetesObject[] {
  const there = new Set(cluster.objects("Namespace").map(({ metadata }) => metadata.name));
  return [...new Set(names)]
    .filter((name) => !there.has(name))
    .map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
}

function giveDefaultDeny(world: World, policyTypes: readonly string[], namespace: string): void {
  const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "default-deny", namespace },
    spec: { podSelector: {}, policyTypes },
  };
  world.giveLast(
    (cluster) => {
      requirePods(cluster, namespace);
      cluster.apply([policy]);
    },
    (cluster) => requirePods(cluster, namespace),
  );
}

/** A default deny of nobody would let every later verdict pass for the wrong reason. */
function requirePods(cluster: ClusterFace, namespace: string): void {
  const pods = cluster.objects("Pod");
  if (pods.some(({ metadata }) => metadata.namespace === namespace)) return;
  const others = [...new Set(pods.map(({ metadata }) => metadata.namespace))].join(", ");
  throw new StepError(
    `the default-deny policy in namespace "${namespace}" selects no pod; pods are in ${others}`,
  );
}

function policyTypesOf(direction: string): readonly string[] {
  if (direction === "ingress and egress") return ["Ingress", "Egress"];
  return [direction === "ingress" ? "Ingress" : "Egress"];
}

function giveLab(world: World): void {
  const lab = world.surroundings.lab?.();
  if (lab === undefined)
    throw new StepError("this feature is not in a lab's folder: there is no lab.yaml beside it");
  for (const setting of lab.profile) world.choose(setting);
  giveTexts(world, lab.files, "the lab");
}

const manifestSteps = [
  step({
    keyword: "Given",
    expression: "the lab cluster",
    example: "Given the lab cluster",
    description: "Of a lab: its start with the learner's work in its place, under the lab's profile.",
    run: (world): void => giveLab(world),
  }),
  step({
    keyword: "Given",
    expression: "the manifests in {string}",
    example: 'Given the manifests in "manifests"',
    description: "A manifest file or a folder of them, relative to the feature file.",
    run: (world, path): void => giveTexts(world, world.surroundings.read(path), `"${path}"`),
  }),
  step({
    keyword: "Given",
    expression: "the manifests under test",
    example: "Given the manifests under test",
    description: "The manifests that the run was given with -f or in podwire.yaml.",
    run: (world): void => giveTexts(world, world.surroundings.underTest(), "what the run was given with -f"),
  }),
  step({
    keyword: "Given",
    expression: "these manifests:",
    block: "text",
    example: MANIFESTS_EXAMPLE,
    description: "Manifests written into the feature. Objects without a namespace go into the current one.",
    run: (world, text): void => giveTexts(world, [world.surroundings.inline(text)], "the doc string"),
  }),
  step({
    keyword: "Given",
    expression: "these workloads:",
    block: "table",
    example: WORKLOADS_EXAMPLE,
    description: "Deployments, without Services. Only the name is needed; labels default to app=NAME.",
    run: giveWorkloads,
  }),
  step({
    keyword: "Given",
    expression: "namespace {string}",
    example: 'Given namespace "shop"',
    description: "The current namespace: where names are looked up first and objects without a namespace go.",
    run: (world, name): void => {
      world.namespace = name;
    },
  }),
  step({
    keyword: "Given",
    expression: "a default-deny policy",
    example: "Given a default-deny policy",
    description: "A NetworkPolicy default-deny that isolates all pods of the current namespace for ingress.",
    run: (world): void => giveDefaultDeny(world, ["Ingress"], world.namespace),
  }),
  step({
    keyword: "Given",
    expression: "a default-deny {direction} policy in namespace {string}",
    example: 'Given a default-deny ingress and egress policy in namespace "shop"',
    description: "The same for these directions and that namespace.",
    run: (world, direction, namespace): void => giveDefaultDeny(world, policyTypesOf(direction), namespace),
  }),
];

const clusterSettingSteps = [
  step({
    keyword: "Given",
    expression: "a cluster with {int} nodes",
    example: "Given a cluster with 3 nodes",
    description: "How many nodes there are when the manifests bring none.",
    run: (world, nodes): void => {
      if (nodes < 1) throw new StepError("a cluster has at least 1 node");
      world.choose(`nodes=${nodes}`);
    },
  }),
  step({
    keyword: "Given",
    expression: "the {word} CNI",
    example: "Given the flannel CNI",
    description: "The network plugin: calico, flannel, cilium, ovn-kubernetes or weave.",
    run: (world, name): void => world.choose(`cni=${name}`),
  }),
  step({
    keyword: "Given",
    expression: "kube-proxy in {word} mode",
    example: "Given kube-proxy in nftables mode",
    description: "How the nodes' rules for Services are written: iptables, nftables, ipvs or none.",
    run: (world, name): void => world.choose(`kube-proxy=${name}`),
  }),
  step({
    keyword: "Given",
    expression: "the ingress controller is {string}",
    example: 'Given the ingress controller is "ingress-nginx"',
    description: "Who acts on Ingress objects: spec (the specification itself), ingress-nginx or openshift.",
    run: (world, name): void => world.choose(`ingress-controller=${name}`),
  }),
  step({
    keyword: "Given",
    expression: "the profile {string}",
    example: 'Given the profile "kind"',
    description: "A preset of the choices real clusters make, or one of them as KEY=VALUE.",
    run: (world, name): void => world.choose(name),
  }),
  step({
    keyword: "Given",
    expression: "the external host {string} at {string}",
    example: 'Given the external host "api.example.com" at "203.0.113.10"',
    description: "A name outside the cluster that resolves to an address that answers.",
    run: (world, host, address): void => world.prepare((cluster) => cluster.addExternalHost(host, address)),
  }),
];

const changeSteps = [
  step({
    keyword: "When",
    expression: "I apply:",
    block: "text",
    example: APPLY_EXAMPLE,
    description: "Manifests on top of what is there. A refusal is an error unless a step expects it.",
    run: (world, text): void => {
      if (text.trim() === "") throw new StepError("there are no manifests in the doc string");
      world.apply([world.surroundings.inline(text)]);
    },
  }),
  step({
    keyword: "When",
    expression: "I delete {string}",
    example: 'When I delete "networkpolicy/shop/default-deny"',
    description: "Deletes kind/name (in the current namespace) or kind/namespace/name.",
    run: (world, object): void =>
      world.change((cluster) => cluster.delete(object, { namespace: world.namespace })),
  }),
  ...([false, true] as const).map((ready) =>
    step({
      keyword: "When",
      expression: `pod {string} becomes ${ready ? "ready" : "unready"}`,
      example: `When pod "shop/api-0" becomes ${ready ? "ready" : "unready"}`,
      description: `The pod's readiness probe ${ready ? "passes" : "fails"}; endpoints follow.`,
      run: (world, pod): void =>
        world.change((cluster) => cluster.setReady(pod, ready, { namespace: world.namespace })),
    }),
  ),
  step({
    keyword: "When",
    expression: "pod {string} starts terminating",
    example: 'When pod "shop/api-0" starts terminating',
    description: "The pod is asked to end; it serves until its grace period (30 seconds) has passed.",
    run: (world, pod): void =>
      world.change((cluster) => cluster.terminate(pod, { namespace: world.namespace })),
  }),
  step({
    keyword: "When",
    expression: "node {string} is drained",
    example: 'When node "node-1" is drained',
    description:
      "As kubectl drain does: its pods are gone but for daemons, and nothing new is scheduled there. It errs when a PodDisruptionBudget keeps a pod.",
    run: (world, node): void =>
      world.change((cluster) => {
        const kept = cluster.drain(node);
        if (kept.length > 0)
          throw new StepError(
            `node ${node} cannot be drained: evicting ${kept.join(", ")} would violate a PodDisruptionBudget`,
          );
      }),
  }),
  step({
    keyword: "When",
    expression: "{string} is scaled to {int} replica(s)",
    example: 'When "shop/api" is scaled to 3 replicas',
    description: "As kubectl scale does it to a Deployment, StatefulSet or ReplicaSet.",
    run: (world, workload, replicas): void =>
      world.change((cluster) => cluster.scale(workload, replicas, { namespace: world.namespace })),
  }),
  step({
    keyword: "When",
    expression: "the image of {string} is changed to {string}",
    example: 'When the image of "shop/api" is changed to "example.com/api:2"',
    description:
      "As kubectl set image does it to a Deployment, StatefulSet or DaemonSet: new pods, as its update strategy has it.",
    run: (world, workload, image): void =>
      world.change((cluster) => cluster.setImage(workload, image, { namespace: world.namespace })),
  }),
  step({
    keyword: "When",
    expression: "{int} seconds pass",
    example: "When 30 seconds pass",
    description: "Moves the cluster's clock.",
    run: (world, seconds): void => world.change((cluster) => cluster.advance(seconds)),
  }),
];

export const clusterSteps: StepTable = defineSteps("steps/cluster.ts", [
  ...manifestSteps,
  ...clusterSettingSteps,
  ...changeSteps,
]);
