import type { Reader } from "../remembered.ts";
import { tlsSecret } from "../tls-secret.ts";
import { hostMatches } from "./hostnames.ts";
import type { ListenerState } from "./listeners.ts";
import type { Verdict } from "./reading.ts";

/**
 * Listeners of one port that end TLS for names in common, or show certificates that do: a browser may use the connection of
 * one for the other (OverlappingTLSConfig in apis/v1/gateway_types.go). `undefined`: there is no such condition.
 */
export function overlapOf(
  reader: Reader,
  own: ListenerState,
  states: readonly ListenerState[],
): Verdict | undefined {
  if (!endsTls(own)) return undefined;
  const rivals = states.filter(
    (one) => one !== own && endsTls(one) && one.listener.port === own.listener.port,
  );
  const [names, hostname] = [namesOf(reader, own), own.hostname];
  const ofCertificate = rivals.find((one) =>
    namesOf(reader, one).some((theirs) => names.some((name) => doMeet(name, theirs))),
  );
  const rival = ofCertificate ?? rivals.find((one) => doMeet(hostname, one.hostname));
  if (rival === undefined) return undefined;
  const { name } = rival.listener;
  return ofCertificate === undefined
    ? told(
        "OverlappingHostnames",
        `listener ${name} (${rival.hostname || "any host"}) takes hosts of this one`,
      )
    : told("OverlappingCertificates", `the certificate of listener ${name} is for hosts of this one's`);
}

function told(reason: string, message: string): Verdict {
  return { holds: true, reason, message };
}

function endsTls({ accepted, listener: { tls, protocol } }: ListenerState): boolean {
  return accepted.holds && (protocol === "HTTPS" || (protocol === "TLS" && tls?.mode === "Terminate"));
}

function doMeet(a: string, b: string): boolean {
  return hostMatches(a, b) || hostMatches(b, a);
}

/** Hosts that a listener's certificates are for, as far as they can be read. */
function namesOf(reader: Reader, { owner, certificateRefs }: ListenerState): readonly string[] {
  return certificateRefs.flatMap(({ namespace, name }) => {
    const secret = reader.get("Secret", namespace ?? owner.metadata.namespace ?? "default", name);
    const found = secret === undefined ? undefined : tlsSecret(secret);
    return found?.kind === "usable" ? (found.chain[0]?.names ?? []).map((one) => one.toLowerCase()) : [];
  });
}
