import type { ClusterFace, LoadCluster } from "../../steps/cluster-face.ts";
import type {
  Branch,
  Ending,
  KubernetesObject,
  ManifestInput,
  ObjectUse,
  Profile,
  Request,
  RequestOptions,
  StepShape,
  Trace,
  Workload,
} from "../index.ts";
import { outcomeOf } from "../trace/trace.ts";

/** A branch as a test writes it; what it leaves out is filled in. */
export type FakeBranch = { readonly ending: Ending } & Partial<Branch>;

export interface FakeTraffic {
  /** What happens to `client target`, with and without policies. An error is thrown. */
  readonly [what: string]:
    | { readonly now: readonly FakeBranch[] | Error; readonly lifted?: readonly FakeBranch[] }
    | undefined;
}

export interface Fake {
  readonly objects?: readonly KubernetesObject[];
  readonly workloads?: readonly Workload[];
  readonly traffic?: FakeTraffic;
  /** `fromPod toPod port` that connect; others are dropped. */
  readonly open?: ReadonlySet<string>;
  /** Thrown by the next `apply`. */
  readonly refuse?: Error;
}

/** What a step did to the fake, in order. */
export type Call = readonly [name: string, ...args: readonly unknown[]];

const DECIDED: Branch["decidedBy"] = {
  place: "pod",
  step: entered({ kind: "Pod", namespace: "shop", name: "api-1" }),
};

function entered(pod: ObjectUse): StepShape {
  return { function: "pod-link", code: "entered-pod", objects: [pod], ...{ pod, sameNode: true } };
}

/** A hand-made stand-in for `Cluster.load`, for tests of the steps alone: it answers what the test says. */
export function fakeLoad(fake: Fake, calls: Call[] = []): LoadCluster {
  return (input, options = {}): ClusterFace => {
    calls.push(["load", input, options]);
    return cluster(fake, calls, options.profile);
  };
}

function cluster(fake: Fake, calls: Call[], profile: string | Profile = "kubeadm"): ClusterFace {
  const request = (what: string, asked: Request, options: RequestOptions = {}): Trace => {
    const answer = fake.traffic?.[what];
    if (answer === undefined) throw new Error(`the fake knows no traffic "${what}"`);
    if (answer.now instanceof Error) throw answer.now;
    const branches = options.liftPolicies === true ? (answer.lifted ?? answer.now) : answer.now;
    return trace(asked, branches);
  };
  const connect = (client: string, host: string, port: number, options: RequestOptions): Trace =>
    request(`${client} ${host}:${port}`, { kind: "connect", host, port, protocol: "TCP" }, options);
  const change =
    (name: string) =>
    (...args: readonly unknown[]): void =>
      void calls.push([name, ...args]);
  return {
    issues: [],
    profile: typeof profile === "string" ? ({ name: profile, cni: "calico", nodes: 2 } as Profile) : profile,
    apply: (input: ManifestInput, options): readonly [] => {
      calls.push(["apply", input, options]);
      if (fake.refuse !== undefined) throw fake.refuse;
      return [];
    },
    delete: change("delete"),
    setReady: change("setReady"),
    terminate: change("terminate"),
    drain: (node) => {
      change("drain")(node);
      return [];
    },
    scale: change("scale"),
    setImage: change("setImage"),
    advance: change("advance"),
    setTime: () => true,
    begin: () => undefined,
    authorize: () => ({ allowed: false, reason: "" }),
    addExternalHost: change("addExternalHost"),
    curl: (client, url, options) => {
      calls.push(["curl", client, url, options]);
      return request(`${client} ${url}`, { kind: "http", method: "GET", url }, options);
    },
    connect: (client, host, options) => connect(client, host, options.port, options),
    connectToPod: (client, pod, options) => connect(client, pod, options.port, options),
    resolve: (client, name, type = "A", options = {}) =>
      request(`${client} ${name}`, { kind: "resolve", name, type }, options),
    policyAllows: () => true,
    probe: (from, to, _protocol, port) =>
      fake.open?.has(`${from} ${to} ${port}`) === true ? "connected" : "dropped",
    workloads: () => fake.workloads ?? [],
    objects: (kind) => {
      const found = (fake.objects ?? []).filter((object) => kind === undefined || object.kind === kind);
      return kind === "Namespace" && found.length === 0 ? AMBIENT : found;
    },
    again: (asked) => asked.branches.map(() => asked),
    now: 0,
    lint: () => [],
    notes: () => [],
    render: () => "",
  };
}

const AMBIENT = ["default", "shop"].map((name) => named("Namespace", undefined, name));

function trace(request: Request, partial: readonly FakeBranch[]): Trace {
  const branches = partial.map(
    (branch): Branch => ({
      share: 1 / partial.length,
      client: "shop/client",
      decidedBy: DECIDED,
      reached: {},
      assumed: [],
      legs: [],
      ...branch,
    }),
  );
  const base = { profile: {}, client: "shop/client", request, selectedBy: [], nearest: [], hints: [] };
  return { ...base, outcome: outcomeOf(branches), branches };
}

/** An object with nothing but its names, and whatever else the test needs. */
export function named(
  kind: string,
  namespace: string | undefined,
  name: string,
  rest: object = {},
): KubernetesObject {
  const metadata = namespace === undefined ? { name } : { namespace, name };
  return { apiVersion: "v1", kind, metadata, ...rest };
}
