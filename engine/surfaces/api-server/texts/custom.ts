/**
 * What the fields of kinds that a CRD describes are for, of Gateway API first: see `field-texts.ts` for how to read it.
 * A field of a CRD has no type with a name: its text is found by the name of the field above it.
 */
export const CUSTOM_TEXTS = `
GatewayClass: A controller that Gateways can ask for, with its settings.
Gateway: Points where traffic enters, and which routes may be attached to them.
ListenerSet: Further listeners for a Gateway, kept by somebody else than the Gateway.
HTTPRoute: Where HTTP requests go, by host, path, header, query and method.
GRPCRoute: Where gRPC calls go, by host, service, method and header.
TLSRoute: Where TLS connections go, by the server name that the client asks for.
TCPRoute: Where TCP connections go.
UDPRoute: Where UDP datagrams go.
ReferenceGrant: Allows objects of other namespaces to refer to objects of this one.
BackendTLSPolicy: How a Gateway speaks TLS to the pods behind a Service.
*: any
  spec: What is wanted.
  status: What the controller has reported.
  group: The group; empty for core kinds.
  kind: The kind.
  name: The name.
  namespace: The namespace; the object's own when left out.
  port: The port.
  sectionName: The part that is meant: a listener of a Gateway, or a port of a Service, by name.
  conditions: The current state, one condition per aspect.
  lastTransitionTime: When the status changed.
  message: Why, for people.
  observedGeneration: The generation that it speaks of.
  reason: Why, in one word.
  type: The type, which says how the rest is read.
  value: The value.
  matchLabels: Labels that have to be there, with their values.
  matchExpressions: Comparisons of a label with a list of values.
  key: The label.
  operator: "In", "NotIn", "Exists" or "DoesNotExist".
  values: The values, for In and NotIn.
  namespaces: The namespaces that are meant.
  annotations: Annotations, as names and values.
  labels: Labels, as names and values.
  parametersRef: An object with further settings of the controller.
  hostname: The host.
  validation: How certificates are checked.
  selector: Labels of what is meant.
conditions: one
  status: "True", "False" or "Unknown".
  type: The aspect, for example "Accepted", "Programmed" or "ResolvedRefs".
spec: any
  addresses: The addresses that are asked for; the controller chooses when left out.
  allowedListeners: Which namespaces may add listeners with a ListenerSet; none when left out.
  controllerName: The controller that takes the Gateways of this class. Cannot be changed.
  defaultScope: Whether routes that name no parent belong to this Gateway.
  description: What the class is for, for people.
  from: Which objects may refer here: any entry is enough.
  gatewayClassName: The class, and so the controller, of this Gateway.
  hostnames: The hosts that requests are for. They narrow the listener's; all of its hosts when empty.
  infrastructure: Labels, annotations and settings for what the controller makes for this Gateway.
  listeners: The points where traffic enters: a port, a protocol and perhaps a host each.
  options: Settings that the controller knows.
  parametersRef: An object with further settings of the controller.
  parentRef: The Gateway that the listeners are added to.
  parentRefs: The Gateways, or Services for mesh, that the route is attached to. They decide whether they accept it.
  rules: What is compared, and where matches go. The most specific match wins, whatever the order.
  targetRefs: The Services that the policy is for.
  tls: Certificates and checks for all listeners: of clients, and of pods.
  to: Which objects may be referred to.
  useDefaultGateways: Whether the route belongs to the default Gateways too.
  validation: How the certificate of the pods is checked.
parentRefs: one
  group: The parent's group; Gateway API's own when left out.
  kind: The parent's kind; Gateway when left out.
  namespace: The parent's namespace; the route's own when left out. The listener has to allow routes from there.
  port: Only listeners on this port.
  sectionName: Only the listener of this name.
listeners: one
  allowedRoutes: Which routes may be attached: by namespace and by kind.
  attachedRoutes: How many routes are attached.
  hostname: The host that the listener is for; "*.example.com" stands for one or more labels in front, and all hosts when left out.
  name: The listener's name, unique in the Gateway.
  port: The port that it listens on. Listeners can share one when host or protocol differ.
  protocol: "HTTP", "HTTPS", "TLS", "TCP" or "UDP".
  supportedKinds: The kinds of routes that the listener takes.
  tls: The certificate, and who ends TLS. For the protocols HTTPS and TLS.
allowedRoutes: which
  kinds: The kinds of routes; those that fit the protocol when left out.
  namespaces: The namespaces of the routes; the Gateway's own when left out.
namespaces: which
  from: "Same" is the Gateway's own namespace, "All" any, "Selector" those with certain labels, "None" none.
  selector: The labels of the namespaces, for Selector.
tls: settings
  backend: How the Gateway shows itself to pods.
  certificateRefs: The Secrets with certificate and key. One of another namespace needs a ReferenceGrant there.
  frontend: How certificates of clients are checked.
  mode: "Terminate" ends TLS at the Gateway, "Passthrough" leaves it to the pods.
  options: Settings that the controller knows.
  validation: How certificates of clients are checked.
backend: settings
  clientCertificateRef: The Secret with the certificate that the Gateway shows.
frontend: settings
  default: For all ports that perPort does not name.
  perPort: For single ports.
perPort: one
  tls: How certificates of clients are checked on this port.
validation: checks
  caCertificateRefs: ConfigMaps with the certificates that are trusted.
  hostname: The server name that is asked for, and that the certificate has to carry.
  mode: Whether a certificate that fails is refused.
  subjectAltNames: Names that the certificate has to carry instead of the host's.
  wellKnownCACertificates: "System" trusts what the operating system trusts.
rules: one
  backendRefs: Where matching requests go; more than one shares them by weight. Requests fail with 500 when none of them can be used.
  filters: What is done to requests and responses on the way.
  matches: What is compared; any of them is enough. Everything matches when left out.
  name: The rule's name, unique in the route.
  retry: When a request is tried again.
  sessionPersistence: How a client keeps its pod.
  timeouts: How long a request may take.
matches: one
  headers: Headers that have to be there, all of them.
  method: The method.
  path: The path.
  queryParams: Query parameters that have to be there, all of them.
path: comparison
  replaceFullPath: The new path.
  replacePrefixMatch: What stands for the prefix that matched.
  type: How the path is compared: "PathPrefix" by whole elements between slashes, "Exact" or "RegularExpression". In filters: what is replaced.
  value: The path that is compared with.
headers: one
  name: The header's name; case does not matter.
  type: "Exact" or "RegularExpression"; Exact when left out.
  value: What the header has to be.
queryParams: one
  name: The parameter's name.
  type: "Exact" or "RegularExpression"; Exact when left out.
  value: What the parameter has to be.
backendRefs: one
  filters: What is done on the way to this backend only.
  group: The backend's group; empty for a Service.
  kind: The backend's kind; Service when left out.
  name: The backend's name.
  namespace: The backend's namespace; the route's own when left out. Another one needs a ReferenceGrant there.
  port: The Service's port, which is needed for Services: the port that the Service listens on, not the pods'.
  weight: Its share among the weights of the rule; 1 when left out, 0 for nothing.
filters: one
  cors: Answers browsers that ask whether another site may call.
  extensionRef: A filter of the controller's own.
  externalAuth: Asks another server whether a request may pass.
  requestHeaderModifier: Sets, adds and removes headers of the request.
  requestMirror: Sends a copy of the request somewhere else; its answer is dropped.
  requestRedirect: Answers with a redirect. It cannot stand beside urlRewrite.
  responseHeaderModifier: Sets, adds and removes headers of the response.
  type: Which filter it is; only the field of that name is read.
  urlRewrite: Changes host or path on the way to the pod.
requestHeaderModifier: changes
  add: Headers that are added to what is there.
  remove: Names of headers that are removed.
  set: Headers that replace what is there.
responseHeaderModifier: changes
  add: Headers that are added to what is there.
  remove: Names of headers that are removed.
  set: Headers that replace what is there.
requestMirror: copy
  backendRef: Who gets the copy.
  fraction: The share of requests that are copied.
  percent: The share of requests that are copied, in percent.
requestRedirect: answer
  hostname: The host to go to; the request's own when left out.
  path: The path to go to; the request's own when left out.
  port: The port to go to; that of the scheme, or of the listener, when left out.
  scheme: "http" or "https"; the request's own when left out.
  statusCode: The status of the answer; 302 when left out.
urlRewrite: changes
  hostname: The new Host header.
  path: The new path.
externalAuth: question
  backendRef: Who is asked.
  forwardBody: How much of the body is sent along.
  grpc: Details of asking by gRPC.
  http: Details of asking by HTTP.
  protocol: "HTTP" or "GRPC".
forwardBody: limits
  maxSize: At most so many bytes.
grpc: details
  allowedHeaders: Headers of the request that are sent along.
http: details
  allowedHeaders: Headers of the request that are sent along.
  allowedResponseHeaders: Headers of the answer that the pod gets.
  path: The path that is asked, in front of the request's own.
fraction: share
  denominator: Of how many; 100 when left out.
  numerator: How many.
cookieConfig: details
  lifetimeType: "Session" until the browser closes, or "Permanent".
method: comparison
  method: The method of the gRPC service.
  service: The gRPC service.
subjectAltNames: one
  uri: The URI, for the type URI.
timeouts: limits
  backendRequest: For one try with one backend.
  request: For the whole request, retries included.
retry: limits
  attempts: How often it is tried again.
  backoff: How long to wait between tries.
  codes: The statuses that are tried again.
sessionPersistence: settings
  absoluteTimeout: When the session ends, however busy.
  cookieConfig: Details of the cookie.
  sessionName: Its name.
  type: "Cookie" or "Header"; Cookie when left out.
cors: settings
  allowCredentials: Whether cookies may be sent.
  allowHeaders: Headers that may be sent.
  allowMethods: Methods that may be used.
  allowOrigins: Sites that may call.
  exposeHeaders: Headers that scripts may read.
  maxAge: Seconds that the answer holds.
status: report
  addresses: The addresses that traffic enters by.
  ancestors: The Gateways that the policy concerns, and what they make of it.
  attachedListenerSets: How many ListenerSets are attached.
  listeners: What became of each listener.
  parents: What each parent makes of the route: without an entry, no controller has looked at it.
  supportedFeatures: What the class can do.
parents: one
  controllerName: The controller that reports.
  parentRef: The parent that it speaks of.
ancestors: one
  ancestorRef: The Gateway that it speaks of.
  controllerName: The controller that reports.
`;
