/** What the ways of writing the same rules differ in. One row of the comparison each. */
export interface ProxyMode {
  /** As a sentence names it. */
  readonly name: string;
  /** A port that the Service does not have: no rule matches and the packet is lost, or it is rejected. */
  readonly unknownPort: "lost" | "rejected";
  /** An address of the service range that no Service has: no rule speaks of it, or one drops it. */
  readonly unknownAddress: "lost" | "dropped";
  /** `internalTrafficPolicy: Local` without an endpoint on the node: dropped, or sent where IPVS has servers for it. */
  readonly internalWithoutLocal: "dropped" | "elsewhere";
  /** `externalTrafficPolicy: Local` without an endpoint on the node, for clients outside. */
  readonly externalWithoutLocal: "dropped" | "reply-lost";
  /** Whether pods and nodes reach every endpoint through external addresses in spite of `externalTrafficPolicy: Local`. */
  readonly shortCircuit: "always" | "without-local";
  /** Addresses of a node on which node ports are open. */
  readonly nodePortAddresses: "all" | "primary";
  /** Whether kube-proxy's flags `--nodeport-addresses` and `--masquerade-all` are there. */
  readonly takesFlags: boolean;
  /** Whether a node reaches its node ports through 127.0.0.1. */
  readonly localhostNodePorts: boolean;
  /** Whether the way around `externalTrafficPolicy: Local` is open to pods only where the proxy can tell them. */
  readonly detectsLocal: boolean;
  /** Whether a pod's own address is hidden when it uses an external address. */
  readonly masqueradesPods: boolean;
  /** What session affinity is remembered for: a Service port at any of its addresses, or one address and port. */
  readonly affinityScope: "port" | "address";
}
