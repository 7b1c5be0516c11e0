import type { IssuerSpec } from "../../../api/cert-manager/issuer.ts";
import type { Secret } from "../../../api/core/config.ts";
import type { Ingress } from "../../../api/networking/ingress.ts";
import { mintCertificate, type Wanted } from "../../../values/certificate-mint.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";
import { secretText, tlsSecret } from "../../tls-secret.ts";

const PREFIX = "cert-manager.io/";
const PUBLIC = "R11";
const STAGING = "(STAGING) Artificial Apricot R3";
/** Where ClusterIssuers have their Secrets (`--cluster-resource-namespace`). */
const CLUSTER_RESOURCES = "cert-manager";
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
  /** Where it looks for Secrets. */
  readonly namespace: string;
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
  if (found === undefined) return undefined;
  const where = own === undefined ? CLUSTER_RESOURCES : namespace;
  return { name: found.metadata.name, namespace: where, spec: found.spec ?? {} };
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
  const signer = signerOf(plane, issuer);
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

/** Who signs; `undefined`: the certificate itself; `none`: nobody can. */
function signerOf(plane: ControlPlane, { namespace, spec }: Found): Wanted["issuer"] | "none" | undefined {
  if (spec.selfSigned !== undefined) return undefined;
  if (spec.ca !== undefined) {
    const secret = plane.get("Secret", namespace, spec.ca.secretName ?? "");
    if (secret === undefined || tlsSecret(secret).kind !== "usable") return "none";
    return { certificate: secretText(secret, "tls.crt"), key: secretText(secret, "tls.key") };
  }
  return (spec.acme?.server ?? "").includes("staging") ? STAGING : PUBLIC;
}
