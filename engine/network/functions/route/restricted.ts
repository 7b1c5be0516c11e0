import { type Cidr, cidr, contains } from "../../../values/cidr.ts";
import { type Ip, ipv4 } from "../../../values/ip.ts";

const RESTRICTED: readonly (readonly [what: string, blocks: readonly Cidr[]])[] = [
  ["an unspecified IP", ["0.0.0.0/32", "::/128"].map(cidr)],
  ["a loopback IP", ["127.0.0.0/8", "::1/128"].map(cidr)],
  ["a link-local IP", ["169.254.0.0/16", "fe80::/10"].map(cidr)],
  ["a multicast IP", ["224.0.0.0/4", "ff00::/8"].map(cidr)],
  ["a cloud metadata IP", ["168.63.129.16/32", "fd00:ec2::254/128"].map(cidr)],
];

/**
 * Why a router leaves an endpoint out, whatever Service it is of (openshift/router, `checkRestrictedIP`). Most of these are
 * refused by the API server already; multicast and the clouds' metadata are not. An IPv4 address at the end of `::/96` counts
 * as itself.
 */
export function restricted(address: Ip): string | undefined {
  const found = RESTRICTED.find(([, blocks]) => blocks.some((block) => contains(block, address)));
  if (found !== undefined) return found[0];
  const isEmbedded = address.family === "IPv6" && address.bits >> 32n === 0n;
  return isEmbedded ? restricted(ipv4(Number(address.bits))) : undefined;
}
