/** What the fields of metadata, workloads, nodes and settings are for: see `field-texts.ts` for how to read it. */
export const WORKLOAD_TEXTS = `
ObjectMeta: What every object has: its name, its labels, and what the server keeps of it.
  annotations: Free notes for tools; nothing selects by them.
  creationTimestamp: When the object was made. Set by the server.
  deletionGracePeriodSeconds: Seconds until the object goes, once it is being deleted.
  deletionTimestamp: When the object is to be gone. Set by the server when it is deleted.
  finalizers: Who has to agree before the object goes.
  generateName: Beginning of a name that the server completes, when there is no name.
  generation: Counts changes of the spec.
  labels: Names and values that selectors of Services, policies and workloads look at.
  managedFields: Which field was set by whom.
  name: The object's name, unique in its namespace and kind. Cannot be changed.
  namespace: The namespace that the object is in. Cannot be changed.
  ownerReferences: Objects that this one goes with when they are deleted.
  resourceVersion: The version in the server's store; an update with an older one is refused.
  selfLink: No longer set.
  uid: Tells objects of the same name apart. Set by the server.
OwnerReference: An object that owns another.
  apiVersion!: The owner's version.
  blockOwnerDeletion: Whether the owner waits for this object when it is deleted in the foreground.
  controller: Whether the owner manages this object.
  kind!: The owner's kind.
  name!: The owner's name.
  uid!: The owner's uid.
LabelSelector: Objects by label: everything that it says has to be true. An empty one selects all objects.
  matchExpressions: Comparisons of a label with a list of values.
  matchLabels: Labels that have to be there, with their values.
LabelSelectorRequirement: A comparison of one label.
  key!: The label.
  operator!: "In", "NotIn", "Exists" or "DoesNotExist".
  values: The values, for In and NotIn.
Condition: One aspect of an object's state.
  lastTransitionTime!: When its status changed.
  message!: Why, for people.
  observedGeneration: The generation that it speaks of.
  reason!: Why, in one word.
  status!: "True", "False" or "Unknown".
  type!: The aspect.
PodDisruptionBudget: How many pods evictions have to leave. Deleting pods does not ask it.
PodDisruptionBudgetSpec: Which pods, and how many of them have to stay.
  maxUnavailable: At most so many of them may be unavailable: a number, or a share of what their controllers ask for. Not with minAvailable.
  minAvailable: At least so many of them stay available: a number, or a share that is rounded up. Not with maxUnavailable.
  selector: The pods by their labels. An empty one takes all of the namespace, none takes none.
  unhealthyPodEvictionPolicy {AlwaysAllow,IfHealthyBudget}: When pods that are not ready may be evicted: always, or only while enough others are ready.
PodDisruptionBudgetStatus: How many pods may go now. Set by the disruption controller.
  conditions: DisruptionAllowed says whether any may go.
  currentHealthy!: How many are ready and do not end.
  desiredHealthy!: How many have to be.
  disruptedPods: Evictions that were granted and are not done.
  disruptionsAllowed!: How many may go now.
  expectedPods!: How many there are to be.
  observedGeneration: The generation that the status speaks of.
Namespace: A space of names. NetworkPolicies, Roles and Service names are for one of them.
  spec: Settings of the namespace.
  status: Whether it is active.
NamespaceSpec: Settings of a namespace.
  finalizers: What has to be cleared before it goes.
NamespaceStatus: The state of a namespace.
  conditions: What hinders its deletion.
  phase {Active,Terminating}: Whether it is active.
Node: A machine of the cluster.
  spec: Its settings.
  status: What its kubelet has reported.
NodeSpec: Settings of a node.
  podCIDR: The range that addresses of its pods come from.
  podCIDRs: The ranges, one per IP family; the first equals podCIDR.
  providerID: The machine's name at the cloud provider.
  taints: What keeps pods away.
  unschedulable: Whether the scheduler leaves it out.
Taint: What keeps pods away that do not tolerate it.
  effect! {NoExecute,NoSchedule,PreferNoSchedule}: What happens to pods that do not tolerate it.
  key!: Its key.
  timeAdded: When it was set.
  value: Its value.
NodeStatus: What a node's kubelet has reported.
  addresses: Its addresses and names.
  allocatable: What pods can have.
  capacity: What the machine has.
  conditions: Ready and others, one condition per aspect.
  nodeInfo: Versions of its software.
NodeAddress: An address or a name of a node.
  address!: The address or the name.
  type!: "InternalIP", "ExternalIP", "Hostname" and others.
ConfigMap: Settings for programs, as keys and texts.
  binaryData: Values that are no text, in base64.
  data: Values that are texts.
  immutable: Whether nothing of it can be changed.
Secret: Keys and values that not everybody may see.
  data: Values in base64.
  immutable: Whether nothing of it can be changed.
  stringData: Values as texts, for writing only.
  type: What it holds, for example "kubernetes.io/tls".
ServiceAccount: Who a pod is when it talks to the API.
  automountServiceAccountToken: Whether its pods get a token; a pod may say otherwise.
  imagePullSecrets: Secrets for registries, which its pods get.
  secrets: Secrets that its pods may mount.
Deployment: Keeps a number of equal pods, and replaces them step by step when their template changes.
  spec: What is wanted.
  status: What was seen.
DeploymentSpec: Pods, how many, and how they are replaced.
  minReadySeconds: Seconds that a pod has to be ready before it counts.
  paused: Whether changes wait.
  progressDeadlineSeconds: Seconds without progress until the rollout counts as failed; 600 when left out.
  replicas: How many pods; 1 when left out.
  revisionHistoryLimit: How many old ReplicaSets are kept; 10 when left out.
  selector!: The pods that are its own, by label. Has to match the template, and cannot be changed.
  strategy: How pods are replaced.
  template!: What its pods look like.
ReplicaSet: Keeps a number of equal pods.
  spec: What is wanted.
  status: What was seen.
ReplicaSetSpec: Pods, and how many.
  minReadySeconds: Seconds that a pod has to be ready before it counts.
  replicas: How many pods; 1 when left out.
  selector!: The pods that are its own, by label. Has to match the template, and cannot be changed.
  template: What its pods look like.
StatefulSet: Pods with lasting names and storage, which start and end in order.
  spec: What is wanted.
  status: What was seen.
StatefulSetSpec: Pods, how many, and what stays theirs.
  podManagementPolicy {OrderedReady,Parallel}: Whether pods start one after the other or all at once.
  replicas: How many pods; 1 when left out.
  selector!: The pods that are its own, by label. Has to match the template, and cannot be changed.
  serviceName: The headless Service below which the pods have DNS names: POD.SERVICE.NAMESPACE.svc.
  template!: What its pods look like.
  updateStrategy: How pods are replaced.
  volumeClaimTemplates: Claims that each pod gets for itself.
DaemonSet: One pod on every node that fits.
  spec: What is wanted.
  status: What was seen.
DaemonSetSpec: Pods, and how they are replaced.
  selector!: The pods that are its own, by label. Has to match the template, and cannot be changed.
  template!: What its pods look like.
  updateStrategy: How pods are replaced.
Job: Pods that run to their end.
  spec: What is wanted.
  status: What was seen.
JobSpec: Pods, and how often they have to succeed.
  backoffLimit: Failures until the Job gives up; 6 when left out.
  completions: How many pods have to succeed.
  parallelism: How many pods run at a time.
  selector: The pods that are its own. Made by the server.
  suspend: Whether no pods are started.
  template!: What its pods look like.
  ttlSecondsAfterFinished: Seconds until a finished Job is deleted.
CronJob: Jobs at certain times.
  spec: What is wanted.
  status: What was seen.
CronJobSpec: When, and which Job.
  concurrencyPolicy {Allow,Forbid,Replace}: What happens when the Job before still runs.
  jobTemplate!: What its Jobs look like.
  schedule!: When, in the format of cron.
  suspend: Whether no Jobs are started.
  timeZone: The time zone of the schedule.
PodTemplateSpec: What the pods of a workload look like.
  metadata: Labels and annotations of the pods.
  spec: What is wanted of the pods.
LocalObjectReference: An object of the same namespace.
  name: Its name.
TypedLocalObjectReference: An object of the same namespace, of any kind.
  apiGroup: Its group; empty for core kinds.
  kind!: Its kind.
  name!: Its name.
ObjectReference: An object.
  apiVersion: Its version.
  fieldPath: The part of it that is meant.
  kind: Its kind.
  name: Its name.
  namespace: Its namespace.
  resourceVersion: Its version in the store.
  uid: Its uid.
`;
