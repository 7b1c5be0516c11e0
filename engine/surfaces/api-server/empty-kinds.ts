/** A kind that clients ask for, and of which this cluster never stores an object; some are made when somebody looks. */
export interface EmptyKind {
  readonly kind: string;
  readonly apiVersion: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly categories: readonly string[];
  readonly verbs?: readonly string[];
}

const plain = { shortNames: [], namespaced: true, categories: [] } as const;
const review = { ...plain, namespaced: false, verbs: ["create"] } as const;

/** kubectl looks these up on the way to what it is asked for; the reviews answer and keep nothing. */
export const EMPTY_KINDS: readonly EmptyKind[] = [
  { ...plain, kind: "Event", apiVersion: "v1", plural: "events", shortNames: ["ev"] },
  { ...plain, kind: "LimitRange", apiVersion: "v1", plural: "limitranges", shortNames: ["limits"] },
  { ...plain, kind: "ResourceQuota", apiVersion: "v1", plural: "resourcequotas", shortNames: ["quota"] },
  {
    ...plain,
    kind: "PersistentVolumeClaim",
    apiVersion: "v1",
    plural: "persistentvolumeclaims",
    shortNames: ["pvc"],
  },
  {
    ...plain,
    kind: "ReplicationController",
    apiVersion: "v1",
    plural: "replicationcontrollers",
    shortNames: ["rc"],
    categories: ["all"],
  },
  { ...plain, kind: "ControllerRevision", apiVersion: "apps/v1", plural: "controllerrevisions" },
  {
    ...plain,
    kind: "CustomResourceDefinition",
    apiVersion: "apiextensions.k8s.io/v1",
    plural: "customresourcedefinitions",
    shortNames: ["crd", "crds"],
    namespaced: false,
    categories: ["api-extensions"],
  },
  { ...plain, kind: "Network", apiVersion: "config.openshift.io/v1", plural: "networks", namespaced: false },
  {
    ...plain,
    kind: "NetworkAttachmentDefinition",
    apiVersion: "k8s.cni.cncf.io/v1",
    plural: "network-attachment-definitions",
    shortNames: ["net-attach-def"],
  },
  {
    ...plain,
    kind: "CertificateRequest",
    apiVersion: "cert-manager.io/v1",
    plural: "certificaterequests",
    shortNames: ["cr", "crs"],
    categories: ["cert-manager"],
  },
  {
    ...plain,
    kind: "Order",
    apiVersion: "acme.cert-manager.io/v1",
    plural: "orders",
    categories: ["cert-manager", "cert-manager-acme"],
  },
  { ...plain, kind: "Lease", apiVersion: "coordination.k8s.io/v1", plural: "leases" },
  {
    ...review,
    kind: "SelfSubjectReview",
    apiVersion: "authentication.k8s.io/v1",
    plural: "selfsubjectreviews",
  },
  {
    ...review,
    kind: "SelfSubjectAccessReview",
    apiVersion: "authorization.k8s.io/v1",
    plural: "selfsubjectaccessreviews",
  },
  {
    ...review,
    kind: "SelfSubjectRulesReview",
    apiVersion: "authorization.k8s.io/v1",
    plural: "selfsubjectrulesreviews",
  },
  {
    ...review,
    kind: "SubjectAccessReview",
    apiVersion: "authorization.k8s.io/v1",
    plural: "subjectaccessreviews",
  },
];
