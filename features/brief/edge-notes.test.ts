import { describe, expect, it } from "vitest";
import { CHOICE, type Note, testNotes } from "./notes.ts";

const INGRESS: readonly Note[] = [
  {
    says: "no matching class: the status stays empty for ever",
    shown: ["brief/edge.feature", "With a class that nobody acts on the address stays empty for ever"],
    told: ["ingress", "keeps an empty status, and nobody acts on it"],
    lint: "ingress-class-missing",
  },
  {
    says: "no class at all, and no default",
    shown: ["ingress/classes.feature", "<what>: status <status>"],
    told: ["ingress", "ingress-class-absent"],
    lint: "ingress-class-absent",
  },
  {
    says: "the class's controller does not run",
    shown: ["ingress/classes.feature", "A class of a controller that does not run"],
    told: ["ingress", "An Ingress whose class does not exist or has no controller"],
    lint: "ingress-controller-missing",
  },
  {
    says: "the controller's pods have to be healthy",
    shown: [
      "brief/edge-notes.feature",
      "The last pod of the controller takes the address back, and who knows it still gets no answer",
    ],
    told: ["ingress", "An ingress controller is a proxy in a pod"],
    lint: { none: "manifests seldom hold the controller" },
  },
  {
    says: "a backend is a Service and its port, not a pod's",
    shown: ["brief/edge.feature", "/metrics names a port that the Service lacks"],
    told: ["ingress", "A backend's port is the Service's"],
    lint: "ingress-port-missing",
  },
  {
    says: "a Service that is not there",
    shown: ["ingress/backends.feature", "<what> is answered <status>"],
    told: ["ingress", "the Service or its port does not exist"],
    lint: "ingress-service-missing",
  },
  {
    says: "TLS names a Secret that is not there",
    shown: [
      "ingress/tls.feature",
      "<host>: without a certificate of its own the client stops, unless it does not care",
    ],
    told: ["ingress", "its own fake certificate where the Secret is missing"],
    lint: "ingress-tls-secret-missing",
  },
  {
    says: "TLS names a Secret of another namespace",
    shown: [
      "brief/edge-notes.feature",
      "The Secret of another namespace is none: clients see the controller's own certificate",
    ],
    told: ["ingress", "in another namespace does not count"],
    lint: "ingress-tls-secret-missing",
  },
  {
    says: "cert-manager makes the certificate, or does not",
    shown: ["ingress/cert-manager.feature", "<issuer>: <ending>"],
    told: ["ingress", "ingress-tls-secret-missing"],
    lint: "ingress-tls-secret-missing",
  },
  {
    says: "ssl-redirect sends HTTP to HTTPS",
    shown: ["brief/edge.feature", "ssl-redirect sends plain HTTP to HTTPS"],
    told: ["ingress", "hosts with TLS send HTTP to HTTPS"],
    lint: CHOICE,
  },
  {
    says: "redirects behind a load balancer that ends TLS go in circles",
    shown: ["brief/edge-notes.feature", "Behind a load balancer that ends TLS the redirect never ends"],
    told: ["ingress", "the client goes in circles"],
    lint: "ingress-redirect-loop",
  },
  {
    says: "annotations sprawl: one rewrite changes every path of the host",
    shown: [
      "ingress/nginx.feature",
      "One Ingress with a rewrite makes expressions of every path of the host",
    ],
    told: ["ingress", "turns every path of the host into an expression"],
    lint: "ingress-regex-contagion",
  },
  {
    says: "annotations are one controller's: another does not know them",
    shown: ["route/ingress-to-route.feature", "Annotations of ingress-nginx mean nothing here"],
    told: ["ingress", "ingress-annotation-foreign"],
    lint: "ingress-annotation-foreign",
  },
  {
    says: "snippets are refused by a controller with its defaults",
    shown: [
      "ingress/nginx-more.feature",
      "A snippet has the whole Ingress left out, as controllers allow none unless they are told to",
    ],
    told: ["ingress", "An Ingress with a snippet is left out"],
    lint: "ingress-snippet",
  },
  {
    says: "a limit: HTTP only, no TCP",
    shown: ["brief/edge-notes.feature", "It is HTTP and nothing else: a database behind it hangs up"],
    told: ["ingress", "a database wants a LoadBalancer Service or a TCPRoute"],
    lint: { none: "what a port speaks stands in no manifest" },
  },
  {
    says: "a limit: no client certificates in the specification",
    shown: [
      "ingress/nginx-client-certificates.feature",
      "verify-client <mode>, a client with <option>: <status>",
    ],
    told: ["ingress", "Client certificates and shares of the traffic are not in the specification"],
    lint: CHOICE,
  },
  {
    says: "a limit: conflicting Ingresses need a precedence",
    shown: ["ingress/hosts-and-paths.feature", "The same host and path twice goes to the older Ingress"],
    told: ["ingress", "who wins a path that two have"],
    lint: "ingress-path-taken",
  },
  {
    says: "a limit: no shares of the traffic, canary annotations instead",
    shown: ["ingress/nginx.feature", "A canary takes its weight, or all that ask for it"],
    told: ["ingress", "HTTPRoutes have weights"],
    lint: CHOICE,
  },
  {
    says: "a policy may keep the controller out",
    shown: [
      "ingress/backends.feature",
      "A default deny in the shop locks the controller out, and the client waits for a 504",
    ],
    told: ["ingress", "no policy lets the controller reach the pods"],
    lint: "ingress-policy-closed",
  },
  {
    says: "cloud controllers serve their own classes",
    shown: ["ingress/classes.feature", "<what>: status <status>"],
    told: ["ingress", "answers to the classes of widely installed controllers"],
    lint: CHOICE,
  },
];

