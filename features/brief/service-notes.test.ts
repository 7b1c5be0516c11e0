import { describe, expect, it } from "vitest";
import { CHOICE, type Note, testNotes } from "./notes.ts";

const SERVICES: readonly Note[] = [
  {
    says: "a misspelt targetPort: no endpoint has the port, and the client is refused",
    shown: ["brief/services.feature", "A misspelt name is refused at once"],
    told: ["service-proxy", "`named-port-unknown`"],
    lint: "named-port-unknown",
  },
  {
    says: "a number that no container listens on",
    shown: ["brief/services.feature", "A number that nothing listens on is refused too, by the pod"],
    told: ["service-proxy", "`target-port-undeclared`"],
    lint: "target-port-undeclared",
  },
  {
    says: "always look at the endpoints after a deploy",
    shown: ["brief/commands.feature", "The check that the pitfall asks for"],
    told: ["service-proxy", "`kubectl get endpointslices -l kubernetes.io/service-name=NAME` shows"],
    lint: "selector-matches-nothing",
  },
  {
    says: "publishNotReadyAddresses for peers that look each other up before they are ready",
    shown: ["brief/services.feature", "Unless the Service publishes addresses that are not ready"],
    told: ["service-proxy", "`peers-unresolvable`"],
    lint: "peers-unresolvable",
  },
  {
    says: "other Services route to ready pods only",
    shown: ["service-proxy/endpoints.feature", "publishNotReadyAddresses keeps pods that are not ready"],
    told: ["service-proxy", "`unready-published`"],
    lint: "unready-published",
  },
  {
    says: "a cluster IP is on no interface",
    shown: ["brief/service-notes.feature", "A cluster IP is on no interface, and in every node's rules"],
    told: ["service-proxy", "none of them belongs to a machine"],
    lint: CHOICE,
  },
  {
    says: "port is the Service's, targetPort the container's",
    shown: ["brief/services.feature", "Port 80 leads to the container's 8080"],
    told: ["service-proxy", "`targetPort` was used when the slice was made"],
    lint: CHOICE,
  },
  {
    says: "session affinity pins clients to a pod",
    shown: ["service-proxy/session-affinity.feature", "A node knows nothing of what another node remembers"],
    told: ["service-proxy", "`sessionAffinity: ClientIP` is a memory of the node"],
    lint: CHOICE,
  },
  {
    says: "node ports: the firewall has to let them in",
    shown: ["node-firewall/node-ports.feature", "node-firewall=<open>: a client outside"],
    told: ["node-firewall", "usually keep the node port range closed"],
    lint: { none: "no manifest holds a firewall" },
  },
  {
    says: "a load balancer without a controller stays pending",
    shown: ["service-proxy/load-balancer.feature", "Without a controller the Service stays pending"],
    told: ["service-proxy", "nothing: pending"],
    lint: { none: "no manifest says who gives addresses: the profile does" },
  },
  {
    says: "MetalLB or kube-vip, and loadBalancerIP",
    shown: ["service-proxy/load-balancer-controllers.feature", '<controller>, class "<class>": <what>'],
    told: ["service-proxy", "takes requests for an address"],
    lint: CHOICE,
  },
  {
    says: "ExternalName: no proxy, no endpoints, no ports",
    shown: ["service-proxy/headless.feature", "ExternalName maps no port either"],
    told: ["service-proxy", "an alias and nothing else"],
    lint: "external-name-address",
  },
  {
    says: "an application moves, and only the Service changes",
    shown: [
      "brief/service-notes.feature",
      "An application moves into the cluster, and only the Service changes",
    ],
    told: ["service-proxy", "becomes a cluster IP without a word to its clients"],
    lint: CHOICE,
  },
  {
    says: "headless: the Service's port means nothing",
    shown: ["service-proxy/headless.feature", "The Service's port means nothing"],
    told: ["service-proxy", "`headless-port-ignored`"],
    lint: "headless-port-ignored",
  },
  {
    says: "policy Local and nodes without a pod",
    shown: ["service-proxy/node-port.feature", "A node without an endpoint drops"],
    told: ["service-proxy", "`local-without-endpoint`"],
    lint: "local-without-endpoint",
  },
];

