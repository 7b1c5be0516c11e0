import { validateStatefulSetUpdate, validateWorkloadUpdate } from "./apps/workloads-update-validation.ts";
import { defaultWorkload, validateWorkload } from "./apps/workloads-validation.ts";
import {
  defaultCronJob,
  defaultJob,
  validateCronJob,
  validateJob,
  validateJobUpdate,
} from "./batch/jobs-validation.ts";
import { validateCertificate, validateChallenge } from "./cert-manager/certificate.ts";
import { validateIssuer } from "./cert-manager/issuer.ts";
import { validateConfigMapUpdate, validateSecretUpdate } from "./core/config-update-validation.ts";
import {
  validateConfigMap,
  validateNamespace,
  validateNode,
  validateSecret,
  validateServiceAccount,
} from "./core/config-validation.ts";
import { defaultEndpoints, validateEndpoints } from "./core/endpoints-validation.ts";
import { validatePodUpdate } from "./core/pod-update-validation.ts";
import { validatePod } from "./core/pod-validation.ts";
import { appliedForNewType } from "./core/service-type-change.ts";
import { validateServiceUpdate } from "./core/service-update-validation.ts";
import { defaultService, validateService } from "./core/service-validation.ts";
import {
  defaultEndpointSlice,
  validateEndpointSlice,
  validateEndpointSliceUpdate,
} from "./discovery/endpoint-slice-validation.ts";
import { customKind } from "./gateway/custom-kind.ts";
import type { KindName } from "./kinds.ts";
import { validateServiceImport } from "./multicluster/service-import.ts";
import {
  defaultIngressClass,
  validateIngressClass,
  validateIngressClassUpdate,
} from "./networking/ingress-class-validation.ts";
import {
  defaultIngress,
  validateIngress,
  validateIngressCreate,
  validateIngressUpdate,
} from "./networking/ingress-validation.ts";
import { defaultNetworkPolicy, validateNetworkPolicy } from "./networking/network-policy-validation.ts";
import {
  validateIpAddress,
  validateIpAddressUpdate,
  validateServiceCidr,
  validateServiceCidrUpdate,
} from "./networking/service-cidr-validation.ts";
import { OPENSHIFT_KINDS } from "./openshift/openshift-kinds.ts";
import {
  defaultPodDisruptionBudget,
  validatePodDisruptionBudget,
} from "./policy/pod-disruption-budget-validation.ts";
import {
  defaultBinding,
  validateBinding,
  validateBindingUpdate,
  validateRole,
} from "./rbac/roles-validation.ts";
import { inNamespace, plain, type Rows, type SchemeRow } from "./scheme-row.ts";

export type { SchemeRow };

const rbac = { ...plain, apiVersion: "rbac.authorization.k8s.io/v1" };
const certManager = { ...plain, apiVersion: "cert-manager.io/v1" };
const binding = { validate: validateBinding, validateUpdate: validateBindingUpdate };

