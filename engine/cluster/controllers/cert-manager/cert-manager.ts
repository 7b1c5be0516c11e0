import type { IssuerSpec } from "../../../api/cert-manager/issuer.ts";
import type { Secret } from "../../../api/core/config.ts";
import type { Ingress } from "../../../api/networking/ingress.ts";
import { readCertificates } from "../../../values/certificate.ts";
import { mintCertificate, type Wanted } from "../../../values/certificate-mint.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";
import { secretText } from "../../tls-secret.ts";

const PREFIX = "cert-manager.io/";
const PUBLIC = "R11";
const STAGING = "(STAGING) Artificial Apricot R3";
/** An ACME certificate is for 90 days; others for as long as the field's default says. */
const DAYS = 90 * 86_400_000;

/** Secrets with certificates for Ingresses that name an issuer. */
export const certManager: Controller = {
  name: "cert-manager",
  watches: ["Ingress", "Issuer", "ClusterIssuer", "Secret"],
  reconcile: (plane) => {
    for (const ingress of plane.list("Ingress")) {
      const issuer = issuerOf(plane, ingress);
      if (issuer !== undefined)
        for (const { hosts = [], secretName = "" } of ingress.spec.tls ?? []) {
          if (hosts.length > 0 && secretName !== "") issue(plane, ingress, issuer, secretName, hosts);
        }
    }
  },
};

interface Found {
  readonly name: string;
  readonly spec: IssuerSpec;
}

function issuerOf(plane: ControlPlane, { metadata }: Ingress): Found | undefined {
  const { annotations = {}, namespace = "default" } = metadata;
  const own = annotations[`${PREFIX}issuer`];
  const wide = annotations[`${PREFIX}cluster-issuer`];
  const found =
    own === undefined
      ? wide === undefined
        ? undefined
        : plane.get("ClusterIssuer", undefined, wide)
      : plane.get("Issuer", namespace, own);
  return found === undefined ? undefined : { name: found.metadata.name, spec: found.spec ?? {} };
}

function issue(
  plane: ControlPlane,
  ingress: Ingress,
  issuer: Found,
  name: string,
  hosts: readonly string[],
): void {
  const { namespace = "default" } = ingress.metadata;
  if (plane.get("Secret", namespace, name) !== undefined) return;
  const signer = signerOf(plane, namespace, issuer);
  if (signer === "none") return;
  const now = plane.now();
  const wanted: Wanted = {
    hosts,
    notBefore: now,
    notAfter: now + DAYS,
    ...(signer === undefined ? {} : { issuer: signer }),
  };
  const { certificate, key } = mintCertificate(wanted);
  const secret: Secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name,
      namespace,
      annotations: { [`${PREFIX}issuer-name`]: issuer.name, [`${PREFIX}certificate-name`]: name },
      ownerReferences: controlledBy(ingress),
    },
    type: "kubernetes.io/tls",
    data: { "tls.crt": btoa(certificate), "tls.key": btoa(key) },
  };
  plane.put(secret);
}

/** Name of who signs; `undefined`: the certificate itself; `none`: nobody can. */
function signerOf(plane: ControlPlane, namespace: string, { spec }: Found): string | "none" | undefined {
  if (spec.selfSigned !== undefined) return undefined;
  if (spec.ca !== undefined) {
    const secret = plane.get("Secret", namespace, spec.ca.secretName ?? "");
    const read = secret === undefined ? undefined : readCertificates(secretText(secret, "tls.crt"));
    return read === undefined || "problem" in read ? "none" : (read[0]?.commonName ?? "none");
  }
  return (spec.acme?.server ?? "").includes("staging") ? STAGING : PUBLIC;
}
