import type { Route } from "../../../api/openshift/route.ts";
import { AGE, type Column, NAME, text } from "./column.ts";

/** The host of the router that admitted the Route first, or why it was refused (`printRoute` of openshift/openshift-apiserver). */
function hostPort({ spec, status }: Route): string {
  const all = status?.ingress ?? [];
  const admitted = all.find(({ conditions = [] }) =>
    conditions.some((one) => one.type === "Admitted" && one.status === "True"),
  );
  const refused = all
    .flatMap(({ conditions = [] }) => conditions)
    .find((one) => one.type === "Admitted" && one.status === "False");
  if (admitted === undefined) return refused?.reason ?? spec.host ?? "<none>";
  const others = all.filter(
    (one) => one !== admitted && one.host !== undefined && one.host !== admitted.host,
  );
  const host = admitted.host ?? spec.host ?? "";
  return others.length === 0 ? host : `${host} ... ${others.length} more`;
}

function services({ spec }: Route): string {
  const alternates = spec.alternateBackends ?? [];
  if (alternates.length === 0) return spec.to.name;
  const all = [spec.to, ...alternates];
  const total = all.reduce((sum, { weight = 100 }) => sum + weight, 0);
  return all
    .map(({ name, weight = 100 }) => `${name}(${total === 0 ? 0 : Math.trunc((weight * 100) / total)}%)`)
    .join(",");
}

function termination({ spec }: Route): string {
  const { tls } = spec;
  if (tls === undefined) return "";
  const { termination: kind = "", insecureEdgeTerminationPolicy: policy = "" } = tls;
  return policy === "" ? kind : `${kind}/${policy}`;
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
