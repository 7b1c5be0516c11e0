import equal from "fast-deep-equal";
import type { FieldErrors } from "../api/field-errors.ts";
import type { Route, RouteTls } from "../api/openshift/route.ts";
import type { FieldPath } from "../values/source.ts";
import { allowed } from "./rbac.ts";
import type { Person } from "./rbac-grants.ts";
import type { ClusterView } from "./view.ts";

/** Set to `true` on a Route whose host nobody asked for. */
export const HOST_GENERATED_ANNOTATION = "openshift.io/host.generated";

const TLS_WORDS = "you do not have permission to set certificate fields on the route";

/** Fields whose content anybody may take away, and only some may write. */
const CERTIFICATE_FIELDS = ["caCertificate", "certificate", "destinationCACertificate", "key"] as const;

function wordsFor(field: string): string {
  return `you do not have permission to set the ${field} field of the route`;
}

/** A host that was given stays, whoever leaves it out: otherwise a manifest could not be applied twice. */
export function withHostKept(route: Route, before: Route): Route {
  const { host = "" } = before.spec;
  if ((route.spec.host ?? "") !== "" || host === "") return route;
  return { ...route, spec: { ...route.spec, host } };
}

/**
 * Who may not `create` on `routes/custom-host` gives a Route neither host nor certificate; who may not `update` on it
 * changes no host and no subdomain (openshift/library-go, route/hostassignment: AllocateHost, ValidateHostUpdate).
 */
export function checkCustomHost(
  view: ClusterView,
  { user, groups }: Person,
  route: Route,
  before: Route | undefined,
  errors: FieldErrors,
): void {
  const { host = "", subdomain = "", tls } = route.spec;
  const may = (verb: string): boolean =>
    allowed(view, user, groups, verb, "route.openshift.io", "routes/custom-host", route.metadata.namespace);
  if (before === undefined) {
    if ((host === "" && !hasCertificate(tls)) || may("create")) return;
    if (host === "") errors.forbidden(["spec", "tls"], TLS_WORDS);
    else errors.forbidden(["spec", "host"], wordsFor("host"));
    return;
  }
  const isHostNew = host !== (before.spec.host ?? "");
  const isSubdomainNew = subdomain !== (before.spec.subdomain ?? "");
  const isCertificateNew = bringsCertificate(tls, before.spec.tls);
  if ((!isHostNew && !isSubdomainNew && !isCertificateNew) || may("update")) return;
  if (isHostNew) errors.invalid(["spec", "host"], host, wordsFor("host"));
  else if (isSubdomainNew) errors.invalid(["spec", "subdomain"], subdomain, wordsFor("subdomain"));
  else if (!may("create")) refuseCertificate(tls, before.spec.tls, errors);
}

function hasCertificate(tls: RouteTls | undefined): boolean {
  if (tls === undefined) return false;
  return CERTIFICATE_FIELDS.some((field) => Boolean(tls[field])) || Boolean(tls.externalCertificate?.name);
}

/** A Secret that is named may have changed, so naming it counts as news each time. */
function bringsCertificate(tls: RouteTls | undefined, before: RouteTls | undefined): boolean {
  if (tls === undefined || !hasCertificate(tls)) return false;
  if (before === undefined || tls.externalCertificate !== undefined) return true;
  return CERTIFICATE_FIELDS.some((field) => (tls[field] ?? "") !== (before[field] ?? ""));
}

function refuseCertificate(
  tls: RouteTls | undefined,
  before: RouteTls | undefined,
  errors: FieldErrors,
): void {
  const path: FieldPath = ["spec", "tls"];
  if (tls === undefined || before === undefined) {
    errors.invalidWhole(path, TLS_WORDS);
    return;
  }
  for (const field of CERTIFICATE_FIELDS) {
    const value = tls[field] ?? "";
    if (value !== (before[field] ?? "")) errors.invalid([...path, field], value, TLS_WORDS);
  }
  const [own, old] = [tls.externalCertificate, before.externalCertificate];
  if ((own !== undefined && old !== undefined) || !equal(own, old))
    errors.invalidWhole([...path, "externalCertificate"], TLS_WORDS);
}
