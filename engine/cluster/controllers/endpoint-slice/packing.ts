import type { Endpoint } from "../../../api/discovery/endpoint-slice.ts";

/** Endpoints of one slice; `of` is the slice that holds them already, absent for a new one. */
export interface Packed<S> {
  readonly of?: S;
  readonly endpoints: readonly Endpoint[];
}

interface Open<S> {
  readonly of?: S;
  readonly endpoints: Endpoint[];
  readonly isChanged: boolean;
}

/**
 * How endpoints that serve the same ports go into slices (endpointslice/reconciler.go, reconcileByPortMapping): each
 * stays where it is; newcomers top up slices that change anyway, fullest first, else one slice that takes all of them,
 * else new slices. Slices are never evened out, because every write goes to every node.
 */
export function pack<S extends { readonly endpoints: readonly Endpoint[] }>(
  existing: readonly S[],
  desired: readonly Endpoint[],
  most: number,
): readonly Packed<S>[] {
  if (existing.length === 0 && desired.length > 0 && desired.length <= most) return [{ endpoints: desired }];
  const left = new Map(desired.map((endpoint) => [keyOf(endpoint), endpoint]));
  const slices: Open<S>[] = [];
  for (const slice of existing) {
    const kept: Endpoint[] = [];
    let isChanged = false;
    for (const before of slice.endpoints) {
      const now = left.get(keyOf(before));
      if (now === undefined) continue;
      left.delete(keyOf(before));
      kept.push(now);
      isChanged ||= bare(now) !== bare(before);
    }
    isChanged ||= kept.length !== slice.endpoints.length;
    if (kept.length > 0) slices.push({ of: slice, endpoints: kept, isChanged });
  }
  const waiting = [...left.values()];
  const changing = slices.filter((slice) => slice.isChanged);
  for (const slice of changing.sort((a, b) => b.endpoints.length - a.endpoints.length)) {
    slice.endpoints.push(...waiting.splice(0, most - slice.endpoints.length));
  }
  const roomy = waiting.length < most ? fullestWithRoom(slices, waiting.length, most) : undefined;
  roomy?.endpoints.push(...waiting.splice(0));
  while (waiting.length > 0) slices.push({ endpoints: waiting.splice(0, most), isChanged: true });
  return slices;
}

function fullestWithRoom<S>(slices: readonly Open<S>[], count: number, most: number): Open<S> | undefined {
  const fitting = slices.filter(({ isChanged, endpoints }) => !isChanged && endpoints.length + count <= most);
  return fitting.sort((a, b) => b.endpoints.length - a.endpoints.length)[0];
}

/** `EndpointsEqualBeyondHash`: hints are written afterwards, and do not count. */
function bare({ hints: _, ...endpoint }: Endpoint): string {
  return JSON.stringify(endpoint);
}

/** Endpoints are one when address and pod are. */
function keyOf({ addresses, targetRef }: Endpoint): string {
  return `${addresses[0]} ${targetRef?.name ?? ""} ${targetRef?.uid ?? ""}`;
}
