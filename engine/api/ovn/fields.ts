/** Names and types of the fields of OVN-Kubernetes' kinds, written from k8s.ovn.org/v1 of ovn-org/ovn-kubernetes. */
export const OVN_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  EgressFirewall: {
    apiVersion: "string",
    kind: "string",
    metadata: "ObjectMeta",
    spec: "EgressFirewallSpec",
    status: "EgressFirewallStatus",
  },
  EgressFirewallSpec: { egress: "[]EgressFirewallRule" },
  EgressFirewallRule: { type: "string", ports: "[]EgressFirewallPort", to: "EgressFirewallDestination" },
  EgressFirewallPort: { protocol: "string", port: "int32" },
  EgressFirewallDestination: { cidrSelector: "string", dnsName: "string", nodeSelector: "LabelSelector" },
  EgressFirewallStatus: { status: "string", messages: "[]string" },
  EgressIP: {
    apiVersion: "string",
    kind: "string",
    metadata: "ObjectMeta",
    spec: "EgressIPSpec",
    status: "EgressIPStatus",
  },
  EgressIPSpec: { egressIPs: "[]string", namespaceSelector: "LabelSelector", podSelector: "LabelSelector" },
  EgressIPStatus: { items: "[]EgressIPStatusItem" },
  EgressIPStatusItem: { node: "string", egressIP: "string" },
};
