/** A network interface, as `ip` shows it. */
export interface Link {
  readonly name: string;
  /** What stands behind `@`. */
  readonly peer?: string;
  readonly flags?: string;
  readonly mtu: number;
  readonly qdisc?: string;
  /** `master cni0`. */
  readonly master?: string;
  readonly state: "UP" | "DOWN" | "UNKNOWN";
  readonly qlen?: number;
  /** `link/ether 02:…`, with the broadcast address. */
  readonly hardware: string;
  readonly addresses: readonly LinkAddress[];
}

export interface LinkAddress {
  readonly text: string;
  readonly prefix: number;
  readonly broadcast?: string;
  readonly scope?: "host";
}

export interface Route {
  /** `default`, a block or an address. */
  readonly to: string;
  readonly type?: "blackhole";
  readonly via?: string;
  readonly dev?: string;
  /** Words behind the device: `proto kernel scope link src 10.244.1.1`. */
  readonly words?: string;
}

/** What a network namespace has. Routes in the order of the kernel's table. */
export interface Links {
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly routes6: readonly Route[];
}

const FLAGS = "BROADCAST,MULTICAST,UP,LOWER_UP";

export const LOOPBACK: Link = {
  name: "lo",
  flags: "LOOPBACK,UP,LOWER_UP",
  mtu: 65_536,
  state: "UNKNOWN",
  qlen: 1000,
  hardware: "link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00",
  addresses: [
    { text: "127.0.0.1", prefix: 8, scope: "host" },
    { text: "::1", prefix: 128, scope: "host" },
  ],
};

export interface LinkFormat {
  readonly family: 4 | 6 | undefined;
  /** busybox says less. */
  readonly busybox: boolean;
  /** Whether addresses are wanted. */
  readonly addresses: boolean;
  readonly brief: boolean;
  /** A line for each address. */
  readonly oneline: boolean;
}

/** Rows of `ip address` and `ip link`. */
export function linkText(link: Link, index: number, format: LinkFormat): string {
  const addresses = link.addresses.filter(({ text }) => isOf(text, format.family));
  if (format.addresses && format.family !== undefined && addresses.length === 0) return "";
  const name = link.peer === undefined ? link.name : `${link.name}@${link.peer}`;
  if (format.brief) return briefText(link, name, addresses, format);
  if (format.oneline && format.addresses)
    return addresses
      .map(
        (one) => `${index}: ${link.name}    ${addressText(one, link.name).trimStart().replace("\n", "\\")}\n`,
      )
      .join("");
  const { flags = FLAGS, mtu, qdisc = "noqueue", master, state, qlen, hardware } = link;
  const mode = format.addresses ? "" : "mode DEFAULT ";
  const words = format.busybox ? "" : ` state ${state} ${mode}group default`;
  const head = `${index}: ${name}: <${flags}> mtu ${mtu} qdisc ${qdisc}${master === undefined ? "" : ` master ${master}`}${words}${qlen === undefined ? " " : ` qlen ${qlen}`}`;
  const isFamily = format.addresses && format.family !== undefined;
  const lines = [head, ...(isFamily && !format.busybox ? [] : [`    ${hardware}`])];
  for (const one of format.addresses ? addresses : []) lines.push(addressText(one, link.name));
  return `${lines.join(format.oneline ? "\\" : "\n")}\n`;
}

function isOf(text: string, family: 4 | 6 | undefined): boolean {
  return family === undefined || text.includes(":") === (family === 6);
}

function briefText(
  { state, hardware, flags = FLAGS }: Link,
  name: string,
  addresses: readonly LinkAddress[],
  format: LinkFormat,
): string {
  const shown = format.addresses
    ? addresses.map(({ text, prefix }) => `${text}/${prefix} `).join("")
    : `${hardware.split(" ")[1] ?? ""} <${flags}> `;
  return `${name.padEnd(16)} ${state.padEnd(14)} ${shown}\n`;
}

function addressText({ text, prefix, broadcast, scope = undefined }: LinkAddress, name: string): string {
  const isSix = text.includes(":");
  const words = broadcast === undefined ? "" : ` brd ${broadcast}`;
  // Of IPv6 addresses the name is left out, and not the blank before it.
  return `    ${isSix ? "inet6" : "inet"} ${text}/${prefix}${words} scope ${scope ?? "global"} ${isSix ? "" : name}\n       valid_lft forever preferred_lft forever`;
}

/** A line of `ip route`, without the device where it was asked for. */
export function routeText({ to, type, via, dev, words }: Route, busybox: boolean, asked?: string): string {
  const shown = busybox
    ? words?.replace(/(?:proto \S+ ?)/, "").replace(/(?<=scope link) src/, "  src")
    : words;
  const parts = [
    type,
    to,
    via === undefined ? undefined : `via ${via}`,
    dev === undefined || dev === asked ? undefined : `dev ${dev}`,
    shown === "" ? undefined : shown,
  ].filter((part) => part !== undefined);
  // A line of IPv6 ends with a preference, all others with a blank.
  return `${parts.join(" ")}${words?.endsWith("pref medium") ? "" : " "}\n`;
}
