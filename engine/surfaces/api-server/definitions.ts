import type { KubernetesObject } from "../../api/meta.ts";
import { uidOf } from "../../cluster/uid.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { RESOURCES, type Resource } from "./resources.ts";

/** Groups below `k8s.io` that a Kubernetes API server has by itself; `route.openshift.io` is an API server's of its own. */
const BUILT_IN =
  /^(|apps|batch|(networking|discovery|rbac\.authorization|apiextensions|policy|coordination|authentication|authorization)\.k8s\.io|route\.openshift\.io)$/;

const GATEWAY_API = "gateway.networking.k8s.io";

/** What the release of the Gateway API says of itself in its CRDs; v1alpha2 of TCPRoute is in the experimental channel only. */
const GATEWAY_ANNOTATIONS = {
  "gateway.networking.k8s.io/bundle-version": "v1.6.1",
  "gateway.networking.k8s.io/channel": "experimental",
};

/** Versions that etcd keeps where that is not the newest. */
const STORED: Readonly<Record<string, string>> = { "referencegrants.gateway.networking.k8s.io": "v1beta1" };

const CONDITIONS = [
  { type: "NamesAccepted", status: "True", reason: "NoConflicts", message: "no conflicts found" },
  {
    type: "Established",
    status: "True",
    reason: "InitialNamesAccepted",
    message: "the initial names have been accepted",
  },
];

/**
 * CustomResourceDefinitions of the kinds that come to a cluster by one, without their schemas, which `kubectl explain` has.
 * By name.
 */
export function definitions(view: ClusterView): readonly KubernetesObject[] {
  const { creationTimestamp } = view.get("Namespace", undefined, "kube-system")?.metadata ?? {};
  const custom = RESOURCES.filter(({ stored, group }) => stored !== undefined && !BUILT_IN.test(group));
  const names = [...new Set(custom.map(({ plural, group }) => `${plural}.${group}`))].sort();
  return names.flatMap((name): readonly KubernetesObject[] => {
    const versions = custom.filter(({ plural, group }) => `${plural}.${group}` === name);
    const stored = versions.find(({ version }) => version === STORED[name]) ?? versions[0];
    return stored === undefined ? [] : [definition(name, stored, versions, creationTimestamp)];
  });
}

function definition(
  name: string,
  { group, kind, plural, singular, shortNames, categories, namespaced, version }: Resource,
  versions: readonly Resource[],
  creationTimestamp: string | undefined,
): KubernetesObject {
  const names = {
    kind,
    listKind: `${kind}List`,
    plural,
    singular,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  };
  const conditions = CONDITIONS.map((one) => ({ ...one, lastTransitionTime: creationTimestamp ?? null }));
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name,
      uid: uidOf("CustomResourceDefinition", undefined, name, 0),
      generation: 1,
      resourceVersion: "1",
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
      ...(group === GATEWAY_API ? { annotations: GATEWAY_ANNOTATIONS } : {}),
    },
    spec: {
      group,
      names,
      scope: namespaced ? "Namespaced" : "Cluster",
      conversion: { strategy: "None" },
      versions: versions.map((one) => ({
        name: one.version,
        served: true,
        storage: one.version === version,
      })),
    },
    status: { acceptedNames: names, conditions, storedVersions: [version] },
  } as KubernetesObject;
}
