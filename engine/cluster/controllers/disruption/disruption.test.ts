import { describe, expect, it } from "vitest";
import { decodeText } from "../../../api/decode.ts";
import { ClusterState } from "../../cluster-state.ts";
import { drain } from "../../draining.ts";
import { readinessChange } from "../../pod-lifecycle.ts";
import { profileNamed } from "../../profiles.ts";

function started(...documents: readonly string[]): ClusterState {
  const state = ClusterState.create(profileNamed("kubeadm"));
  apply(state, ...documents);
  state.use();
  return state;
}

function apply(state: ClusterState, ...documents: readonly string[]): void {
  const { objects } = decodeText(documents.join("\n---\n"), "x.yaml");
  state.apply(objects, { namespace: "default", strict: false });
}

function workload(kind: string, name: string, replicas: number, more = ""): string {
  return `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: ${name} }, spec: { ${kind === "DaemonSet" ? "" : `replicas: ${replicas}, `}selector: { matchLabels: { app: a, of: ${name} } }, template: { metadata: { labels: { app: a, of: ${name} }${more} }, spec: { containers: [{ name: c, image: i }] } } } }`;
}

function bare(name: string): string {
  return `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, labels: { app: a } }, spec: { nodeName: worker-1, containers: [{ name: c, image: i }] } }`;
}

function budget(spec: string, selector = "{ matchLabels: { app: a } }", name = "b"): string {
  const selecting = selector === "" ? "" : `, selector: ${selector}`;
  return `{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: ${name} }, spec: { ${spec}${selecting} } }`;
}

function numbers(state: ClusterState): readonly number[] {
  const status = state.view().get("PodDisruptionBudget", "default", "b")?.status;
  if (status === undefined) return [];
  return [status.disruptionsAllowed, status.currentHealthy, status.desiredHealthy, status.expectedPods];
}

function condition(state: ClusterState): string {
  const [one] = state.view().get("PodDisruptionBudget", "default", "b")?.status?.conditions ?? [];
  return `${one?.type} ${one?.status} ${one?.reason} ${one?.message}`.trim();
}

describe("upstream's disruption_test.go: allowed, healthy, desired, expected", () => {
  const seven = workload("Deployment", "d", 7);
  it.each<readonly [string, readonly string[], string, readonly number[]]>([
    ["no pods", [], budget("minAvailable: 1"), [0, 0, 1, 0]],
    ["an empty selector takes all", [bare("p"), bare("q")], budget("minAvailable: 1", "{}"), [1, 2, 1, 2]],
    ["no selector takes none", [bare("p")], budget("minAvailable: 1", ""), [0, 0, 1, 0]],
    [
      "a number counts the pods that are there",
      [bare("p"), bare("q")],
      budget("minAvailable: 3"),
      [0, 2, 3, 2],
    ],
    [
      "a number of unavailable ones counts what is asked for",
      [seven],
      budget("maxUnavailable: 2"),
      [2, 7, 5, 7],
    ],
    ["more unavailable ones than there are", [seven], budget("maxUnavailable: 9"), [7, 7, 0, 7]],
    ["a share rounds up", [seven], budget("minAvailable: 30%"), [4, 7, 3, 7]],
    ["an unavailable share rounds up", [seven], budget("maxUnavailable: 30%"), [3, 7, 4, 7]],
    ["all of them", [seven], budget("minAvailable: 100%"), [0, 7, 7, 7]],
    [
      "controllers add up",
      [seven, workload("StatefulSet", "s", 3)],
      budget("minAvailable: 50%"),
      [5, 10, 5, 10],
    ],
    ["a ReplicaSet of its own", [workload("ReplicaSet", "r", 2)], budget("maxUnavailable: 1"), [1, 2, 1, 2]],
    ["pods without a controller are not counted", [bare("p")], budget("maxUnavailable: 1"), [0, 1, 0, 0]],
    ["nothing is asked for", [bare("p")], budget("unhealthyPodEvictionPolicy: AlwaysAllow"), [0, 1, 0, 0]],
  ])("%s", (_, objects, document, expected) => {
    const state = started(...objects, document);
    expect(numbers(state)).toEqual(expected);
    expect(condition(state)).toMatch(
      expected[0] === 0 ? / False InsufficientPods$/ : / True SufficientPods$/,
    );
    expect(state.restartControllers()).toBe(false);
  });

  it.each([
    ["DaemonSet", workload("DaemonSet", "d", 0), "daemonsets.apps does not implement the scale subresource"],
    [
      "a controller of no kind that is known",
      bare("p").replace(
        "labels:",
        "ownerReferences: [{ apiVersion: example.com/v1, kind: Foo, name: f, uid: u, controller: true }], labels:",
      ),
      'no matches for kind "Foo" in version "example.com/v1"',
    ],
    [
      "a ReplicaSet that is not there",
      bare("p").replace(
        "labels:",
        "ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: gone, uid: u, controller: true }], labels:",
      ),
      'found no controllers for pod "p"',
    ],
  ])("%s cannot be counted", (_, object, words) => {
    const state = started(object, budget("minAvailable: 10%"));
    expect(condition(state)).toBe(`DisruptionAllowed False SyncFailed ${words}`);
    expect(numbers(state)[0]).toBe(0);
  });

  it("follows readiness, and keeps the time of its change", () => {
    const state = started(bare("p"), bare("q"), budget("minAvailable: 1"));
    state.advance(10);
    state.happen(readinessChange("default", "p", false));
    expect(numbers(state)).toEqual([0, 1, 1, 2]);
    const [one] = state.view().get("PodDisruptionBudget", "default", "b")?.status?.conditions ?? [];
    expect(one?.lastTransitionTime).toBe("2026-01-01T00:00:10Z");
    state.advance(10);
    apply(state, bare("r").replace("labels: { app: a }", "labels: { app: z }"));
    const [after] = state.view().get("PodDisruptionBudget", "default", "b")?.status?.conditions ?? [];
    expect(after).toEqual(one);
  });
});

