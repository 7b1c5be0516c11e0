import type { EndpointSubset, Endpoints } from "../../../api/core/endpoints.ts";
import type { Service } from "../../../api/core/service.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { endpointPods, hasSelectedEndpoints, mayServe, servicesConcerned } from "../../service-endpoints.ts";
import { subsetsOf } from "./subsets.ts";

/** Addresses that one Endpoints object holds; what is more is left out, and the annotation says so. */
const MOST_ADDRESSES = 1000;
const OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

/** The older picture of a Service's endpoints: one object, ready and not ready, primary family only. */
export const endpoints: Controller = {
  name: "endpoints",
  watches: ["Service", "Pod", "Endpoints"],
  settles: true,
  reconcile: (plane, changes) => {
    const services = servicesConcerned(plane, changes, "Endpoints", ({ metadata }) => metadata.name);
    for (const service of services) if (hasSelectedEndpoints(service)) reconcile(plane, service);
  },
};

function reconcile(plane: ControlPlane, service: Service): void {
  const selected = plane.selected(service);
  const isCut = selected.length > MOST_ADDRESSES;
  const cut = isCut
    ? truncated(subsetsOf(service, endpointPods(plane, service)))
    : { subsets: [], isTruncated: false };
  const object = endpointsOf(service, cut);
  if (isCut) plane.put(object);
  else plane.putLazily(object, "subsets", () => subsetsOf(service, selected.filter(mayServe)));
}

function endpointsOf(service: Service, { subsets, isTruncated }: Truncated): Endpoints {
  const { namespace = "default", name, labels } = service.metadata;
  const isHeadless = service.spec.clusterIP === "None";
  const headless = isHeadless ? { "service.kubernetes.io/headless": "" } : {};
  const annotations = isTruncated ? { annotations: { [OVER_CAPACITY]: "truncated" } } : {};
  return {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: {
      name,
      namespace,
      labels: { ...labels, "endpoints.kubernetes.io/managed-by": "endpoint-controller", ...headless },
      ...annotations,
    },
    subsets,
  };
}

interface Truncated {
  readonly subsets: readonly EndpointSubset[];
  readonly isTruncated: boolean;
}

/** `truncateEndpoints`: every subset keeps its part, and addresses that are not ready go first. */
function truncated(subsets: readonly EndpointSubset[]): Truncated {
  const count = (field: "addresses" | "notReadyAddresses"): number =>
    subsets.reduce((sum, subset) => sum + (subset[field]?.length ?? 0), 0);
  const [ready, waiting] = [count("addresses"), count("notReadyAddresses")];
  if (ready + waiting <= MOST_ADDRESSES) return { subsets, isTruncated: false };
  const cutsReady = ready > MOST_ADDRESSES;
  const [total, room] = cutsReady ? [ready, MOST_ADDRESSES] : [waiting, MOST_ADDRESSES - ready];
  let left = room;
  const cut = subsets.map((subset): EndpointSubset => {
    const { addresses, notReadyAddresses, ...rest } = subset;
    const own = (cutsReady ? addresses : notReadyAddresses) ?? [];
    const kept = own.slice(0, Math.min(Math.ceil((own.length / total) * room), left));
    left -= kept.length;
    const some = kept.length === 0 ? {} : cutsReady ? { addresses: kept } : { notReadyAddresses: kept };
    return { ...(cutsReady || addresses === undefined ? {} : { addresses }), ...some, ...rest };
  });
  return { subsets: cut, isTruncated: true };
}
