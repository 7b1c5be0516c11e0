import type { Labels } from "../values/label-selector.ts";
import type { IngressController } from "./profile.ts";

/** An ingress controller as it is commonly installed: a workload behind a Service, and the classes it acts on. */
export interface Edge {
  readonly name: IngressController;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly workload: string;
  readonly service: string;
  readonly labels: Labels;
  readonly image: string;
  /** Class name, and the controller that its IngressClass names. */
  readonly classes: Readonly<Record<string, string>>;
  readonly externalTrafficPolicy: "Cluster" | "Local";
  /** What ingress-nginx takes from the annotation of old, whatever classes there are. */
  readonly word?: string;
  /** Whether it acts on Ingresses that name no class. */
  readonly takesAll?: boolean;
  /** Whether it heeds `ssl-passthrough`. */
  readonly passesTls?: boolean;
  /** `namespace/name` of the Service that is asked where no Ingress takes a request. */
  readonly defaultService?: string;
  /** Where the addresses come from that it tells in a status: these, those of a Service, or of the nodes of its pods. */
  readonly publishes?: {
    readonly addresses?: readonly string[];
    /** `namespace/name`. */
    readonly service?: string;
    /** Of nodes the InternalIP, even where they have another. */
    readonly internal: boolean;
  };
}

/** Ports of the controller's pods; the Service has 80 and 443. */
export const HTTP_PORT = 80;
export const HTTPS_PORT = 443;

const EDGES: Readonly<Record<IngressController, Edge>> = {
  // Whatever the specification leaves no choice in. It answers to every class that is widely installed.
  spec: {
    name: "spec",
    namespace: "ingress",
    namespaceLabels: {},
    workload: "ingress-controller",
    service: "ingress-controller",
    labels: { app: "ingress-controller" },
    image: "ingress-controller",
    classes: {
      nginx: "k8s.io/ingress-nginx",
      traefik: "traefik.io/ingress-controller",
      haproxy: "haproxy.org/ingress-controller/haproxy",
      contour: "projectcontour.io/ingress-controller",
      kong: "ingress-controllers.konghq.com/kong",
      cilium: "cilium.io/ingress-controller",
      alb: "ingress.k8s.aws/alb",
      gce: "ingress.gke.io/gce",
      "openshift-default": "openshift.io/ingress-to-route",
    },
    externalTrafficPolicy: "Cluster",
  },
  "ingress-nginx": {
    name: "ingress-nginx",
    namespace: "ingress-nginx",
    namespaceLabels: {
      "app.kubernetes.io/instance": "ingress-nginx",
      "app.kubernetes.io/name": "ingress-nginx",
    },
    workload: "ingress-nginx-controller",
    service: "ingress-nginx-controller",
    labels: {
      "app.kubernetes.io/component": "controller",
      "app.kubernetes.io/instance": "ingress-nginx",
      "app.kubernetes.io/name": "ingress-nginx",
    },
    image: "registry.k8s.io/ingress-nginx/controller:v1.15.0",
    classes: { nginx: "k8s.io/ingress-nginx" },
    externalTrafficPolicy: "Local",
  },
  openshift: {
    name: "openshift",
    namespace: "openshift-ingress",
    namespaceLabels: {
      "network.openshift.io/policy-group": "ingress",
      "policy-group.network.openshift.io/ingress": "",
    },
    workload: "router-default",
    service: "router-default",
    labels: { "ingresscontroller.operator.openshift.io/deployment-ingresscontroller": "default" },
    image: "openshift-router",
    classes: { "openshift-default": "openshift.io/ingress-to-route" },
    externalTrafficPolicy: "Local",
  },
};

export function edgeOf(controller: IngressController): Edge {
  return EDGES[controller];
}
