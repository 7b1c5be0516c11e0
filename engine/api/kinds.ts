import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "./apps/workloads.ts";
import type { CronJob, Job } from "./batch/jobs.ts";
import type { ConfigMap, Secret, ServiceAccount } from "./core/config.ts";
import type { Endpoints } from "./core/endpoints.ts";
import type { Namespace } from "./core/namespace.ts";
import type { Node } from "./core/node.ts";
import type { Pod } from "./core/pod.ts";
import type { Service } from "./core/service.ts";
import type { EndpointSlice } from "./discovery/endpoint-slice.ts";
import type { NetworkPolicy } from "./networking/network-policy.ts";

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
  readonly ConfigMap: ConfigMap;
  readonly Secret: Secret;
  readonly ServiceAccount: ServiceAccount;
}

export type KindName = keyof Kinds;
export type AnyKind = Kinds[KindName];
