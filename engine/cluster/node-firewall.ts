import type { Node } from "../api/core/node.ts";
import type { Profile } from "./profile.ts";

/** Ports of a node that clients outside the cluster reach. */
export interface OpenPorts {
  /** As written: `443`, `30000-32767`; empty: none. */
  readonly text: readonly string[];
  has(port: number): boolean;
}

/** Says it for one node, in the words of the profile's switch. */
const ANNOTATION = "podwire.dev/firewall";

/** What the firewall lets through to a node; `undefined` when there is none. */
export function openPorts({ metadata }: Node, profile: Profile): OpenPorts | undefined {
  return parseOpenPorts(metadata.annotations?.[ANNOTATION] ?? profile.nodeFirewall) ?? undefined;
}

/**
 * `off`: no firewall (`undefined`). `closed`, or ports and ranges separated by commas. `null` for any other text, which an
 * annotation's reader takes for no firewall.
 */
export function parseOpenPorts(text: string): OpenPorts | undefined | null {
  if (text === "off") return undefined;
  if (text === "closed") return { text: [], has: () => false };
  const parts = text.split(",").map((part) => part.trim());
  const ranges = parts.map((part) => /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part));
  const numbers = ranges.flatMap((match) => {
    if (match === null) return [];
    const first = Number(match[1]);
    return [{ first, last: match[2] === undefined ? first : Number(match[2]) }];
  });
  const isValid = numbers.every(({ first, last }) => first >= 1 && first <= last && last <= 65_535);
  if (numbers.length !== parts.length || !isValid) return null;
  return { text: parts, has: (port) => numbers.some(({ first, last }) => first <= port && port <= last) };
}
