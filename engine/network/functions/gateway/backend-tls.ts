import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { Gateway } from "../../../api/gateway/gateway.ts";
import { backendTlsPolicy, backendTlsVerdict } from "../../../cluster/gateway/backend-tls.ts";
import { shownToBackends } from "../../../cluster/gateway/certificates.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpRequest, TlsHello } from "../../../values/http-message.ts";

/** How a proxy speaks to a backend: in the clear, over TLS with this hello, or not at all because its policy is unusable. */
export type BackendSpeech =
  | { readonly kind: "plain"; readonly version?: "2" }
  | { readonly kind: "tls"; readonly hello: TlsHello }
  | {
      readonly kind: "unusable";
      readonly reason: string;
      readonly message: string;
      readonly policy: ObjectUse;
    };

export function speechTo(
  view: ClusterView,
  gateway: Gateway,
  service: Service,
  port: ServicePort,
  isGrpc = false,
): BackendSpeech {
  const policy = backendTlsPolicy(view, service, port);
  const isH2c = isGrpc || HTTP2.has((port.appProtocol ?? "").toLowerCase());
  if (policy === undefined) return isH2c ? { kind: "plain", version: "2" } : { kind: "plain" };
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
    ...shownToBackends(view, gateway),
    ...(expects.length === 0 ? {} : { expects }),
  };
  return { kind: "tls", hello };
}

/** `appProtocol` of ports that are spoken to in HTTP/2 (GEP-1911, and gRPC's own name). */
const HTTP2: ReadonlySet<string> = new Set(["kubernetes.io/h2c", "grpc"]);

/** The request as a backend gets it, in whatever version of HTTP the client came. */
export function towardsBackend(
  { tls: _, version: __, ...request }: HttpRequest,
  speech: BackendSpeech,
): HttpRequest {
  if (speech.kind === "tls") return { ...request, scheme: "https", tls: speech.hello };
  const plain: HttpRequest = { ...request, scheme: "http" };
  return speech.kind === "plain" && speech.version !== undefined
    ? { ...plain, version: speech.version }
    : plain;
}
