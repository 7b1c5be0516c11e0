import { describe, expect, it } from "vitest";
import { decodeText } from "../../../api/decode.ts";
import { ClusterState } from "../../cluster-state.ts";
import { eventsOf } from "../../observed/events.ts";
import { observed } from "../../observed/observed.ts";
import { profileNamed } from "../../profiles.ts";

const OPTIONS = { namespace: "default", strict: false };

function apply(state: ClusterState, ...documents: readonly string[]): void {
  state.apply(decodeText(documents.join("\n---\n"), "x.yaml").objects, OPTIONS);
}

function node(name: string, taints: string, status = ""): string {
  return `{ apiVersion: v1, kind: Node, metadata: { name: ${name} }, spec: { taints: [${taints}] }${status} }`;
}

const ONE = "{ key: one, value: a, effect: NoExecute }";
const TWO = "{ key: two, value: a, effect: NoExecute }";

function pod(tolerations: string, more = ""): string {
  return `{ apiVersion: v1, kind: Pod, metadata: { name: p${more} }, spec: { nodeName: one, tolerations: [${tolerations}], containers: [{ name: c, image: i }] } }`;
}

function tolerating(key: string, seconds?: number): string {
  const time = seconds === undefined ? "" : `, tolerationSeconds: ${seconds}`;
  return `{ key: ${key}, operator: Equal, value: a, effect: NoExecute${time} }`;
}

function started(...documents: readonly string[]): ClusterState {
  const state = ClusterState.create(profileNamed("kubeadm"));
  apply(state, node("one", ""), node("other", ""), ...documents);
  state.use();
  return state;
}

function isThere(state: ClusterState): boolean {
  return state.view().get("Pod", "default", "p") !== undefined;
}

/** The DNS server is evicted as others are; here it is not what is asked about. */
function said(state: ClusterState): readonly string[] {
  return eventsOf(state.view()).flatMap(({ reason, message }) =>
    reason === "TaintManagerEviction" && !message.includes("kube-system/") ? [message] : [],
  );
}

describe("upstream's TestUpdateNode and TestCreatePod", () => {
  it.each([
    ["no toleration", pod(""), ONE, 0],
    ["a tolerated taint", pod(tolerating("one")), ONE, undefined],
    ["another value", pod(tolerating("one").replace("value: a", "value: b")), ONE, 0],
    ["only one of two taints tolerated", pod(tolerating("one", 100)), `${ONE}, ${TWO}`, 0],
    ["a finite toleration", pod(tolerating("one", 100)), ONE, 100],
    [
      "the first of two to run out",
      pod(`${tolerating("one", 1)}, ${tolerating("two", 100)}`),
      `${ONE}, ${TWO}`,
      1,
    ],
    [
      "one for ever, one for a minute",
      pod(`${tolerating("one")}, ${tolerating("two", 60)}`),
      `${ONE}, ${TWO}`,
      60,
    ],
    ["a negative time", pod(tolerating("one", -5)), ONE, 0],
    ["every taint", pod("{ operator: Exists }"), `${ONE}, ${TWO}`, undefined],
    ["a taint that only keeps new pods off", pod(""), "{ key: one, effect: NoSchedule }", undefined],
    ["a static pod", pod("", ", annotations: { kubernetes.io/config.mirror: x }"), ONE, undefined],
  ])("%s", (_, document, taints, seconds) => {
    const state = started(document);
    apply(state, node("one", taints));
    if (seconds === undefined) {
      state.advance(1_000_000);
      expect(isThere(state)).toBe(true);
      return;
    }
    if (seconds > 0) {
      state.advance(seconds - 1);
      expect(isThere(state)).toBe(true);
      state.advance(1);
    }
    expect(isThere(state)).toBe(false);
    expect(said(state)).toEqual(["Marking for deletion Pod default/p"]);
    state.advance(3601);
    expect(said(state)).toEqual([]);
  });

  it("a pod that comes to a tainted node goes, too", () => {
    const state = started();
    apply(state, node("one", ONE));
    apply(state, pod(""));
    expect(isThere(state)).toBe(false);
  });

  it("a taint that goes in time cancels", () => {
    const state = started(pod(tolerating("one", 10)));
    apply(state, node("one", ONE));
    state.advance(9);
    apply(state, node("one", ""));
    state.advance(9);
    expect(said(state)).toEqual(["Cancelling deletion of Pod default/p"]);
    apply(state, node("one", ONE));
    state.advance(9);
    expect(isThere(state)).toBe(true);
    state.advance(1);
    expect(isThere(state)).toBe(false);
  });

  it("who deletes the pod before its time cancels, too, and who evicts it does not", () => {
    const state = started(pod(tolerating("one", 10)));
    apply(state, node("one", ONE));
    state.advance(5);
    state.delete({ kind: "Pod", namespace: "default", name: "p" });
    expect(said(state)).toEqual(["Cancelling deletion of Pod default/p"]);
    apply(state, pod(tolerating("one", 10)));
    state.advance(10);
    expect(said(state).slice(1)).toEqual(["Marking for deletion Pod default/p"]);
  });

  it("a longer toleration comes too late", () => {
    const state = started(pod(tolerating("one", 10)));
    apply(state, node("one", ONE));
    state.advance(5);
    state.happen((plane) => {
      const before = plane.get("Pod", "default", "p");
      if (before === undefined) throw new Error("no pod");
      const tolerations = [{ key: "one", operator: "Exists", tolerationSeconds: 100 }];
      plane.put({ ...before, spec: { ...before.spec, tolerations } });
    });
    state.advance(5);
    expect(isThere(state)).toBe(false);
  });
});

