import type { KindName } from "../api/kinds.ts";
import type { Controller, ControlPlane } from "./control-plane.ts";
import { certManager } from "./controllers/cert-manager/cert-manager.ts";
import { cronJob } from "./controllers/cron-job/cron-job.ts";
import { daemonSet } from "./controllers/daemon-set/daemon-set.ts";
import { deployment } from "./controllers/deployment/deployment.ts";
import { disruption } from "./controllers/disruption/disruption.ts";
import { dnsOperator } from "./controllers/dns-operator/dns-operator.ts";
import { egressFirewall } from "./controllers/egress-firewall/egress-firewall.ts";
import { egressIp } from "./controllers/egress-ip/egress-ip.ts";
import { endpointSlice } from "./controllers/endpoint-slice/endpoint-slice.ts";
import { endpointSliceMirroring } from "./controllers/endpoint-slice-mirroring/endpoint-slice-mirroring.ts";
import { endpoints } from "./controllers/endpoints/endpoints.ts";
import { gateway } from "./controllers/gateway/gateway.ts";
import { ingressController } from "./controllers/ingress-controller/ingress-controller.ts";
import { ingressToRoute } from "./controllers/ingress-to-route/ingress-to-route.ts";
import { ipAddress } from "./controllers/ip-address/ip-address.ts";
import { job } from "./controllers/job/job.ts";
import { loadBalancer } from "./controllers/load-balancer/load-balancer.ts";
import { nodeIpam } from "./controllers/node-ipam/node-ipam.ts";
import { nodeLifecycle } from "./controllers/node-lifecycle/node-lifecycle.ts";
import { nodeStatus } from "./controllers/node-status/node-status.ts";
import { podAddress } from "./controllers/pod-address/pod-address.ts";
import { podStatus } from "./controllers/pod-status/pod-status.ts";
import { replicaSet } from "./controllers/replica-set/replica-set.ts";
import { routeAdmission } from "./controllers/route-admission/route-admission.ts";
import { routerStatus } from "./controllers/router-status/router-status.ts";
import { scheduler } from "./controllers/scheduler/scheduler.ts";
import { serviceAddress } from "./controllers/service-address/service-address.ts";
import { serviceCaController } from "./controllers/service-ca/service-ca.ts";
import { serviceCidr } from "./controllers/service-cidr/service-cidr.ts";
import { statefulSet } from "./controllers/stateful-set/stateful-set.ts";
import { taintEviction } from "./controllers/taint-eviction/taint-eviction.ts";
import type { Change, Changes, Store } from "./store.ts";

/** The control loops, in the order they run: nodes, workloads down to pods, pods down to addresses, then Services. */
export const CONTROLLERS: readonly Controller[] = [
  ingressController,
  certManager,
  serviceCaController,
  ingressToRoute,
  routeAdmission,
  gateway,
  nodeIpam,
  nodeStatus,
  nodeLifecycle,
  cronJob,
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  job,
  scheduler,
  taintEviction,
  podStatus,
  podAddress,
  serviceCidr,
  serviceAddress,
  dnsOperator,
  ipAddress,
  loadBalancer,
  routerStatus,
  endpointSlice,
  endpoints,
  endpointSliceMirroring,
  egressFirewall,
  egressIp,
  disruption,
];

/** Rounds after which the loops are taken to chase each other. */
const MOST_ROUNDS = 20;

/** What each controller had seen when it last ran: the version of every kind it watches. */
export type Seen = Map<string, ReadonlyMap<KindName, number>>;

/** Runs the loops until none of them changes anything. */
export function reconcile(plane: ControlPlane, store: Store, seen: Seen): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let ran = false;
    for (const controller of CONTROLLERS) {
      const before = seen.get(controller.name);
      const now = versionsOf(controller, store);
      if (before !== undefined && controller.watches.every((kind) => before.get(kind) === now.get(kind)))
        continue;
      seen.set(controller.name, now);
      controller.reconcile(plane, changesSince(store, before));
      if (controller.settles) seen.set(controller.name, versionsOf(controller, store));
      ran = true;
    }
    if (!ran) return;
  }
  throw new Error(`the controllers did not settle in ${MOST_ROUNDS} rounds`);
}

function versionsOf({ watches }: Controller, store: Store): ReadonlyMap<KindName, number> {
  return new Map(watches.map((kind) => [kind, store.versionOf(kind)]));
}

/** The log is read before the controller writes, so that what it does itself is news to it in the next round. */
function changesSince(store: Store, before: ReadonlyMap<KindName, number> | undefined): Changes {
  const known = new Map<KindName, readonly Change[] | undefined>();
  for (const [kind, version] of before ?? []) known.set(kind, store.changesSince(kind, version));
  return { of: (kind) => known.get(kind) };
}

/** One pass over everything, as after a restart. Nothing changes when the loops had settled. */
export function reconcileAll(plane: ControlPlane): void {
  for (const controller of CONTROLLERS) controller.reconcile(plane, { of: () => undefined });
}
