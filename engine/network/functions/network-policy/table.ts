import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Direction } from "../../../trace/nearest.ts";
import { selects } from "../../../values/label-selector.ts";
import { allows, type CompiledPolicy, compilePolicy, type Question } from "./rules.ts";

/** Where a flow found its permission. */
export interface Permission {
  readonly policy: CompiledPolicy;
  readonly rule: number;
}

/** What the data plane reads. One interface, so that a second maker can be held equal to this one. */
export interface PolicyTable {
  /** Policies that isolate the pod in this direction, in namespace/name order. Empty: not isolated. */
  isolating(pod: PodView, direction: Direction): readonly CompiledPolicy[];
  /** The first rule that allows the flow, or `undefined` when none does. */
  permission(
    policies: readonly CompiledPolicy[],
    direction: Direction,
    question: Question,
  ): Permission | undefined;
}

interface Isolation {
  readonly ingress: readonly CompiledPolicy[];
  readonly egress: readonly CompiledPolicy[];
}

const COMPILED = new WeakMap<object, CompiledPolicy>();

/** Stored objects never change, so a policy is compiled once however many clusters hold it. */
function compiled(policy: Parameters<typeof compilePolicy>[0]): CompiledPolicy {
  let known = COMPILED.get(policy);
  if (known === undefined) {
    known = compilePolicy(policy);
    COMPILED.set(policy, known);
  }
  return known;
}

/** Lazy scan: right for clusters the size of a scenario, where compiling costs more than it saves. */
export function directTable(view: ClusterView): PolicyTable {
  const byPod = new Map<PodView, Isolation>();
  const blocksMatchPods = view.profile.ipBlockMatchesPods;

  const isolationOf = (pod: PodView): Isolation => {
    let isolation = byPod.get(pod);
    if (isolation === undefined) {
      const selecting = view
        .list("NetworkPolicy", pod.namespace)
        .map(compiled)
        .filter((policy) => selects(policy.selector, pod.labels));
      isolation = {
        ingress: selecting.filter((policy) => policy.rules.ingress !== undefined),
        egress: selecting.filter((policy) => policy.rules.egress !== undefined),
      };
      byPod.set(pod, isolation);
    }
    return isolation;
  };

  return {
    isolating: (pod, direction) => isolationOf(pod)[direction],
    permission: (policies, direction, question) => {
      for (const policy of policies) {
        const rules = policy.rules[direction] ?? [];
        for (let rule = 0; rule < rules.length; rule++) {
          const candidate = rules[rule];
          if (candidate !== undefined && allows(candidate, policy, question, blocksMatchPods))
            return { policy, rule };
        }
      }
      return undefined;
    },
  };
}
