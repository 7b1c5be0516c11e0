import type { Route } from "../../../api/openshift/route.ts";
import { readyBackendsAt } from "../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { readCertificates } from "../../../values/certificate.ts";
import { coversHost } from "../../../values/certificate-trust.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { Issue } from "../../../values/issue.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";
import { lintAnnotations } from "./lint-annotations.ts";
import { restricted } from "./restricted.ts";

/** What looks wrong about Routes of the input: nothing of it is refused by an API server. */
export function lintRoutes(view: ClusterView): readonly Issue[] {
  return view
    .list("Route")
    .flatMap((route) => [
      ...notAdmitted(view, route),
      ...withoutService(view, route),
      ...withoutWeight(view, route),
      ...unknownTargetPort(view, route),
      ...restrictedEndpoints(view, route),
      ...lintCertificate(view, route),
      ...lintAnnotations(view, route),
    ]);
}

/** A certificate of the Route's own that clients do not take: the router serves it all the same. */
function lintCertificate(view: ClusterView, route: Route): readonly Issue[] {
  const read = readCertificates(route.spec.tls?.certificate ?? "");
  const [leaf] = "problem" in read ? [] : read;
  if (leaf === undefined) return [];
  const path = ["spec", "tls", "certificate"];
  const host = route.spec.host ?? "";
  const names = leaf.names.length > 0 ? leaf.names.join(", ") : (leaf.commonName ?? "no host");
  const expired = `it ran out on ${formatTimestamp(leaf.notAfter)}`;
  const other = `it is for ${names}, not for ${host}`;
  return [
    ...(view.clock.now > leaf.notAfter
      ? finding(view, route, { code: "route-certificate-expired", path, message: expired })
      : []),
    ...(host !== "" && !coversHost(leaf, host)
      ? finding(view, route, { code: "route-certificate-host", path, message: other })
      : []),
  ];
}

function notAdmitted(view: ClusterView, route: Route): readonly Issue[] {
  const refused = (route.status?.ingress ?? []).flatMap(({ routerName, conditions = [] }) =>
    conditions
      .filter(({ type, status }) => type === "Admitted" && status === "False")
      .map((one) => ({ routerName, ...one })),
  );
  return refused.flatMap(({ routerName, reason, message }) =>
    finding(view, route, {
      code: "route-not-admitted",
      path: ["spec", "host"],
      message: `router ${routerName} does not admit it (${reason}): ${message}`,
    }),
  );
}

function withoutService(view: ClusterView, route: Route): readonly Issue[] {
  const { namespace = "default" } = route.metadata;
  const { to, alternateBackends = [] } = route.spec;
  return [to, ...alternateBackends].flatMap(({ name }, index) => {
    if (view.get("Service", namespace, name) !== undefined) return [];
    const near = suggest(
      name,
      view.list("Service", namespace).map(({ metadata }) => metadata.name),
    );
    return finding(view, route, {
      code: "route-service-missing",
      path: index === 0 ? ["spec", "to", "name"] : ["spec", "alternateBackends", index - 1, "name"],
      message: `there is no Service ${namespace}/${name}`,
      ...(near.length === 0 ? {} : { remedy: `did you mean ${near.join(" or ")}?` }),
    });
  });
}

function withoutWeight(view: ClusterView, route: Route): readonly Issue[] {
  const targets = [route.spec.to, ...(route.spec.alternateBackends ?? [])];
  if (targets.some(({ weight = 100 }) => weight > 0)) return [];
  return finding(view, route, {
    code: "route-weights-zero",
    path: ["spec", "to", "weight"],
    message: "every weight is 0, so every request is answered 503",
  });
}

/** Endpoints that the router leaves out: of a Service without a selector, since no pod has such an address. */
function restrictedEndpoints(view: ClusterView, route: Route): readonly Issue[] {
  const { namespace = "default" } = route.metadata;
  const { to, alternateBackends = [], port } = route.spec;
  return [to, ...alternateBackends].flatMap(({ name }, index) => {
    const service = view.get("Service", namespace, name);
    const all = service === undefined ? [] : readyBackendsAt(view, service, port?.targetPort);
    const left = all.find(({ address }) => restricted(address) !== undefined);
    if (left === undefined) return [];
    return finding(view, route, {
      code: "route-endpoint-restricted",
      path: index === 0 ? ["spec", "to", "name"] : ["spec", "alternateBackends", index - 1, "name"],
      message: `its router leaves endpoint ${left.address.text} out, ${restricted(left.address)}`,
    });
  });
}

function unknownTargetPort(view: ClusterView, route: Route): readonly Issue[] {
  const { namespace = "default" } = route.metadata;
  const wanted = route.spec.port?.targetPort;
  const service = view.get("Service", namespace, route.spec.to.name);
  if (wanted === undefined || service === undefined) return [];
  if (
    readyBackendsAt(view, service, wanted).length > 0 ||
    readyBackendsAt(view, service, undefined).length === 0
  )
    return [];
  const ports = (service.spec.ports ?? []).map(
    ({ name, port, targetPort = port }) => name ?? `${targetPort}`,
  );
  return finding(view, route, {
    code: "route-target-port-unknown",
    path: ["spec", "port", "targetPort"],
    message: `no endpoint of Service ${namespace}/${service.metadata.name} has a port ${wanted}: it names the endpoints' port, not the Service's`,
    remedy: `they have ${ports.join(", ")}`,
  });
}