const DISCOVERY: readonly Note[] = [
  {
    says: "short names are for one's own namespace",
    shown: ["brief/services.feature", "The short name means nothing in another namespace"],
    told: ["cluster-dns", "A short name is of the pod's own namespace"],
    lint: { none: "which names an image asks for stands in no manifest" },
  },
  {
    says: "curl api works in a pod and not on a laptop",
    shown: ["brief/service-notes.feature", "One name, two answers: what a pod finds and a laptop does not"],
    told: ["cluster-dns", "Outside the cluster its names do not resolve"],
    lint: { none: "the laptop is in no manifest" },
  },
  {
    says: "Service DNS and headless DNS",
    shown: ["cluster-dns/records.feature", "A headless Service is its ready pods"],
    told: ["cluster-dns", "A headless Service: the addresses of its ready endpoints"],
    lint: CHOICE,
  },
  {
    says: "names of StatefulSet pods",
    shown: ["cluster-dns/records.feature", "The StatefulSet's pod <pod> has its own name"],
    told: ["cluster-dns", "`hostname.service`"],
    lint: CHOICE,
  },
  {
    says: "pod addresses in dashes",
    shown: [
      "cluster-dns/records.feature",
      "A pod's address in dashes is echoed, whether a pod has it or not",
    ],
    told: ["cluster-dns", "echoed with `pods insecure`"],
    lint: CHOICE,
  },
  {
    says: "dnsPolicy, four of them",
    shown: ["cluster-dns/pod-side.feature", "resolv.conf of a pod with <what>"],
    told: ["cluster-dns", "| `ClusterFirstWithHostNet` |"],
    lint: "service-name-unresolvable",
  },
  {
    says: "dnsPolicy Default knows no name of the cluster",
    shown: ["cluster-dns/search-list.feature", "dnsPolicy Default leaves a pod without the cluster's names"],
    told: ["cluster-dns", "`service-name-unresolvable`"],
    lint: "service-name-unresolvable",
  },
  {
    says: "variables: a Service that comes later is not there",
    shown: [
      "service-proxy/environment.feature",
      "A Service that comes later is not there, one that is gone still is, and a new pod knows what is there now",
    ],
    told: ["cluster-dns", "those that were there when it started"],
    lint: { none: "what started first stands in no manifest" },
  },
  {
    says: "enableServiceLinks",
    shown: ["service-proxy/environment.feature", "enableServiceLinks false leaves the API server alone"],
    told: ["cluster-dns", "`enableServiceLinks: false`"],
    lint: CHOICE,
  },
  {
    says: "an upstream of one's own in the Corefile",
    shown: ["cluster-dns/corefile.feature", "A stub domain has a server block of its own"],
    told: ["cluster-dns", "`corefile-refused`"],
    lint: "corefile-refused",
  },
  {
    says: "nameservers of a pod's own",
    shown: [
      "brief/service-notes.feature",
      "nameservers of a pod's own come behind the cluster's, and are asked only when that one is silent",
    ],
    told: ["cluster-dns", "come behind the cluster's"],
    lint: CHOICE,
  },
  {
    says: "CoreDNS' health: what starts without the API server has no names",
    shown: [
      "cluster-dns/start.feature",
      "After the pods are gone their successors are not ready, and no name resolves",
    ],
    told: ["cluster-dns", "`dns-without-api`"],
    lint: "dns-without-api",
  },
  {
    says: "an alias has no search list",
    shown: ["cluster-dns/alias-circles.feature", "<what>"],
    told: ["cluster-dns", "`external-name-short`"],
    lint: "external-name-short",
  },
  {
    says: "five dots, and a namespace that captures a name of the world",
    shown: ["cluster-dns/search-list.feature", "A namespace can capture a name of the world"],
    told: ["cluster-dns", "ndots:5"],
    lint: { none: "which names an image asks for stands in no manifest" },
  },
  {
    says: "OpenShift's DNS listens on another port",
    shown: [
      "cluster-dns/openshift.feature",
      "Everybody may ask, the platform's monitoring reads the metrics, and nobody else comes in",
    ],
    told: ["cluster-dns", "whose Service maps port 53 to 5353"],
    lint: { none: "a policy for port 53 may be meant for another server" },
  },
];

