import type { Route } from "../../../api/openshift/route.ts";
import { AGE, type Column, NAME, text } from "./column.ts";

/** The first host that a router serves, its own before others, or why none does (`printRoute` of openshift-apiserver). */
function hostPort({ spec, status }: Route): string {
  const all = status?.ingress ?? [];
  if (all.length === 0) return spec.host ?? "";
  const found = all.map((ingress) => ({
    host: ingress.host ?? "",
    admitted: ingress.conditions?.find(({ type }) => type === "Admitted"),
  }));
  const served = found.filter(({ admitted }) => admitted?.status === "True");
  const refused = found.filter(({ admitted }) => admitted?.status === "False");
  const [first] = served;
  if (first === undefined) return refused.at(-1)?.admitted?.reason ?? "Pending";
  const host = served.find((one) => one.host === spec.host)?.host ?? served.at(-1)?.host ?? "";
  if (refused.length > 0) return `${host} ... ${refused.length} rejected`;
  return served.length > 1 ? `${host} ... ${served.length - 1} more` : host;
}

function services({ spec }: Route): string {
  const all = [spec.to, ...(spec.alternateBackends ?? [])];
  const total = all.reduce((sum, { weight = 0 }) => sum + weight, 0);
  if (all.length === 1 && total !== 0) return spec.to.name;
  return all
    .map(({ name, weight = 0 }) => `${name}(${total === 0 ? 0 : Math.trunc((weight * 100) / total)}%)`)
    .join(",");
}

function termination({ spec: { tls = {} } }: Route): string {
  const { termination: kind = "", insecureEdgeTerminationPolicy: policy = "" } = tls;
  if (policy === "") return kind;
  return `${kind === "" ? "default" : kind}/${policy}`;
}

export const ROUTE: readonly Column<Route>[] = [
  NAME,
  text("Host/Port", hostPort),
  text("Path", ({ spec }) => spec.path ?? ""),
  text("Services", services),
  text("Port", ({ spec }) => (spec.port === undefined ? "<all>" : String(spec.port.targetPort))),
  text("Termination", termination),
  text("Wildcard", ({ spec }) => spec.wildcardPolicy ?? "None"),
];

/** IngressController is a CRD without columns of its own. */
export const INGRESS_CONTROLLER: readonly Column<Route>[] = [NAME, AGE];