const ROWS: Rows = {
  Namespace: {
    ...plain,
    apiVersion: "v1",
    plural: "namespaces",
    shortNames: ["ns"],
    namespaced: false,
    validate: validateNamespace,
  },
  Node: {
    ...plain,
    apiVersion: "v1",
    plural: "nodes",
    shortNames: ["no"],
    namespaced: false,
    validate: validateNode,
  },
  Pod: {
    ...plain,
    needsSpec: true,
    apiVersion: "v1",
    plural: "pods",
    shortNames: ["po"],
    validate: validatePod,
    validateUpdate: validatePodUpdate,
  },
  ReplicaSet: {
    ...inNamespace,
    apiVersion: "apps/v1",
    plural: "replicasets",
    shortNames: ["rs"],
    defaults: defaultWorkload,
    validate: validateWorkload,
    validateUpdate: validateWorkloadUpdate,
  },
  Deployment: {
    ...inNamespace,
    apiVersion: "apps/v1",
    plural: "deployments",
    shortNames: ["deploy"],
    defaults: defaultWorkload,
    validate: validateWorkload,
    validateUpdate: validateWorkloadUpdate,
  },
  StatefulSet: {
    ...inNamespace,
    apiVersion: "apps/v1",
    plural: "statefulsets",
    shortNames: ["sts"],
    defaults: defaultWorkload,
    validate: validateWorkload,
    validateUpdate: validateStatefulSetUpdate,
  },
  DaemonSet: {
    ...inNamespace,
    apiVersion: "apps/v1",
    plural: "daemonsets",
    shortNames: ["ds"],
    defaults: defaultWorkload,
    validate: validateWorkload,
    validateUpdate: validateWorkloadUpdate,
  },
  Job: {
    ...inNamespace,
    apiVersion: "batch/v1",
    plural: "jobs",
    defaults: defaultJob,
    validate: validateJob,
    validateUpdate: validateJobUpdate,
  },
  CronJob: {
    ...inNamespace,
    apiVersion: "batch/v1",
    plural: "cronjobs",
    shortNames: ["cj"],
    defaults: defaultCronJob,
    validate: validateCronJob,
  },
  Service: {
    ...inNamespace,
    apiVersion: "v1",
    plural: "services",
    shortNames: ["svc"],
    defaults: defaultService,
    validate: validateService,
    validateUpdate: validateServiceUpdate,
    withoutLeftovers: appliedForNewType,
  },
  Endpoints: {
    ...plain,
    apiVersion: "v1",
    plural: "endpoints",
    shortNames: ["ep"],
    defaults: defaultEndpoints,
    validate: validateEndpoints,
  },
  EndpointSlice: {
    ...plain,
    apiVersion: "discovery.k8s.io/v1",
    plural: "endpointslices",
    defaults: defaultEndpointSlice,
    validate: validateEndpointSlice,
    validateUpdate: validateEndpointSliceUpdate,
  },
  NetworkPolicy: {
    ...plain,
    apiVersion: "networking.k8s.io/v1",
    plural: "networkpolicies",
    shortNames: ["netpol"],
    defaults: defaultNetworkPolicy,
    validate: validateNetworkPolicy,
  },
  Ingress: {
    ...plain,
    apiVersion: "networking.k8s.io/v1",
    plural: "ingresses",
    shortNames: ["ing"],
    defaults: defaultIngress,
    validate: validateIngress,
    validateCreate: validateIngressCreate,
    validateUpdate: validateIngressUpdate,
  },
  IngressClass: {
    ...plain,
    apiVersion: "networking.k8s.io/v1",
    plural: "ingressclasses",
    namespaced: false,
    defaults: defaultIngressClass,
    validate: validateIngressClass,
    validateUpdate: validateIngressClassUpdate,
  },
  PodDisruptionBudget: {
    ...plain,
    apiVersion: "policy/v1",
    plural: "poddisruptionbudgets",
    shortNames: ["pdb"],
    defaults: defaultPodDisruptionBudget,
    validate: validatePodDisruptionBudget,
  },
  ServiceCIDR: {
    ...plain,
    apiVersion: "networking.k8s.io/v1",
    plural: "servicecidrs",
    namespaced: false,
    needsSpec: true,
    validate: validateServiceCidr,
    validateUpdate: validateServiceCidrUpdate,
  },
  IPAddress: {
    ...plain,
    apiVersion: "networking.k8s.io/v1",
    plural: "ipaddresses",
    shortNames: ["ip"],
    namespaced: false,
    needsSpec: true,
    validate: validateIpAddress,
    validateUpdate: validateIpAddressUpdate,
  },
  ...OPENSHIFT_KINDS,
  ServiceImport: {
    ...plain,
    apiVersion: "multicluster.x-k8s.io/v1beta1",
    alsoServed: ["multicluster.x-k8s.io/v1alpha1"],
    plural: "serviceimports",
    shortNames: ["svcim", "svcimport"],
    validate: validateServiceImport,
  },
  ConfigMap: {
    ...plain,
    apiVersion: "v1",
    plural: "configmaps",
    shortNames: ["cm"],
    validate: validateConfigMap,
    validateUpdate: validateConfigMapUpdate,
  },
  Secret: {
    ...plain,
    apiVersion: "v1",
    plural: "secrets",
    validate: validateSecret,
    validateUpdate: validateSecretUpdate,
  },
  ServiceAccount: {
    ...plain,
    apiVersion: "v1",
    plural: "serviceaccounts",
    shortNames: ["sa"],
    validate: validateServiceAccount,
  },
  Role: { ...rbac, plural: "roles", validate: validateRole },
  RoleBinding: { ...rbac, ...binding, plural: "rolebindings", defaults: defaultBinding },
  ClusterRole: { ...rbac, plural: "clusterroles", namespaced: false, validate: validateRole },
  ClusterRoleBinding: {
    ...rbac,
    ...binding,
    plural: "clusterrolebindings",
    namespaced: false,
    defaults: defaultBinding,
  },
  Issuer: { ...certManager, plural: "issuers", shortNames: ["iss"], validate: validateIssuer },
  ClusterIssuer: { ...certManager, plural: "clusterissuers", namespaced: false, validate: validateIssuer },
  Certificate: {
    ...certManager,
    plural: "certificates",
    shortNames: ["cert", "certs"],
    validate: validateCertificate,
  },
  Challenge: {
    ...plain,
    apiVersion: "acme.cert-manager.io/v1",
    plural: "challenges",
    validate: validateChallenge,
  },
  GatewayClass: customKind("GatewayClass"),
  Gateway: customKind("Gateway"),
  ListenerSet: customKind("ListenerSet"),
  HTTPRoute: customKind("HTTPRoute"),
  GRPCRoute: customKind("GRPCRoute"),
  TLSRoute: customKind("TLSRoute"),
  TCPRoute: customKind("TCPRoute"),
  UDPRoute: customKind("UDPRoute"),
  ReferenceGrant: customKind("ReferenceGrant"),
  BackendTLSPolicy: customKind("BackendTLSPolicy"),
};

