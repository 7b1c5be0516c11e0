import type { NetworkPolicy } from "../../../api/networking/network-policy.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import { type Cidr, cidr, contains, parseCidr } from "../../../values/cidr.ts";
import { addToIp, type Ip, ip, parseIp } from "../../../values/ip.ts";
import { compileSelector, selects } from "../../../values/label-selector.ts";
import { type Port, port } from "../../../values/port.ts";
import type { Protocol } from "../../../values/protocol.ts";
import { ownNameservers } from "./dns-pods.ts";

/** A server that `forward` asks. */
export interface Upstream {
  /** Absent for the node's own servers, where nobody says which they are. */
  readonly address?: Ip;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Ports by scheme: DNS over TLS (RFC 7858) and HTTPS (RFC 8484) go over TCP. */
const PORTS: Readonly<Record<string, number>> = { dns: 53, tls: 853, https: 443 };

/** `TO` of `forward` taken apart; a file has no address, and what is neither has not even a host. */
export interface Destination {
  readonly scheme: string;
  readonly host: string;
  readonly address?: Ip;
  readonly port: number;
}

/** Behind a percent sign stands the interface, or the name in a certificate (`splitZone` of plugin/forward/setup.go). */
export function destinationOf(to: string): Destination {
  const [, scheme = "dns", rest = ""] = /^(?:(\w+):\/\/)?(.*)$/.exec(to) ?? [];
  const [, host = rest, number] =
    /^\[(.*)\](?::(\d+))?$/.exec(rest) ?? /^([\d.]+(?:%[^:]*)?):(\d+)$/.exec(rest) ?? [];
  const address = parseIp(host.replace(/%.*$/, ""));
  const at = { scheme, host, port: number === undefined ? (PORTS[scheme] ?? 53) : Number(number) };
  return address === undefined ? at : { ...at, address };
}

/** Why the server does not start with this `TO`; `undefined` when it does. */
export function destinationProblem(to: string): string | undefined {
  const { scheme, address, port, host } = destinationOf(to);
  if (address === undefined && !to.startsWith("/"))
    return `not an IP address or file: ${JSON.stringify(host)}`;
  if (PORTS[scheme] !== undefined) return undefined;
  const shown = /:\d+$/.test(to) ? to : `${to}:${scheme === "grpc" ? 443 : port}`;
  return `'${scheme}' is not supported as a destination protocol in forward: ${shown}`;
}

/** `TO` of `forward`: an address, perhaps with a port and `dns://` or `tls://`, or a file. */
export function upstreamsOf(view: ClusterView, to: string, overTcp: boolean): readonly Upstream[] {
  const protocol = overTcp ? "TCP" : "UDP";
  if (to.startsWith("/")) {
    const known = ownNameservers(view).map((address) => ({ address, port: 53, protocol }) as const);
    return known.length > 0 ? known : [{ port: 53, protocol }];
  }
  const { scheme, address, port: number } = destinationOf(to);
  if (address === undefined) return [];
  return [{ address, port: number, protocol: scheme === "dns" ? protocol : "TCP" }];
}

/** An upstream with an address that can be asked. */
export interface Socket {
  readonly address: Ip;
  readonly port: Port;
  readonly protocol: Protocol;
  /** Whether the cluster has to have it; others are taken to be there. */
  readonly inside: boolean;
}

/** What a pod has to ask before it answers; empty where nothing is known that could be in the way. */
export function doubtful(view: ClusterView, pod: PodView, upstreams: readonly Upstream[]): readonly Socket[] {
  const { policies, isWatched, inside } = surroundings(view, pod);
  const isInside = ({ address }: Upstream): boolean =>
    address !== undefined &&
    (inside.some((block) => contains(block, address)) || view.podAt(address) !== undefined);
  if (!isWatched && !upstreams.some(isInside)) return [];
  return upstreams.flatMap((upstream) => {
    const number = port(upstream.port);
    const address = upstream.address ?? likely(policies, pod, upstream);
    return number === undefined
      ? []
      : [{ address, port: number, protocol: upstream.protocol, inside: isInside(upstream) }];
  });
}

interface Surroundings {
  readonly policies: readonly NetworkPolicy[];
  /** Whether something may keep the pod from what is outside. */
  readonly isWatched: boolean;
  /** Blocks of Services. */
  readonly inside: readonly Cidr[];
}

const known = new WeakMap<ClusterView, Map<string, Surroundings>>();

function surroundings(view: ClusterView, pod: PodView): Surroundings {
  const ofView = known.get(view) ?? new Map<string, Surroundings>();
  known.set(view, ofView);
  let found = ofView.get(pod.id);
  if (found === undefined) {
    const policies = isolating(view, pod);
    const isWatched = policies.length > 0 || view.list("EgressFirewall", pod.namespace).length > 0;
    found = { policies, isWatched, inside: view.profile.serviceCidrs.map(cidr) };
    ofView.set(pod.id, found);
  }
  return found;
}

/** Policies that leave the pod nothing but what they list. */
function isolating(view: ClusterView, pod: PodView): readonly NetworkPolicy[] {
  if (pod.hostNetwork) return [];
  return view
    .list("NetworkPolicy", pod.namespace)
    .filter(({ spec }) => spec.policyTypes?.includes("Egress") === true)
    .filter(({ spec }) => selects(compileSelector(spec.podSelector ?? {}), pod.labels));
}

/** Where the node's server may be: nobody says, so it is taken to be where a policy lets the question go. */
function likely(policies: readonly NetworkPolicy[], pod: PodView, upstream: Upstream): Ip {
  const family = pod.ips[0]?.family ?? "IPv4";
  const blocks = policies.flatMap(({ spec }) =>
    (spec.egress ?? [])
      .filter(({ ports = [] }) => ports.length === 0 || ports.some((one) => takes(one, upstream)))
      .flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock ?? [])),
  );
  for (const { cidr: text, except = [] } of blocks) {
    const block = parseCidr(text);
    if (block === undefined || block.first.family !== family) continue;
    const holes = except.flatMap((hole) => parseCidr(hole) ?? []);
    const usual = SOMEWHERE[family];
    const address = contains(block, usual) ? usual : addToIp(block.first, 0);
    if (!holes.some((hole) => contains(hole, address))) return address;
  }
  return SOMEWHERE[family];
}

/** Of the blocks for documentation (RFC 5737, RFC 3849). */
const SOMEWHERE = { IPv4: ip("192.0.2.53"), IPv6: ip("2001:db8::53") } as const;

type PolicyPort = NonNullable<
  NonNullable<NonNullable<NetworkPolicy["spec"]["egress"]>[number]["ports"]>[number]
>;

function takes({ port: from, endPort, protocol = "TCP" }: PolicyPort, upstream: Upstream): boolean {
  if (protocol !== upstream.protocol) return false;
  if (from === undefined) return true;
  return typeof from === "number" && from <= upstream.port && upstream.port <= (endPort ?? from);
}
