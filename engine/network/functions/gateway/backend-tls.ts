import type { Service, ServicePort } from "../../../api/core/service.ts";
import { backendTlsPolicy, backendTlsVerdict } from "../../../cluster/gateway/backend-tls.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpRequest, TlsHello } from "../../../values/http-message.ts";

/** How a proxy speaks to a backend: in the clear, over TLS with this hello, or not at all because its policy is unusable. */
export type BackendSpeech =
  | { readonly kind: "plain" }
  | { readonly kind: "tls"; readonly hello: TlsHello }
  | {
      readonly kind: "unusable";
      readonly reason: string;
      readonly message: string;
      readonly policy: ObjectUse;
    };

export function speechTo(view: ClusterView, service: Service, port: ServicePort): BackendSpeech {
  const policy = backendTlsPolicy(view, service, port);
  if (policy === undefined) return { kind: "plain" };
  const { accepted, authorities } = backendTlsVerdict(view, policy);
  // A rival has what this policy says of another port or Service; here it was found first.
  if (!accepted.holds && accepted.reason !== "Conflicted") {
    const { reason, message } = accepted;
    return { kind: "unusable", reason, message, policy: view.use(policy, ["spec", "validation"]) };
  }
  const { hostname, subjectAltNames = [] } = policy.spec.validation;
  const expects = subjectAltNames.flatMap(({ type, hostname: name, uri }) =>
    type === "URI" ? (uri ?? []) : (name ?? []),
  );
  const hello: TlsHello = {
    serverName: hostname,
    verify: true,
    ...(authorities === undefined ? {} : { authorities }),
    ...(expects.length === 0 ? {} : { expects }),
  };
  return { kind: "tls", hello };
}

/** The request as a backend gets it. */
export function towardsBackend({ tls: _, ...request }: HttpRequest, speech: BackendSpeech): HttpRequest {
  return speech.kind === "tls"
    ? { ...request, scheme: "https", tls: speech.hello }
    : { ...request, scheme: "http" };
}
