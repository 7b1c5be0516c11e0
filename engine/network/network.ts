import type { Cni, Profile } from "../cluster/profile.ts";
import type { ClusterView } from "../cluster/view.ts";
import type { Affinity, Earlier } from "./affinity.ts";
import type { Path, Visitor } from "./function.ts";
import type { Outside } from "./outside.ts";
import { calico } from "./paths/calico.ts";
import { cilium } from "./paths/cilium.ts";
import { flannel } from "./paths/flannel.ts";
import { flannelKubeRouter } from "./paths/flannel-kube-router.ts";
import { ovnKubernetes } from "./paths/ovn-kubernetes.ts";
import { weave } from "./paths/weave.ts";
import type { Place } from "./place.ts";

const PATHS: Readonly<Record<Cni, Path>> = {
  calico,
  cilium,
  flannel,
  "ovn-kubernetes": ovnKubernetes,
  weave,
};

/** A station with its table built. */
export interface CompiledStation {
  readonly place: Place;
  readonly name: string;
  readonly policy: boolean;
  readonly visitor: Visitor;
}

/** The data plane of one cluster revision: every function of the CNI's path, compiled, in the order of the path. */
export interface Network {
  readonly view: ClusterView;
  readonly outside: Outside;
  readonly stations: readonly CompiledStation[];
  /** What the nodes remember of clients that came before; nothing unless a request is made again. */
  readonly affinities?: readonly Affinity[];
  /** The same of the client itself: its connections before this one. */
  readonly earlier?: readonly Earlier[];
}

function pathOf({ cni, policyController }: Profile): Path {
  return cni === "flannel" && policyController === "kube-router" ? flannelKubeRouter : PATHS[cni];
}

export function compileNetwork(view: ClusterView, outside: Outside): Network {
  const stations = pathOf(view.profile).map(({ place, function: fn }) => ({
    place,
    name: fn.name,
    policy: fn.policy ?? false,
    visitor: fn.compile(view, outside),
  }));
  return { view, outside, stations };
}
