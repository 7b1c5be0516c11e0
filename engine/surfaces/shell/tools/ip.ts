import { contains, parseCidr } from "../../../values/cidr.ts";
import { parseIp } from "../../../values/ip.ts";
import { isBusybox } from "../images.ts";
import { failed, ok, type Result, type Tool } from "../tool.ts";
import { type LinkFormat, type Links, linkText, type Route, routeText } from "./links.ts";
import { linksAt } from "./place-links.ts";

const OBJECTS = ["address", "link", "neighbour", "neighbor", "route", "rule"] as const;
const RULES = "0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n";

/** iproute2's and busybox' `ip`, for looking: address, link, route (and `route get`), rule, neighbour. */
export const ip: Tool = (argv, world) => {
  const options = argv.filter((arg) => arg.startsWith("-"));
  const [typed = "", ...rest] = argv.filter((arg) => !arg.startsWith("-"));
  if (options.includes("-V")) return ok("ip utility, iproute2-6.1.0, libbpf 1.1.2\n");
  if (options.some((option) => /^-j/.test(option))) return failed("ip: no JSON here; -br is short\n");
  const object = typed === "" ? undefined : OBJECTS.find((name) => name.startsWith(typed));
  if (object === undefined)
    return typed === ""
      ? failed("Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n", 255)
      : failed(`Object "${typed}" is unknown, try "ip help".\n`);
  const command = rest[0];
  const isShown =
    command === undefined || ["show", "list", "lst", "ls"].some((name) => name.startsWith(command));
  if (command !== undefined && /^(add|del|delete|set|change|replace|flush|append)$/.test(command))
    return failed(`ip ${object} ${command}: the links and routes here are the network plugin's\n`, 2);
  const format: LinkFormat = {
    family: options.includes("-6") ? 6 : options.includes("-4") ? 4 : undefined,
    busybox: isBusybox(world.place),
    addresses: object === "address",
    brief: options.some((option) => /^-br(i|ie|ief)?$/.test(option)),
    oneline: options.some((option) => /^-o(neline)?$/.test(option)),
  };
  const links = linksAt(world);
  if (object === "rule") return ok(format.family === 6 ? RULES.replace(/.*default\n$/, "") : RULES);
  if (object === "neighbour" || object === "neighbor") return ok("");
  if (object === "route") {
    if (command !== undefined && "get".startsWith(command)) return routeGet(links, rest[1]);
    if (!isShown) return unknownCommand(command, object);
    return routes(links, rest.slice(1), format);
  }
  if (!isShown) return unknownCommand(command, object);
  return linkRows(
    links,
    rest.slice(1).filter((word) => word !== "dev" && word !== "up"),
    format,
  );
};

function unknownCommand(command: string | undefined, object: string): Result {
  return failed(`Command "${command ?? ""}" is unknown, try "ip ${object} help".\n`, 255);
}

function linkRows({ links }: Links, [name]: readonly string[], format: LinkFormat): Result {
  const rows = links.map((link, index) =>
    name === undefined || link.name === name ? linkText(link, index + 1, format) : "",
  );
  if (name !== undefined && !links.some((link) => link.name === name))
    return failed(
      format.busybox ? `ip: can't find device '${name}'\n` : `Device "${name}" does not exist.\n`,
    );
  return ok(rows.join(""));
}

function routes(links: Links, words: readonly string[], { family, busybox }: LinkFormat): Result {
  const after = (word: string): string | undefined => {
    const at = words.indexOf(word);
    return at < 0 ? undefined : words[at + 1];
  };
  const [dev, table] = [after("dev"), after("table")];
  if (table !== undefined && table !== "main") return failed("ip: this shell knows the table main\n");
  const to = words.find(
    (word, at) => !/^(dev|table)$/.test(word) && !/^(dev|table)$/.test(words[at - 1] ?? ""),
  );
  const chosen = (family === 6 ? links.routes6 : links.routes).filter(
    (route) => (dev === undefined || route.dev === dev) && (to === undefined || route.to === to),
  );
  if (dev !== undefined && !links.links.some(({ name }) => name === dev))
    return failed(busybox ? `ip: can't find device '${dev}'\n` : `Cannot find device "${dev}"\n`);
  return ok(chosen.map((route) => routeText(route, busybox, dev)).join(""));
}

/** Which route a packet to the address would take, and what it would be from. */
function routeGet(links: Links, text: string | undefined): Result {
  if (text === undefined) return failed("need at least a destination address\n");
  const address = parseIp(text);
  if (address === undefined) return failed(`Error: any valid prefix is expected rather than "${text}".\n`);
  const isSix = address.family === "IPv6";
  const isOwn = links.links.some(({ addresses }) => addresses.some((own) => own.text === address.text));
  if (isOwn && !isSix) return ok(`local ${text} dev lo src ${text} uid 0 \n    cache <local> \n`);
  const matching = (isSix ? links.routes6 : links.routes).filter(
    (route) => route.to === "default" || holds(route, address),
  );
  const best = matching.reduce<Route | undefined>(
    (found, route) => (found === undefined || prefixOf(route) > prefixOf(found) ? route : found),
    undefined,
  );
  if (best === undefined) return failed("RTNETLINK answers: Network is unreachable\n", 2);
  if (best.type === "blackhole") return failed("RTNETLINK answers: Invalid argument\n", 2);
  const family = (one: string): boolean => one.includes(":") === isSix;
  const addresses = [...links.links].filter(({ name }) => name !== "lo");
  const sourceOn = (name: string | undefined): string | undefined =>
    addresses
      .filter((link) => name === undefined || link.name === name)
      .flatMap((link) => link.addresses)
      .find((own) => family(own.text))?.text;
  const source = / src (\S+)/.exec(` ${best.words ?? ""}`)?.[1] ?? sourceOn(best.dev) ?? sourceOn(undefined);
  // An own address as the next hop is no hop.
  const isHop =
    best.via !== undefined && !addresses.some((link) => link.addresses.some((own) => own.text === best.via));
  const way = `${isHop ? ` via ${best.via}` : ""} dev ${best.dev}`;
  if (isSix) return ok(`${text} from ::${way} src ${source} metric 1024 pref medium\n`);
  const mtu = / mtu (\d+)/.exec(` ${best.words ?? ""}`)?.[0] ?? "";
  return ok(`${text}${way} src ${source} uid 0 \n    cache${mtu} \n`);
}

function prefixOf({ to }: Route): number {
  return to === "default" ? 0 : to.includes("/") ? Number(to.split("/")[1]) : 32;
}

function holds({ to }: Route, address: NonNullable<ReturnType<typeof parseIp>>): boolean {
  const block = parseCidr(to.includes("/") ? to : `${to}/32`);
  return block !== undefined && contains(block, address);
}
