import type { Service } from "../../../../api/core/service.ts";
import { flag, nameOfAnnotation } from "../../../../api/networking/nginx-annotations.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { HttpRequest } from "../../../../values/http-message.ts";
import { parseIp } from "../../../../values/ip.ts";
import { port } from "../../../../values/port.ts";
import type { IngressStep } from "../steps.ts";
import type { IngressTable } from "../table.ts";
import type { Choices } from "./answers.ts";

/**
 * `ssl-passthrough`, where the controller has `--enable-ssl-passthrough`: by the name in the client's hello the bytes go to
 * the Service of path `/`, at its own address, and no other annotation counts (pkg/tcpproxy/tcp.go). `undefined`: not passed.
 */
export function passedThrough(
  view: ClusterView,
  { edge, hosts }: IngressTable,
  request: HttpRequest,
  base: Pick<IngressStep, "function" | "controller" | "host" | "path">,
): Choices | undefined {
  const name = request.tls?.serverName?.toLowerCase();
  const host = edge.passesTls === true && name !== undefined ? hosts.get(name) : undefined;
  const owner = host?.ingresses.find((one) => flag(one, "ssl-passthrough") === true);
  const route = host?.routes.find(({ path, isDefault }) => path === "/" || isDefault);
  if (owner === undefined || route === undefined || host?.host !== name) return undefined;
  const { ingress, backend } = route;
  const service = view.get("Service", ingress.metadata.namespace ?? "default", backend.service?.name ?? "");
  const use = view.use(owner, ["metadata", "annotations", nameOfAnnotation("ssl-passthrough")]);
  const address = parseIp(service?.spec.clusterIP ?? "");
  const number = port(numberOf(service, backend.service?.port ?? {}) ?? 0);
  if (service === undefined || address === undefined || number === undefined) {
    const why = "its Service has no address and port of its own";
    const step: IngressStep = { ...base, code: "passthrough-nowhere", ingress: use, why, objects: [use] };
    return [{ share: 1, steps: [step], does: { kind: "closed" } }];
  }
  const serviceUse = view.use(service, ["spec"]);
  const objects = [use, serviceUse];
  const step: IngressStep = { ...base, code: "passed-through", ingress: use, service: serviceUse, objects };
  const answer = (ending: Ending): { readonly ending: Ending } => ({ ending: asPassed(ending) });
  const does = { kind: "upstream", address, port: number, request, service: serviceUse, answer } as const;
  return [{ share: 1, steps: [step], does }];
}

function numberOf(
  service: Service | undefined,
  wanted: { readonly name?: string; readonly number?: number },
): number | undefined {
  return service?.spec.ports?.find((one) =>
    wanted.name === undefined ? one.port === wanted.number : one.name === wanted.name,
  )?.port;
}

/** A connection that the controller took and cannot continue is closed on the client. */
function asPassed(ending: Ending): Ending {
  return ["refused", "dropped", "unreachable"].includes(ending.kind) ? { kind: "closed" } : ending;
}
