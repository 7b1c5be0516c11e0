import { CERTIFICATE, CHALLENGE, ISSUER } from "./cert-manager.ts";
import { CLAIM } from "./claims.ts";
import { CONFIG_MAP, NAMESPACE, NODE, SECRET, SERVICE_ACCOUNT } from "./cluster.ts";
import { type Column, GENERIC } from "./column.ts";
import {
  CUSTOM,
  GATEWAY,
  GATEWAY_CLASS,
  INGRESS,
  INGRESS_CLASS,
  LISTENER_SET,
  NETWORK_POLICY,
  ROUTE_WITH_HOSTNAMES,
  SERVICE_IMPORT,
} from "./edge.ts";
import { EVENT } from "./events.ts";
import { INGRESS_CONTROLLER, ROUTE } from "./openshift.ts";
import { POD } from "./pods.ts";
import { POD_DISRUPTION_BUDGET } from "./policy.ts";
import { RBAC_BINDING } from "./rbac.ts";
import { ENDPOINT_SLICE, ENDPOINTS, IP_ADDRESS, SERVICE, SERVICE_CIDR } from "./services.ts";
import {
  CONTROLLER_REVISION,
  CRON_JOB,
  DAEMON_SET,
  DEPLOYMENT,
  JOB,
  REPLICA_SET,
  STATEFUL_SET,
} from "./workloads.ts";

/**
 * Columns by kind: pkg/printers/internalversion/printers.go for Kubernetes' own, `additionalPrinterColumns` for custom
 * resources, and openshift-apiserver's printers for Routes.
 */
export const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  Namespace: NAMESPACE,
  Node: NODE,
  Pod: POD,
  ReplicaSet: REPLICA_SET,
  Deployment: DEPLOYMENT,
  StatefulSet: STATEFUL_SET,
  DaemonSet: DAEMON_SET,
  ControllerRevision: CONTROLLER_REVISION,
  Job: JOB,
  CronJob: CRON_JOB,
  Service: SERVICE,
  Endpoints: ENDPOINTS,
  EndpointSlice: ENDPOINT_SLICE,
  ServiceCIDR: SERVICE_CIDR,
  IPAddress: IP_ADDRESS,
  NetworkPolicy: NETWORK_POLICY,
  PodDisruptionBudget: POD_DISRUPTION_BUDGET,
  Ingress: INGRESS,
  IngressClass: INGRESS_CLASS,
  ConfigMap: CONFIG_MAP,
  Secret: SECRET,
  ServiceAccount: SERVICE_ACCOUNT,
  Event: EVENT,
  PersistentVolumeClaim: CLAIM,
  Role: GENERIC,
  RoleBinding: RBAC_BINDING,
  ClusterRole: GENERIC,
  ClusterRoleBinding: RBAC_BINDING,
  Route: ROUTE,
  IngressController: INGRESS_CONTROLLER,
  "Ingress.config.openshift.io": INGRESS_CONTROLLER,
  DNS: CUSTOM,
  Network: CUSTOM,
  NetworkAttachmentDefinition: CUSTOM,
  CertificateRequest: CUSTOM,
  Order: CUSTOM,
  Issuer: ISSUER,
  ClusterIssuer: ISSUER,
  Certificate: CERTIFICATE,
  Challenge: CHALLENGE,
  GatewayClass: GATEWAY_CLASS,
  Gateway: GATEWAY,
  ListenerSet: LISTENER_SET,
  HTTPRoute: ROUTE_WITH_HOSTNAMES,
  GRPCRoute: ROUTE_WITH_HOSTNAMES,
  TLSRoute: CUSTOM,
  TCPRoute: CUSTOM,
  UDPRoute: CUSTOM,
  ServiceImport: SERVICE_IMPORT,
  ReferenceGrant: CUSTOM,
  BackendTLSPolicy: CUSTOM,
};
