import { MAX_PORT, MIN_PORT, type Port } from "./port.ts";

/** A closed port interval and why it is in the set (rules, policies: whatever the caller tracks). */
export interface PortInterval<Why> {
  readonly from: Port;
  readonly to: Port;
  readonly because: readonly Why[];
}

/** Sorted, disjoint intervals. Neighbours are kept apart when their reasons differ. */
export type PortSet<Why> = readonly PortInterval<Why>[];

export const NO_PORTS: PortSet<never> = [];

export function allPorts<Why>(because: Why): PortSet<Why> {
  return [{ from: MIN_PORT, to: MAX_PORT, because: [because] }];
}

export function portRange<Why>(from: Port, to: Port, because: Why): PortSet<Why> {
  return from <= to ? [{ from, to, because: [because] }] : [];
}

/** The interval that holds `port`, by binary search. */
export function intervalOf<Why>(set: PortSet<Why>, port: Port): PortInterval<Why> | undefined {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const interval = set[middle];
    if (interval === undefined) return undefined;
    if (port < interval.from) high = middle - 1;
    else if (port > interval.to) low = middle + 1;
    else return interval;
  }
  return undefined;
}

/** Ports in either set; where both hold a port, the reasons of both are kept. */
export function unionPorts<Why>(a: PortSet<Why>, b: PortSet<Why>): PortSet<Why> {
  return combine(a, b, (left, right) => [...(left ?? []), ...(right ?? [])]);
}

/** Ports in both sets, with the reasons of both. */
export function intersectPorts<Why>(a: PortSet<Why>, b: PortSet<Why>): PortSet<Why> {
  return combine(a, b, (left, right) => (left && right ? [...left, ...right] : undefined));
}

/** Ports of `a` that are not in `b`. */
export function subtractPorts<Why>(a: PortSet<Why>, b: PortSet<unknown>): PortSet<Why> {
  return combine(a, b as PortSet<Why>, (left, right) => (left && right === undefined ? left : undefined));
}

type Choose<Why> = (
  left: readonly Why[] | undefined,
  right: readonly Why[] | undefined,
) => readonly Why[] | undefined;

function combine<Why>(a: PortSet<Why>, b: PortSet<Why>, choose: Choose<Why>): PortSet<Why> {
  const starts = new Set<number>();
  for (const interval of [...a, ...b]) {
    starts.add(interval.from);
    starts.add(interval.to + 1);
  }
  const cuts = [...starts].sort((x, y) => x - y);
  const result: PortInterval<Why>[] = [];
  for (let index = 0; index + 1 < cuts.length; index++) {
    const from = cuts[index] as Port;
    const to = ((cuts[index + 1] as number) - 1) as Port;
    const because = choose(intervalOf(a, from)?.because, intervalOf(b, from)?.because);
    if (because === undefined || because.length === 0) continue;
    const last = result.at(-1);
    if (last !== undefined && last.to + 1 === from && sameReasons(last.because, because)) {
      result[result.length - 1] = { ...last, to };
    } else result.push({ from, to, because });
  }
  return result;
}

function sameReasons<Why>(a: readonly Why[], b: readonly Why[]): boolean {
  return a.length === b.length && a.every((reason, index) => reason === b[index]);
}
