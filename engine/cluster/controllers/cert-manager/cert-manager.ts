import type { Certificate } from "../../../api/cert-manager/certificate.ts";
import type { IssuerSpec } from "../../../api/cert-manager/issuer.ts";
import type { Secret } from "../../../api/core/config.ts";
import type { Ingress } from "../../../api/networking/ingress.ts";
import { canSign, mintCertificate, type Wanted } from "../../../values/certificate-mint.ts";
import { type Controller, type ControlPlane, controlledBy, isControlledBy } from "../../control-plane.ts";
import { secretText, tlsSecret } from "../../tls-secret.ts";
import { tellIssuer } from "./issuer-status.ts";
import { challengeOf, cleanUp, present, solverFor } from "./solver.ts";

const PREFIX = "cert-manager.io/";
const PUBLIC = "R11";
const STAGING = "(STAGING) Artificial Apricot R3";
/** Where ClusterIssuers have their Secrets (`--cluster-resource-namespace`). */
const CLUSTER_RESOURCES = "cert-manager";
/** An ACME certificate is for 90 days; others for as long as the field's default says. */
const DAYS = 90 * 86_400_000;

/** Certificates for Ingresses that name an issuer, and Secrets for Certificates. */
export const certManager: Controller = {
  name: "cert-manager",
  watches: ["Ingress", "Issuer", "ClusterIssuer", "Secret", "Certificate", "Challenge"],
  reconcile: (plane) => {
    for (const one of plane.list("Issuer")) tellIssuer(plane, one, one.metadata.namespace ?? "default");
    for (const one of plane.list("ClusterIssuer")) tellIssuer(plane, one, CLUSTER_RESOURCES);
    for (const ingress of plane.list("Ingress")) askFor(plane, ingress);
    for (const certificate of plane.list("Certificate")) {
      if (isWanted(plane, certificate)) issue(plane, certificate);
      else plane.remove(certificate);
    }
    for (const challenge of plane.list("Challenge")) {
      const isOpen = plane.list("Certificate").some((one) => isControlledBy(challenge, one));
      if (!isOpen) cleanUp(plane, challenge);
    }
  },
};

/** A Certificate for each TLS entry of an Ingress that names an issuer; one of the input's own is left alone. */
function askFor(plane: ControlPlane, ingress: Ingress): void {
  const { annotations = {}, namespace = "default" } = ingress.metadata;
  const own = annotations[`${PREFIX}issuer`];
  const name = own ?? annotations[`${PREFIX}cluster-issuer`];
  if (name === undefined) return;
  const kind = own === undefined ? "ClusterIssuer" : "Issuer";
  for (const { hosts = [], secretName = "" } of ingress.spec.tls ?? []) {
    if (hosts.length === 0 || secretName === "") continue;
    const before = plane.get("Certificate", namespace, secretName);
    if (before !== undefined && !isControlledBy(before, ingress)) continue;
    plane.put({
      ...before,
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: {
        ...before?.metadata,
        name: secretName,
        namespace,
        ownerReferences: controlledBy(ingress),
      },
      spec: { secretName, dnsNames: hosts, issuerRef: { name, kind, group: "cert-manager.io" } },
    });
  }
}

/** A Certificate of an Ingress that is gone, or that has no such entry any more, goes with it. */
function isWanted(plane: ControlPlane, { metadata, spec }: Certificate): boolean {
  const owner = metadata.ownerReferences?.find(({ kind }) => kind === "Ingress");
  if (owner === undefined) return true;
  const ingress = plane.get("Ingress", metadata.namespace, owner.name);
  return ingress?.spec.tls?.some(({ secretName }) => secretName === spec.secretName) === true;
}

interface Found {
  readonly name: string;
  /** Where it looks for Secrets. */
  readonly namespace: string;
  readonly spec: IssuerSpec;
}

function issuerOf(plane: ControlPlane, { metadata, spec }: Certificate): Found | undefined {
  const { name, kind = "Issuer" } = spec.issuerRef;
  const found =
    kind === "ClusterIssuer"
      ? plane.get("ClusterIssuer", undefined, name)
      : plane.get("Issuer", metadata.namespace ?? "default", name);
  if (found === undefined) return undefined;
  const namespace = kind === "ClusterIssuer" ? CLUSTER_RESOURCES : (metadata.namespace ?? "default");
  return { name: found.metadata.name, namespace, spec: found.spec ?? {} };
}

