import { mintCertificate } from "../values/certificate-mint.ts";

/** Common name of OpenShift's authority for certificates of Services; behind the at sign the second it was made in. */
export const SERVICE_SIGNER = "openshift-service-serving-signer@1735689600";

let made: string | undefined;

/** The authority's certificate as PEM, which every router brings along. */
export function serviceCa(): string {
  made ??= mintCertificate({
    hosts: [SERVICE_SIGNER],
    isAuthority: true,
    notBefore: 1_735_689_600_000,
    notAfter: 2_366_841_600_000,
  }).certificate;
  return made;
}
