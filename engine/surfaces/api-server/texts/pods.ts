/** What the fields of pods, their networking first, are for: see `field-texts.ts` for how to read it. */
export const POD_TEXTS = `
Pod: Containers that share one network namespace and run on one node.
  spec: What is wanted of the pod.
  status: What the node has reported. It may lag behind.
PodSpec: What is to run, and how it is connected.
  activeDeadlineSeconds: Seconds after which the pod is stopped and counts as failed.
  affinity: Which nodes and which neighbours the scheduler should look for.
  automountServiceAccountToken: Whether containers get a token for the API under /var/run/secrets/kubernetes.io/serviceaccount.
  containers!: The containers; at least one, and the list cannot be changed.
  dnsConfig: Servers, search domains and options that are added to what dnsPolicy gives.
  dnsPolicy {ClusterFirst,ClusterFirstWithHostNet,Default,None}: What the containers' resolv.conf says. "ClusterFirst" asks the cluster's DNS, "Default" whom the node asks, "None" only what dnsConfig says. Pods on the node's network need "ClusterFirstWithHostNet" to ask the cluster's DNS.
  enableServiceLinks: Whether variables such as API_SERVICE_HOST tell of the namespace's Services; true when left out.
  ephemeralContainers: Containers for debugging that were added while the pod ran. Set through the ephemeralcontainers subresource only.
  hostAliases: Lines that are added to the pod's /etc/hosts.
  hostIPC: Whether the pod shares the node's inter-process communication.
  hostNetwork: Whether the pod is on the node's network: it has the node's addresses, and its ports are the node's.
  hostPID: Whether the pod sees the node's processes.
  hostUsers: Whether the pod uses the node's user namespace.
  hostname: The pod's hostname; its name when left out.
  hostnameOverride: The hostname as it is to be, without any domain added.
  imagePullSecrets: Secrets for the registries of the images.
  initContainers: Containers that run to their end, one after the other, before the others start. With restartPolicy Always they stay, as sidecars.
  nodeName: The node that the pod is on. The scheduler sets it.
  nodeSelector: Labels that the node has to have.
  readinessGates: Further conditions that have to be true before the pod is ready and so an endpoint.
  restartPolicy {Always,Never,OnFailure}: When containers are started again; Always when left out.
  runtimeClassName: The RuntimeClass that runs the pod.
  schedulerName: The scheduler that chooses the node.
  securityContext: Security settings of all containers.
  serviceAccount: Old name of serviceAccountName.
  serviceAccountName: Who the pod is when it talks to the API; "default" when left out.
  setHostnameAsFQDN: Whether the hostname is the full name in DNS.
  shareProcessNamespace: Whether the containers see each other's processes.
  subdomain: The headless Service below which the pod has a DNS name: HOSTNAME.SUBDOMAIN.NAMESPACE.svc.
  terminationGracePeriodSeconds: Seconds between the signal to end and the kill; 30 when left out.
  tolerations: Taints of nodes that the pod puts up with.
  topologySpreadConstraints: How pods of a kind are spread over nodes and zones.
  volumes: Volumes that containers can mount.
PodDNSConfig: Additions to resolv.conf.
  nameservers: Addresses of DNS servers, at most three.
  options: Options such as ndots.
  searches: Search domains, after those of the policy.
PodDNSConfigOption: One option of the resolver.
  name: Its name, for example "ndots".
  value: Its value; some have none.
HostAlias: One line of /etc/hosts.
  hostnames: The names.
  ip!: The address.
Container: One program of a pod, from one image.
  args: Arguments of the program; the image's own when left out.
  command: The program; the image's own when left out. It is not run in a shell.
  env: Environment variables.
  envFrom: ConfigMaps and Secrets whose keys become environment variables.
  image: The image's name.
  imagePullPolicy {Always,IfNotPresent,Never}: When the image is fetched; Always for the tag latest, else IfNotPresent.
  lifecycle: What is done after the start and before the end.
  livenessProbe: Tells whether the container has to be started again.
  name!: The container's name, unique in the pod.
  ports: Ports that the container listens on. For information, but names can be used by Services, policies and probes; leaving a port out does not close it.
  readinessProbe: Tells whether the pod takes traffic. While it fails, Services leave the pod out.
  resources: CPU, memory and the like: requests and limits.
  restartPolicy: For init containers only: "Always" makes it a sidecar.
  securityContext: Security settings of this container.
  startupProbe: Tells whether the program has started; the other probes wait for it.
  stdin: Whether the container has a standard input.
  tty: Whether the container has a terminal.
  volumeMounts: Where volumes are mounted.
  workingDir: The folder that the program starts in.
EphemeralContainer: A container for debugging that was added while the pod ran. It has no ports and no probes, and is never started again.
  args: Arguments of the program.
  command: The program; the image's own when left out.
  env: Environment variables.
  image: The image's name.
  name!: The container's name, unique in the pod.
  stdin: Whether the container has a standard input.
  targetContainerName: The container whose processes it sees.
  tty: Whether the container has a terminal.
ContainerPort: A port that a container listens on.
  containerPort!: The number.
  hostIP: The node's address to which hostPort is bound.
  hostPort: A port of the node that leads to this one. With hostNetwork it equals containerPort.
  name: A name that Services, policies and probes can use.
  protocol {SCTP,TCP,UDP}: The protocol; TCP when left out.
EnvVar: One environment variable.
  name!: Its name.
  value: Its value; $(NAME) stands for variables before it.
  valueFrom: Where its value comes from.
EnvVarSource: Where the value of a variable comes from.
  configMapKeyRef: A key of a ConfigMap.
  fieldRef: A field of the pod, for example status.podIP.
  resourceFieldRef: A request or limit of a container.
  secretKeyRef: A key of a Secret.
EnvFromSource: An object whose keys become variables.
  configMapRef: A ConfigMap.
  prefix: What is put in front of each name.
  secretRef: A Secret.
Probe: How the kubelet asks a container, and what it makes of the answers. It asks from the node, to the pod's address.
  exec: A command in the container; its exit code decides.
  failureThreshold: Failures in a row that count; 3 when left out.
  grpc: A gRPC health check.
  httpGet: An HTTP request; statuses from 200 to 399 are good.
  initialDelaySeconds: Seconds from the container's start to the first question.
  periodSeconds: Seconds between questions; 10 when left out.
  successThreshold: Successes in a row that count; 1 when left out.
  tcpSocket: A TCP connection; it is enough that it opens.
  terminationGracePeriodSeconds: Grace period after a failed probe, instead of the pod's.
  timeoutSeconds: Seconds until no answer is a failure; 1 when left out.
HTTPGetAction: An HTTP request of a probe.
  host: The host that is connected to; the pod's address when left out. Set a Host header instead where a name is needed.
  httpHeaders: Headers of the request.
  path: The path.
  port!: A number, or the name of a container's port.
  scheme {HTTP,HTTPS}: HTTP when left out; certificates are not checked with HTTPS.
HTTPHeader: One header.
  name!: Its name.
  value!: Its value.
TCPSocketAction: A TCP connection of a probe.
  host: The host that is connected to; the pod's address when left out.
  port!: A number, or the name of a container's port.
GRPCAction: A gRPC health check of a probe.
  port!: The number.
  service: The service that is asked about.
ExecAction: A command in a container.
  command: The program and its arguments; no shell is involved.
Volume: Something that containers can mount.
  configMap: Keys of a ConfigMap as files.
  downwardAPI: Fields of the pod as files.
  emptyDir: An empty folder that lives as long as the pod.
  hostPath: A file or folder of the node.
  name!: The volume's name.
  persistentVolumeClaim: A claim on storage that outlives the pod.
  projected: Several sources in one folder.
  secret: Keys of a Secret as files.
VolumeMount: Where a volume is mounted.
  mountPath!: The folder in the container.
  name!: The volume.
  readOnly: Whether the container may only read.
  subPath: The part of the volume that is mounted.
PodReadinessGate: A further condition for readiness.
  conditionType!: The type of the condition.
Toleration: A taint that a pod puts up with.
  effect {NoExecute,NoSchedule,PreferNoSchedule}: The taint's effect; all effects when left out.
  key: The taint's key; all keys when left out, with operator Exists.
  operator: "Equal" compares the value too, "Exists" does not.
  tolerationSeconds: Seconds that a NoExecute taint is put up with; for ever when left out.
  value: The taint's value.
PodStatus: What the node has reported.
  conditions: Ready and others, one condition per aspect. "Ready" decides whether Services send traffic.
  containerStatuses: The state of each container.
  ephemeralContainerStatuses: The state of each ephemeral container.
  hostIP: The node's address.
  hostIPs: The node's addresses, one per IP family.
  initContainerStatuses: The state of each init container.
  message: Why the pod is in this state, for people.
  phase {Failed,Pending,Running,Succeeded,Unknown}: Where in its life the pod is.
  podIP: The pod's address; the node's own with hostNetwork.
  podIPs: The pod's addresses, one per IP family; the first equals podIP.
  qosClass {BestEffort,Burstable,Guaranteed}: What follows from requests and limits.
  reason: Why the pod is in this state, in one word.
  startTime: When the kubelet took the pod.
PodIP: An address of a pod.
  ip!: The address.
HostIP: An address of a node.
  ip!: The address.
PodCondition: One aspect of a pod's state.
  lastProbeTime: When it was last looked at.
  lastTransitionTime: When its status changed.
  message: Why, for people.
  reason: Why, in one word.
  status!: "True", "False" or "Unknown".
  type!: The aspect, for example "Ready".
ObjectFieldSelector: A field of an object.
  apiVersion: The version of the schema; v1 when left out.
  fieldPath!: The path, for example "status.podIP".
ConfigMapKeySelector: A key of a ConfigMap.
  key!: The key.
  name: The ConfigMap.
  optional: Whether it may be missing.
SecretKeySelector: A key of a Secret.
  key!: The key.
  name: The Secret.
  optional: Whether it may be missing.
KeyToPath: A key and the file that it becomes.
  key!: The key.
  path!: The file, relative to the mount.
`;
