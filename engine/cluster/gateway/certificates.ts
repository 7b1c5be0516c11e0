import type { Gateway, ListenerTls } from "../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../api/gateway/listener-set.ts";
import type { GatewayObjectReference } from "../../api/gateway/references.ts";
import type { Reader } from "../remembered.ts";
import { tlsSecret } from "../tls-secret.ts";
import { isGranted } from "./grants.ts";
import { GATEWAY_GROUP, no, type Verdict, yes } from "./reading.ts";

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
  const found = tlsSecret(secret);
  return found.kind === "broken"
    ? no("InvalidCertificateRef", `Secret ${there}/${name} ${found.why}`)
    : yes("ResolvedRefs");
}
