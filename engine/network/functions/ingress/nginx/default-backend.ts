import { readyBackends } from "../../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";
import type { Choice } from "../../../function.ts";
import { asForwarded, told } from "../forward.ts";
import type { IngressStep } from "../steps.ts";
import type { IngressTable } from "../table.ts";
import type { Choices } from "./answers.ts";

/**
 * The Service of `--default-backend-service`, at its first port: for what no Ingress takes, and for pages in place of errors.
 * `undefined` without the flag, and without an endpoint: the controller's own answers 404 then (getDefaultUpstream).
 */
export function defaultService(
  view: ClusterView,
  { edge }: IngressTable,
  request: HttpRequest,
  base: Pick<IngressStep, "function" | "controller" | "host" | "path">,
  sent: HttpHeaders = {},
): Choices | undefined {
  const [namespace, name = ""] = (edge.defaultService ?? "").split("/");
  const service = name === "" ? undefined : view.get("Service", namespace, name);
  const [port] = service?.spec.ports ?? [];
  const backends = service === undefined || port === undefined ? [] : readyBackends(view, service, port);
  if (service === undefined || backends.length === 0) return undefined;
  const use = view.use(service, ["spec"]);
  const of = backends.length;
  return backends.map(({ address, port: number }): Choice<IngressStep> => {
    const facts = { ...base, service: use, endpoint: address.text, port: number, of, objects: [use] };
    return {
      share: 1 / of,
      steps: [{ ...facts, code: "default-backend" }],
      does: {
        kind: "upstream",
        address,
        port: number,
        request: asForwarded(request, { sent }),
        service: use,
        answer: (ending) => told(ending, use, base, {}),
      },
    };
  });
}
