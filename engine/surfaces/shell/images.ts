import type { Place } from "./place.ts";

/** Network tools that the shell has, beside what every image's shell brings. */
export type ToolName =
  | "curl"
  | "wget"
  | "nslookup"
  | "dig"
  | "host"
  | "getent"
  | "nc"
  | "telnet"
  | "ping"
  | "traceroute"
  | "tcpdump"
  | "ip"
  | "ss"
  | "netstat"
  | "ps"
  | "iptables"
  | "ip6tables"
  | "iptables-save"
  | "ip6tables-save"
  | "nft"
  | "ipvsadm"
  | "ipset"
  | "conntrack"
  | "crictl"
  | "openssl";

const BUSYBOX: readonly ToolName[] = ["wget", "nslookup", "nc", "ping", "traceroute", "ip", "netstat", "ps"];
const EVERYTHING: readonly ToolName[] = [...BUSYBOX, "curl", "dig", "host", "getent", "ss", "tcpdump"];
const RULES: readonly ToolName[] = [
  "iptables",
  "ip6tables",
  "iptables-save",
  "ip6tables-save",
  "nft",
  "ipvsadm",
  "ipset",
  "conntrack",
];
const WITH_OPENSSL: readonly ToolName[] = [...EVERYTHING, "openssl"];

/** What well-known images bring, by the last part of their name. */
const IMAGES: readonly (readonly [RegExp, readonly ToolName[]])[] = [
  [/^busybox$/, [...BUSYBOX, "telnet"]],
  // Alpine's base brings musl-utils.
  [/^alpine$/, [...BUSYBOX, "getent"]],
  [/^(curl|curl-base)$/, ["curl", "nslookup", "wget", "nc", "ping", "traceroute", "ip", "ps", "getent"]],
  [/^netshoot$/, [...WITH_OPENSSL, ...RULES, "telnet"]],
  [/^(network-multitool|multitool)$/, WITH_OPENSSL],
  [/^(agnhost|jessie-dnsutils|dnsutils|tcpdump)$/, EVERYTHING],
  [/^(nginx|httpd|apache|debian|ubuntu)$/, ["curl", "getent"]],
  [/^(ubi-minimal|ubi8-minimal|ubi9-minimal|ubi8|ubi9|ubi|centos|fedora)$/, ["curl", "getent"]],
  [/^(postgres|mysql|mariadb|redis|mongo|rabbitmq)$/, ["getent"]],
];

/** Whose `nslookup`, `wget` and `nc` it is: busybox words them otherwise. */
export function isBusybox(place: Place): boolean {
  return place.kind === "pod" && /^(busybox|alpine|curl)$/.test(baseName(place.image));
}

/** Whose `getent` is that of musl-utils. */
export function hasMuslGetent(place: Place): boolean {
  return place.kind === "pod" && /^(alpine|curl|curl-base)$/.test(baseName(place.image));
}

/** Before 1.29 its nslookup was another program. */
export function isOldBusybox(place: Place): boolean {
  const version = place.kind === "pod" ? /busybox:1\.(\d+)/.exec(place.image)?.[1] : undefined;
  return version !== undefined && Number(version) < 29;
}

/** Tools that are there. An image that nobody knows is taken to bring all of them. */
export function toolsAt(place: Place): ReadonlySet<string> {
  if (place.kind === "node") return new Set([...WITH_OPENSSL, ...RULES, "crictl"]);
  if (place.kind === "workstation")
    return new Set([
      "curl",
      "dig",
      "nslookup",
      "host",
      "nc",
      "wget",
      "ping",
      "traceroute",
      "tcpdump",
      "openssl",
    ]);
  const name = baseName(place.image);
  const known = IMAGES.find(([pattern]) => pattern.test(name));
  return new Set(known?.[1] ?? WITH_OPENSSL);
}

/** `example.com/team/nginx:1.27@sha256:…` is nginx. */
export function baseName(image: string): string {
  return (
    (image.split("@")[0] ?? "")
      .replace(/:[^/:]*$/, "")
      .split("/")
      .at(-1) ?? ""
  );
}
