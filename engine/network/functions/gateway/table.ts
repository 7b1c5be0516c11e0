import type { Attached } from "../../../cluster/gateway/attachment.ts";
import {
  type GatewayState,
  type GatewayStates,
  gatewayStatesOf,
  type ParentState,
} from "../../../cluster/gateway/gateway-state.ts";
import type { ListenerState } from "../../../cluster/gateway/listeners.ts";
import { isProxyOf } from "../../../cluster/gateway/proxy-names.ts";
import type { AnyRoute } from "../../../cluster/gateway/routes.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import { indexMatches, type MatchIndex } from "./match.ts";
import { type Entry, entriesOf } from "./rules.ts";

/** A listener as the proxy has it: its routes by host. */
export interface BoundListener {
  readonly state: ListenerState;
  /** HTTP: by hostname pattern. */
  readonly hosts: ReadonlyMap<string, MatchIndex>;
  /** TLS, TCP, UDP: by hostname pattern, the oldest route only. */
  readonly streams: ReadonlyMap<string, AnyRoute>;
}

/** One port of a proxy: its listeners by hostname. */
export interface BoundPort {
  readonly protocol: string;
  readonly listeners: ReadonlyMap<string, BoundListener>;
}

export interface GatewayTable {
  readonly state: GatewayState;
  /** By `port/TCP` or `port/UDP`. */
  readonly ports: ReadonlyMap<string, BoundPort>;
  /** Listeners that the proxy does not open, though nothing is wrong with them but their certificates; by the same. */
  readonly closed: ReadonlyMap<string, readonly ListenerState[]>;
  /** Routes that name the Gateway and are not accepted. */
  readonly refused: readonly ParentState[];
}

/** Tables of all Gateways that somebody acts on; each is made when a request comes to its proxy. */
export class GatewayTables {
  readonly #states: GatewayStates;
  readonly #tables = new Map<GatewayState, GatewayTable>();

  constructor(view: ClusterView) {
    this.#states = gatewayStatesOf(view);
  }

  /** The table that a proxy's pod works by. */
  of({ namespace, labels }: PodView): GatewayTable | undefined {
    const state = this.#states.gateways.find(
      ({ gateway }) => (gateway.metadata.namespace ?? "default") === namespace && isProxyOf(gateway, labels),
    );
    if (state === undefined) return undefined;
    let table = this.#tables.get(state);
    if (table === undefined) {
      table = tableOf(
        state,
        this.#states.parents.filter((parent) => parent.state === state),
      );
      this.#tables.set(state, table);
    }
    return table;
  }
}

function tableOf(state: GatewayState, parents: readonly ParentState[]): GatewayTable {
  const ports = new Map<string, { protocol: string; listeners: Map<string, BoundListener> }>();
  const closed = new Map<string, ListenerState[]>();
  for (const listener of state.listeners) {
    if (!listener.accepted.holds) continue;
    const { port, protocol } = listener.listener;
    const key = `${port}/${protocol === "UDP" ? "UDP" : "TCP"}`;
    if (!listener.programmed.holds) {
      closed.set(key, [...(closed.get(key) ?? []), listener]);
      continue;
    }
    const bound = ports.get(key) ?? { protocol, listeners: new Map<string, BoundListener>() };
    bound.listeners.set(listener.hostname, bind(listener, parents));
    ports.set(key, bound);
  }
  return { state, ports, closed, refused: parents.filter(({ accepted }) => !accepted.holds) };
}

function bind(state: ListenerState, parents: readonly ParentState[]): BoundListener {
  const entries = new Map<string, Entry[]>();
  const streams = new Map<string, AnyRoute>();
  const seen = new Set<AnyRoute>();
  for (const { route, attached } of parents) {
    const here = attached.find((one: Attached) => one.state === state);
    if (here === undefined || seen.has(route)) continue;
    seen.add(route);
    if (route.kind !== "HTTPRoute" && route.kind !== "GRPCRoute") {
      for (const host of here.hostnames) if (!streams.has(host)) streams.set(host, route);
      continue;
    }
    const own = entriesOf(route);
    for (const host of here.hostnames) {
      const known = entries.get(host);
      if (known === undefined) entries.set(host, [...own]);
      else known.push(...own);
    }
  }
  const hosts = new Map([...entries].map(([host, own]) => [host, indexMatches(own)] as const));
  return { state, hosts, streams };
}