const GATEWAY: readonly Note[] = [
  {
    says: "it needs a conformant controller",
    shown: [
      "brief/edge-notes.feature",
      "A class that no controller has leaves the Gateway without an address",
    ],
    told: ["gateway", "Without a controller for the class nothing happens"],
    lint: "gateway-class-missing",
  },
  {
    says: "both run side by side during a migration",
    shown: [
      "brief/edge-notes.feature",
      "Both run side by side during a migration, and the name decides who is asked",
    ],
    told: ["gateway", "A host may have an Ingress and an HTTPRoute while it moves"],
    lint: CHOICE,
  },
  {
    says: "three personas with permissions of their own",
    shown: ["gateway/personas.feature", "Who may do what"],
    told: ["gateway", "Three people bring its objects"],
    lint: CHOICE,
  },
  {
    says: "a route of another namespace needs to be allowed",
    shown: ["brief/edge.feature", "As it stands, a route of another namespace may not attach"],
    told: ["gateway", "the listener has to allow"],
    lint: "route-not-allowed",
  },
  {
    says: "a reference into another namespace needs a grant",
    shown: ["conformance/gateway-api/references.feature", "A grant lets it through until it is gone"],
    told: ["gateway", "A reference into another namespace needs a ReferenceGrant there"],
    lint: "reference-grant-missing",
  },
  {
    says: "a parent that nobody has",
    shown: [
      "brief/edge-notes.feature",
      "A class that no controller has leaves the Gateway without an address",
    ],
    told: ["gateway", "route-parent-missing"],
    lint: "route-parent-missing",
  },
  {
    says: "hosts of a listener and a route that do not meet",
    shown: [
      "conformance/gateway-api/hostnames.feature",
      "Conditions and counts say who has a name in common with whom",
    ],
    told: ["gateway", "A route serves the names that it and its listener have in common"],
    lint: "route-hostname-without-listener",
  },
  {
    says: "weights share the traffic",
    shown: ["brief/edge.feature", "With allowedRoutes it does, and one connection in ten is the canary's"],
    told: ["gateway", "Weights are shares"],
    lint: CHOICE,
  },
  {
    says: "weights that are all zero",
    shown: ["brief/edge-notes.feature", "Weights that are all zero answer 500"],
    told: ["gateway", "All weights zero"],
    lint: "route-weights-zero",
  },
  {
    says: "GRPCRoute, TLSRoute and the others for what is not HTTP",
    shown: ["conformance/gateway-api/tls.feature", "TLS passes to the backend that its server name means"],
    told: ["gateway", "a TLSRoute, TCPRoute or UDPRoute leads to an endpoint"],
    lint: CHOICE,
  },
  {
    says: "GatewayClass is cluster-scoped, the family is one of CRDs with versions of its own",
    shown: [
      "gateway/crds.feature",
      "GatewayClasses belong to the cluster, the others to a namespace, and GRPCRoute and TLSRoute are v1 as well",
    ],
    told: ["gateway", "a family of kinds of its own beside Ingress"],
    lint: CHOICE,
  },
  {
    says: "what release there is says the CRD, not Kubernetes",
    shown: ["gateway/crds.feature", "What release is there, and in which channel"],
    told: ["gateway", "No release of Kubernetes contains it"],
    lint: CHOICE,
  },
  {
    says: "a Gateway allocates load balancers that its routes share",
    shown: [
      "brief/edge-notes.feature",
      "One Gateway is one load balancer, for the routes of every namespace",
    ],
    told: ["gateway", "One Gateway is one load balancer"],
    lint: CHOICE,
  },
  {
    says: "a listener binds host, port and TLS: what has no listener is not served",
    shown: ["brief/edge-notes.feature", "A listener for HTTPS alone leaves plain HTTP unanswered"],
    told: ["gateway", "What has no listener is not served"],
    lint: { none: "a Gateway for HTTPS alone is a choice" },
  },
  {
    says: "attachment is gated by allowedRoutes, not by ReferenceGrant",
    shown: ["brief/edge-notes.feature", "A ReferenceGrant does not let a route attach; allowedRoutes does"],
    told: ["gateway", "a `parentRef` needs none"],
    lint: "reference-grant-useless",
  },
  {
    says: "no annotations",
    shown: ["brief/edge-notes.feature", "Annotations of Ingresses mean nothing on a route"],
    told: ["gateway", "Annotations of Ingresses mean nothing here"],
    lint: "route-annotation-ignored",
  },
  {
    says: "filters are portable across implementations",
    shown: ["brief/edge-notes.feature", "The same filters with <class>"],
    told: ["gateway", "The same filters do the same whatever the class"],
    lint: { none: "one that only an implementation knows has a rule of its own" },
  },
  {
    says: "filters that only an implementation knows are not",
    shown: [
      "gateway/status.feature",
      "A filter that only an implementation knows is an error, never passed over",
    ],
    told: ["gateway", "A filter of an extension (ExtensionRef) is not known"],
    lint: "route-filter-unknown",
  },
  {
    says: "it replaces Ingress, not Services",
    shown: ["brief/edge-notes.feature", "A route leads to Services, and has nobody without them"],
    told: ["gateway", "It takes the place of Ingress, not of Services"],
    lint: "route-backend-unresolved",
  },
  {
    says: "a policy may keep the proxy out",
    shown: [
      "gateway/policies.feature",
      "A default-deny policy in the backend's namespace shuts the proxy out as well",
    ],
    told: ["gateway", "what has to be let in is the Gateway's namespace"],
    lint: "gateway-policy-closed",
  },
];

