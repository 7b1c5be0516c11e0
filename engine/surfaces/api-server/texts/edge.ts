/** What the fields of Ingress, NetworkPolicy and RBAC are for: see `field-texts.ts` for how to read it. */
export const EDGE_TEXTS = `
Ingress: Rules that lead HTTP requests from outside to Services, by host and path. Nothing happens without a controller that implements them.
  spec: The rules.
  status: Where the controller lets requests in.
IngressSpec: Rules, certificates and the backend for the rest.
  defaultBackend: Where requests go that no rule matches. The controller decides when left out.
  ingressClassName: The IngressClass, and so the controller, that is to implement this Ingress. The cluster's default class when left out.
  rules: Hosts and paths, and where they lead to.
  tls: Certificates by host; port 443 is meant.
IngressRule: The paths of one host.
  host: The DNS name that requests are for, never an address. "*.example.com" stands for one label in front. All hosts when left out.
  http: The paths of this host.
HTTPIngressRuleValue: Paths and backends.
  paths!: The paths; the longest that matches wins.
HTTPIngressPath: One path and its backend.
  backend!: Where matching requests go.
  path: The path, which begins with a slash; needed for the types Exact and Prefix.
  pathType! {Exact,ImplementationSpecific,Prefix}: How the path is compared. "Exact" takes the very path, "Prefix" whole elements between slashes, "ImplementationSpecific" whatever the controller does.
IngressBackend: Where requests go: either a Service or another resource.
  resource: Another object of the same namespace, for controllers that know its kind.
  service: A Service of the same namespace.
IngressServiceBackend: A port of a Service.
  name!: The Service's name.
  port: The port; by name or by number.
ServiceBackendPort: A port by its name or by its number, never both.
  name: The name that the Service gives its port.
  number: The number that the Service listens on.
IngressTLS: A certificate and the hosts that it is for.
  hosts: The hosts. They have to be in the certificate, and in the rules.
  secretName: The Secret of type kubernetes.io/tls, in the same namespace. The controller's own certificate when left out.
IngressStatus: What the controller has reported.
  loadBalancer: Where requests enter.
IngressLoadBalancerStatus: Where requests enter.
  ingress: The points of entry.
IngressLoadBalancerIngress: One point of entry.
  hostname: Its DNS name.
  ip: Its address.
  ports: Its ports.
IngressPortStatus: What became of one port.
  error: Why it could not be set up.
  port!: The number.
  protocol! {SCTP,TCP,UDP}: Its protocol.
IngressClass: A controller that Ingresses can ask for, with its settings.
  spec: The controller and its settings.
IngressClassSpec: A controller and its settings.
  controller: The controller's name, for example "example.com/ingress-controller". Cannot be changed.
  parameters: An object with further settings of the controller.
IngressClassParametersReference: An object with settings.
  apiGroup: Its group.
  kind!: Its kind.
  name!: Its name.
  namespace: Its namespace, when the scope is "Namespace".
  scope: "Cluster" or "Namespace"; Cluster when left out.
NetworkPolicy: Which traffic some pods of a namespace may have. Pods that no policy selects may have any.
  spec: The pods and the traffic.
NetworkPolicySpec: Pods, and what they may receive and send. Policies only allow: what none allows is dropped.
  egress: What the pods may send. An empty list allows nothing once the policy is for Egress.
  ingress: What the pods may receive. An empty list allows nothing once the policy is for Ingress.
  podSelector: The pods of this namespace that the policy is for; empty selects all of them.
  policyTypes: Directions that the policy is for: "Ingress", "Egress" or both. When left out, Ingress, and Egress if there are egress rules.
NetworkPolicyIngressRule: Traffic that may be received: from one of the peers, on one of the ports.
  from: Who may send; anybody when empty.
  ports: The ports of the selected pods; all of them when empty.
NetworkPolicyEgressRule: Traffic that may be sent: to one of the peers, on one of the ports.
  ports: The ports of the receiver; all of them when empty.
  to: Who may receive; anybody when empty.
NetworkPolicyPeer: One peer. Both selectors together mean pods that match in namespaces that match.
  ipBlock: Addresses. Alone: no selector may stand beside it.
  namespaceSelector: Namespaces by label; empty selects all of them.
  podSelector: Pods by label, of the selected namespaces, or of the policy's own when there is no namespaceSelector.
NetworkPolicyPort: A port, or a range of them.
  endPort: The last port of the range that begins with port, which then has to be a number.
  port: A number, or the name of a container's port. All ports when left out.
  protocol {SCTP,TCP,UDP}: The protocol; TCP when left out.
IPBlock: A range of addresses with gaps.
  cidr!: The range, for example "192.168.1.0/24" or "2001:db8::/64".
  except: Ranges inside of it that are not meant.
Role: What may be done with objects of one namespace.
  rules: What may be done.
ClusterRole: What may be done with objects, in all namespaces or in those that a RoleBinding names.
  aggregationRule: Other ClusterRoles whose rules make up this one.
  rules: What may be done.
AggregationRule: ClusterRoles whose rules are put together.
  clusterRoleSelectors: Which ClusterRoles are meant, by label.
PolicyRule: Verbs on resources. Any rule that matches is enough: there is nothing that forbids.
  apiGroups: Groups of the resources; "" is the core group, "*" all of them.
  nonResourceURLs: Paths that are no resources, for example "/healthz". In ClusterRoles only.
  resourceNames: The only objects that are meant, by name; all when empty.
  resources: The resources, for example "pods" or "pods/log"; "*" is all of them.
  verbs!: What may be done: get, list, watch, create, update, patch, delete, deletecollection, "*" and others.
RoleBinding: Gives the rules of a role to subjects, in this namespace.
  roleRef!: The Role or ClusterRole. Cannot be changed.
  subjects: Who gets it.
ClusterRoleBinding: Gives the rules of a ClusterRole to subjects, in all namespaces.
  roleRef!: The ClusterRole. Cannot be changed.
  subjects: Who gets it.
Subject: A user, a group or a ServiceAccount.
  apiGroup: "" for ServiceAccounts, "rbac.authorization.k8s.io" for users and groups.
  kind!: "User", "Group" or "ServiceAccount".
  name!: Its name.
  namespace: The namespace of a ServiceAccount.
RoleRef: The role that is given.
  apiGroup!: The role's group.
  kind!: "Role" or "ClusterRole".
  name!: Its name.
`;
