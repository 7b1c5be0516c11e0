import { ownNames } from "../../../cluster/pod-hostname.ts";
import { stateToRead } from "../../library/cluster.ts";
import { isBusybox } from "../images.ts";
import { hostnameAt } from "../place.ts";
import { failed, ok, type Result, type Tool, type ToolWorld } from "../tool.ts";

/** Long names of Debian's program, by its letters. */
const LETTERS: Readonly<Record<string, string>> = {
  fqdn: "f",
  long: "f",
  domain: "d",
  short: "s",
  "ip-address": "i",
  "all-ip-addresses": "I",
  alias: "a",
};

/**
 * `hostname [-f|-d|-s|-i|-I|-a]`: Debian's program, or busybox', which knows four of them. Of several options the last
 * counts, at busybox the first of f, s, d and i.
 */
export const hostname: Tool = (argv, world) => {
  const isSmall = isBusybox(world.place);
  const known = isSmall ? "fdsi" : "fdsiIa";
  let asked = "";
  for (const word of argv) {
    if (!word.startsWith("-"))
      return failed(
        isSmall
          ? "hostname: sethostname: Operation not permitted\n"
          : "hostname: you must be root to change the host name\n",
      );
    const long = isSmall ? undefined : LETTERS[word.slice(2)];
    if (word.startsWith("--") && long === undefined) return usage(`unrecognized option '${word}'`, isSmall);
    const letters = long ?? word.slice(1);
    const unknown = [...letters].find((letter) => !known.includes(letter));
    if (unknown !== undefined) return usage(`invalid option -- '${unknown}'`, isSmall);
    asked += letters;
  }
  const first = [..."fsdi"].find((letter) => asked.includes(letter));
  return answer((isSmall ? first : asked.at(-1)) ?? "", world, isSmall);
};

function usage(words: string, isSmall: boolean): Result {
  return failed(`hostname: ${words}\n`, isSmall ? 1 : 255);
}

interface Machine {
  /** Its names, the full one first. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

function answer(asked: string, world: ToolWorld, isSmall: boolean): Result {
  const kernel = hostnameAt(world.cluster, world.place);
  if (asked === "") return ok(`${kernel}\n`);
  if (asked === "s") return ok(`${kernel.split(".")[0]}\n`);
  const { names, addresses } = machineAt(world, kernel);
  const [canonical = kernel, ...aliases] = names;
  const dot = canonical.indexOf(".");
  switch (asked) {
    case "I":
      return ok(`${addresses.join(" ")} \n`);
    case "a":
      return ok(`${aliases.join(" ")}\n`);
    case "d":
      return ok(dot < 0 ? "" : `${canonical.slice(dot + 1)}\n`);
    case "f":
      return ok(`${canonical}\n`);
    default:
      return ok(`${isSmall ? (addresses[0] ?? "") : preferred(addresses).join(" ")}\n`);
  }
}

/** IPv6 first, as getaddrinfo sorts them (RFC 6724). */
function preferred(addresses: readonly string[]): readonly string[] {
  return [...addresses].sort((a, b) => Number(b.includes(":")) - Number(a.includes(":")));
}

/** The names are those of the hosts file that the kubelet writes; a node's file is taken to name the node. */
function machineAt({ cluster, place }: ToolWorld, kernel: string): Machine {
  const view = stateToRead(cluster).view();
  const found = place.kind === "pod" ? view.pod(place.namespace, place.name) : undefined;
  const node = place.kind === "node" ? view.node(place.name) : undefined;
  const ips = (found ?? node)?.ips ?? [];
  const names =
    found === undefined || found.hostNetwork ? [kernel] : ownNames(found.pod, view.profile.clusterDomain);
  return { names, addresses: ips.map(({ text }) => text) };
}
