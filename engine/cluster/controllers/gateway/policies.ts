import equal from "fast-deep-equal";
import type { BackendTLSPolicy } from "../../../api/gateway/backend-tls-policy.ts";
import type { Gateway } from "../../../api/gateway/gateway.ts";
import type { ParentReference } from "../../../api/gateway/references.ts";
import type { ControlPlane } from "../../control-plane.ts";
import { backendTlsVerdict, isFor } from "../../gateway/backend-tls.ts";
import { backendVerdict } from "../../gateway/backends.ts";
import type { GatewayState, GatewayStates } from "../../gateway/gateway-state.ts";
import { GATEWAY_GROUP } from "../../gateway/reading.ts";
import { backendsOf } from "../../gateway/routes.ts";
import { writeConditions } from "./conditions.ts";

/** An entry for each Gateway whose routes lead to what the policy is for. */
export function writePolicies(plane: ControlPlane, states: GatewayStates): void {
  for (const policy of plane.list("BackendTLSPolicy")) {
    const before = policy.status?.ancestors ?? [];
    const ancestors = ancestorsOf(plane, states, policy).map(({ gateway, controllerName }) => {
      const ancestorRef = referenceTo(gateway);
      const { accepted, resolvedRefs } = backendTlsVerdict(plane, policy);
      const known = before.find((one) => equal(one.ancestorRef, ancestorRef))?.conditions ?? [];
      const conditions = writeConditions(plane, policy, known, [
        ["Accepted", accepted],
        ["ResolvedRefs", resolvedRefs],
      ]);
      return { ancestorRef, controllerName, conditions };
    });
    if (ancestors.length > 0 || before.length > 0) plane.put({ ...policy, status: { ancestors } });
  }
}

function referenceTo({ metadata }: Gateway): ParentReference {
  const { namespace = "default", name } = metadata;
  return { group: GATEWAY_GROUP, kind: "Gateway", namespace, name };
}

function ancestorsOf(
  plane: ControlPlane,
  { gateways, parents }: GatewayStates,
  policy: BackendTLSPolicy,
): readonly GatewayState[] {
  const leading = new Set(
    parents
      .filter(({ accepted, route }) => {
        if (!accepted.holds) return false;
        return backendsOf(route).some(({ reference }) => {
          const verdict = backendVerdict(plane, route, reference);
          if (verdict.kind === "invalid") return false;
          const { service } = verdict;
          const isHere =
            (service.metadata.namespace ?? "default") === (policy.metadata.namespace ?? "default");
          return isHere && policy.spec.targetRefs.some((target) => isFor(target, service));
        });
      })
      .map(({ state }) => state),
  );
  return gateways.filter((state) => leading.has(state));
}
