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

export interface Issuer extends KubernetesObject {
  readonly kind: "Issuer";
  readonly spec?: IssuerSpec;
}

export interface ClusterIssuer extends KubernetesObject {
  readonly kind: "ClusterIssuer";
  readonly spec?: IssuerSpec;
}

export function validateIssuer({ metadata }: Issuer | ClusterIssuer, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
}
