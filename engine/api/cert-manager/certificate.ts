import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import type { KubernetesObject } from "../meta.ts";
import { validateMetadata } from "../metadata.ts";
import type { AcmeSolver, Condition } from "./issuer.ts";

export interface IssuerReference {
  readonly name: string;
  readonly kind?: string;
  readonly group?: string;
}

/** A certificate that somebody wants in a Secret. */
export interface Certificate extends KubernetesObject {
  readonly kind: "Certificate";
  readonly spec: {
    readonly secretName: string;
    readonly dnsNames?: readonly string[];
    readonly commonName?: string;
    readonly issuerRef: IssuerReference;
  };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** What an authority wants to see before it signs for a name. Written by cert-manager, never by people. */
export interface Challenge extends KubernetesObject {
  readonly kind: "Challenge";
  readonly spec: {
    readonly type: "HTTP-01";
    readonly dnsName: string;
    readonly token: string;
    readonly issuerRef: IssuerReference;
    readonly solver: AcmeSolver;
  };
  readonly status?: {
    readonly state: "pending" | "valid";
    readonly presented: boolean;
    readonly processing: boolean;
    readonly reason?: string;
  };
}

export function validateCertificate({ metadata, spec }: Certificate, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  const said = (spec ?? {}) as Partial<Certificate["spec"]>;
  if ((said.secretName ?? "") === "") errors.required(["spec", "secretName"], "must be specified");
  if ((said.issuerRef?.name ?? "") === "")
    errors.required(["spec", "issuerRef", "name"], "must be specified");
}

export function validateChallenge({ metadata }: Challenge, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
}
