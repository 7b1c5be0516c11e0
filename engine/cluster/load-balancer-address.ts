import { type Cidr, contains } from "../values/cidr.ts";
import { addToIp } from "../values/ip.ts";
import { hashText } from "../values/random.ts";

/** A free address of a block, by the owner's own name, so that others do not move it. */
export function allocateAddress(block: Cidr, owner: string, taken: Set<string>): string | undefined {
  const size = Math.min(2 ** ((block.family === "IPv4" ? 32 : 128) - block.prefix), 2 ** 20);
  const start = hashText(owner) % size;
  for (let step = 0; step < size; step++) {
    const address = addToIp(block.first, (start + step) % size);
    if (!contains(block, address) || taken.has(address.text)) continue;
    taken.add(address.text);
    return address.text;
  }
  return undefined;
}
