import { type Ip, type IpFamily, ipv4, ipv6, parseIp } from "./ip.ts";

/** An address block. `first` and `last` are its lowest and highest address; `hostBits` says that the text had some. */
export interface Cidr {
  readonly family: IpFamily;
  readonly first: Ip;
  readonly last: Ip;
  readonly prefix: number;
  readonly hostBits: boolean;
  /** Canonical text, host bits cleared. */
  readonly text: string;
}

const REMEMBERED = 65_536;
const known = new Map<string, Cidr>();

/** The block, or `undefined` when the text is not `address/prefix`. */
export function parseCidr(text: string): Cidr | undefined {
  let block = known.get(text);
  if (block === undefined) {
    block = parse(text);
    if (block === undefined) return undefined;
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, block);
  }
  return block;
}

function parse(text: string): Cidr | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const address = parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const prefix = Number(length);
  if (prefix > (address.family === "IPv4" ? 32 : 128)) return undefined;
  return cidrOf(address, prefix);
}

/** The block; throws when the text is not one. For literals of ours, never for input. */
export function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`not a CIDR: ${text}`);
  return parsed;
}

/** The block of `prefix` bits that holds `address`. */
export function cidrOf(address: Ip, prefix: number): Cidr {
  if (address.family === "IPv4") {
    const size = 2 ** (32 - prefix);
    const base = Math.floor(address.bits / size) * size;
    const first = ipv4(base);
    return {
      family: "IPv4",
      first,
      last: ipv4(base + size - 1),
      prefix,
      hostBits: base !== address.bits,
      text: `${first.text}/${prefix}`,
    };
  }
  const shift = BigInt(128 - prefix);
  const base = (address.bits >> shift) << shift;
  const first = ipv6(base);
  return {
    family: "IPv6",
    first,
    last: ipv6(base + (1n << shift) - 1n),
    prefix,
    hostBits: base !== address.bits,
    text: `${first.text}/${prefix}`,
  };
}

/** Never true across families: `0.0.0.0/0` holds no IPv6 address. */
export function contains(block: Cidr, address: Ip): boolean {
  return (
    block.family === address.family && block.first.bits <= address.bits && address.bits <= block.last.bits
  );
}
