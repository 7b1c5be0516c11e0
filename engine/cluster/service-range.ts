import type { Cidr } from "../values/cidr.ts";
import { addToIp } from "../values/ip.ts";
import { hashText } from "../values/random.ts";

/** A range whose start is kept for requests that name a value (KEP-3070, KEP-3668). Offsets count from its start. */
export interface Band {
  readonly first: number;
  /** How many values at the start are given out on their own only when the others are gone. */
  readonly kept: number;
  readonly size: number;
}

/** Blocks are taken for no larger than this: no cluster has as many Services. */
const LARGEST = 2 ** 20;

/** `calculateRangeOffset` and `hostsPerNetwork` of the IP allocator: the block's own address is nobody's, and IPv4's last. */
export function bandOf({ family, prefix }: Cidr): Band {
  const all = Math.min(2 ** ((family === "IPv4" ? 32 : 128) - prefix), LARGEST);
  const size = Math.max(0, family === "IPv4" ? all - 2 : all - 1);
  return { first: 1, kept: all <= 16 ? 0 : Math.min(Math.max(16, Math.floor(all / 16)), 256), size };
}

/**
 * The offset of a free value: above the band first, then within it, beginning at a place that the owner's hash gives, so
 * that other owners do not move it. `undefined` when all are taken.
 */
export function freeOffset(
  { first, kept, size }: Band,
  hash: number,
  isTaken: (offset: number) => boolean,
): number | undefined {
  return freeIn(first + kept, size - kept, hash, isTaken) ?? freeIn(first, kept, hash, isTaken);
}

function freeIn(
  from: number,
  room: number,
  hash: number,
  isTaken: (offset: number) => boolean,
): number | undefined {
  for (let step = 0; step < room; step++) {
    const offset = from + ((hash + room + step) % room);
    if (!isTaken(offset)) return offset;
  }
  return undefined;
}

/** A free address of a Service block. */
export function freeServiceAddress(
  block: Cidr,
  owner: string,
  taken: ReadonlySet<string>,
): string | undefined {
  let last: string | undefined;
  const isTaken = (offset: number): boolean => {
    last = addToIp(block.first, offset).text;
    return taken.has(last);
  };
  return freeOffset(bandOf(block), hashText(owner) - 1, isTaken) === undefined ? undefined : last;
}
