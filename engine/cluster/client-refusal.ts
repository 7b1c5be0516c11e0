import type { TlsAlert } from "../trace/ending.ts";
import { readCertificates } from "../values/certificate.ts";
import { type Distrust, distrustOf } from "../values/certificate-trust.ts";
import type { TlsHello } from "../values/http-message.ts";
import { OPENSSL_ERRORS } from "../values/openssl-words.ts";
import type { ClusterView } from "./view.ts";

/** Why a listener that asks for the client's certificate ends the handshake, and the alert that it sends (RFC 8446 §6.2). */
export interface ClientRefusal {
  readonly alert: TlsAlert;
  readonly why: string;
}

/** @param authorities PEM of those who may sign clients */
export function clientRefusal(
  { clock }: ClusterView,
  authorities: string,
  hello: TlsHello | undefined,
): ClientRefusal | undefined {
  if (hello?.isUnread === true) return undefined;
  const shown = readCertificates(hello?.certificate ?? "");
  if ("problem" in shown) return { alert: "certificate required", why: "the client shows no certificate" };
  const trusted = readCertificates(authorities);
  const distrust = distrustOf(shown, {
    host: "",
    expects: [],
    now: clock.now,
    isDated: clock.isSet,
    authorities: "problem" in trusted ? [] : trusted,
    own: [],
    isOfClient: true,
  });
  if (distrust === undefined) return undefined;
  const why = `the client's certificate (${shown[0]?.subject}) is not trusted: ${OPENSSL_ERRORS[distrust][1]}`;
  return { alert: ALERTS[distrust] ?? "bad certificate", why };
}

const ALERTS: Readonly<Partial<Record<Distrust, TlsAlert>>> = {
  "self-signed": "unknown ca",
  "self-signed-in-chain": "unknown ca",
  "unknown-issuer": "unknown ca",
  "unknown-root": "unknown ca",
  expired: "certificate expired",
};
