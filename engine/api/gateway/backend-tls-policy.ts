import type { KubernetesObject } from "../meta.ts";
import type { Condition, LocalObjectReference, ParentReference } from "./references.ts";

export interface SubjectAltName {
  readonly type: "Hostname" | "URI";
  readonly hostname?: string;
  readonly uri?: string;
}

/** How a Gateway checks the certificate of a backend. */
export interface BackendTLSPolicy extends KubernetesObject {
  readonly kind: "BackendTLSPolicy";
  readonly spec: {
    readonly targetRefs: readonly (LocalObjectReference & { readonly sectionName?: string })[];
    readonly validation: {
      readonly hostname: string;
      readonly caCertificateRefs?: readonly LocalObjectReference[];
      readonly wellKnownCACertificates?: string;
      readonly subjectAltNames?: readonly SubjectAltName[];
    };
    readonly options?: Readonly<Record<string, string>>;
  };
  readonly status?: {
    readonly ancestors: readonly {
      readonly ancestorRef: ParentReference;
      readonly controllerName: string;
      readonly conditions: readonly Condition[];
    }[];
  };
}
