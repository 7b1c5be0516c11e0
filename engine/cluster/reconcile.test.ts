import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../api/decode.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { InputError } from "../values/issue.ts";
import { ClusterState } from "./cluster-state.ts";
import type { ClusterEvent } from "./control-plane.ts";
import { drain } from "./draining.ts";
import { readinessChange, scale, termination } from "./pod-lifecycle.ts";
import { profileNamed, withChoice } from "./profiles.ts";

const NAMES = ["a", "b", "c"];
const name = fc.constantFrom(...NAMES);

/** Something that a user does to the cluster. */
const action = fc.oneof(
  fc.record({ do: fc.constant("deployment" as const), name, app: name, replicas: fc.nat(3) }),
  fc.record({ do: fc.constant("pod" as const), name, app: name }),
  fc.record({ do: fc.constant("stateful-set" as const), name, app: name, replicas: fc.nat(2) }),
  fc.record({ do: fc.constant("daemon-set" as const), name, app: name }),
  fc.record({ do: fc.constant("service" as const), name, app: name, headless: fc.boolean() }),
  fc.record({ do: fc.constant("endpoints" as const), name, host: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant("plain-service" as const), name }),
  fc.record({
    do: fc.constant("budget" as const),
    name,
    app: name,
    keeps: fc.constantFrom("minAvailable: 1", "minAvailable: 50%", "maxUnavailable: 1", "maxUnavailable: 0"),
  }),
  fc.record({
    do: fc.constant("delete" as const),
    kind: fc.constantFrom("Service", "Deployment", "StatefulSet", "DaemonSet", "Endpoints"),
    name,
  }),
  fc.record({ do: fc.constant("ready" as const), pod: fc.nat(), ready: fc.boolean() }),
  fc.record({ do: fc.constant("kill" as const), pod: fc.nat() }),
  fc.record({ do: fc.constant("terminate" as const), pod: fc.nat() }),
  fc.record({ do: fc.constant("pass" as const), seconds: fc.constantFrom(1, 31, 301) }),
  fc.record({ do: fc.constant("drain" as const), node: fc.constantFrom("control-plane", "worker-1") }),
  fc.record({
    do: fc.constant("taint" as const),
    node: fc.constantFrom("control-plane", "worker-1"),
    effect: fc.constantFrom("NoExecute", "NoSchedule", undefined),
  }),
  fc.record({
    do: fc.constant("node-ready" as const),
    node: fc.constantFrom("control-plane", "worker-1"),
    status: fc.constantFrom("True", "False", "Unknown"),
  }),
  fc.record({ do: fc.constant("scale" as const), name, replicas: fc.nat(4) }),
  fc.record({
    do: fc.constant("zone" as const),
    node: fc.constantFrom("control-plane", "worker-1"),
    zone: name,
  }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** By the workload's name: one is patient, one is bound to a node, one is neither. */
const KEPT: Readonly<Record<string, string>> = {
  a: "tolerations: [{ key: a, operator: Exists, tolerationSeconds: 30 }], ",
  b: "nodeName: worker-1, ",
};

function workload(
  kind: string,
  { name, app, replicas }: { name: string; app: string; replicas?: number },
): string {
  const count = replicas === undefined ? "" : `replicas: ${replicas}, `;
  return `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: ${name} }, spec: { ${count}selector: { matchLabels: { app: ${app} } }, template: { metadata: { labels: { app: ${app} } }, spec: { ${KEPT[name] ?? ""}containers: [{ name: c, image: i, ports: [{ name: http, containerPort: 80 }] }] } } } }`;
}

function manifest(done: Action): string | undefined {
  switch (done.do) {
    case "deployment":
      return workload("Deployment", done);
    case "stateful-set":
      return workload("StatefulSet", done);
    case "daemon-set":
      return workload("DaemonSet", done);
    case "pod":
      return `{ apiVersion: v1, kind: Pod, metadata: { name: ${done.name}, labels: { app: ${done.app} } }, spec: { containers: [{ name: c, image: i }] } }`;
    case "service":
      return `{ apiVersion: v1, kind: Service, metadata: { name: ${done.name} }, spec: { ${done.headless ? "clusterIP: None, " : ""}selector: { app: ${done.app} }, ports: [{ port: 80, targetPort: http }] } }`;
    case "budget":
      return `{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: ${done.name} }, spec: { ${done.keeps}, selector: { matchLabels: { app: ${done.app} } } } }`;
    case "plain-service":
      return `{ apiVersion: v1, kind: Service, metadata: { name: ${done.name} }, spec: { ports: [{ port: 80 }] } }`;
    case "endpoints":
      return `{ apiVersion: v1, kind: Endpoints, metadata: { name: ${done.name} }, subsets: [{ addresses: [{ ip: 192.0.2.${done.host} }], ports: [{ port: 80 }] }] }`;
    default:
      return undefined;
  }
}

/** A node that is in another zone from now on, as endpoints say it. */
function move(node: string, zone: string): ClusterEvent {
  return (plane) => {
    const before = plane.get("Node", undefined, node);
    if (before === undefined) throw new Error(`no node ${node}`);
    const labels = { ...before.metadata.labels, "topology.kubernetes.io/zone": zone };
    plane.put({ ...before, metadata: { ...before.metadata, labels } });
  };
}

/** A node with the taint, or with none. */
function taint(node: string, effect: string | undefined): ClusterEvent {
  return (plane) => {
    const before = plane.get("Node", undefined, node);
    if (before === undefined) throw new Error(`no node ${node}`);
    plane.put({
      ...before,
      spec: { ...before.spec, taints: effect === undefined ? [] : [{ key: "a", effect }] },
    });
  };
}

function hear(node: string, status: string): ClusterEvent {
  return (plane) => {
    const before = plane.get("Node", undefined, node);
    if (before === undefined) throw new Error(`no node ${node}`);
    plane.put({ ...before, status: { ...before.status, conditions: [{ type: "Ready", status }] } });
  };
}

/** What is refused (a selector or an address family that may not change) changes nothing, which is fine here. */
function perform(state: ClusterState, done: Action): void {
  const text = manifest(done);
  if (text !== undefined) {
    try {
      state.apply(decodeText(text, "x.yaml").objects, { namespace: "default", strict: false });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  } else if (done.do === "delete") state.delete({ kind: done.kind, namespace: "default", name: done.name });
  else if (done.do === "pass") state.advance(done.seconds);
  else if (done.do === "drain") drain(state, done.node);
  else if (done.do === "taint") state.happen(taint(done.node, done.effect));
  else if (done.do === "node-ready") state.happen(hear(done.node, done.status));
  else if (done.do === "zone") state.happen(move(done.node, done.zone));
  else if (done.do === "scale") state.happen(scale("Deployment", "default", done.name, done.replicas));
  else if (done.do === "ready" || done.do === "kill" || done.do === "terminate") {
    const pods = state.view().pods.filter(({ namespace }) => namespace === "default");
    const pod = pods[done.pod % Math.max(1, pods.length)];
    if (pod === undefined) return;
    if (done.do === "terminate") state.happen(termination("default", pod.name));
    else if (done.do === "ready") state.happen(readinessChange("default", pod.name, done.ready));
    else state.delete({ kind: "Pod", namespace: "default", name: pod.name });
  }
}

describe("control loops that look at changes only", () => {
  it("leave nothing undone that a pass over everything would do", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
        const state = ClusterState.create(profileNamed("kubeadm"));
        for (const done of actions) {
          perform(state, done);
          expect(state.restartControllers(), JSON.stringify(done)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("go on from a copy as from the original", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 8 }), action, (actions, last) => {
        const state = ClusterState.create(profileNamed("kubeadm"));
        for (const done of actions) perform(state, done);
        const copy = state.fork();
        perform(copy, last);
        perform(state, last);
        expect(JSON.stringify(copy.objects())).toBe(JSON.stringify(state.objects()));
      }),
      { numRuns: 80 },
    );
  });
});

/** Documents that are refused, whatever else is there; what they name is in `LAID`. */
const REFUSED: readonly string[] = [
  "{ apiVersion: v1, kind: Service, metadata: { name: fixed }, spec: { clusterIP: 10.96.0.9, ports: [{ port: 80 }] } }",
  "{ apiVersion: v1, kind: Service, metadata: { name: other }, spec: { clusterIP: 10.96.0.8, ports: [{ port: 80 }] } }",
  "{ apiVersion: v1, kind: Service, metadata: { name: far }, spec: { clusterIP: 192.0.2.1, ports: [{ port: 80 }] } }",
  "{ apiVersion: v1, kind: Service, metadata: { name: low }, spec: { type: NodePort, ports: [{ port: 80, nodePort: 80 }] } }",
  "{ apiVersion: v1, kind: Service, metadata: { name: both }, spec: { ipFamilyPolicy: RequireDualStack, ports: [{ port: 80 }] } }",
  "{ apiVersion: apps/v1, kind: ReplicaSet, metadata: { name: many }, spec: { replicas: 100000, selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: c, image: i }] } } } }",
  // More Services than the range below has addresses: the refusal comes from a control loop, after others have run.
  Array.from(
    { length: 20 },
    (_, index) =>
      `{ apiVersion: v1, kind: Service, metadata: { name: many-${index} }, spec: { selector: { app: a }, ports: [{ port: 80 }] } }`,
  ).join("\n---\n"),
];
const LAID =
  "{ apiVersion: v1, kind: Service, metadata: { name: fixed }, spec: { clusterIP: 10.96.0.8, ports: [{ port: 80 }] } }";
const TIGHT = withChoice(profileNamed("kubeadm"), "service-cidr=10.96.0.0/28");
const OPTIONS = { namespace: "default", strict: false };

describe("what is worked out when somebody reads it", () => {
  it("is the same, whether it is read at once or when much has happened since", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 10 }), (actions) => {
        const [early, late] = [profileNamed("kubeadm"), profileNamed("kubeadm")].map(ClusterState.create);
        if (early === undefined || late === undefined) throw new Error("no cluster");
        const kept: KubernetesObject[][] = [];
        const texts: string[] = [];
        for (const done of actions) {
          for (const state of [early, late]) perform(state, done);
          // What is kept of the one is read at once, of the other at the end.
          texts.push(JSON.stringify(early.objects()));
          kept.push([...late.objects()]);
        }
        expect(kept.map((objects) => JSON.stringify(objects))).toEqual(texts);
      }),
      { numRuns: 80 },
    );
  });
});

describe("an input that is refused", () => {
  it("leaves the cluster as it was, and as it will be", () => {
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 5 }),
        fc.array(action, { maxLength: 3 }),
        fc.constantFrom(...REFUSED),
        fc.array(action, { maxLength: 3 }),
        (before, beside, refused, after) => {
          const state = ClusterState.create(TIGHT);
          state.apply(decodeText(LAID, "x.yaml").objects, OPTIONS);
          for (const done of before) perform(state, done);
          const spared = state.fork();
          const objects = JSON.stringify(state.objects());
          const text = [...beside.flatMap((done) => manifest(done) ?? []), refused].join("\n---\n");
          const { objects: decoded } = decodeText(text, "x.yaml");
          expect(() => state.apply(decoded, OPTIONS)).toThrow(InputError);
          expect(JSON.stringify(state.objects())).toBe(objects);
          expect(state.restartControllers()).toBe(false);
          for (const done of after) for (const cluster of [state, spared]) perform(cluster, done);
          expect(JSON.stringify(state.objects())).toBe(JSON.stringify(spared.objects()));
        },
      ),
      { numRuns: 60 },
    );
  });
});
