/**
 * CoreDNS' plugin.cfg: the order in which plugins are asked, whatever the Corefile's own. A name that is not here is no
 * directive.
 */
const PLUGINS = (
  "root metadata geoip cancel proxyproto quic grpc_server https https3 timeouts multisocket reload nsid bufsize bind " +
  "debug trace ready health pprof shed prometheus errors log dnstap local dns64 any chaos loadbalance tsig rewrite " +
  "autopath acl cache header dnssec tls minimal template transfer hosts route53 azure clouddns k8s_external kubernetes " +
  "file auto secondary etcd loop forward grpc erratic whoami on sign view nomad"
).split(" ");

/** Plugins that count, trace, sign or transport what others answered. */
const NEUTRAL = new Set(
  (
    "root metadata geoip cancel proxyproto quic grpc_server https https3 timeouts multisocket nsid bufsize bind debug " +
    "trace pprof shed dnstap any chaos header dnssec tls minimal transfer on"
  ).split(" "),
);

export function isDirective(name: string): boolean {
  return PLUGINS.includes(name);
}

/** Where a plugin stands in the chain. */
export function pluginOrder(name: string): number {
  return PLUGINS.indexOf(name);
}

/** Whether every answer is the same without the plugin, whatever its options. */
export function isNeutral(name: string): boolean {
  return NEUTRAL.has(name);
}
