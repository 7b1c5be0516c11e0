import type { BackendTLSPolicy } from "../../../api/gateway/backend-tls-policy.ts";
import type { Gateway } from "../../../api/gateway/gateway.ts";
import type { ParentReference } from "../../../api/gateway/references.ts";
import { parentOf } from "../../../cluster/gateway/attachment.ts";
import { backendTlsVerdict } from "../../../cluster/gateway/backend-tls.ts";
import { backendVerdict } from "../../../cluster/gateway/backends.ts";
import { clientCertificateVerdict } from "../../../cluster/gateway/certificates.ts";
import { droppedRules, extensionsOf } from "../../../cluster/gateway/dropped-rules.ts";
import { gatewayClassVerdict } from "../../../cluster/gateway/gateway-class.ts";
import { gatewayStatesOf, type ParentState } from "../../../cluster/gateway/gateway-state.ts";
import { type AnyRoute, allRoutes, backendsOf } from "../../../cluster/gateway/routes.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import type { FieldPath } from "../../../values/source.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";
import { lintAnnotations, lintGrant } from "./lint-grants.ts";
import { lintListeners, lintSet } from "./lint-listeners.ts";
import { lintRedirects } from "./lint-redirects.ts";

/** What looks wrong about Gateways and their routes: the API server takes all of it, and status says so at best. */
export function lintGateways(view: ClusterView): readonly Issue[] {
  // A reference belongs to one route, so it finds its state by itself.
  const states = new Map(gatewayStatesOf(view).parents.map((state) => [state.parentRef, state]));
  return [
    ...view
      .list("Gateway")
      .flatMap((gateway) => [...lintGateway(view, gateway), ...lintAnnotations(view, gateway)]),
    ...view.list("BackendTLSPolicy").flatMap((policy) => lintPolicy(view, policy)),
    ...view.list("ListenerSet").flatMap((set) => lintSet(view, set)),
    ...view.list("ReferenceGrant").flatMap((grant) => lintGrant(view, grant)),
    ...allRoutes(view).flatMap((route) => [
      ...lintParents(view, route, states),
      ...lintBackends(view, route),
      ...lintWeights(view, route),
      ...lintRules(view, route),
      ...lintRedirects(view, route, states),
      ...lintIgnored(view, route),
      ...lintAnnotations(view, route),
    ]),
  ];
}

/** Backends of a policy that cannot be used are not spoken to in the clear instead: they are not asked at all. */
function lintPolicy(view: ClusterView, policy: BackendTLSPolicy): readonly Issue[] {
  const { accepted, resolvedRefs } = backendTlsVerdict(view, policy);
  const wrong = accepted.holds ? resolvedRefs : accepted;
  if (wrong.holds) return [];
  const isUnusable = !accepted.holds && accepted.reason !== "Conflicted";
  const why = isUnusable && !resolvedRefs.holds ? `: ${resolvedRefs.message}` : "";
  return finding(view, policy, {
    code: "gateway-backend-tls-unusable",
    path: ["spec", accepted.holds || isUnusable ? "validation" : "targetRefs"],
    message: `${wrong.message}${why}${isUnusable ? ": requests to its backends are answered 500" : ""} (${wrong.reason})`,
  });
}

function lintGateway(view: ClusterView, gateway: Gateway): readonly Issue[] {
  const state = gatewayStatesOf(view).gateways.find((one) => one.gateway === gateway);
  if (state === undefined) {
    const { gatewayClassName } = gateway.spec;
    const names = view.list("GatewayClass").map(({ metadata }) => metadata.name);
    const isThere = names.includes(gatewayClassName);
    const verdict = gatewayClassVerdict(view, gateway);
    return finding(view, gateway, {
      code: "gateway-class-missing",
      path: ["spec", "gatewayClassName"],
      message: isThere
        ? `GatewayClass ${gatewayClassName} belongs to a controller that does not run here (${verdict.kind}): nobody acts on it`
        : `there is no GatewayClass ${gatewayClassName}: nobody acts on it`,
      ...(isThere || names.length === 0 ? {} : { remedy: `classes are ${names.join(", ")}` }),
    });
  }
  const shown = clientCertificateVerdict(view, gateway);
  const unusable =
    shown === undefined || shown.holds
      ? []
      : finding(view, gateway, {
          code: "gateway-client-certificate-unusable",
          path: ["spec", "tls", "backend", "clientCertificateRef"],
          message: `${shown.message}: backends that ask for a certificate turn the Gateway away (${shown.reason})`,
        });
  return [
    ...unusable,
    ...lintListeners(view, gateway, state.listeners),
    ...(gateway.spec.defaultScope === undefined ? [] : ignored(view, gateway, ["spec", "defaultScope"])),
  ];
}

/** Parents that are not there, that nobody acts on, or that do not take the route. */
function lintParents(
  view: ClusterView,
  route: AnyRoute,
  states: ReadonlyMap<ParentReference, ParentState>,
): readonly Issue[] {
  return (route.spec.parentRefs ?? []).flatMap((parentRef, index) => {
    const path = ["spec", "parentRefs", index];
    const known = states.get(parentRef);
    const state = known?.route === route ? known : undefined;
    if (state !== undefined && !state.accepted.holds) {
      const { reason, message } = state.accepted;
      return finding(view, route, {
        code: CODES[reason] ?? "route-not-accepted",
        path,
        message: `${message} (${reason})`,
        ...(reason === "NotAllowedByListeners"
          ? {
              remedy:
                "the listener's allowedRoutes say which namespaces and kinds it takes; by default its own namespace",
            }
          : {}),
      });
    }
    const isOurs = ["Gateway", "ListenerSet"].includes(parentRef.kind);
    if (state !== undefined || !isOurs || parentOf(view, route, parentRef) !== undefined) return [];
    const there = parentRef.namespace ?? route.metadata.namespace ?? "default";
    const all = view.list(parentRef.kind === "ListenerSet" ? "ListenerSet" : "Gateway");
    const elsewhere = all.find(({ metadata }) => metadata.name === parentRef.name)?.metadata.namespace;
    const near = suggest(
      parentRef.name,
      all.map(({ metadata }) => metadata.name),
    );
    const remedy =
      elsewhere === undefined
        ? `did you mean ${near.join(" or ")}?`
        : `there is one in namespace ${elsewhere}, which the reference has to name`;
    return finding(view, route, {
      code: "route-parent-missing",
      path,
      message: `there is no ${parentRef.kind} ${there}/${parentRef.name}: nobody serves it`,
      ...(near.length === 0 && elsewhere === undefined ? {} : { remedy }),
    });
  });
}

