/**
 * What upstream asks: one row per case of test/e2e/network/netpol/network_policy.go. `pods` are the pods that the
 * case starts, `probes` the truth tables it checks in that order, each as port/protocol.
 */
export interface UpstreamCase {
  readonly context: string;
  readonly title: string;
  readonly pods: string;
  readonly probes: string;
}

export const SOURCE = "kubernetes/kubernetes, test/e2e/network/netpol/network_policy.go";
export const COMMIT = "008b3652959ca58af8be3fb5b6ecfe9ae7638282";

const TCP = "NetworkPolicy between server and client";
const UDP = "NetworkPolicy between server and client using UDP";
const SCTP = "NetworkPolicy between server and client using SCTP";

const ROWS: readonly (readonly [context: string, title: string, pods: string, probes: string])[] = [
  [TCP, "should support a 'default-deny-ingress' policy", "x/a x/b y/a y/b", "80/TCP"],
  [TCP, "should support a 'default-deny-all' policy", "x/a x/b y/a", "80/TCP"],
  [TCP, "should enforce policy to allow ingress traffic for a target", "x/a x/b y/a", "80/TCP"],
  [TCP, "should support allow-all policy", "x/a x/b y/a", "80/TCP 81/TCP"],
  [TCP, "should deny ingress from pods on other namespaces", "x/a x/b y/a z/a", "80/TCP"],
  [
    TCP,
    "should enforce policies to check ingress and egress policies can be controlled independently based on PodSelector",
    "x/a x/b y/a",
    "80/TCP 80/TCP",
  ],
  [
    TCP,
    "should enforce policy to allow traffic from pods within server namespace based on PodSelector",
    "x/a x/b x/c y/a",
    "80/TCP",
  ],
  [TCP, "should enforce policy based on PodSelector with MatchExpressions", "x/a x/b y/a", "80/TCP"],
  [TCP, "should enforce policy based on any PodSelectors", "x/a x/b x/c", "80/TCP"],
  [
    TCP,
    "should enforce policy to allow ingress traffic from pods in all namespaces",
    "x/a x/b y/a z/a",
    "80/TCP",
  ],
  [
    TCP,
    "should enforce policy to allow traffic only from a different namespace, based on NamespaceSelector",
    "x/a x/b y/a z/a",
    "80/TCP",
  ],
  [
    TCP,
    "should enforce policy based on NamespaceSelector with MatchExpressions",
    "x/a x/b y/a z/a",
    "80/TCP",
  ],
  [TCP, "should enforce policy based on PodSelector or NamespaceSelector", "x/a x/b x/c y/a", "80/TCP"],
  [TCP, "should enforce policy based on PodSelector and NamespaceSelector", "x/a x/b y/a y/b z/b", "80/TCP"],
  [
    TCP,
    "should enforce policy based on Multiple PodSelectors and NamespaceSelectors",
    "x/a x/b y/a y/b y/c",
    "80/TCP",
  ],
  [
    TCP,
    "should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector",
    "x/a x/b y/a y/b z/a",
    "80/TCP",
  ],
  [
    TCP,
    "should enforce policy to allow traffic based on NamespaceSelector with MatchLabels using default ns label",
    "x/a x/b y/a z/a",
    "80/TCP",
  ],
  [TCP, "should enforce policy based on Ports", "x/a x/b y/a y/b z/a", "81/TCP"],
  [
    TCP,
    "should enforce ingress policy allowing any port traffic to a server on a specific protocol",
    "x/a y/a",
    "80/TCP 80/UDP",
  ],
  [TCP, "should allow ingress access on one named port", "x/a x/b y/a", "81/TCP 80/TCP"],
  [TCP, "should allow ingress access from namespace on one named port", "x/a x/b y/a z/a", "80/TCP 81/TCP"],
  [TCP, "should allow egress access on one named port", "x/a y/a", "80/TCP 81/TCP"],
  [TCP, "should deny egress from pods based on PodSelector", "x/a x/b y/a", "80/TCP"],
  [TCP, "should deny egress from all pods in a namespace", "x/a x/b y/a", "80/TCP"],
  [TCP, "should work with Ingress, Egress specified together", "x/a x/b x/c y/a", "80/TCP 81/TCP"],
  [
    TCP,
    "should support denying of egress traffic on the client side (even if the server explicitly allows this traffic)",
    "x/a y/a y/b",
    "80/TCP",
  ],
  [
    TCP,
    "should enforce egress policy allowing traffic to a server in a different namespace based on PodSelector and NamespaceSelector",
    "x/a y/a y/b",
    "80/TCP",
  ],
  [
    TCP,
    "should enforce policy based on NamespaceSelector with MatchExpressions using default ns label",
    "x/a x/b y/a z/a",
    "80/TCP",
  ],
  [TCP, "should allow egress access to server in CIDR block", "x/a y/a y/b", "80/TCP"],
  [TCP, "should enforce except clause while egress access to server in CIDR block", "x/a x/b x/c", "80/TCP"],
  [
    TCP,
    "should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed",
    "x/a x/b x/c",
    "80/TCP 80/TCP",
  ],
  [
    TCP,
    "should enforce multiple, stacked policies with overlapping podSelectors",
    "x/a x/b y/a y/b z/a",
    "81/TCP 80/TCP 80/TCP",
  ],
  [
    TCP,
    "should enforce multiple ingress policies with ingress allow-all policy taking precedence",
    "x/a y/a",
    "81/TCP 81/TCP",
  ],
  [
    TCP,
    "should enforce multiple egress policies with egress allow-all policy taking precedence",
    "x/a y/a",
    "81/TCP 81/TCP",
  ],
  [TCP, "should enforce updated policy", "x/a y/a", "81/TCP 81/TCP"],
  [TCP, "should allow ingress access from updated namespace", "x/a y/a", "80/TCP 80/TCP"],
  [TCP, "should allow ingress access from updated pod", "x/a x/b", "80/TCP 80/TCP"],
  [TCP, "should deny ingress access to updated pod", "x/a y/a", "80/TCP 80/TCP"],
  [TCP, "should stop enforcing policies after they are deleted", "x/a y/a", "80/TCP 80/TCP"],
  [
    TCP,
    "should not mistakenly treat 'protocol: SCTP' as 'protocol: TCP', even if the plugin doesn't support SCTP",
    "x/a y/a",
    "81/TCP",
  ],
  [
    TCP,
    "should properly isolate pods that are selected by a policy allowing SCTP, even if the plugin doesn't support SCTP",
    "x/a y/a",
    "81/TCP",
  ],
  [TCP, "should not allow access by TCP when a policy specifies only UDP", "x/a y/a", "81/TCP"],
  [UDP, "should support a 'default-deny-ingress' policy", "x/a x/b y/a y/b", "80/UDP"],
  [UDP, "should enforce policy based on Ports", "x/a x/b y/a z/a", "81/UDP"],
  [
    UDP,
    "should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector",
    "x/a x/b y/a",
    "80/UDP",
  ],
  [SCTP, "should support a 'default-deny-ingress' policy", "x/a x/b y/a y/b", "80/SCTP"],
  [SCTP, "should enforce policy based on Ports", "x/a x/b y/a z/a", "81/SCTP"],
  [
    SCTP,
    "should enforce policy to allow traffic only from a pod in a different namespace based on PodSelector and NamespaceSelector",
    "x/a x/b y/a",
    "80/SCTP",
  ],
];

export const UPSTREAM_CASES: readonly UpstreamCase[] = ROWS.map(([context, title, pods, probes]) => ({
  context,
  title,
  pods,
  probes,
}));
