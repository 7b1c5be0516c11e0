/** What the fields of Services and their endpoints are for: see `field-texts.ts` for how to read it. */
export const SERVICE_TEXTS = `
Service: One name and one address for a set of pods, and how traffic is shared among them.
  spec: What is wanted of the Service.
  status: What load balancers have reported. Clients cannot write it with the object.
ServiceSpec: Which pods are meant, on which ports, and who may reach them.
  allocateLoadBalancerNodePorts: Whether a Service of type LoadBalancer gets node ports; true unless it says otherwise.
  clusterIP: The address inside the cluster. Chosen by the API server when left empty; "None" makes the Service headless, so that its name leads to the pods themselves. Cannot be changed while the Service has one.
  clusterIPs: The addresses inside the cluster, at most one per IP family. The first equals clusterIP.
  externalIPs: Addresses from outside that nodes accept for this Service. Nothing in the cluster routes them: somebody else has to.
  externalName: The DNS name that the Service is an alias of. For type ExternalName only: there is no proxying, DNS answers with a CNAME.
  externalTrafficPolicy {Cluster,Local}: Where traffic from outside may go. "Cluster" takes any endpoint and hides the client's address, "Local" only endpoints on the node that it reached, and keeps the address.
  healthCheckNodePort: The node port on which nodes say whether they have an endpoint. For type LoadBalancer with externalTrafficPolicy Local.
  internalTrafficPolicy {Cluster,Local}: Where traffic from inside may go. "Local" takes endpoints on the client's own node, and drops traffic when there is none.
  ipFamilies: The IP families of the Service, IPv4 or IPv6, the primary one first.
  ipFamilyPolicy {PreferDualStack,RequireDualStack,SingleStack}: Whether the Service has one IP family or two, and whether two are a must.
  loadBalancerClass: Which load balancer implementation is to take the Service; the cloud's own when empty.
  loadBalancerIP: The address asked of the load balancer. Deprecated: its meaning differs between providers.
  loadBalancerSourceRanges: CIDRs that may use the load balancer; anybody when empty.
  ports: The ports that the Service listens on.
  publishNotReadyAddresses: Whether pods that are not ready count as endpoints too, as peers of a StatefulSet need.
  selector: Labels of the pods that traffic goes to. Without one, somebody else has to write the EndpointSlices.
  sessionAffinity {ClientIP,None}: Whether a client keeps its endpoint from one connection to the next. None when left out.
  sessionAffinityConfig: Details of session affinity.
  trafficDistribution: Which endpoints to prefer when there are several: "PreferSameZone" (also written "PreferClose") or "PreferSameNode".
  type {ClusterIP,ExternalName,LoadBalancer,NodePort}: How the Service is reached. "ClusterIP" from inside only, "NodePort" on a port of every node as well, "LoadBalancer" by a balancer outside too, "ExternalName" is an alias in DNS.
ServicePort: One port of a Service and where it leads to.
  appProtocol: What is spoken on the port, as a hint for proxies; for example "http" or "kubernetes.io/h2c".
  name: The port's name, which must be unique in the Service. May be left out when there is only one.
  nodePort: The port on every node for types NodePort and LoadBalancer. Chosen from the cluster's range when left out.
  port!: The port that clients of the Service use.
  protocol {SCTP,TCP,UDP}: The protocol of the port; TCP when left out.
  targetPort: The pods' port: a number, or the name of a container's port. The same as port when left out.
ServiceStatus: What was reported about a Service.
  conditions: The current state, one condition per aspect.
  loadBalancer: Where the load balancer, if any, is reached.
SessionAffinityConfig: Details of session affinity.
  clientIP: Details of affinity by the client's address.
ClientIPConfig: Affinity by the client's address.
  timeoutSeconds: How many seconds a client keeps its endpoint, from 1 to 86400; three hours when left out.
LoadBalancerStatus: What a load balancer has reported.
  ingress: The points where traffic enters.
LoadBalancerIngress: One point where traffic enters.
  hostname: Its DNS name, for balancers that have one.
  ip: Its address, for balancers that have one.
  ipMode: How nodes treat the address: "VIP" leads to the Service on the node itself, "Proxy" goes out to the balancer.
  ports: The Service's ports as far as the balancer reports on them.
PortStatus: What became of one port of a load balancer.
  error: Why the port could not be set up.
  port!: The port's number.
  protocol! {SCTP,TCP,UDP}: The port's protocol.
EndpointSlice: Some of the endpoints of a Service: addresses, and the ports that all of them share.
  addressType! {FQDN,IPv4,IPv6}: What all addresses of this slice are. Cannot be changed.
  endpoints!: The endpoints, at most 1000.
  ports: The ports that every endpoint of this slice has. A name of a Service port that has different numbers leads to several slices.
Endpoint: One backend of a Service.
  addresses!: Its addresses; all lead to the same backend, and clients use the first.
  conditions: Whether it takes traffic.
  deprecatedTopology: Leftover of an earlier version; read nodeName and zone instead.
  hints: For which zones or nodes it is meant, where traffic distribution is asked for.
  hostname: Its hostname, which gives it a DNS name of its own below a headless Service.
  nodeName: The node that it is on; what traffic policies with "Local" compare.
  targetRef: The object that it stands for, mostly a Pod.
  zone: The zone that it is in.
EndpointConditions: The state of an endpoint.
  ready: Whether it takes new connections. Left out means unknown, which counts as ready.
  serving: The same as ready, but for pods that are going away as well.
  terminating: Whether it is going away.
EndpointHints: For whom an endpoint is meant.
  forNodes: Nodes that should use it.
  forZones: Zones that should use it.
ForNode: A node for a hint.
  name!: The node's name.
ForZone: A zone for a hint.
  name!: The zone's name.
DiscoveryEndpointPort: A port of all endpoints of a slice.
  appProtocol: What is spoken on the port.
  name: The Service port that it belongs to; the empty name belongs to a Service's only port.
  port: The number on the endpoints; all ports when left out.
  protocol {SCTP,TCP,UDP}: Its protocol; TCP when left out.
Endpoints: All endpoints of a Service in one object. Deprecated: EndpointSlices replace it.
  subsets: Groups of addresses that share their ports.
EndpointSubset: Addresses that share their ports.
  addresses: Addresses that take traffic.
  notReadyAddresses: Addresses that do not take traffic yet.
  ports: The ports of all of them.
EndpointAddress: One address.
  hostname: The hostname of this endpoint.
  ip!: The address itself; neither loopback nor link-local.
  nodeName: The node that it is on.
  targetRef: The object that it stands for.
EndpointPort: A port of a subset.
  appProtocol: What is spoken on the port.
  name: The Service port that it belongs to.
  port!: The number.
  protocol {SCTP,TCP,UDP}: Its protocol; TCP when left out.
ServiceCIDR: A range that addresses of Services are taken from.
  spec: The range.
  status: Whether it is in use.
ServiceCIDRSpec: The range of a ServiceCIDR.
  cidrs: The ranges, at most one per IP family. Cannot be changed.
ServiceCIDRStatus: The state of a ServiceCIDR.
  conditions: The current state, one condition per aspect.
IPAddress: An address of a Service that is taken.
  spec: Who has it.
IPAddressSpec: Who has an address.
  parentRef!: The object that has it.
ParentReference: The object that has an address.
  group: Its group; empty for core kinds.
  name!: Its name.
  namespace: Its namespace.
  resource!: Its resource, for example services.
`;
