import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import type { KubernetesObject } from "../meta.ts";
import { validateMetadata } from "../metadata.ts";

/** How the challenges of an authority are met. */
export interface AcmeSolver {
  readonly selector?: { readonly dnsNames?: readonly string[]; readonly dnsZones?: readonly string[] };
  readonly http01?: {
    readonly ingress?: {
      readonly class?: string;
      readonly ingressClassName?: string;
      /** An Ingress that is to take the challenge's path. */
      readonly name?: string;
    };
  };
  readonly dns01?: object;
}

/** How certificates are made, as far as it shows in them. Other kinds of issuer are taken to be public. */
export interface IssuerSpec {
  readonly selfSigned?: object;
  readonly ca?: { readonly secretName?: string };
  readonly acme?: { readonly server?: string; readonly solvers?: readonly AcmeSolver[] };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface Issuing extends KubernetesObject {
  readonly spec?: IssuerSpec;
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export interface Issuer extends Issuing {
  readonly kind: "Issuer";
}

export interface ClusterIssuer extends Issuing {
  readonly kind: "ClusterIssuer";
}

export function validateIssuer({ metadata }: Issuer | ClusterIssuer, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
}