describe("a drain", () => {
  const names = (state: ClusterState, node: string): readonly string[] =>
    drain(state, node).map(({ metadata }) => metadata.name);

  it("takes what the budget spares, one after the other", () => {
    const state = started(workload("Deployment", "d", 4), budget("minAvailable: 3"));
    expect(names(state, "worker-1")).toEqual([]);
    expect(numbers(state)).toEqual([1, 4, 3, 4]);
  });

  it("leaves what the budget keeps", () => {
    const state = started(bare("p"), bare("q"), bare("r"), budget("minAvailable: 2"));
    expect(names(state, "worker-1")).toEqual(["q", "r"]);
    apply(state, budget("minAvailable: 0"));
    expect(names(state, "worker-1")).toEqual([]);
  });

  it("stops when what is made anew is not ready", () => {
    const state = started(
      workload("Deployment", "d", 4, ', annotations: { podwire.dev/ready: "false" }'),
      budget("minAvailable: 3"),
    );
    for (const { name } of state.view().pods.filter(({ namespace }) => namespace === "default"))
      state.happen(readinessChange("default", name, true));
    const before = state
      .view()
      .pods.filter(({ node, namespace }) => node === "worker-1" && namespace === "default");
    expect(names(state, "worker-1")).toHaveLength(before.length - 1);
  });

  it.each([
    ["IfHealthyBudget", ["p", "q"]],
    ["AlwaysAllow", ["q"]],
  ])("a pod that is not ready goes by %s", (policy, kept) => {
    const state = started(
      bare("p"),
      bare("q"),
      budget(`minAvailable: 2, unhealthyPodEvictionPolicy: ${policy}`),
    );
    state.happen(readinessChange("default", "p", false));
    expect(names(state, "worker-1")).toEqual(kept);
  });

  it("a pod that is not ready goes while enough others are", () => {
    const state = started(bare("p"), bare("q"), budget("minAvailable: 1"));
    state.happen(readinessChange("default", "p", false));
    expect(names(state, "worker-1")).toEqual(["q"]);
  });

  it("never takes a pod with two budgets", () => {
    const state = started(bare("p"), budget("minAvailable: 0"), budget("minAvailable: 0", "{}", "c"));
    expect(names(state, "worker-1")).toEqual(["p"]);
  });
});
