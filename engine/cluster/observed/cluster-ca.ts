import { mintCertificate } from "../../values/certificate-mint.ts";

/** The certificate of the authority that signs the API server's, as PEM: what `kube-root-ca.crt` holds. */
export const CLUSTER_CA: string = mintCertificate({
  hosts: ["kubernetes"],
  isAuthority: true,
  notBefore: 1_735_689_600_000,
  notAfter: 2_051_049_600_000,
}).certificate;