const CODES: Readonly<Record<string, string>> = {
  NotAllowedByListeners: "route-not-allowed",
  NoMatchingListenerHostname: "route-hostname-without-listener",
  NoMatchingParent: "route-listener-missing",
};

function lintBackends(view: ClusterView, route: AnyRoute): readonly Issue[] {
  return backendsOf(route).flatMap(({ reference, at }) => {
    const verdict = backendVerdict(view, route, reference);
    if (verdict.kind === "found") return [];
    const { reason, message } = verdict;
    const isRefused = reason === "RefNotPermitted";
    const namespace = reference.namespace ?? "";
    return finding(view, route, {
      code: isRefused ? "reference-grant-missing" : "route-backend-unresolved",
      path: at,
      message: `${message}: ${consequence(route, reference, at)}`,
      ...(isRefused
        ? {
            remedy: `namespace ${namespace} has to grant it: a ReferenceGrant from ${route.kind} in ${route.metadata.namespace} to Service${grantsIn(view, namespace)}`,
          }
        : {}),
    });
  });
}

/** What clients see of a backend that cannot be used. */
function consequence(route: AnyRoute, reference: object, at: FieldPath): string {
  const { weight } = reference as { readonly weight?: number };
  if (at.includes("requestMirror")) return "no copies are sent";
  if (weight === 0) return "with weight 0 no request meets it";
  if (route.kind === "UDPRoute") return "its datagrams are lost";
  if (route.kind === "TLSRoute" || route.kind === "TCPRoute") return "its connections are closed";
  return `its requests are answered ${route.kind === "GRPCRoute" ? 503 : 500}`;
}

/** What the ReferenceGrants of a namespace let through instead. */
function grantsIn(view: ClusterView, namespace: string): string {
  const grants = view.list("ReferenceGrant", namespace).map(({ metadata, spec }) => {
    const from = spec.from.map((one) => `${one.kind} in ${one.namespace}`).join(", ");
    const to = spec.to.map(({ kind, name }) => (name === undefined ? kind : `${kind} ${name}`)).join(", ");
    return `${metadata.name} is from ${from} to ${to}`;
  });
  return grants.length === 0 ? "" : ` (${grants.join("; ")})`;
}

interface WeightedRule {
  readonly backendRefs?: readonly { readonly weight?: number }[];
}

function lintWeights(view: ClusterView, route: AnyRoute): readonly Issue[] {
  const rules = (route.spec.rules ?? []) as readonly WeightedRule[];
  return rules.flatMap(({ backendRefs = [] }, index) => {
    if (backendRefs.length === 0 || backendRefs.some(({ weight = 1 }) => weight > 0)) return [];
    return finding(view, route, {
      code: "route-weights-zero",
      path: ["spec", "rules", index, "backendRefs"],
      message: "every weight is 0, so every request of this rule is answered 500",
    });
  });
}

/** Rules that are left out, and filters that only an implementation would know. */
function lintRules(view: ClusterView, route: AnyRoute): readonly Issue[] {
  return [
    ...droppedRules(route).flatMap(({ at, why }) =>
      finding(view, route, {
        code: "route-rule-dropped",
        path: at,
        message: `${why}: the rule is left out, and its requests go to other rules or are answered 404`,
      }),
    ),
    ...extensionsOf(route).flatMap(({ at, message }) =>
      finding(view, route, {
        code: "route-filter-unknown",
        path: at,
        message: `${message}: requests of the rule are answered 500`,
      }),
    ),
  ];
}

/** Fields of the experimental channel that change nothing here. */
function lintIgnored(view: ClusterView, route: AnyRoute): readonly Issue[] {
  const rules = (route.spec.rules ?? []) as readonly { readonly sessionPersistence?: object }[];
  const paths: readonly FieldPath[] = [
    // A Service as a parent is for a mesh.
    ...(route.spec.parentRefs ?? []).flatMap(({ group, kind }, index) =>
      group === "" && kind === "Service" ? [["spec", "parentRefs", index, "kind"]] : [],
    ),
    ...(route.spec.useDefaultGateways === undefined ? [] : [["spec", "useDefaultGateways"]]),
    ...rules.flatMap(({ sessionPersistence }, index) =>
      sessionPersistence === undefined ? [] : [["spec", "rules", index, "sessionPersistence"]],
    ),
  ];
  return paths.flatMap((path) => ignored(view, route, path));
}

function ignored(view: ClusterView, object: Gateway | AnyRoute, path: FieldPath): readonly Issue[] {
  return finding(view, object, {
    code: "route-field-ignored",
    path,
    message:
      path.at(-1) === "kind"
        ? "a Service as parent is for a mesh, which is not simulated"
        : `${path.at(-1)} is not simulated: answers here are those of a Gateway that does not know it`,
  });
}
