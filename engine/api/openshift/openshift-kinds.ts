import { validateEgressFirewall, validateEgressIP } from "../ovn/egress-validation.ts";
import { plain, type Rows } from "../scheme-row.ts";
import { defaultDnsOperator, validateDnsOperator } from "./dns-operator.ts";
import { validateIngressConfig, validateIngressConfigUpdate } from "./ingress-config.ts";
import { defaultIngressController, validateIngressController } from "./ingress-controller-validation.ts";
import { defaultRoute, validateRoute, validateRouteUpdate } from "./route-validation.ts";

type OpenShiftKind =
  | "Route"
  | "IngressController"
  | "Ingress.config.openshift.io"
  | "DNS"
  | "EgressFirewall"
  | "EgressIP";

/** What the API server of OpenShift knows beside the kinds of Kubernetes. */
export const OPENSHIFT_KINDS: Pick<Rows, OpenShiftKind> = {
  Route: {
    ...plain,
    apiVersion: "route.openshift.io/v1",
    plural: "routes",
    defaults: defaultRoute,
    validate: validateRoute,
    validateUpdate: validateRouteUpdate,
  },
  IngressController: {
    ...plain,
    apiVersion: "operator.openshift.io/v1",
    plural: "ingresscontrollers",
    defaults: defaultIngressController,
    validate: validateIngressController,
  },
  "Ingress.config.openshift.io": {
    ...plain,
    apiVersion: "config.openshift.io/v1",
    plural: "ingresses",
    namespaced: false,
    validate: validateIngressConfig,
    validateUpdate: validateIngressConfigUpdate,
  },
  DNS: {
    ...plain,
    apiVersion: "operator.openshift.io/v1",
    plural: "dnses",
    namespaced: false,
    defaults: defaultDnsOperator,
    validate: validateDnsOperator,
  },
  EgressFirewall: {
    ...plain,
    needsSpec: true,
    apiVersion: "k8s.ovn.org/v1",
    plural: "egressfirewalls",
    validate: validateEgressFirewall,
  },
  EgressIP: {
    ...plain,
    needsSpec: true,
    apiVersion: "k8s.ovn.org/v1",
    plural: "egressips",
    shortNames: ["eip"],
    namespaced: false,
    validate: validateEgressIP,
  },
};
