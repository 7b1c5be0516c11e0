import { describeConfigMap, describeSecret, describeServiceAccount } from "./config.ts";
import type { Describer } from "./describer.ts";
import { describeEndpointSlice, describeEndpoints } from "./endpoints.ts";
import { describeAnything } from "./generic.ts";
import { describeIngress, describeIngressClass } from "./ingress.ts";
import { describeNamespace } from "./namespace.ts";
import { describeNetworkPolicy } from "./network-policy.ts";
import { describeNode } from "./node.ts";
import { describePod } from "./pod.ts";
import { describeRoute } from "./route.ts";
import { describeService } from "./service.ts";
import {
  describeDaemonSet,
  describeDeployment,
  describeReplicaSet,
  describeStatefulSet,
} from "./workloads.ts";

/** Kinds that have a page of their own, as `kind.group`. */
const DESCRIBERS: Readonly<Record<string, Describer>> = {
  pod: describePod,
  service: describeService,
  endpoints: describeEndpoints,
  node: describeNode,
  namespace: describeNamespace,
  configmap: describeConfigMap,
  secret: describeSecret,
  serviceaccount: describeServiceAccount,
  "endpointslice.discovery.k8s.io": describeEndpointSlice,
  "ingress.networking.k8s.io": describeIngress,
  "ingressclass.networking.k8s.io": describeIngressClass,
  "networkpolicy.networking.k8s.io": describeNetworkPolicy,
  "deployment.apps": describeDeployment,
  "replicaset.apps": describeReplicaSet,
  "statefulset.apps": describeStatefulSet,
  "daemonset.apps": describeDaemonSet,
};

/** Kinds that only oc has a page for. */
const OC_DESCRIBERS: Readonly<Record<string, Describer>> = {
  "route.route.openshift.io": describeRoute,
};

export function describerOf(program: "kubectl" | "oc", kind: string): Describer {
  if (program === "oc" && Object.hasOwn(OC_DESCRIBERS, kind)) return OC_DESCRIBERS[kind] ?? describeAnything;
  return Object.hasOwn(DESCRIBERS, kind) ? (DESCRIBERS[kind] ?? describeAnything) : describeAnything;
}
