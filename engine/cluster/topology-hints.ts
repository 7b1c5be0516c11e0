import type { Node } from "../api/core/node.ts";
import type { Service } from "../api/core/service.ts";
import type { Endpoint } from "../api/discovery/endpoint-slice.ts";

/** A zone's part of the cluster's CPU, 0 to 1. */
export type ZoneShares = ReadonlyMap<string, number>;

/** Either the zone that each ready endpoint is hinted to, or why there is no hint at all; `event` is how upstream says it. */
export type Allotment =
  | { readonly zones: ReadonlyMap<Endpoint, string>; readonly reason?: never; readonly event?: never }
  | { readonly reason: string; readonly event: string; readonly zones?: never };

const ZONE_LABEL = "topology.kubernetes.io/zone";
const EXCLUDED = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
/** How much more than its part an endpoint may have to carry. */
const OVERLOAD = 0.2;

/** `hintsEnabled` (endpointslice/utils.go): the older annotation is asked first. */
export function wantsTopologyHints({ metadata: { annotations = {} } }: Service): boolean {
  const mode =
    annotations["service.kubernetes.io/topology-aware-hints"] ??
    annotations["service.kubernetes.io/topology-mode"];
  return mode === "Auto" || mode === "auto";
}

/** `SetNodes` (topologycache.go): one node without a zone or CPU spoils it for all, and one zone is too few. */
export function zoneShares(nodes: readonly Node[]): ZoneShares | undefined {
  const byZone = new Map<string, number>();
  for (const { metadata, status } of nodes) {
    const { labels = {} } = metadata;
    if (EXCLUDED.some((label) => Object.hasOwn(labels, label))) continue;
    const { conditions = [] } = status ?? {};
    if (!conditions.some(({ type, status: value }) => type === "Ready" && value === "True")) continue;
    const zone = labels[ZONE_LABEL] ?? "";
    const cpu = milliCpu(status?.allocatable?.["cpu"]);
    if (zone === "" || cpu === 0) return undefined;
    byZone.set(zone, (byZone.get(zone) ?? 0) + cpu);
  }
  if (byZone.size < 2) return undefined;
  const total = [...byZone.values()].reduce((sum, cpu) => sum + cpu, 0);
  const zones = [...byZone].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(zones.map(([zone, cpu]) => [zone, cpu / total]));
}

/** Thousandths of a CPU, 0 for what is no quantity. */
function milliCpu(quantity: string | number | undefined): number {
  const [, number, suffix = ""] = /^(\d+(?:\.\d+)?)([num]?)$/.exec(String(quantity ?? "")) ?? [];
  const factor = suffix === "" ? 1000 : suffix === "m" ? 1 : suffix === "u" ? 1e-3 : 1e-6;
  return Math.ceil(Number(number ?? 0) * factor);
}

/**
 * `AddHints` (topologycache.go) for all endpoints of a Service and family: each for its own zone, then as many given to
 * zones with too few as their CPU asks for. Where upstream leaves the order to a map, zones go by name.
 */
export function allotZones(endpoints: readonly Endpoint[], shares: ZoneShares | undefined): Allotment {
  const ready = endpoints.filter(({ conditions }) => conditions?.ready === true);
  if (shares === undefined)
    return {
      reason: "a node says no zone or no allocatable CPU, or there are not two zones",
      event: "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes",
    };
  const counts = `${ready.length} endpoints, ${shares.size} zones`;
  if (shares.size > ready.length)
    return { reason: `too few endpoints (${counts})`, event: `Insufficient number of endpoints (${counts})` };
  const desired = new Map<string, number>();
  let spare = ready.length;
  for (const [zone, share] of shares) {
    const exact = share * ready.length;
    const minimum = Math.ceil(exact * (1 / (1 + OVERLOAD)));
    desired.set(zone, Math.max(exact, minimum));
    spare -= minimum;
  }
  if (spare < 0)
    return {
      reason: `some zone's endpoints would be overloaded (${counts})`,
      event: `Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (${counts})`,
    };
  const zones = new Map<Endpoint, string>();
  for (const endpoint of ready) {
    if (!endpoint.zone)
      return {
        reason: "an endpoint has no zone",
        event: "One or more endpoints do not have a zone specified",
      };
    zones.set(endpoint, endpoint.zone);
  }
  const { giving, receiving } = exchange(desired, zones);
  for (const [endpoint, zone] of zones) {
    const [taker] = receiving.keys();
    if (taker === undefined) break;
    if (!takeOne(giving, zone)) continue;
    takeOne(receiving, taker);
    zones.set(endpoint, taker);
  }
  return { zones };
}

interface Exchange {
  readonly giving: Map<string, number>;
  readonly receiving: Map<string, number>;
}

/** `getGivingAndReceivingZones`: whole endpoints, from the zone with most too many to the one with most too few. */
function exchange(desired: ReadonlyMap<string, number>, zones: ReadonlyMap<Endpoint, string>): Exchange {
  const over = new Map<string, number>();
  const under = new Map<string, number>();
  for (const [zone, target] of desired) {
    const has = [...zones.values()].filter((one) => one === zone).length;
    if (has > target) over.set(zone, has - target);
    if (has < target) under.set(zone, target - has);
  }
  const giving = new Map<string, number>();
  const receiving = new Map<string, number>();
  for (;;) {
    const [giver, taker] = [most(over), most(under)];
    if (giver === undefined || taker === undefined) break;
    const [give, take] = [over.get(giver) ?? 0, under.get(taker) ?? 0];
    if ((give < 1 && take < 1) || give < 0.5 || take < 0.5) break;
    giving.set(giver, (giving.get(giver) ?? 0) + 1);
    receiving.set(taker, (receiving.get(taker) ?? 0) + 1);
    over.set(giver, give - 1);
    under.set(taker, take - 1);
  }
  return { giving, receiving };
}

function most(zones: ReadonlyMap<string, number>): string | undefined {
  let found: string | undefined;
  for (const [zone, number] of zones) {
    if (number > (found === undefined ? 0 : (zones.get(found) ?? 0))) found = zone;
  }
  return found;
}

function takeOne(zones: Map<string, number>, zone: string): boolean {
  const left = zones.get(zone) ?? 0;
  if (left === 0) return false;
  if (left === 1) zones.delete(zone);
  else zones.set(zone, left - 1);
  return true;
}
