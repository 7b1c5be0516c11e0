import { edgeOf } from "../../cluster/edges.ts";
import { readyBackends } from "../../cluster/service-backends.ts";
import type { PodView } from "../../cluster/view.ts";
import { ingressTable } from "../../network/functions/ingress/table.ts";
import { policiesAllow } from "../../network/journey.ts";
import type { Network } from "../../network/network.ts";
import { finding } from "../../network/shared/finding.ts";
import type { Issue } from "../../values/issue.ts";

/** Ingress rules whose pods no policy lets the controller reach: clients are told 504. */
export function lintControllerLeg(network: Network): readonly Issue[] {
  const { view } = network;
  if (view.list("Ingress").length === 0 || view.profile.ingressController === "openshift") return [];
  const controller = controllerOf(network);
  if (controller === undefined) return [];
  const routes = [...ingressTable(view).hosts.values()].flatMap((host) => host.routes);
  const told = new Set<string>();
  return routes.flatMap(({ ingress, backend, at }) => {
    const namespace = ingress.metadata.namespace ?? "default";
    const service = view.get("Service", namespace, backend.service?.name ?? "");
    const wanted = backend.service?.port;
    const port = service?.spec.ports?.find((one) =>
      wanted?.name === undefined ? one.port === wanted?.number : one.name === wanted.name,
    );
    if (service === undefined || port === undefined) return [];
    const closed = readyBackends(view, service, port).filter(
      ({ address, port: number }) =>
        !policiesAllow(network, { kind: "pod", pod: controller }, { address, port: number, protocol: "TCP" }),
    );
    const key = `${namespace}/${ingress.metadata.name} ${at.join(".")}`;
    if (closed.length === 0 || told.has(key)) return [];
    told.add(key);
    return finding(view, ingress, {
      code: "ingress-policy-closed",
      path: at,
      message: `no policy lets the controller (${controller.namespace}/${controller.workload?.name ?? controller.name}) reach Service ${namespace}/${service.metadata.name}: clients are answered 504`,
      remedy: `allow ingress from namespace ${controller.namespace}`,
    });
  });
}

function controllerOf({ view }: Network): PodView | undefined {
  const { namespace, labels } = edgeOf(view.profile.ingressController);
  return view.pods.find(
    (pod) =>
      pod.namespace === namespace &&
      Object.entries(labels).every(([key, value]) => pod.labels[key] === value),
  );
}
