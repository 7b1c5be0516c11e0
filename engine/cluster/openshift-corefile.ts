import type { DnsOperator, DnsServer, ForwardingPolicy, Upstream } from "../api/openshift/dns-operator.ts";
import { parseDuration } from "../values/duration.ts";
import { parseIp } from "../values/ip.ts";
import type { Profile } from "./profile.ts";

type Spec = NonNullable<DnsOperator["spec"]>;
type Forwarding = NonNullable<Spec["upstreamResolvers"]>;

/** What the operator answers with when it writes no Corefile: the one before stays. */
export class CorefileError extends Error {}

/** The revision of a ConfigMap of openshift-config that holds certificates, as the DNS pods mount it. */
export type Bundles = (name: string) => string | undefined;

const POLICIES: Readonly<Record<ForwardingPolicy, string>> = {
  Random: "random",
  RoundRobin: "round_robin",
  Sequential: "sequential",
};
const LOG_CLASSES = { Normal: "error", Debug: "denial error", Trace: "all" } as const;
const DNS_PORT = 53;

/** The Corefile that OpenShift's operator writes (controller_dns_configmap.go of openshift/cluster-dns-operator). */
export function openshiftCorefile(
  { clusterDomain, dns }: Profile,
  spec: Spec = {},
  bundles: Bundles = () => undefined,
): string {
  const log = `log . {\n        class ${LOG_CLASSES[spec.logLevel ?? "Normal"]}\n    }`;
  const cache = `cache ${seconds(spec.cache?.positiveTTL, 900)} {\n        denial 9984 ${seconds(spec.cache?.negativeTTL, 30)}\n    }`;
  const servers = (spec.servers ?? []).map(
    (server) => `# ${server.name ?? ""}
${(server.zones ?? []).map((zone) => `${zone}:${dns.podPort} `).join("")}{
    prometheus 127.0.0.1:9153
    ${forwardOf(server, bundles)}
    errors
    ${log}
    bufsize 1232
    ${cache}
}
`,
  );
  return `${servers.join("")}.:${dns.podPort} {
    bufsize 1232
    errors
    ${log}
    health {
        lameduck 20s
    }
    ready
    kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
    }
    prometheus 127.0.0.1:9153
    ${otherForward(spec.upstreamResolvers ?? {}, bundles)}
    ${cache}
    reload
}
hostname.bind:${dns.podPort} {
    chaos
}
`;
}

/** Whole seconds; a duration that is none of them is the operator's own choice. */
function seconds(text: string | undefined, otherwise: number): number {
  return Math.round(parseDuration(text ?? "0") ?? 0) || otherwise;
}

function forwardOf({ forwardPlugin = {} }: DnsServer, bundles: Bundles): string {
  const { upstreams = [], policy = "Random" } = forwardPlugin;
  if (needsTls(forwardPlugin) && !upstreams.every((text) => parseIp(hostOf(text)) !== undefined))
    throw new CorefileError("Only IP addresses are allowed when configuring TLS as the DNS Transport");
  return forwardLines({ ...forwardPlugin, policy }, upstreams, bundles);
}

/** The address of `address`, `address:port` or `[address]:port`. */
function hostOf(text: string): string {
  return /^\[(.*)\]:\d+$/.exec(text)?.[1] ?? /^([^:]*):\d+$/.exec(text)?.[1] ?? text;
}

function otherForward(resolvers: Forwarding, bundles: Bundles): string {
  const { policy = "Sequential", upstreams = [] } = resolvers;
  const isSystem = ({ type = "" }: Upstream): boolean => type !== "Network";
  if (needsTls(resolvers) && (upstreams.length === 0 || upstreams.some(isSystem)))
    throw new CorefileError(
      "Using system resolv config is not allowed when configuring TLS as the DNS Transport",
    );
  const found = new Map<string, string>();
  for (const upstream of upstreams) {
    const { address = "", port = 0 } = upstream;
    if (!isSystem(upstream) && address === "")
      throw new CorefileError(
        "The address field is mandatory for upstream of type Network, but was not provided",
      );
    const name = address.toUpperCase();
    const socket = name.includes(":") ? `[${name}]:${port}` : `${name}:${port}`;
    const key = `${isSystem(upstream)} ${name} ${port || DNS_PORT}`;
    if (!found.has(key)) found.set(key, isSystem(upstream) ? SYSTEM : port > 0 ? socket : name);
  }
  return forwardLines({ ...resolvers, policy }, found.size === 0 ? [SYSTEM] : [...found.values()], bundles);
}

const SYSTEM = "/etc/resolv.conf";

function needsTls({ transportConfig }: Pick<Forwarding, "transportConfig">): boolean {
  if (transportConfig?.transport !== "TLS") return false;
  if (!transportConfig.tls?.serverName)
    throw new CorefileError("The ServerName field is mandatory when configuring TLS as the DNS Transport");
  return true;
}

function forwardLines(
  { policy = "Random", protocolStrategy, transportConfig }: Omit<Forwarding, "upstreams">,
  upstreams: readonly string[],
  bundles: Bundles,
): string {
  const isTls = transportConfig?.transport === "TLS";
  const { serverName = "", caBundle } = (isTls ? transportConfig.tls : undefined) ?? {};
  const bundle = caBundle === undefined ? undefined : bundles(caBundle.name);
  const lines = [
    ...(isTls ? [`tls_servername ${serverName}`] : []),
    ...(isTls ? [bundle === undefined ? "tls" : `tls /etc/pki/${serverName}-${bundle}/ca-bundle.crt`] : []),
    `policy ${POLICIES[policy]}`,
    ...(protocolStrategy === "TCP" ? ["force_tcp"] : []),
  ];
  const targets = upstreams.map((text) => ` ${isTls ? "tls://" : ""}${text}`).join("");
  return `forward .${targets} {\n${lines.map((line) => `        ${line}\n`).join("")}    }`;
}
