import equal from "fast-deep-equal";
import type { ClusterIssuer, Condition, Issuer } from "../../../api/cert-manager/issuer.ts";
import type { ControlPlane } from "../../control-plane.ts";
import { tlsSecret } from "../../tls-secret.ts";

/** Says of an issuer whether it can sign, in the words of pkg/issuer: an authority outside is taken to know it. */
export function tellIssuer(plane: ControlPlane, issuer: Issuer | ClusterIssuer, namespace: string): void {
  const condition = conditionOf(plane, issuer, namespace);
  const conditions = condition === undefined ? [] : [condition];
  if (!equal(issuer.status?.conditions ?? [], conditions)) plane.put({ ...issuer, status: { conditions } });
}

function conditionOf(
  plane: ControlPlane,
  { spec = {} }: Issuer | ClusterIssuer,
  namespace: string,
): Condition | undefined {
  const ready = (status: "True" | "False", reason: string, message: string): Condition => {
    return { type: "Ready", status, reason, ...(message === "" ? {} : { message }) };
  };
  if (spec.acme !== undefined)
    return ready("True", "ACMEAccountRegistered", "The ACME account was registered with the ACME server");
  if (spec.selfSigned !== undefined) return ready("True", "IsReady", "");
  if (spec.ca === undefined) return undefined;
  const { secretName = "" } = spec.ca;
  const failed = (reason: string, why: string): Condition =>
    ready("False", reason, `Error getting keypair for CA issuer: ${why}`);
  const secret = plane.get("Secret", namespace, secretName);
  if (secret === undefined) return failed("ErrGetKeyPair", `secrets "${secretName}" not found`);
  const content = tlsSecret(secret);
  if (content.kind === "broken") return failed("ErrGetKeyPair", content.why);
  if (content.kind === "usable" && content.chain[0]?.isAuthority !== true)
    return failed("ErrInvalidKeyPair", "certificate is not a CA");
  return ready("True", "KeyPairVerified", "Signing CA verified");
}
