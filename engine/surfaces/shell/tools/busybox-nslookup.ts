import type { DnsType } from "../../../values/dns-message.ts";
import { isOldBusybox } from "../images.ts";
import { failed, type Result, type ToolWorld } from "../tool.ts";
import { type Asked, nameServersOf, query, reverseName, serverAddress, typeNamed } from "./dns-query.ts";
import { nslookupRecord } from "./dns-text.ts";

const USAGE = "Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n";

/**
 * busybox' own nslookup (networking/nslookup.c). A name with a dot is taken as it stands, and one without goes through the
 * whole search list, found or not; before 1.29 it left that to the C library.
 */
export function busyboxNslookup(
  name: string | undefined,
  at: string | undefined,
  wanted: string | undefined,
  world: ToolWorld,
): Result {
  if (name === undefined) return failed(USAGE);
  const { place } = world;
  const server = at === undefined ? undefined : serverAddress(at, world);
  if (at !== undefined && server === undefined) return failed(`nslookup: bad address '${at}'\n`);
  if (isOldBusybox(place)) return oldNslookup(name, server, world);
  const type = wanted === undefined ? undefined : typeNamed(wanted);
  if (wanted !== undefined && type === undefined)
    return failed(`nslookup: invalid query type "${wanted}"\n${USAGE}`);
  const reverse = reverseName(name);
  const types: readonly DnsType[] =
    type !== undefined ? [type] : reverse === undefined ? ["A", "AAAA"] : ["PTR"];
  const names = reverse === undefined ? namesFor(name, world) : [reverse];
  const asked = types.flatMap((one) => names.map((full) => query(full, one, world, server)));
  const [first] = asked;
  if (first === undefined || asked.every(({ reply }) => reply === undefined)) {
    const refused =
      first?.isRefused === true ? `nslookup: write to '${first.server}': Connection refused\n` : "";
    return {
      stdout: ";; connection timed out; no servers could be reached\n\n",
      stderr: refused,
      exitCode: 1,
    };
  }
  const blocks = asked.map((one) => `${blockOf(one)}\n`).join("");
  const stdout = `Server:\t\t${first.server}\nAddress:\t${first.server}:53\n\n${blocks}`;
  return { stdout, stderr: "", exitCode: asked.some(({ reply }) => reply?.rcode !== "NOERROR") ? 1 : 0 };
}

function namesFor(name: string, { cluster, place }: ToolWorld): readonly string[] {
  const { search } = nameServersOf(cluster, place);
  if (name.includes(".") || search.length === 0) return [name.replace(/\.$/, "")];
  return search.map((suffix) => `${name}.${suffix}`);
}

function blockOf({ name, reply }: Asked): string {
  if (reply === undefined) return `*** Can't find ${name}: No answer\n`;
  if (reply.rcode !== "NOERROR") return `** server can't find ${name}: ${reply.rcode}\n`;
  return reply.answer.map((record) => nslookupRecord(record, "")).join("");
}

/** The C library's answer, each address with the name that leads back to it. */
function oldNslookup(name: string, server: string | undefined, world: ToolWorld): Result {
  const { cluster, place } = world;
  const own = server ?? nameServersOf(cluster, place).server;
  const named = (address: string): string => {
    const pointer = query(reverseName(address) ?? "", "PTR", world, server).reply?.answer[0];
    return pointer?.type === "PTR" ? `${address} ${pointer.target}` : address;
  };
  const head = `Server:    ${own}\nAddress 1: ${named(own)}\n\n`;
  const found = libraryAnswer(name, world, server);
  if (found.length === 0) return { stdout: head, stderr: `nslookup: can't resolve '${name}'\n`, exitCode: 1 };
  const lines = found.map((address, index) => `Address ${index + 1}: ${named(address)}\n`).join("");
  return { stdout: `${head}Name:      ${name}\n${lines}`, stderr: "", exitCode: 0 };
}

function libraryAnswer(name: string, world: ToolWorld, server: string | undefined): readonly string[] {
  if (reverseName(name) !== undefined) return [name];
  const { search, ndots } = nameServersOf(world.cluster, world.place);
  const bare = name.replace(/\.$/, "");
  const listed = search.map((suffix) => `${bare}.${suffix}`);
  const isFull = name.split(".").length - 1 >= ndots;
  for (const full of name.endsWith(".") ? [bare] : isFull ? [bare, ...listed] : [...listed, bare]) {
    const { reply } = query(full, "A", world, server);
    const found = (reply?.answer ?? []).flatMap((record) =>
      record.type === "A" ? [record.address.text] : [],
    );
    if (found.length > 0 || reply === undefined) return found;
  }
  return [];
}
