import type { DnsType } from "../../../values/dns-message.ts";
import { isBusybox } from "../images.ts";
import { failed, type Result, type Tool, type ToolWorld } from "../tool.ts";
import { busyboxNslookup } from "./busybox-nslookup.ts";
import {
  type Asked,
  failedTries,
  query,
  reverseName,
  searched,
  serverAddress,
  typeNamed,
} from "./dns-query.ts";
import { nslookupRecord } from "./dns-text.ts";

const TRIES = 3;

/** nslookup of BIND, and of busybox where that is what the image has. */
export const nslookup: Tool = (argv, world) => {
  const flags = argv.filter((arg) => arg.startsWith("-"));
  const [name, at] = argv.filter((arg) => !arg.startsWith("-"));
  const wanted = /^-(?:type|query(?:type)?|q)=(\w+)$/i.exec(
    flags.findLast((flag) => flag.includes("=")) ?? "",
  )?.[1];
  if (isBusybox(world.place)) return busyboxNslookup(name, at, wanted, world);
  // Without a name it reads from a terminal, and there is none.
  if (name === undefined) return { stdout: "", stderr: "", exitCode: 1 };
  const type = wanted === undefined ? undefined : typeNamed(wanted);
  const unknown = wanted !== undefined && type === undefined ? `unknown query type: ${wanted}\n` : "";
  const server = at === undefined ? undefined : serverAddress(at, world);
  if (at !== undefined && server === undefined)
    return failed(`nslookup: couldn't get address for '${at}': not found\n`);
  const result = lookedUp(name, type, world, server);
  return { ...result, stdout: unknown + result.stdout };
};

function lookedUp(
  name: string,
  type: DnsType | undefined,
  world: ToolWorld,
  server: string | undefined,
): Result {
  const reverse = reverseName(name);
  const questions =
    reverse === undefined
      ? searched(name, type ?? "A", world, server)
      : ([query(reverse, "PTR", world, server)] as const);
  const last = questions.at(-1) ?? questions[0];
  // Nobody is told off who named the server.
  const noRecursion = (asked: readonly Asked[]): string =>
    asked
      .filter(({ reply }) => server === undefined && reply?.recursionAvailable === false)
      .map(
        (one) =>
          `;; Got ${one.reply?.rcode === "SERVFAIL" ? "SERVFAIL reply" : "recursion not available"} from ${one.server}\n`,
      )
      .join("");
  const { reply } = last;
  if (reply === undefined) {
    const stdout = `${failedTries(last, TRIES)};; no servers could be reached\n\n`;
    return { stdout, stderr: "", exitCode: 1 };
  }
  const head = `${noRecursion(questions)}${reverse === undefined ? headerOf(last) : ""}`;
  if (reply.rcode !== "NOERROR") {
    const words = `** server can't find ${last.name}: ${reply.rcode}\n\n`;
    return {
      stdout: `${noRecursion(questions)}${isNamed(reverse) ? headerOf(last) : ""}${words}`,
      stderr: "",
      exitCode: 1,
    };
  }
  const records = reply.answer.map((record) => nslookupRecord(record, ".")).join("");
  const isBoth = type === undefined && reverse === undefined;
  const more = isBoth ? query(reply.answer.at(-1)?.name ?? last.name, "AAAA", world, server) : undefined;
  const sixes = (more?.reply?.answer ?? []).map((record) => nslookupRecord(record, ".")).join("");
  const none = records === "" && sixes === "" ? `*** Can't find ${name}: No answer\n` : "";
  const stdout = `${head}${records}${more === undefined ? "" : noRecursion([more])}${sixes}${none}\n`;
  return { stdout, stderr: "", exitCode: 0 };
}

/** An address is not told by which server. */
function isNamed(reverse: string | undefined): boolean {
  return reverse === undefined;
}

function headerOf({ server }: Asked): string {
  return `Server:\t\t${server}\nAddress:\t${server}#53\n\n`;
}
