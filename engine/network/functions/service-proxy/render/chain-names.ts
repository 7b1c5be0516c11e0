import { sha256 } from "@noble/hashes/sha2.js";
import type { Protocol } from "../../../../values/protocol.ts";

/** RFC 4648 base 32. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** First characters of the base 32 text of a SHA-256, five bits each: upstream's way to short, steady names. */
export function shortHash(text: string, length: number): string {
  let name = "";
  let bits = 0;
  let held = 0;
  for (const byte of sha256(new TextEncoder().encode(text))) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && name.length < length) {
      bits -= 5;
      name += ALPHABET[(held >> bits) & 31] ?? "";
    }
    held &= (1 << bits) - 1;
  }
  return name;
}

/** The chains of one Service port (`portProtoHash` in pkg/proxy/iptables): they share their hash. */
export interface ServiceChains {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
  /** Of one endpoint, `address:port`. */
  endpoint(socket: string): string;
}

const HASH_LENGTH = 16;

/** `portName` is how kube-proxy writes a Service port: `namespace/name`, and `:port` where it has a name. */
export function serviceChains(portName: string, protocol: Protocol): ServiceChains {
  const key = portName + protocol.toLowerCase();
  const hash = shortHash(key, HASH_LENGTH);
  return {
    cluster: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
    endpoint: (socket) => `KUBE-SEP-${shortHash(key + socket, HASH_LENGTH)}`,
  };
}