function issue(plane: ControlPlane, certificate: Certificate): void {
  const { namespace = "default", name } = certificate.metadata;
  const { secretName } = certificate.spec;
  const isThere = plane.get("Secret", namespace, secretName) !== undefined;
  const waits = isThere ? undefined : issued(plane, certificate);
  const now = plane.get("Certificate", namespace, name) ?? certificate;
  if (waits === undefined)
    ready(plane, now, "True", "Ready", "Certificate is up to date and has not expired");
  else ready(plane, now, "False", "DoesNotExist", waits);
}

const WAITING = "Issuing certificate as Secret does not exist";

/** Makes the Secret, or says what it waits for. */
function issued(plane: ControlPlane, certificate: Certificate): string | undefined {
  const { issuerRef } = certificate.spec;
  const issuer = issuerOf(plane, certificate);
  if (issuer === undefined) return `Referenced "${issuerRef.kind ?? "Issuer"}" not found: ${issuerRef.name}`;
  const signer = signerOf(plane, issuer);
  if (signer === "none") return WAITING;
  const open = unmet(plane, certificate, issuer);
  if (open !== undefined) return open;
  plane.put(secretFor(plane, certificate, issuer, signer));
  for (const challenge of plane.owned("Challenge", certificate)) cleanUp(plane, challenge);
  return undefined;
}

/** What an authority still has to see; challenges that are not there yet are made. */
function unmet(plane: ControlPlane, certificate: Certificate, { spec }: Found): string | undefined {
  const { namespace = "default" } = certificate.metadata;
  const { solvers = [] } = spec.acme ?? {};
  if (solvers.length === 0) return undefined;
  let open: string | undefined;
  for (const host of certificate.spec.dnsNames ?? []) {
    const solver = solverFor(solvers, host);
    if (solver?.dns01 !== undefined) continue;
    if (solver?.http01 === undefined || host.startsWith("*."))
      return `no configured challenge solvers can be used for this challenge: ${host}`;
    const wanted = challengeOf(certificate, host, solver);
    const challenge = plane.get("Challenge", namespace, wanted.metadata.name);
    if (challenge?.status?.state === "valid") continue;
    open ??= WAITING;
    if (challenge === undefined) plane.put(wanted);
    present(plane, plane.get("Challenge", namespace, wanted.metadata.name) ?? wanted);
  }
  return open;
}

function ready(
  plane: ControlPlane,
  certificate: Certificate,
  status: string,
  reason: string,
  message: string,
): void {
  plane.put({ ...certificate, status: { conditions: [{ type: "Ready", status, reason, message }] } });
}

function secretFor(
  plane: ControlPlane,
  certificate: Certificate,
  issuer: Found,
  signer: Wanted["issuer"],
): Secret {
  const { namespace = "default", name } = certificate.metadata;
  const { dnsNames = [], commonName, secretName } = certificate.spec;
  const now = plane.now();
  const wanted: Wanted = {
    hosts: dnsNames.length === 0 && commonName !== undefined ? [commonName] : dnsNames,
    notBefore: now,
    notAfter: now + DAYS,
    ...(signer === undefined ? {} : { issuer: signer }),
  };
  const { certificate: pem, key } = mintCertificate(wanted);
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: secretName,
      namespace,
      annotations: { [`${PREFIX}issuer-name`]: issuer.name, [`${PREFIX}certificate-name`]: name },
    },
    type: "kubernetes.io/tls",
    data: { "tls.crt": btoa(pem), "tls.key": btoa(key) },
  };
}

/** Who signs; `undefined`: the certificate itself; `none`: nobody can. */
function signerOf(plane: ControlPlane, { namespace, spec }: Found): Wanted["issuer"] | "none" | undefined {
  if (spec.selfSigned !== undefined) return undefined;
  if (spec.ca !== undefined) {
    const secret = plane.get("Secret", namespace, spec.ca.secretName ?? "");
    const content = secret === undefined ? undefined : tlsSecret(secret);
    if (secret === undefined || content?.kind !== "usable" || content.chain[0]?.isAuthority !== true)
      return "none";
    const key = secretText(secret, "tls.key");
    return canSign(key) ? { certificate: secretText(secret, "tls.crt"), key } : "none";
  }
  return (spec.acme?.server ?? "").includes("staging") ? STAGING : PUBLIC;
}
