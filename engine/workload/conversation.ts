import { nameOf } from "../api/meta.ts";
import { type Destination, type Journey, NOT_CONNECTED } from "../network/connection.ts";
import { addressesOf } from "../network/function.ts";
import { journey } from "../network/journey.ts";
import type { Network } from "../network/network.ts";
import type { Ending } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse } from "../trace/step.ts";
import type { Assumption, Hop, Leg, Reached } from "../trace/trace.ts";
import { canonicalHostname } from "../values/hostname.ts";
import type { HttpRequest } from "../values/http-message.ts";
import type { Ip } from "../values/ip.ts";
import { formatObjectName } from "../values/object-name.ts";
import type { Port } from "../values/port.ts";
import type { Protocol } from "../values/protocol.ts";
import type { Client } from "./client.ts";
import { hostsEntry } from "./hosts-file.ts";
import { type AddressType, type Lookup, lookUp } from "./resolver.ts";
import { podReached, type Speech, serverFor } from "./server.ts";
import { literalAddress } from "./target.ts";

/** One way that one client's request can go: look-ups, then a connection. Shares add up to 1. */
export interface Attempt {
  readonly share: number;
  readonly client: Client;
  readonly ending: Ending;
  readonly decidedBy: Hop;
  readonly reached: Reached;
  readonly assumed: readonly Assumption[];
  readonly legs: readonly Leg[];
  readonly selectedBy: readonly ObjectUse[];
  readonly nearest: readonly Nearest[];
}

/** What to say, to whom. */
export interface Call {
  /** As typed: a name for the client's resolver, or an address. */
  readonly host: string;
  /** Addresses that make the look-up unnecessary (curl's `--resolve`, a pod's own). */
  readonly addresses?: readonly Ip[];
  /** The only family that the client wants of a name. */
  readonly family?: Ip["family"];
  readonly port: Port;
  readonly protocol: Protocol;
  readonly speech: Speech;
  /** What is asked once connected, unless the speech is raw. */
  readonly request?: HttpRequest;
  readonly liftPolicies: boolean;
}

/** What is known of the name before the connection. */
interface Resolved {
  readonly share: number;
  readonly addresses: readonly Ip[];
  readonly legs: readonly Leg[];
  readonly failed?: Lookup;
}

export function converse(network: Network, client: Client, call: Call): readonly Attempt[] {
  return resolved(network, client, call).flatMap((known) => {
    if (known.failed !== undefined) return [unresolved(client, known, known.failed)];
    const [preferred, fallback] = byPreference(known.addresses);
    const share = known.share / preferred.length;
    return preferred.flatMap((address) =>
      connect(network, client, call, address)
        .flatMap((attempt) => withFallback(network, client, call, attempt, fallback))
        .map((attempt) => ({
          ...attempt,
          share: attempt.share * share,
          legs: [...known.legs, ...attempt.legs],
          assumed: [...attempt.assumed, ...assumedAddress(network, call.host, address)],
        })),
    );
  });
}

function resolved(network: Network, client: Client, call: Call): readonly Resolved[] {
  const literal = literalAddress(call.host);
  const given = call.addresses ?? (literal === undefined ? undefined : [literal]);
  if (given !== undefined) return [{ share: 1, addresses: given, legs: [] }];
  const { family } = call;
  const entry = hostsEntry(network.view, client, call.host);
  const listed = entry?.addresses.filter((ip) => family === undefined || ip.family === family) ?? [];
  // The C library goes on to DNS where the file has none of the family.
  if (entry !== undefined && listed.length > 0) {
    const legs: readonly Leg[] = [{ purpose: "dns", hops: [entry.hop] }];
    return [{ share: 1, addresses: listed, legs }];
  }
  const types: readonly AddressType[] =
    family === undefined ? addressTypesOf(client) : [family === "IPv4" ? "A" : "AAAA"];
  return lookUp(network, client.id, client.origin, call.host, types, call.liftPolicies).map((lookup) => {
    const { share, addresses, legs } = lookup;
    const known = { share, addresses, legs };
    return lookup.addresses.length > 0 ? known : { ...known, failed: lookup };
  });
}

