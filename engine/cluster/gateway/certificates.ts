import type { Gateway, ListenerTls } from "../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../api/gateway/listener-set.ts";
import type { GatewayObjectReference } from "../../api/gateway/references.ts";
import type { TlsHello } from "../../values/http-message.ts";
import type { Reader } from "../remembered.ts";
import { secretText, tlsSecret } from "../tls-secret.ts";
import { isGranted } from "./grants.ts";
import { GATEWAY_GROUP, no, type Verdict, yes } from "./reading.ts";

/** A listener's certificates. */
interface ListenerCertificates {
  /** Whether all of them can be used; the first reference that cannot says why. */
  readonly resolved: Verdict;
  /** References of those that can. */
  readonly usable: readonly GatewayObjectReference[];
  /** Whether the listener has one to show, or names none, which is its controller's own affair. */
  readonly suffices: boolean;
}

export function listenerCertificates(
  reader: Reader,
  owner: Gateway | ListenerSet,
  { certificateRefs = [] }: ListenerTls,
): ListenerCertificates {
  const verdicts = certificateRefs.map((reference) =>
    certificateVerdict(reader, owner, reference, "InvalidCertificateRef"),
  );
  const usable = certificateRefs.filter((_, index) => verdicts[index]?.holds === true);
  return {
    resolved: verdicts.find(({ holds }) => !holds) ?? yes("ResolvedRefs"),
    usable,
    suffices: usable.length > 0 || certificateRefs.length === 0,
  };
}

function certificateVerdict(
  reader: Reader,
  owner: Gateway | ListenerSet,
  { group, kind, namespace, name }: GatewayObjectReference,
  invalid: string,
): Verdict {
  const own = owner.metadata.namespace ?? "default";
  const there = namespace ?? own;
  if (group !== "" || kind !== "Secret")
    return no(invalid, `certificates come from Secrets, not from ${kind}.${group}`);
  const from = { group: GATEWAY_GROUP, kind: owner.kind, namespace: own };
  if (!isGranted(reader, from, { group, kind, namespace: there, name }))
    return no(
      "RefNotPermitted",
      `no ReferenceGrant in ${there} lets ${owner.kind}s of ${own} use Secret ${name}`,
    );
  const secret = reader.get("Secret", there, name);
  if (secret === undefined) return no(invalid, `there is no Secret ${there}/${name}`);
  const found = tlsSecret(secret);
  return found.kind === "broken" ? no(invalid, `Secret ${there}/${name} ${found.why}`) : yes("ResolvedRefs");
}

/** Whether the Gateway has what it is to show to backends that ask for its certificate; absent: it shows none. */
export function clientCertificateVerdict(reader: Reader, gateway: Gateway): Verdict | undefined {
  const reference = gateway.spec.tls?.backend?.clientCertificateRef;
  return reference && certificateVerdict(reader, gateway, reference, "InvalidClientCertificateRef");
}

/** What a Gateway shows to backends that it speaks TLS with; nothing when its reference leads nowhere. */
export function shownToBackends(
  reader: Reader,
  gateway: Gateway,
): Pick<TlsHello, "certificate" | "isUnread"> {
  if (clientCertificateVerdict(reader, gateway)?.holds !== true) return {};
  const { namespace = gateway.metadata.namespace ?? "default", name = "" } =
    gateway.spec.tls?.backend?.clientCertificateRef ?? {};
  const secret = reader.get("Secret", namespace, name);
  if (secret === undefined) return {};
  return tlsSecret(secret).kind === "unread"
    ? { isUnread: true }
    : { certificate: secretText(secret, "tls.crt") };
}
