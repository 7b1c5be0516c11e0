/** What the fields of OpenShift's and OVN-Kubernetes' kinds are for: see `field-texts.ts` for how to read it. */
export const OPENSHIFT_TEXTS = `
Route: A host, and the Service that its requests go to: OpenShift's way in from outside.
  spec!: Host, Service, port and TLS.
  status: What each router has made of it.
RouteSpec: Host, Service, port and TLS.
  alternateBackends: Up to three further Services that share the requests by weight.
  host: The DNS name that requests are for. Made of the Route's name, its namespace and the router's domain when left out.
  httpHeaders: Headers that are set or deleted on the way.
  path: The beginning of the path that requests are for. Not with passthrough, where the router cannot see it.
  port: The port of the pods, when the Service has more than one.
  subdomain: The name below the router's domain, when there is no host.
  tls: TLS to the outside and to the pods; the Route is for plain HTTP when left out.
  to!: The Service that requests go to.
  wildcardPolicy {None,Subdomain,}: Whether the Route is for all names of the host's domain. None when left out.
RouteTargetReference: A Service and its share.
  kind! {Service,}: Always "Service".
  name!: The Service's name.
  weight: Its share among the weights, from 0 to 256; 100 when left out, 0 for nothing.
RoutePort: The port that pods listen on.
  targetPort!: A port of the Service by name, or of the pods by number: the Service's targetPort, not its port.
TLSConfig: TLS of a Route.
  caCertificate: The chain of the certificate.
  certificate: The certificate; the router's own when left out.
  destinationCACertificate: For reencrypt: what the pods' certificate is checked against. The cluster's service CA when left out.
  externalCertificate: A Secret of type kubernetes.io/tls with certificate and key, instead of having them here.
  insecureEdgeTerminationPolicy {Allow,None,Redirect,}: What happens to plain HTTP: "Allow" serves it, "Redirect" sends clients to HTTPS, "None" or nothing closes the door.
  key: The certificate's key.
  termination! {edge,passthrough,reencrypt}: Who ends TLS: "edge" the router, which speaks plain HTTP to the pods; "passthrough" the pods; "reencrypt" the router, which speaks TLS to the pods too.
RouteHTTPHeaders: Headers that are changed on the way.
  actions: What is done, in this order.
RouteHTTPHeaderActions: Changes of headers.
  request: Changes of requests.
  response: Changes of responses.
RouteHTTPHeader: A change of one header.
  action!: What is done.
  name!: The header's name.
RouteHTTPHeaderActionUnion: What is done with a header.
  set: The new value.
  type! {Delete,Set}: Whether the header is set or deleted.
RouteSetHTTPHeader: A new value.
  value!: The value.
RouteStatus: What each router has made of a Route.
  ingress: One entry per router that has seen the Route.
RouteIngress: What one router has made of a Route.
  conditions: "Admitted" says whether the router serves the Route, and why not.
  host: The host that the router serves.
  routerCanonicalHostname: The router's own name, which a CNAME of the host can lead to.
  routerName: The router.
  wildcardPolicy: The policy that the router applied.
RouteIngressCondition: One aspect of a Route's state.
  lastTransitionTime: When its status changed.
  message: Why, for people.
  reason: Why, in one word.
  status!: "True", "False" or "Unknown".
  type!: The aspect: "Admitted".
DNS: The cluster's DNS server, as the DNS operator runs it. Only the one named "default" counts.
  spec: What is wanted.
  status: What was seen.
DNSSpec: How the DNS server answers, and whom it asks.
  cache: How long answers are kept at most.
  logLevel {Debug,Normal,Trace}: What the server logs: errors, also names that do not exist, or everything.
  managementState: "Unmanaged" leaves the Corefile to whoever edits it.
  nodePlacement: Which nodes have a DNS pod.
  operatorLogLevel {Debug,Normal,Trace}: How much the operator itself logs.
  servers: Zones that other servers know.
  upstreamResolvers: The servers for all other names; the nodes' own when left out.
DNSCache: Durations such as 30s. Zero or nothing is the operator's own choice.
  negativeTTL: For names that do not exist. 30 seconds when left out.
  positiveTTL: For answers. 15 minutes when left out.
Server: Zones and the servers that know them.
  forwardPlugin!: The servers, and how they are asked.
  name!: A name for the block, as a service's.
  zones!: The zones, without a dot at the end. The most exact one counts.
ForwardPlugin: Servers, and how they are asked.
  policy {Random,RoundRobin,Sequential}: Which one is asked first. Random when left out.
  protocolStrategy {TCP}: Whether all questions go by TCP.
  transportConfig: Whether questions go through TLS.
  upstreams!: Addresses, with a port where it is not 53. Up to fifteen.
UpstreamResolvers: The servers for names of no zone in particular.
  policy {Random,RoundRobin,Sequential}: Which one is asked first. Sequential when left out.
  protocolStrategy {TCP}: Whether all questions go by TCP.
  transportConfig: Whether questions go through TLS.
  upstreams: The servers. Up to fifteen; the nodes' resolv.conf when left out.
Upstream: One server.
  address: Its address, for the type Network.
  port: Its port. 53 when left out.
  type! {Network,SystemResolvConf}: An address, or what the nodes' resolv.conf says.
DNSTransportConfig: How questions travel.
  tls: What is asked of the other side's certificate.
  transport {Cleartext,TLS}: Through TLS or in the clear. In the clear when left out.
DNSOverTLSConfig: What is asked of the other side's certificate.
  caBundle: A ConfigMap of openshift-config with the authorities; those of the system when left out.
  serverName!: The name that the certificate has to have.
DNSStatus: What the operator says of the server.
  clusterDomain!: The domain of Services.
  clusterIP!: The address of the server's Service.
  conditions: "Available", "Progressing", "Degraded" and "Upgradeable".
Ingress.config.openshift.io: What holds for all ways in from outside. Only the one named "cluster" counts.
  spec!: What is wanted.
  status: What was seen.
IngressConfigSpec: What holds for all ways in from outside.
  appsDomain: Takes the place of domain in the hosts that Routes are given.
  componentRoutes: Hosts and certificates for the Routes of OpenShift itself.
  domain: The domain that hosts of Routes and of the default router are below. It does not change.
  loadBalancer: The load balancer in front of the routers, by provider.
  requiredHSTSPolicies: What new Routes with TLS have to say of Strict-Transport-Security. The first that is for a Route's host counts.
RequiredHSTSPolicy: What Routes of some hosts have to say of Strict-Transport-Security.
  domainPatterns!: The hosts, where a star stands for any characters.
  includeSubDomainsPolicy {NoOpinion,RequireIncludeSubDomains,RequireNoIncludeSubDomains}: Whether includeSubDomains has to be there.
  maxAge: What max-age has to be.
  namespaceSelector: The namespaces whose Routes it is for; all when left out.
  preloadPolicy {NoOpinion,RequireNoPreload,RequirePreload}: Whether preload has to be there.
MaxAgePolicy: Seconds.
  largestMaxAge: The most; as much as one likes when left out.
  smallestMaxAge: The least; as little as one likes when left out.
IngressController: A set of routers, which serve Routes and Ingresses.
  spec: What is wanted of the routers.
  status: What was seen.
IngressControllerSpec: What is wanted of the routers.
  clientTLS: How certificates of clients are checked.
  defaultCertificate: The Secret with the certificate for Routes that have none.
  domain: The domain that hosts are made below when a Route has none.
  endpointPublishingStrategy: How the routers are reached from outside.
  httpErrorCodePages: A ConfigMap with pages for errors.
  httpHeaders: Headers that the routers set.
  logging: What the routers log.
  namespaceSelector: The namespaces whose Routes are served, by label; all when left out.
  nodePlacement: Which nodes the routers run on.
  replicas: How many routers.
  routeAdmission: Which Routes are admitted.
  routeSelector: The Routes that are served, by label; all when left out.
  tlsSecurityProfile: Versions and ciphers of TLS.
  tuningOptions: Timeouts, buffers and threads.
EndpointPublishingStrategy: How the routers are reached from outside.
  hostNetwork: Details of HostNetwork.
  loadBalancer: Details of LoadBalancerService.
  nodePort: Details of NodePortService.
  private: Details of Private.
  type: "LoadBalancerService" by a load balancer, "HostNetwork" on the nodes' own ports, "NodePortService" on node ports, "Private" from inside only.
RouteAdmissionPolicy: Which Routes are admitted.
  namespaceOwnership: Whether Routes of several namespaces may share a host: "Strict" or "InterNamespaceAllowed".
  wildcardPolicy: Whether Routes for all names of a domain are admitted.
EgressFirewall: Which addresses outside of the cluster the pods of a namespace may reach. There is one per namespace, and its name is "default".
  spec: The rules.
  status: Whether the network took it.
EgressFirewallSpec: Rules for traffic that leaves the cluster.
  egress!: The rules; the first that matches decides, and traffic that none matches is allowed.
EgressFirewallRule: One rule.
  ports: The ports; all when empty.
  to!: The destination.
  type! {Allow,Deny}: Whether matching traffic is allowed.
EgressFirewallPort: A port.
  port!: The number.
  protocol! {SCTP,TCP,UDP}: The protocol.
EgressFirewallDestination: Addresses by one of three means.
  cidrSelector: A range of addresses.
  dnsName: A DNS name; what it resolves to is asked again and again.
  nodeSelector: Nodes by label; their addresses are meant.
EgressIP: The source address that some pods have outside of the cluster.
  spec!: Pods and addresses.
  status: Which node has which address.
EgressIPSpec: Pods and addresses.
  egressIPs!: The addresses; each is given to one node that can have it.
  namespaceSelector!: Namespaces by label.
  podSelector: Pods of these namespaces by label; all when left out.
EgressIPStatus: Which node has which address.
  items: One entry per address that a node has.
EgressIPStatusItem: An address and its node.
  egressIP: The address.
  node: The node that traffic leaves by.
ServiceImport: A Service that clusters of the set export, as this cluster uses it.
  spec: Its ports and addresses.
  status: Which clusters export it.
ServiceImportSpec: Ports and addresses.
  type! {ClusterSetIP,Headless}: Whether it has an address of its own, or its endpoints are asked for.
  ports!: The ports.
  ips: Its addresses in the set, one for each family.
  ipFamilies: Families of its addresses.
  sessionAffinity {ClientIP,None}: Whether a client keeps its endpoint.
  sessionAffinityConfig: For how long.
  internalTrafficPolicy: Whether only endpoints of the client's own node are used.
  trafficDistribution: Which endpoints are preferred.
ServiceImportPort: A port.
  name: Its name; endpoints have it, too.
  port!: The number.
  protocol: The protocol; TCP when left out.
  appProtocol: What is spoken there.
ServiceImportStatus: Where it comes from.
  clusters: One entry per cluster that exports it.
  conditions: How it stands with it.
ServiceImportCluster: A cluster that exports it.
  cluster!: Its name.
`;
