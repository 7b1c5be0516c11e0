import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import type { KubernetesObject } from "../meta.ts";
import { validateMetadata } from "../metadata.ts";

/** How certificates are made, as far as it shows in them. Other kinds of issuer are taken to be public. */
export interface IssuerSpec {
  readonly selfSigned?: object;
  readonly ca?: { readonly secretName?: string };
  readonly acme?: { readonly server?: string };
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