const ROUTES: readonly Note[] = [
  {
    says: "edge, passthrough, reencrypt, none",
    shown: ["route/tls.feature", "A Route without tls is not edge: HTTPS finds nothing"],
    told: ["route", "A Route without `tls` is not edge"],
    lint: CHOICE,
  },
  {
    says: "for reencrypt the Service must speak TLS",
    shown: ["route/tls.feature", "reencrypt to a pod that <speaks>: <status>"],
    told: ["route", "reencrypt and passthrough need pods that speak TLS"],
    lint: "route-termination-mismatch",
  },
  {
    says: "the router checks the pod against destinationCACertificate",
    shown: [
      "route/backend-certificates.feature",
      "destinationCACertificate of Shop Root, and a certificate of <issuer>: <status>",
    ],
    told: ["route", "with `destinationCACertificate` it has to come from that"],
    lint: { none: "the pod's certificate stands in no manifest" },
  },
  {
    says: "HTTP is sent to HTTPS where the policy says so",
    shown: ["brief/edge.feature", "Plain HTTP is redirected"],
    told: ["route", "Redirect answers 302"],
    lint: CHOICE,
  },
  {
    says: "targetPort is the endpoints' port",
    shown: ["route/hosts-and-paths.feature", "targetPort <port> is <status>"],
    told: ["route", "It is not the Service's port"],
    lint: "route-target-port-unknown",
  },
  {
    says: "a host that is taken",
    shown: ["route/admission.feature", "The namespace of the oldest Route owns the host, whatever the path"],
    told: ["route", "the router does not admit the Route that has the host"],
    lint: "route-not-admitted",
  },
  {
    says: "hosts below the apps domain",
    shown: ["route/hosts-and-paths.feature", "A Route without a host gets one below the apps domain"],
    told: ["route", "for one label below its domain"],
    lint: CHOICE,
  },
  {
    says: "the timeout annotation",
    shown: [
      "brief/edge-notes.feature",
      "The brief's timeout of 60 seconds takes the place of the router's 30",
    ],
    told: ["route", "haproxy.router.openshift.io/timeout"],
    lint: CHOICE,
  },
  {
    says: "oc get route lists all URLs",
    shown: ["brief/edge-notes.feature", "All URLs of the edge"],
    told: ["route", "lists the hosts"],
    lint: CHOICE,
  },
  {
    says: "oc expose and oc create route",
    shown: ["brief/commands.feature", "oc create route edge does, with TLS"],
    told: ["route", "Termination: none, edge"],
    lint: CHOICE,
  },
  {
    says: "shards for several audiences",
    shown: ["route/admission.feature", "A router of its own for a shard"],
    told: ["route", "What Route owns which host was decided before"],
    lint: CHOICE,
  },
  {
    says: "Routes replace Ingresses, which still work",
    shown: ["route/ingress-to-route.feature", "<what>: <status>"],
    told: ["route", "Ingresses work as well, turned into Routes"],
    lint: CHOICE,
  },
  {
    says: "a policy may keep the router out",
    shown: [
      "route/weights.feature",
      "A default deny locks the router out, and its namespace's label lets it in",
    ],
    told: ["route", "no policy lets the router reach the pods"],
    lint: "route-policy-closed",
  },
  {
    says: "an egress IP gives partners one address to let in",
    shown: ["egress-ip/addresses.feature", "Selected pods leave as the address, the others as their node"],
    told: ["egress-ip", "egress"],
    lint: CHOICE,
  },
  {
    says: "an EgressFirewall keeps a namespace from the rest of the world",
    shown: ["egress-firewall/rules.feature", "Deny everything but one name"],
    told: ["egress-firewall", "EgressFirewall"],
    lint: CHOICE,
  },
];

describe("what the brief says beside its edge objects", () => {
  it("is complete: 20 notes on Ingress, 20 on Gateway API, 15 on Routes", () => {
    expect([INGRESS.length, GATEWAY.length, ROUTES.length]).toEqual([20, 20, 15]);
  });

  testNotes([...INGRESS, ...GATEWAY, ...ROUTES]);
});
