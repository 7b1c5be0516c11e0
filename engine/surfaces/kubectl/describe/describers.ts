import { describeIpAddress, describeServiceCidr } from "./addresses.ts";
import { describeClaim } from "./claim.ts";
import { describeConfigMap, describeSecret, describeServiceAccount } from "./config.ts";
import type { Describer } from "./describer.ts";
import { describePodDisruptionBudget } from "./disruption-budget.ts";
import { describeEndpointSlice, describeEndpoints } from "./endpoints.ts";
import { describeAnything } from "./generic.ts";
import { describeIngress, describeIngressClass } from "./ingress.ts";
import { describeCronJob, describeJob } from "./jobs.ts";
import { describeNamespace } from "./namespace.ts";
import { describeNetworkPolicy } from "./network-policy.ts";
import { describeNode } from "./node.ts";
import { describePod } from "./pod.ts";
import { describeBinding, describeRole } from "./rbac.ts";
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
  persistentvolumeclaim: describeClaim,
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
  "poddisruptionbudget.policy": describePodDisruptionBudget,
  "servicecidr.networking.k8s.io": describeServiceCidr,
  "ipaddress.networking.k8s.io": describeIpAddress,
  "deployment.apps": describeDeployment,
  "replicaset.apps": describeReplicaSet,
  "statefulset.apps": describeStatefulSet,
  "daemonset.apps": describeDaemonSet,
  "job.batch": describeJob,
  "cronjob.batch": describeCronJob,
  "role.rbac.authorization.k8s.io": describeRole,
  "clusterrole.rbac.authorization.k8s.io": describeRole,
  "rolebinding.rbac.authorization.k8s.io": describeBinding,
  "clusterrolebinding.rbac.authorization.k8s.io": describeBinding,
};

/** Kinds that only oc has a page for. */
const OC_DESCRIBERS: Readonly<Record<string, Describer>> = {
  "route.route.openshift.io": describeRoute,
};

export function describerOf(program: "kubectl" | "oc", kind: string): Describer {
  if (program === "oc" && Object.hasOwn(OC_DESCRIBERS, kind)) return OC_DESCRIBERS[kind] ?? describeAnything;
  return Object.hasOwn(DESCRIBERS, kind) ? (DESCRIBERS[kind] ?? describeAnything) : describeAnything;
}
