import type { Service, ServicePort } from "../../api/core/service.ts";
import type { BackendTLSPolicy } from "../../api/gateway/backend-tls-policy.ts";
import type { Reader } from "../remembered.ts";
import { authorityOf } from "./authorities.ts";
import { no, type Verdict, yes } from "./reading.ts";

/** What a BackendTLSPolicy comes to. */
export interface BackendTlsVerdict {
  readonly accepted: Verdict;
  readonly resolvedRefs: Verdict;
  /** PEM of the authorities that are trusted; absent: the public ones. */
  readonly authorities?: string;
}

export function backendTlsVerdict(reader: Reader, policy: BackendTLSPolicy): BackendTlsVerdict {
  const { caCertificateRefs = [], wellKnownCACertificates } = policy.spec.validation;
  if (caCertificateRefs.length === 0) {
    const isKnown = wellKnownCACertificates === "System";
    const message = `there are no well-known certificates ${wellKnownCACertificates ?? ""}, only System`;
    const accepted = isKnown ? yes("Accepted") : no("Invalid", message);
    return { accepted: ofRivals(reader, policy, accepted), resolvedRefs: yes("ResolvedRefs") };
  }
  const own = policy.metadata.namespace ?? "default";
  const found = caCertificateRefs.map((reference) => authorityOf(reader, own, reference, "InvalidKind"));
  const good = found.filter((one) => typeof one === "string");
  const bad = found.find((one) => typeof one !== "string");
  const accepted =
    good.length > 0 ? yes("Accepted") : no("NoValidCACertificate", "none of its CA certificates can be used");
  return {
    accepted: ofRivals(reader, policy, accepted),
    resolvedRefs: bad ?? yes("ResolvedRefs"),
    authorities: good.join("\n"),
  };
}

function ofRivals(reader: Reader, policy: BackendTLSPolicy, accepted: Verdict): Verdict {
  const rival = policiesOf(reader, policy.metadata.namespace)
    .filter((other) => keyOf(other) < keyOf(policy))
    .find((other) => other.spec.targetRefs.some((theirs) => policy.spec.targetRefs.some(sameAs(theirs))));
  if (rival === undefined) return accepted;
  return no(
    "Conflicted",
    `BackendTLSPolicy ${rival.metadata.name} is older, or first by name, and has the same target`,
  );
}

type Target = BackendTLSPolicy["spec"]["targetRefs"][number];

function sameAs(a: Target): (b: Target) => boolean {
  return (b) =>
    a.group === b.group && a.kind === b.kind && a.name === b.name && a.sectionName === b.sectionName;
}

/** One that names the port beats one for the whole Service; then the older one, then the one that is first by name. */
export function backendTlsPolicy(
  reader: Reader,
  service: Service,
  { name: portName }: ServicePort,
): BackendTLSPolicy | undefined {
  const of = (section: string | undefined): BackendTLSPolicy | undefined =>
    policiesOf(reader, service.metadata.namespace).find(({ spec }) =>
      spec.targetRefs.some((target) => isFor(target, service) && target.sectionName === section),
    );
  return (portName === undefined ? undefined : of(portName)) ?? of(undefined);
}

export function isFor({ group, kind, name }: Target, service: Service): boolean {
  return group === "" && kind === "Service" && name === service.metadata.name;
}

/** The oldest first, then by name. */
function policiesOf(reader: Reader, namespace: string | undefined): readonly BackendTLSPolicy[] {
  const policies = reader.list("BackendTLSPolicy", namespace);
  return policies.length < 2 ? policies : [...policies].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ metadata }: BackendTLSPolicy): string {
  return `${metadata.creationTimestamp ?? ""} ${metadata.name}`;
}
