import type { Certificate, Challenge } from "../../../api/cert-manager/certificate.ts";
import type { ClusterIssuer, Issuer } from "../../../api/cert-manager/issuer.ts";
import { AGE_DATE, type Cell, type Column, NAME, text, wide } from "./column.ts";

type WithConditions = Issuer | ClusterIssuer | Certificate;

/** The Ready condition, as `.status.conditions[?(@.type == "Ready")]` reads it. */
function ready({ status }: WithConditions, field: "status" | "message"): Cell {
  return status?.conditions?.find(({ type }) => type === "Ready")?.[field] ?? null;
}

/** `additionalPrinterColumns` of cert-manager's CRDs (deploy/crds). */
export const ISSUER: readonly Column<Issuer | ClusterIssuer>[] = [
  NAME,
  text("Ready", (object) => ready(object, "status")),
  wide("Status", (object) => ready(object, "message")),
  AGE_DATE,
];

export const CERTIFICATE: readonly Column<Certificate>[] = [
  NAME,
  text("Ready", (object) => ready(object, "status")),
  text("Secret", ({ spec }) => spec.secretName),
  wide("Issuer", ({ spec }) => spec.issuerRef.name),
  wide("Status", (object) => ready(object, "message")),
  AGE_DATE,
];

export const CHALLENGE: readonly Column<Challenge>[] = [
  NAME,
  text("State", ({ status }) => status?.state ?? null),
  text("Domain", ({ spec }) => spec.dnsName),
  wide("Reason", ({ status }) => status?.reason ?? null),
  AGE_DATE,
];
