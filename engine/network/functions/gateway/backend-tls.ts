import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { BackendTLSPolicy } from "../../../api/gateway/backend-tls-policy.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { HttpRequest } from "../../../values/http-message.ts";

/** The request as a backend gets it: over TLS when a BackendTLSPolicy says so, in plain HTTP otherwise. */
export function towardsBackend(
  view: ClusterView,
  service: Service,
  port: ServicePort,
  { tls: _, ...request }: HttpRequest,
): HttpRequest {
  const policy = policyFor(view, service, port);
  if (policy === undefined) return { ...request, scheme: "http" };
  const { hostname } = policy.spec.validation;
  return { ...request, scheme: "https", tls: { serverName: hostname, verify: true } };
}

/** One that names the port beats one for the whole Service; then the older one, then the one that is first by name. */
function policyFor(
  view: ClusterView,
  { metadata }: Service,
  { name: portName }: ServicePort,
): BackendTLSPolicy | undefined {
  const candidates = view
    .list("BackendTLSPolicy", metadata.namespace)
    .flatMap((policy) =>
      policy.spec.targetRefs
        .filter(
          ({ group, kind, name, sectionName }) =>
            group === "" &&
            kind === "Service" &&
            name === metadata.name &&
            (sectionName === undefined || sectionName === portName),
        )
        .map(({ sectionName }) => ({ policy, isSpecific: sectionName !== undefined })),
    );
  const keyOf = ({ metadata: own }: BackendTLSPolicy): string => `${own.creationTimestamp ?? ""} ${own.name}`;
  candidates.sort(
    (a, b) => Number(b.isSpecific) - Number(a.isSpecific) || (keyOf(a.policy) < keyOf(b.policy) ? -1 : 1),
  );
  return candidates[0]?.policy;
}
