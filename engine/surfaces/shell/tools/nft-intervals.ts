import { cidrOf, parseCidr } from "../../../values/cidr.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";

interface Interval {
  readonly first: Ip;
  readonly last: Ip;
}

/**
 * Blocks of a set without a name, as nft gives them back: in order, with those that touch or overlap made one. A block
 * that was alone needs no set.
 */
export function intervalsText(blocks: readonly string[]): string {
  const [only] = blocks;
  if (blocks.length === 1 && only !== undefined) return only;
  const intervals = blocks.flatMap((text): readonly Interval[] => {
    const address = parseIp(text);
    if (address !== undefined) return [{ first: address, last: address }];
    const block = parseCidr(text);
    return block === undefined ? [] : [block];
  });
  return `{ ${merged(intervals).map(intervalText).join(", ")} }`;
}

function merged(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = [...intervals].sort((a, b) => (a.first.bits < b.first.bits ? -1 : 1));
  const found: Interval[] = [];
  for (const next of sorted) {
    const before = found.at(-1);
    const touches = before !== undefined && BigInt(before.last.bits) + 1n >= BigInt(next.first.bits);
    if (!touches) found.push(next);
    else if (next.last.bits > before.last.bits) found.splice(-1, 1, { first: before.first, last: next.last });
  }
  return found;
}

/** As a block where it is one, else from first to last. */
function intervalText({ first, last }: Interval): string {
  if (first.text === last.text) return first.text;
  const bits = first.family === "IPv4" ? 32 : 128;
  const size = BigInt(last.bits) - BigInt(first.bits) + 1n;
  const prefix = bits - (size.toString(2).length - 1);
  const block = cidrOf(first, prefix);
  return block.first.text === first.text && block.last.text === last.text
    ? block.text
    : `${first.text}-${last.text}`;
}
