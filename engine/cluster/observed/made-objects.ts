import type { ClaimTemplate, StatefulSet } from "../../api/apps/workloads.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { serviceCa } from "../service-ca.ts";
import { uidOf } from "../uid.ts";
import type { ClusterView } from "../view.ts";
import { clusterCa } from "./cluster-ca.ts";

type Made = KubernetesObject & Readonly<Record<string, unknown>>;

const known = new WeakMap<ClusterView, Map<string, readonly Made[]>>();

/**
 * Objects that controllers make and that nothing in the engine decides by: the accounts and the roots of trust of every
 * namespace, and the claims of StatefulSets. They follow from other objects, so they are made when somebody looks; one
 * that somebody has written is stored, and not among them. By namespace, then name.
 */
export function madeObjects(view: ClusterView, kind: string): readonly KubernetesObject[] {
  const make = Object.hasOwn(MAKERS, kind) ? MAKERS[kind] : undefined;
  if (make === undefined) return [];
  const ofView = known.get(view) ?? new Map<string, readonly Made[]>();
  known.set(view, ofView);
  let objects = ofView.get(kind);
  if (objects === undefined) {
    objects = [...make(view)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    ofView.set(kind, objects);
  }
  return objects;
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ""} ${metadata.name}`;
}

const MAKERS: Readonly<Record<string, (view: ClusterView) => readonly Made[]>> = {
  ServiceAccount: accounts,
  ConfigMap: rootsOfTrust,
  PersistentVolumeClaim: claims,
  Network: networks,
};

/** What OpenShift's installer was told of the cluster's addresses, and made of it. */
function networks(view: ClusterView): readonly Made[] {
  if (!isOpenShift(view)) return [];
  const { podCidrs, serviceCidrs: serviceNetwork, cni } = view.profile;
  const blocks = view.list("Node").flatMap(({ spec }) => spec?.podCIDRs ?? []);
  const clusterNetwork = podCidrs.map((cidr) => {
    const block = blocks.find((one) => one.includes(":") === cidr.includes(":"));
    return { cidr, hostPrefix: Number(block?.split("/")[1] ?? DEFAULT_HOST_PREFIX) };
  });
  const networkType = cni === "ovn-kubernetes" ? "OVNKubernetes" : cni;
  const own = view.get("Namespace", undefined, "kube-system")?.metadata ?? {};
  const { namespace: _, ...metadata } = madeWith("Network", "", "cluster", own);
  return [
    {
      apiVersion: "config.openshift.io/v1",
      kind: "Network",
      metadata,
      spec: { clusterNetwork, externalIP: { policy: {} }, networkType, serviceNetwork },
      status: { clusterNetwork, clusterNetworkMTU: 1400, networkType, serviceNetwork },
    },
  ];
}

const DEFAULT_HOST_PREFIX = 23;

function accounts(view: ClusterView): readonly Made[] {
  const names = isOpenShift(view) ? ["builder", "default", "deployer"] : ["default"];
  return inEveryNamespace(view, "ServiceAccount", names, () => ({}));
}

/** What pods check the API server's certificate with, and on OpenShift those of Services. */
function rootsOfTrust(view: ClusterView): readonly Made[] {
  const data: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "kube-root-ca.crt": { "ca.crt": clusterCa() },
    ...(isOpenShift(view) ? { "openshift-service-ca.crt": { "service-ca.crt": serviceCa() } } : {}),
  };
  return inEveryNamespace(view, "ConfigMap", Object.keys(data), (name) => ({ data: data[name] }));
}

function isOpenShift({ profile }: ClusterView): boolean {
  return profile.ingressController === "openshift";
}

function inEveryNamespace(
  view: ClusterView,
  kind: "ServiceAccount" | "ConfigMap",
  names: readonly string[],
  content: (name: string) => Readonly<Record<string, unknown>>,
): readonly Made[] {
  return view.list("Namespace").flatMap(({ metadata: { name: namespace, ...of } }) =>
    names.flatMap((name) => {
      if (view.get(kind, namespace, name) !== undefined) return [];
      return [{ apiVersion: "v1", kind, metadata: madeWith(kind, namespace, name, of), ...content(name) }];
    }),
  );
}

function madeWith(
  kind: string,
  namespace: string,
  name: string,
  { creationTimestamp, resourceVersion }: Pick<Made["metadata"], "creationTimestamp" | "resourceVersion">,
): Made["metadata"] {
  return {
    name,
    namespace,
    uid: uidOf(kind, namespace, name, 0),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
}

/** The claims of each StatefulSet's pods, bound: no storage is simulated, so none of them waits for any. */
function claims(view: ClusterView): readonly Made[] {
  return view.list("StatefulSet").flatMap((set) => {
    const pods = view.list("Pod", set.metadata.namespace).filter(isOf(set));
    return (set.spec.volumeClaimTemplates ?? []).flatMap((template) =>
      pods.map(({ metadata }) => claimOf(set, template, metadata)),
    );
  });
}

function isOf({ metadata: { name } }: StatefulSet): (pod: KubernetesObject) => boolean {
  return ({ metadata: { ownerReferences = [] } }) =>
    ownerReferences.some((one) => one.kind === "StatefulSet" && one.name === name);
}

function claimOf(set: StatefulSet, { metadata = {}, spec = {} }: ClaimTemplate, pod: Made["metadata"]): Made {
  const name = `${metadata.name ?? ""}-${pod.name}`;
  const own = madeWith("PersistentVolumeClaim", set.metadata.namespace ?? "default", name, pod);
  const { requests = {} } = (spec["resources"] ?? {}) as { readonly requests?: object };
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      ...own,
      labels: { ...metadata.labels, ...set.spec.selector.matchLabels },
      annotations: {
        ...metadata.annotations,
        "pv.kubernetes.io/bind-completed": "yes",
        "pv.kubernetes.io/bound-by-controller": "yes",
      },
      finalizers: ["kubernetes.io/pvc-protection"],
    } as Made["metadata"],
    spec: {
      storageClassName: "standard",
      volumeMode: "Filesystem",
      ...spec,
      volumeName: `pvc-${own.uid ?? ""}`,
    },
    status: { phase: "Bound", accessModes: spec["accessModes"], capacity: requests },
  };
}
