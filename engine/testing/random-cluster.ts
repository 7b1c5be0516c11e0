import fc from "fast-check";
import type { KubernetesObject } from "../api/meta.ts";
import type {
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from "../api/networking/network-policy.ts";
import type { LabelSelector, LabelSelectorRequirement } from "../values/label-selector.ts";
import type { NaiveCluster, NaivePod, NaivePolicy } from "./naive-network-policy.ts";

/** Small worlds on purpose: few names, so that selectors meet labels often. */
const NAMESPACES = ["red", "green", "blue"];
const KEYS = ["app", "tier"];
const VALUES = ["a", "b", ""];
const PORTS = [80, 81, 8080, 9090];
const PORT_NAMES = ["web", "metrics"];
const PROTOCOLS = ["TCP", "UDP", "SCTP"] as const;

/** Addresses outside the cluster that some blocks below contain. */
export const OUTSIDE_IPV4: readonly string[] = ["203.0.113.5", "198.51.100.9"];
export const OUTSIDE_IPV6: readonly string[] = ["2001:db8:ffff::5"];

const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), { noNullPrototype: true });

const requirement: fc.Arbitrary<LabelSelectorRequirement> = fc.oneof(
  fc.record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom("In" as const, "NotIn" as const),
    values: fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom("Exists" as const, "DoesNotExist" as const),
  }),
);

const selector: fc.Arbitrary<LabelSelector> = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 2 }) },
  { requiredKeys: [] },
);

const namespaceSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  selector,
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { "kubernetes.io/metadata.name": name } })),
);

function peer(six: boolean): fc.Arbitrary<NetworkPolicyPeer> {
  const block = six
    ? fc.constantFrom(
        { cidr: "::/0" },
        { cidr: "2001:db8::/32" },
        { cidr: "fd00::/8", except: ["fd00:10:244:1::/64"] },
        { cidr: "2001:db8::/32", except: ["2001:db8:ffff::/48"] },
      )
    : fc.constantFrom(
        { cidr: "0.0.0.0/0" },
        { cidr: "10.244.1.0/24" },
        { cidr: "10.244.0.0/16", except: ["10.244.1.0/24"] },
        { cidr: "203.0.113.0/24" },
        { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "203.0.113.0/24"] },
      );
  return fc.oneof(
    fc.record({ podSelector: selector }),
    fc.record({ namespaceSelector }),
    fc.record({ podSelector: selector, namespaceSelector }),
    block.map((ipBlock) => ({ ipBlock })),
  );
}

const policyPort: fc.Arbitrary<NetworkPolicyPort> = fc.oneof(
  fc.record(
    { protocol: fc.constantFrom(...PROTOCOLS), port: fc.constantFrom(...PORTS) },
    { requiredKeys: [] },
  ),
  fc.record(
    { protocol: fc.constantFrom(...PROTOCOLS), port: fc.constantFrom(...PORT_NAMES) },
    { requiredKeys: ["port"] },
  ),
  fc.record({ port: fc.constant(80), endPort: fc.constantFrom(80, 81, 9000) }),
);

function spec(six: boolean): fc.Arbitrary<NetworkPolicySpec> {
  const ports = fc.array(policyPort, { maxLength: 2 });
  const peers = fc.array(peer(six), { maxLength: 2 });
  const ingress = fc.array(fc.record({ from: peers, ports }, { requiredKeys: [] }), { maxLength: 2 });
  const egress = fc.array(fc.record({ to: peers, ports }, { requiredKeys: [] }), { maxLength: 2 });
  const policyTypes = fc.constantFrom<("Ingress" | "Egress")[]>(
    ["Ingress"],
    ["Egress"],
    ["Ingress", "Egress"],
  );
  return fc
    .record({ podSelector: selector, policyTypes, ingress, egress }, { requiredKeys: ["podSelector"] })
    .filter((made) => made.policyTypes === undefined || made.policyTypes.length > 0);
}

function pod(six: boolean): fc.Arbitrary<Omit<NaivePod, "name">> {
  const port = fc.record({
    name: fc.constantFrom(...PORT_NAMES),
    containerPort: fc.constantFrom(...PORTS),
    protocol: fc.constantFrom(...PROTOCOLS),
  });
  return fc.record({
    namespace: fc.constantFrom(...NAMESPACES),
    labels,
    ip: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 2, max: 9 })).map(([block, host]) => {
      return six ? `fd00:10:244:${block}::${host}` : `10.244.${block}.${host}`;
    }),
    ports: fc.uniqueArray(port, { maxLength: 2, selector: ({ name }) => name }),
  });
}

/** A cluster of one address family, of three namespaces, a few pods and policies. */
export function randomCluster(six: boolean): fc.Arbitrary<NaiveCluster> {
  return fc
    .record({
      labels: fc.tuple(labels, labels, labels),
      pods: fc.uniqueArray(pod(six), { minLength: 2, maxLength: 6, selector: ({ ip }) => ip }),
      policies: fc.array(fc.record({ namespace: fc.constantFrom(...NAMESPACES), spec: spec(six) }), {
        maxLength: 4,
      }),
    })
    .map((made): NaiveCluster => {
      const namespaces = Object.fromEntries(
        NAMESPACES.map((name, index) => [
          name,
          { ...made.labels[index], "kubernetes.io/metadata.name": name },
        ]),
      );
      const pods = made.pods.map((one, index) => ({ ...one, name: `pod-${index}` }));
      return { namespaces, pods, policies: made.policies };
    });
}

export interface RandomQuestion {
  readonly from: number;
  readonly to: number;
  readonly protocol: (typeof PROTOCOLS)[number];
  readonly port: number;
}

/** Indexes are taken modulo the number of ends. */
export const randomQuestion: fc.Arbitrary<RandomQuestion> = fc.record({
  from: fc.nat(20),
  to: fc.nat(20),
  protocol: fc.constantFrom(...PROTOCOLS),
  port: fc.constantFrom(...PORTS),
});

/** The same cluster as manifests. Pods listen wherever a question may go. */
export function manifestsOf({ namespaces, pods, policies }: NaiveCluster): readonly KubernetesObject[] {
  const listen = PROTOCOLS.flatMap((protocol) => PORTS.map((port) => `${port}/${protocol}`)).join(", ");
  return [
    ...Object.entries(namespaces).map(([name, own]) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: own },
    })),
    ...pods.map(({ namespace, name, labels: own, ip, ports }) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace, labels: own, annotations: { "podwire.dev/listen": listen } },
      spec: { containers: [{ name: "app", image: "app:1", ports }] },
      status: { podIP: ip, podIPs: [{ ip }] },
    })),
    ...policies.map(policyManifest),
  ];
}

export function policyManifest({ namespace, spec: own }: NaivePolicy, index: number): KubernetesObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `policy-${index}`, namespace },
    spec: own,
  } as KubernetesObject;
}