const SLICES: readonly Note[] = [
  {
    says: "a hundred endpoints a slice",
    shown: [
      "service-proxy/slices.feature",
      "A hundred endpoints fill a slice; newcomers go where they all fit, and nothing is evened out",
    ],
    told: ["service-proxy", "`slice-overfilled`"],
    lint: "slice-overfilled",
  },
  {
    says: "Endpoints end at a thousand addresses",
    shown: [
      "service-proxy/endpoints-object.feature",
      "The older object holds a thousand addresses, and says that there are more",
    ],
    told: ["service-proxy", "`endpoints-truncated`"],
    lint: "endpoints-truncated",
  },
  {
    says: "the older object is still written, and nothing on the nodes reads it",
    shown: [
      "brief/service-notes.feature",
      "The older object is still written, and nobody on the nodes reads it",
    ],
    told: ["service-proxy", "`endpoints-unread`"],
    lint: "endpoints-unread",
  },
  {
    says: "mirroring copies Endpoints into slices; without it they lead nowhere",
    shown: [
      "service-proxy/custom-endpoints.feature",
      "Without it kube-proxy knows no endpoint, though kubectl shows one",
    ],
    told: ["endpoint-slice-mirroring", "endpointslice-mirroring"],
    lint: "endpoints-unread",
  },
  {
    says: "slices by hand for machines outside",
    shown: [
      "service-proxy/endpoints.feature",
      "A hand-written EndpointSlice serves a Service without a selector",
    ],
    told: ["service-proxy", "`slice-cluster-ip`"],
    lint: "slice-cluster-ip",
  },
  {
    says: "the port's name ties a slice to the Service",
    shown: ["service-proxy/endpoints.feature", "Its port has to carry the Service port's name"],
    told: ["service-proxy", "`slice-port-unknown`"],
    lint: "slice-port-unknown",
  },
  {
    says: "the label ties a slice to the Service",
    shown: ["brief/commands.feature", "Slices by the label that names their Service"],
    told: ["service-proxy", "by the label `kubernetes.io/service-name`"],
    lint: CHOICE,
  },
  {
    says: "one set of slices for each family",
    shown: ["service-proxy/slices.feature", "One set of slices for each address family"],
    told: ["endpoint-slice", "family"],
    lint: CHOICE,
  },
  {
    says: "hints of the topology, and why there are none",
    shown: ["service-proxy/topology.feature", "An event of the Service says why there are no hints"],
    told: ["service-proxy", "`topology-hints-disabled`"],
    lint: "topology-hints-disabled",
  },
  {
    says: "serving and terminating: the last pod serves to its end",
    shown: ["service-proxy/lifecycle.feature", "The last pod serves to its end when nothing replaces it"],
    told: ["service-proxy", "If none is ready, serving terminating ones are used"],
    lint: CHOICE,
  },
  {
    says: "modes of kube-proxy balance in their own ways",
    shown: ["service-proxy/modes.feature", "<mode>: every endpoint gets its share"],
    told: ["service-proxy", "has a file for each way of writing the rules"],
    lint: CHOICE,
  },
];

describe("what the brief says beside its Services, names and slices", () => {
  it("is complete: 15 notes on Services, 15 on names, 11 on slices", () => {
    expect([SERVICES.length, DISCOVERY.length, SLICES.length]).toEqual([15, 15, 11]);
  });

  testNotes([...SERVICES, ...DISCOVERY, ...SLICES], ["service-proxy", "cluster-dns"]);
});