describe("what is evicted", () => {
  const set = (kind: string, spec: string): string =>
    `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: w }, spec: { selector: { matchLabels: { app: w } }, ${spec} } }`;
  const template = (spec: string): string =>
    `template: { metadata: { labels: { app: w } }, spec: { ${spec}containers: [{ name: c, image: i }] } }`;
  const places = (state: ClusterState): readonly (string | undefined)[] =>
    state
      .view()
      .pods.filter(({ namespace }) => namespace === "default")
      .map(({ node: place, pod: { status } }) => `${place} ${status?.phase}`)
      .sort();

  it("is made anew elsewhere, or waits for a node and then runs", () => {
    const state = started(set("Deployment", `replicas: 2, ${template("")}`));
    apply(state, node("one", ONE));
    expect(places(state)).toEqual(["other Running", "other Running"]);
    apply(state, node("other", ONE));
    expect(places(state)).toEqual(["undefined Pending", "undefined Pending"]);
    apply(state, node("one", ""));
    expect(places(state)).toEqual(["one Running", "one Running"]);
    expect(state.restartControllers()).toBe(false);
  });

  it("is not made and lost for ever where its template names the node", () => {
    const state = started(set("Deployment", template("nodeName: one, ")));
    apply(state, node("one", ONE));
    expect(places(state)).toEqual(["one Pending"]);
    apply(state, node("one", ""));
    expect(places(state)).toEqual(["one Running"]);
  });

  it("a DaemonSet's pod goes with a NoExecute taint and not with a NoSchedule one", () => {
    const state = started(set("DaemonSet", template("")));
    apply(state, node("one", "{ key: one, effect: NoSchedule }"));
    expect(places(state)).toEqual(["one Running", "other Running"]);
    apply(state, node("one", ONE));
    expect(places(state)).toEqual(["other Running"]);
  });

  it("each of its time, however far the clock jumps", () => {
    const state = started(
      set("Deployment", template(`nodeName: one, tolerations: [${tolerating("one", 60)}], `)),
    );
    apply(state, node("one", ONE));
    state.advance(200);
    expect(said(state)).toHaveLength(3);
    expect(places(state)).toEqual(["one Running"]);
  });
});

describe("a node that is not heard of", () => {
  const ready = (status: string): string =>
    `, status: { conditions: [{ type: Ready, status: "${status}" }] }`;
  const conditions = (state: ClusterState): readonly { type: string; status: string; reason?: string }[] => {
    const stored = state.view().get("Pod", "default", "p");
    if (stored === undefined) return [];
    const { status } = observed(state.view(), stored) as never as {
      status: { conditions: { type: string; status: string; reason?: string }[] };
    };
    return status.conditions;
  };

  it.each([
    ["False", "not-ready"],
    ["Unknown", "unreachable"],
  ])("Ready %s taints it %s, and its pods have five minutes", (status, trouble) => {
    const state = started(pod(""));
    apply(state, node("one", "", ready(status)));
    const taints = state.view().get("Node", undefined, "one")?.spec?.taints ?? [];
    expect(taints.map(({ key, effect }) => `${key}:${effect}`)).toEqual(
      ["NoSchedule", "NoExecute"].map((effect) => `node.kubernetes.io/${trouble}:${effect}`),
    );
    expect(conditions(state).find(({ type }) => type === "Ready")?.status).toBe("False");
    state.advance(299);
    expect(state.view().get("Pod", "default", "p")?.metadata.deletionTimestamp).toBeUndefined();
    state.advance(1);
    if (status === "False") expect(isThere(state)).toBe(false);
    else {
      // Nobody is there to confirm it.
      state.advance(1000);
      expect(state.view().get("Pod", "default", "p")?.metadata.deletionTimestamp).toBe(
        "2026-01-01T00:05:30Z",
      );
      expect(conditions(state).find(({ type }) => type === "DisruptionTarget")?.reason).toBe(
        "DeletionByTaintManager",
      );
      apply(state, node("one", "", ready("True")));
      expect(isThere(state)).toBe(false);
    }
  });

  it("is forgiven when it is back, and shows nobody what is remembered", () => {
    const state = started(pod(""));
    apply(state, node("one", "", ready("Unknown")));
    state.advance(100);
    expect(conditions(state).filter(({ type }) => type.startsWith("podwire.dev/"))).toEqual([]);
    apply(state, node("one", "", ready("True")));
    expect(state.view().get("Node", undefined, "one")?.spec?.taints).toEqual([]);
    expect(conditions(state).find(({ type }) => type === "Ready")?.status).toBe("True");
    expect(said(state)).toEqual(["Cancelling deletion of Pod default/p"]);
    state.advance(1000);
    expect(isThere(state)).toBe(true);
  });

  it("drives nobody away while no node is ready", () => {
    const state = started(pod(""));
    apply(state, node("one", "", ready("Unknown")), node("other", "", ready("Unknown")));
    state.advance(1000);
    expect(isThere(state)).toBe(true);
  });

  it("lets its pods go when somebody vouches that it is off", () => {
    const state = started(pod(""));
    apply(
      state,
      node("one", "{ key: node.kubernetes.io/out-of-service, effect: NoExecute }", ready("Unknown")),
    );
    expect(isThere(state)).toBe(false);
  });
});
