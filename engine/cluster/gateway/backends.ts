import type { Service, ServicePort } from "../../api/core/service.ts";
import type { BackendObjectReference } from "../../api/gateway/references.ts";
import type { Reader } from "../remembered.ts";
import { isGranted } from "./grants.ts";
import { GATEWAY_GROUP } from "./reading.ts";
import type { AnyRoute } from "./routes.ts";

/** What a reference to a backend leads to, or the reason that its route's status gives. */
export type BackendVerdict =
  | { readonly kind: "found"; readonly service: Service; readonly port: ServicePort }
  | { readonly kind: "invalid"; readonly reason: string; readonly message: string };

export function backendVerdict(
  reader: Reader,
  route: AnyRoute,
  { group, kind, namespace, name, port }: BackendObjectReference,
): BackendVerdict {
  const own = route.metadata.namespace ?? "default";
  const there = namespace ?? own;
  const invalid = (reason: string, message: string): BackendVerdict => ({ kind: "invalid", reason, message });
  if (group !== "" || kind !== "Service")
    return invalid(
      "InvalidKind",
      `a backend is a Service here, not a ${group === "" ? kind : `${kind}.${group}`}`,
    );
  const from = { group: GATEWAY_GROUP, kind: route.kind, namespace: own };
  if (!isGranted(reader, from, { group, kind, namespace: there, name })) {
    return invalid(
      "RefNotPermitted",
      `no ReferenceGrant in ${there} lets ${route.kind}s of ${own} use Service ${name}`,
    );
  }
  const service = reader.get("Service", there, name);
  if (service === undefined) return invalid("BackendNotFound", `there is no Service ${there}/${name}`);
  if (service.spec.type === "ExternalName")
    return invalid(
      "BackendNotFound",
      `Service ${there}/${name} is an alias (ExternalName) without endpoints`,
    );
  const layer = route.kind === "UDPRoute" ? "UDP" : "TCP";
  const found = service.spec.ports?.find((one) => one.port === port && (one.protocol ?? "TCP") === layer);
  if (found === undefined) {
    const ports = (service.spec.ports ?? []).map((one) => `${one.port}/${one.protocol ?? "TCP"}`);
    return invalid(
      "BackendNotFound",
      `Service ${there}/${name} has no port ${port}/${layer}, only ${ports.join(", ")}`,
    );
  }
  const speech = unspoken(route, found);
  if (speech !== undefined) return invalid("UnsupportedProtocol", speech);
  return { kind: "found", service, port: found };
}

/** Protocols of a Service's port that an HTTP proxy does not speak to it (GEP-1911 has those that it does). */
function unspoken({ kind }: AnyRoute, { appProtocol }: ServicePort): string | undefined {
  const isHttp = kind === "HTTPRoute" || kind === "GRPCRoute";
  if (!isHttp || appProtocol === undefined) return undefined;
  return NOT_HTTP.has(appProtocol.toLowerCase())
    ? `the port's appProtocol ${appProtocol} is not HTTP`
    : undefined;
}

const NOT_HTTP: ReadonlySet<string> = new Set([
  "tcp",
  "udp",
  "kubernetes.io/wss",
  "mysql",
  "mongo",
  "redis",
  "postgresql",
]);
