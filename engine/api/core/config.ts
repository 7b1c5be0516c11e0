import type { KubernetesObject } from "../meta.ts";

export interface ConfigMap extends KubernetesObject {
  readonly kind: "ConfigMap";
  readonly immutable?: boolean;
  readonly data?: Readonly<Record<string, string>>;
}

export interface Secret extends KubernetesObject {
  readonly kind: "Secret";
  readonly immutable?: boolean;
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

export interface ServiceAccount extends KubernetesObject {
  readonly kind: "ServiceAccount";
  readonly automountServiceAccountToken?: boolean;
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
}
