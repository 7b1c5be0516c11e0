import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "./apps/workloads.ts";
import type { CronJob, Job } from "./batch/jobs.ts";
import type { ConfigMap, Secret, ServiceAccount } from "./core/config.ts";
import type { Endpoints } from "./core/endpoints.ts";
import type { Namespace } from "./core/namespace.ts";
import type { Node } from "./core/node.ts";
import type { Pod } from "./core/pod.ts";
import type { Service } from "./core/service.ts";
import type { EndpointSlice } from "./discovery/endpoint-slice.ts";
import type { BackendTLSPolicy } from "./gateway/backend-tls-policy.ts";
import type { Gateway, GatewayClass } from "./gateway/gateway.ts";
import type { GRPCRoute } from "./gateway/grpc-route.ts";
import type { HTTPRoute } from "./gateway/http-route.ts";
import type { ListenerSet } from "./gateway/listener-set.ts";
import type { ReferenceGrant } from "./gateway/reference-grant.ts";
import type { TCPRoute, TLSRoute, UDPRoute } from "./gateway/stream-routes.ts";
import type { Ingress } from "./networking/ingress.ts";
import type { IngressClass } from "./networking/ingress-class.ts";
import type { NetworkPolicy } from "./networking/network-policy.ts";
import type { IngressController } from "./openshift/ingress-controller.ts";
import type { Route } from "./openshift/route.ts";

/** Every kind the engine understands, by name. */
export interface Kinds {
  readonly Namespace: Namespace;
  readonly Node: Node;
  readonly Pod: Pod;
  readonly ReplicaSet: ReplicaSet;
  readonly Deployment: Deployment;
  readonly StatefulSet: StatefulSet;
  readonly DaemonSet: DaemonSet;
  readonly Job: Job;
  readonly CronJob: CronJob;
  readonly Service: Service;
  readonly Endpoints: Endpoints;
  readonly EndpointSlice: EndpointSlice;
  readonly NetworkPolicy: NetworkPolicy;
  readonly Ingress: Ingress;
  readonly IngressClass: IngressClass;
  readonly Route: Route;
  readonly IngressController: IngressController;
  readonly ConfigMap: ConfigMap;
  readonly Secret: Secret;
  readonly ServiceAccount: ServiceAccount;
  readonly GatewayClass: GatewayClass;
  readonly Gateway: Gateway;
  readonly ListenerSet: ListenerSet;
  readonly HTTPRoute: HTTPRoute;
  readonly GRPCRoute: GRPCRoute;
  readonly TLSRoute: TLSRoute;
  readonly TCPRoute: TCPRoute;
  readonly UDPRoute: UDPRoute;
  readonly ReferenceGrant: ReferenceGrant;
  readonly BackendTLSPolicy: BackendTLSPolicy;
}

export type KindName = keyof Kinds;
export type AnyKind = Kinds[KindName];