/** getaddrinfo asks for the families that the client has addresses of (AI_ADDRCONFIG). */
export function addressTypesOf({ origin }: Client): readonly AddressType[] {
  const families = new Set(addressesOf(origin).map((address) => address.family));
  const types: AddressType[] = [];
  if (families.has("IPv4")) types.push("A");
  if (families.has("IPv6")) types.push("AAAA");
  return types;
}

/**
 * RFC 6724's default policy table: global IPv6 before IPv4, unique local IPv6 (fc00::/7) after it. The other
 * family is what happy eyeballs (RFC 8305) fall back to.
 */
function byPreference(addresses: readonly Ip[]): readonly [readonly Ip[], readonly Ip[]] {
  const four = addresses.filter((address) => address.family === "IPv4");
  const six = addresses.filter((address) => address.family === "IPv6");
  if (four.length === 0) return [six, []];
  if (six.length === 0) return [four, []];
  const isLocal = six.every((address) => address.family === "IPv6" && address.bits >> 121n === 0x7en);
  return isLocal ? [four, six] : [six, four];
}

function withFallback(
  network: Network,
  client: Client,
  call: Call,
  attempt: Attempt,
  fallback: readonly Ip[],
): readonly Attempt[] {
  const next = fallback[0];
  // The client tries the name's next address only when nobody took the connection.
  if (next === undefined || !NOT_CONNECTED.has(attempt.ending.kind)) return [attempt];
  return connect(network, client, call, next).map((second) => ({
    ...second,
    share: attempt.share * second.share,
    legs: [...attempt.legs, ...second.legs],
    selectedBy: [...attempt.selectedBy, ...second.selectedBy],
    nearest: [...attempt.nearest, ...second.nearest],
  }));
}

function connect(network: Network, client: Client, call: Call, address: Ip): readonly Attempt[] {
  const server = serverFor(network, call.speech);
  const { port, protocol, request } = call;
  const base = { address, port, protocol };
  const to: Destination = request === undefined ? base : { ...base, payload: { kind: "http", request } };
  return journey(network, client.origin, to, server, call.liftPolicies).map((way) => ({
    client,
    share: way.share,
    ending: way.ending,
    decidedBy: way.decidedBy,
    reached: reachedBy(network, way),
    assumed: way.assumed,
    legs: way.legs,
    selectedBy: way.selectedBy,
    nearest: way.nearest,
  }));
}

function reachedBy(network: Network, { flow, ending, unmet }: Journey): Reached {
  const service = flow.service;
  const named = service === undefined ? {} : { service };
  if (unmet === true || NOT_CONNECTED.has(ending.kind)) return named;
  const pod = podReached(network, flow);
  const clientSeenAs = (flow.masqueraded ?? flow.packet.source).text;
  if (pod === undefined) return { ...named, address: flow.packet.destination.text, clientSeenAs };
  const workload = pod.workload === undefined ? {} : { workload: pod.workload };
  return { ...named, pod: nameOf(pod.pod), ...workload, clientSeenAs };
}

function unresolved(client: Client, { share, legs }: Resolved, failed: Lookup): Attempt {
  const { ending, decidedBy, selectedBy, nearest } = failed;
  return { client, share, ending, decidedBy, reached: {}, assumed: [], legs, selectedBy, nearest };
}

/** An ExternalName target that nobody placed has an address of ours. */
function assumedAddress(network: Network, host: string, address: Ip): readonly Assumption[] {
  const { outside } = network;
  const by = literalAddress(host) === undefined ? outside.publishedBy(canonicalHostname(host)) : undefined;
  if (by !== undefined && !outside.isKnown(address)) {
    return [
      {
        code: "external-dns",
        subject: `${host} leads to ${address.text}, because ${formatObjectName(by)} serves it there`,
        remedy: "say where it is with: Given the external host NAME at ADDRESS",
      },
    ];
  }
  if (!outside.isAssumed(address)) return [];
  return [
    {
      code: "external-address",
      subject: `${host} leads outside the cluster; ${address.text} stands for its address`,
      remedy: "say where it is with: Given the external host NAME at ADDRESS",
    },
  ];
}
