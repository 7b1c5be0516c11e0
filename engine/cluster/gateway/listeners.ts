import type { Gateway, Listener, RouteGroupKind } from "../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../api/gateway/listener-set.ts";
import type { GatewayObjectReference } from "../../api/gateway/references.ts";
import type { FieldPath } from "../../values/source.ts";
import type { Reader } from "../remembered.ts";
import { listenerCertificates } from "./certificates.ts";
import { type ClientValidation, clientValidation } from "./frontend-tls.ts";
import { ANY_HOST } from "./hostnames.ts";
import { GATEWAY_GROUP, no, type Verdict, yes } from "./reading.ts";

/** A listener, and what its controller says of it. */
export interface ListenerState {
  /** Whose list it stands in. */
  readonly owner: Gateway | ListenerSet;
  readonly listener: Listener;
  readonly at: FieldPath;
  /** Lower case; empty when it takes any name. */
  readonly hostname: string;
  readonly supportedKinds: readonly RouteGroupKind[];
  readonly accepted: Verdict;
  readonly conflicted: Verdict;
  readonly resolvedRefs: Verdict;
  /**
   * Whether the proxy listens. Without a certificate it does not: Envoy Gateway builds neither listener nor Service port for
   * it (internal/gatewayapi/listener.go, ProcessListeners), NGINX Gateway Fabric no server (state/dataplane/configuration.go,
   * buildServers). Both go on with those of several certificates that can be used, and so does Istio (conversion.go, buildTLS).
   */
  readonly programmed: Verdict;
  /** Certificates that it can show. */
  readonly certificateRefs: readonly GatewayObjectReference[];
  /** What clients have to show; absent: nothing. */
  readonly clients?: ClientValidation;
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  HTTP: ["HTTPRoute", "GRPCRoute"],
  HTTPS: ["HTTPRoute", "GRPCRoute"],
  TLS: ["TLSRoute"],
  TCP: ["TCPRoute"],
  UDP: ["UDPRoute"],
};

/** Listeners in the order of precedence: the Gateway's own, then those of its ListenerSets. */
export function listenerStates(
  reader: Reader,
  gateway: Gateway,
  sets: readonly ListenerSet[],
): readonly ListenerState[] {
  const states: ListenerState[] = [];
  for (const owner of [gateway, ...sets]) {
    const placed = owner.spec.listeners.map((listener, index): Placed => ({ owner, listener, index }));
    const earlier = states.filter(({ accepted }) => accepted.holds);
    const open = placed.filter((one) => conflictWith(one, earlier) === undefined);
    states.push(
      ...placed.map((one) => {
        const others = open.includes(one) ? open.filter((other) => other !== one) : earlier;
        return stateOf(reader, gateway, one, conflictWith(one, others) ?? no("NoConflicts", ""));
      }),
    );
  }
  return states;
}

interface Placed {
  readonly owner: Gateway | ListenerSet;
  readonly listener: Listener;
  readonly index: number;
}

function stateOf(
  reader: Reader,
  gateway: Gateway,
  { owner, listener, index }: Placed,
  conflict: Verdict,
): ListenerState {
  const known = Object.hasOwn(KINDS, listener.protocol);
  const { kinds, isWhole } = supportedKinds(listener);
  const clients = clientValidation(reader, gateway, listener);
  const accepted = !known
    ? no("UnsupportedProtocol", `protocol ${listener.protocol} is not known`)
    : conflict.holds
      ? no(conflict.reason, conflict.message)
      : (clients?.accepted ?? yes("Accepted"));
  const terminates = listener.tls !== undefined && listener.tls.mode === "Terminate";
  const served = terminates ? listenerCertificates(reader, owner, listener.tls) : undefined;
  const own = served?.resolved ?? yes("ResolvedRefs");
  const certificates = own.holds ? (clients?.resolvedRefs ?? own) : own;
  const resolvedRefs =
    isWhole || !known
      ? certificates
      : no(
          "InvalidRouteKinds",
          `a listener for ${listener.protocol} takes ${(KINDS[listener.protocol] ?? []).join(", ")}, no ${oddKinds(listener)}`,
        );
  return {
    owner,
    listener,
    at: ["spec", "listeners", index],
    hostname: hostnameOf(listener),
    supportedKinds: kinds,
    accepted,
    conflicted: conflict,
    resolvedRefs,
    programmed: !accepted.holds
      ? no(conflict.holds ? conflict.reason : "Invalid", accepted.message)
      : served?.suffices === false
        ? no("Invalid", own.message)
        : yes("Programmed"),
    certificateRefs: served?.usable ?? [],
    ...(clients === undefined ? {} : { clients }),
  };
}

/** Kinds that a listener names and its protocol does not take. */
function oddKinds({ protocol, allowedRoutes: { kinds = [] } }: Listener): string {
  const possible = KINDS[protocol] ?? [];
  return kinds
    .filter(({ group, kind }) => group !== GATEWAY_GROUP || !possible.includes(kind))
    .map(({ group, kind }) => (group === GATEWAY_GROUP ? kind : `${kind}.${group}`))
    .join(", ");
}

/** Kinds of routes that may attach: those that the listener names, as far as its protocol takes them. */
function supportedKinds({ protocol, allowedRoutes }: Listener): {
  readonly kinds: readonly RouteGroupKind[];
  readonly isWhole: boolean;
} {
  const possible = KINDS[protocol] ?? [];
  const wanted = allowedRoutes.kinds ?? [];
  if (wanted.length === 0)
    return { kinds: possible.map((kind) => ({ group: GATEWAY_GROUP, kind })), isWhole: true };
  const kinds = wanted.filter(({ group, kind }) => group === GATEWAY_GROUP && possible.includes(kind));
  return { kinds, isWhole: kinds.length === wanted.length };
}

/**
 * Another listener that traffic cannot tell from this one. In one Gateway none of the two wins; between a Gateway and its
 * ListenerSets those that came earlier do.
 */
function conflictWith(
  own: Placed,
  others: readonly Pick<Placed, "owner" | "listener">[],
): Verdict | undefined {
  for (const other of others) {
    const reason = clash(own.listener, other.listener);
    if (reason === undefined) continue;
    const whose = other.owner === own.owner ? "" : ` of ${other.owner.kind} ${other.owner.metadata.name}`;
    const message = `port ${own.listener.port} is also that of listener ${other.listener.name}${whose}`;
    return { holds: true, reason, message };
  }
  return undefined;
}

function clash(a: Listener, b: Listener): string | undefined {
  if (a.port !== b.port || layerOf(a) !== layerOf(b)) return undefined;
  if (layerOf(a) === "UDP") return "ProtocolConflict";
  if (streamOf(a) !== streamOf(b) || streamOf(a) === "TCP") return "ProtocolConflict";
  return hostnameOf(a) === hostnameOf(b) ? "HostnameConflict" : undefined;
}

function layerOf({ protocol }: Listener): string {
  return protocol === "UDP" || Object.hasOwn(KINDS, protocol) === false ? protocol : "TCP";
}

/** HTTPS and TLS share a port: the TLS hello tells their hosts apart. */
function streamOf({ protocol }: Listener): string {
  return protocol === "HTTPS" ? "TLS" : protocol;
}

function hostnameOf({ hostname = ANY_HOST }: Listener): string {
  return hostname.toLowerCase();
}
