import type { Secret } from "../../api/core/config.ts";
import type { Gateway, ListenerTls } from "../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../api/gateway/listener-set.ts";
import type { GatewayObjectReference } from "../../api/gateway/references.ts";
import { isGranted } from "./grants.ts";
import { GATEWAY_GROUP, no, type Reader, type Verdict, yes } from "./reading.ts";

/** Whether a listener's certificates can be used; the first reference that cannot says why. */
export function certificatesVerdict(
  reader: Reader,
  owner: Gateway | ListenerSet,
  { certificateRefs = [] }: ListenerTls,
): Verdict {
  for (const reference of certificateRefs) {
    const verdict = certificateVerdict(reader, owner, reference);
    if (!verdict.holds) return verdict;
  }
  return yes("ResolvedRefs");
}

function certificateVerdict(
  reader: Reader,
  owner: Gateway | ListenerSet,
  { group, kind, namespace, name }: GatewayObjectReference,
): Verdict {
  const own = owner.metadata.namespace ?? "default";
  const there = namespace ?? own;
  if (group !== "" || kind !== "Secret")
    return no("InvalidCertificateRef", `certificates come from Secrets, not from ${kind}.${group}`);
  const from = { group: GATEWAY_GROUP, kind: owner.kind, namespace: own };
  if (!isGranted(reader, from, { group, kind, namespace: there, name }))
    return no(
      "RefNotPermitted",
      `no ReferenceGrant in ${there} lets ${owner.kind}s of ${own} use Secret ${name}`,
    );
  const secret = reader.get("Secret", there, name);
  if (secret === undefined) return no("InvalidCertificateRef", `there is no Secret ${there}/${name}`);
  const why = malformed(secret);
  return why === undefined
    ? yes("ResolvedRefs")
    : no("InvalidCertificateRef", `Secret ${there}/${name} ${why}`);
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----\s+[\s\S]*?-----END CERTIFICATE-----/;
const KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[\s\S]*?-----END (?:[A-Z]+ )?PRIVATE KEY-----/;

/** PEM blocks are looked for, not read. */
function malformed(secret: Secret): string | undefined {
  if (secret.type !== "kubernetes.io/tls")
    return `is of type ${secret.type ?? "Opaque"}, not kubernetes.io/tls`;
  if (!CERTIFICATE.test(textOf(secret, "tls.crt"))) return "has no PEM certificate in tls.crt";
  if (!KEY.test(textOf(secret, "tls.key"))) return "has no PEM private key in tls.key";
  return undefined;
}

function textOf({ data = {}, stringData = {} }: Secret, key: string): string {
  const plain = stringData[key];
  if (plain !== undefined) return plain;
  try {
    return atob((data[key] ?? "").replace(/\s+/g, ""));
  } catch {
    return "";
  }
}