export const KIND_NAMES: readonly KindName[] = Object.keys(ROWS) as KindName[];

/** API groups and versions that a cluster serves, as far as the kinds above are concerned. */
export const API_VERSIONS: ReadonlySet<string> = new Set(
  Object.values(ROWS).flatMap(({ apiVersion, alsoServed = [] }) => [apiVersion, ...alsoServed]),
);

const rows = new Map(KIND_NAMES.map((kind) => [kind, { kind, ...ROWS[kind] }] as const));

export function schemeRow<K extends KindName>(kind: K): SchemeRow<K> {
  return rows.get(kind) as unknown as SchemeRow<K>;
}

/** What clients call the kind: two of one name are told apart here by the group behind it. */
export function servedKind(kind: string): string {
  return kind.replace(/\..*/, "");
}

/** The row of a kind as clients call it. */
export function servedRow(kind: string, apiVersion: string): SchemeRow | undefined {
  const qualified = `${kind}.${apiVersion.replace(/\/.*/, "")}`;
  const name = [qualified, kind].find((one) => isKindName(one) && servedKind(one) === kind);
  return name === undefined ? undefined : schemeRow(name as KindName);
}

export function isKindName(text: string): text is KindName {
  return Object.hasOwn(ROWS, text);
}

/** The row by kind, plural, singular or short name, in any case: what kubectl accepts. */
export function kindNamed(text: string): SchemeRow | undefined {
  const wanted = text.toLowerCase();
  const found = KIND_NAMES.find((kind) => {
    const { plural, shortNames } = ROWS[kind];
    return kind.toLowerCase() === wanted || plural === wanted || shortNames.includes(wanted);
  });
  return found === undefined ? undefined : schemeRow(found);
}
