import { ownNames } from "../../cluster/pod-hostname.ts";
import type { ClusterView, PodView } from "../../cluster/view.ts";
import { resolvConfOf } from "../resolv-conf.ts";

/** `/etc/resolv.conf` of the pod. Where the node's own is used, a comment says that no manifest knows it. */
export function resolvConfText(view: ClusterView, pod: PodView): string {
  const conf = resolvConfOf(view, { kind: "pod", pod });
  if (conf.ofNode)
    return `# ${conf.why}: the resolv.conf of node ${pod.node ?? "?"}, which no manifest holds\n`;
  const lines = [
    ...(conf.search.length === 0 ? [] : [`search ${conf.search.join(" ")}`]),
    ...conf.nameservers.map(({ text }) => `nameserver ${text}`),
    ...(conf.options.length === 0 ? [] : [`options ${conf.options.join(" ")}`]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const LOCALHOST = [
  "127.0.0.1\tlocalhost",
  "::1\tlocalhost ip6-localhost ip6-loopback",
  "fe00::0\tip6-localnet",
  "fe00::0\tip6-mcastprefix",
  "fe00::1\tip6-allnodes",
  "fe00::2\tip6-allrouters",
];

/** `/etc/hosts` of the pod as the kubelet writes it (`managedHostsFileContent`, pkg/kubelet/kubelet_pods.go). */
export function hostsText(view: ClusterView, { pod, ips, node, hostNetwork }: PodView): string {
  const { hostAliases = [] } = pod.spec;
  const aliases = hostAliases.map(({ ip, hostnames = [] }) => [ip, ...hostnames].join("\t"));
  const added = aliases.length === 0 ? [] : ["", "# Entries added by HostAliases.", ...aliases];
  if (hostNetwork) {
    const own = [
      "# Kubernetes-managed hosts file (host network).",
      `# The file of node ${node ?? "?"} follows here, which no manifest holds.`,
    ];
    return `${[...own, ...added].join("\n")}\n`;
  }
  const names = ownNames(pod, view.profile.clusterDomain).join("\t");
  const entries = ips.map(({ text }) => `${text}\t${names}`);
  return `${["# Kubernetes-managed hosts file.", ...LOCALHOST, ...entries, ...added].join("\n")}\n`;
}
