import type { KubernetesObject } from "../meta.ts";

/** What may be done: verbs on resources of API groups (`""` is the core one), or on paths that are no resources. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  /** Plural names, `pods/log` for a subresource, `*` for all. */
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export interface Role extends KubernetesObject {
  readonly kind: "Role";
  readonly rules?: readonly PolicyRule[];
}

export interface ClusterRole extends KubernetesObject {
  readonly kind: "ClusterRole";
  readonly rules?: readonly PolicyRule[];
  /** The rules are those of all ClusterRoles that one of the selectors matches. */
  readonly aggregationRule?: {
    readonly clusterRoleSelectors?: readonly {
      readonly matchLabels?: Readonly<Record<string, string>>;
      readonly matchExpressions?: readonly {
        readonly key: string;
        readonly operator: string;
        readonly values?: readonly string[];
      }[];
    }[];
  };
}

export interface Subject {
  readonly kind: string;
  /** After defaulting it is there. */
  readonly apiGroup?: string;
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
}

export interface RoleRef {
  /** After defaulting it is there. */
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
}

interface Binding extends KubernetesObject {
  readonly subjects?: readonly Subject[];
  readonly roleRef: RoleRef;
}

export interface RoleBinding extends Binding {
  readonly kind: "RoleBinding";
}

export interface ClusterRoleBinding extends Binding {
  readonly kind: "ClusterRoleBinding";
}
