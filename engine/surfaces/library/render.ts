import type { ClusterView, NodeView, PodView } from "../../cluster/view.ts";
import { corefileText } from "../../network/functions/cluster-dns/render/corefile.ts";
import { nginxText } from "../../network/functions/ingress/render/nginx.ts";
import { haproxyText } from "../../network/functions/route/render/haproxy.ts";
import {
  iptablesRestoreText,
  iptablesSaveText,
} from "../../network/functions/service-proxy/render/iptables-text.ts";
import { nftablesText } from "../../network/functions/service-proxy/render/nftables.ts";
import { NameError } from "../../values/name-error.ts";
import { suggest } from "../../values/suggest.ts";
import { hostsText, resolvConfText } from "../../workload/render/pod-files.ts";
import { serviceEnvText } from "../../workload/render/service-env.ts";

/** What a node or a pod can be asked to show. */
type Rendering =
  | { readonly of: "cluster"; readonly render: (view: ClusterView) => string }
  | { readonly of: "node"; readonly render: (view: ClusterView, node: NodeView) => string }
  | { readonly of: "pod"; readonly render: (view: ClusterView, pod: PodView) => string };

const RENDERINGS: Readonly<Record<string, Rendering>> = {
  iptables: { of: "node", render: (view, node) => iptablesRestoreText(view, node, "IPv4") },
  "iptables-save": { of: "node", render: (view, node) => iptablesSaveText(view, node, "IPv4") },
  ip6tables: { of: "node", render: (view, node) => iptablesRestoreText(view, node, "IPv6") },
  "ip6tables-save": { of: "node", render: (view, node) => iptablesSaveText(view, node, "IPv6") },
  nftables: { of: "node", render: (view, node) => nftablesText(view, node, "IPv4") },
  nftables6: { of: "node", render: (view, node) => nftablesText(view, node, "IPv6") },
  corefile: { of: "cluster", render: corefileText },
  haproxy: { of: "cluster", render: haproxyText },
  nginx: { of: "cluster", render: nginxText },
  "resolv.conf": { of: "pod", render: resolvConfText },
  hosts: { of: "pod", render: hostsText },
  env: { of: "pod", render: serviceEnvText },
};

export const RENDERING_NAMES: readonly string[] = Object.keys(RENDERINGS);

/** Throws `NameError` for something that cannot be shown. */
export function renderingNamed(what: string): Rendering {
  const found = Object.hasOwn(RENDERINGS, what) ? RENDERINGS[what] : undefined;
  if (found !== undefined) return found;
  const near = suggest(what, RENDERING_NAMES);
  throw new NameError(`${what} cannot be rendered`, near.length > 0 ? near : RENDERING_NAMES);
}
