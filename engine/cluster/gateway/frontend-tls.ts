import type { FrontendTls, Gateway, Listener } from "../../api/gateway/gateway.ts";
import type { Reader } from "../remembered.ts";
import { authorityOf } from "./authorities.ts";
import { isGranted } from "./grants.ts";
import { GATEWAY_GROUP, no, type Verdict, yes } from "./reading.ts";

/** What a listener asks of clients' certificates. */
export interface ClientValidation {
  readonly accepted: Verdict;
  readonly resolvedRefs: Verdict;
  /** PEM of the authorities that are trusted. */
  readonly authorities: string;
  /** Whether clients come in all the same (`AllowInsecureFallback`). */
  readonly isOpen: boolean;
}

/** Listeners for HTTPS ask clients for a certificate where the Gateway says so for their port, or else for all. */
export function clientValidation(
  reader: Reader,
  gateway: Gateway,
  { protocol, port }: Listener,
): ClientValidation | undefined {
  const validation = protocol === "HTTPS" ? frontendOf(gateway, port)?.validation : undefined;
  if (validation === undefined) return undefined;
  const { caCertificateRefs, mode } = validation;
  const own = gateway.metadata.namespace ?? "default";
  const from = { group: GATEWAY_GROUP, kind: "Gateway", namespace: own };
  const found = caCertificateRefs.map(({ group, kind, namespace = own, name }) => {
    if (!isGranted(reader, from, { group, kind, namespace, name }))
      return no(
        "RefNotPermitted",
        `no ReferenceGrant in ${namespace} lets Gateways of ${own} use ${kind} ${name}`,
      );
    return authorityOf(reader, namespace, { group, kind, name }, "InvalidCACertificateKind");
  });
  const good = found.filter((one) => typeof one === "string");
  return {
    accepted:
      good.length > 0
        ? yes("Accepted")
        : no("NoValidCACertificate", "none of the CA certificates for clients can be used"),
    resolvedRefs: found.find((one) => typeof one !== "string") ?? yes("ResolvedRefs"),
    authorities: good.join("\n"),
    isOpen: mode === "AllowInsecureFallback",
  };
}

function frontendOf({ spec }: Gateway, port: number): FrontendTls | undefined {
  const frontend = spec.tls?.frontend;
  return frontend?.perPort?.find((one) => one.port === port)?.tls ?? frontend?.default;
}

/** Set while a Gateway lets clients in whose certificate nobody vouches for; `undefined`: there is no such condition. */
export function insecureMode({ spec }: Gateway): Verdict | undefined {
  const frontend = spec.tls?.frontend;
  const all =
    frontend === undefined ? [] : [frontend.default, ...(frontend.perPort ?? []).map(({ tls }) => tls)];
  return all.some(({ validation }) => validation?.mode === "AllowInsecureFallback")
    ? {
        holds: true,
        reason: "ConfigurationChanged",
        message: "clients come in without a certificate that is trusted",
      }
    : undefined;
}
