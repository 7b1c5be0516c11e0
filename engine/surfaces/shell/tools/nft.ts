import { failed, ok, type Result, type Tool } from "../tool.ts";
import { inNumbers, listedTable, type NftFormat, type NftTable, nftTable } from "./nft-listing.ts";
import { elsewhere } from "./node-rules.ts";

const FAMILIES: readonly string[] = ["ip", "ip6", "inet", "arp", "bridge", "netdev"];
const NONE = "No such file or directory";
const LEFT_OVER = "syntax error, unexpected string, expecting end of file or newline or semicolon";

const NOT_ROOT =
  "Operation not permitted (you must be root)\nnetlink: Error: cache initialization failed: Operation not permitted\n";

/** Options that change nothing of what is here: there are no counters, and no addresses with names. */
const QUIET: ReadonlySet<string> = new Set(["-s", "--stateless", "-N", "--reversedns"]);
const OTHERS =
  /^(-[yupSTfDiIceotV]|--(numeric-(priority|protocol|time)|guid|service|terse|file|check|echo|optimize))$/;

/** nft 1.0, for looking: `nft list …` of what kube-proxy keeps. */
export const nft: Tool = (argv, { cluster, place }) => {
  const flags = argv.filter((arg) => arg.startsWith("-"));
  const words = argv.filter((arg) => !arg.startsWith("-")).flatMap((arg) => arg.split(/\s+/).filter(Boolean));
  if (flags.some((flag) => flag === "-v" || flag === "--version"))
    return ok("nftables v1.0.6 (Lester Gooch #5)\n");
  if (flags.some((flag) => flag === "-j" || flag === "--json"))
    return failed(
      "nft: no JSON here; `podwire render nftables` and `nft list ruleset` show the rules as text\n",
    );
  const isHandles = (flag: string): boolean => /^-(a|-handle)$/.test(flag);
  const isNumeric = (flag: string): boolean => /^-(nn?|-numeric)$/.test(flag);
  const unknown = flags.find((flag) => !QUIET.has(flag) && !isHandles(flag) && !isNumeric(flag));
  if (unknown !== undefined)
    return failed(
      OTHERS.test(unknown)
        ? `nft: this shell knows -a, -n, -N and -s, not ${unknown}\n`
        : invalidOption(unknown),
    );
  if (words.length === 0) return failed("nft: no command specified\n");
  if (place.kind !== "node") return failed(NOT_ROOT);
  if (words[0] !== "list")
    return failed(
      `nft ${words[0]}: the rules here are kube-proxy's: change the Services, and list what becomes of them\n`,
    );
  const { kubeProxy } = cluster.profile;
  const tables =
    kubeProxy === "nftables"
      ? ["nftables", "nftables6"].map((what) => nftTable(cluster.render(what, { node: place.name })))
      : [];
  const listed = list(words, tables, flags.some(isHandles));
  if (listed.exitCode !== 0) return listed;
  if (tables.length === 0) return { ...listed, stderr: elsewhere(kubeProxy) };
  return flags.some(isNumeric) ? ok(inNumbers(listed.stdout)) : listed;
};

function invalidOption(flag: string): string {
  return flag.startsWith("--")
    ? `nft: unrecognized option '${flag}'\n`
    : `nft: invalid option -- '${flag.slice(1, 2)}'\n`;
}

/** Words that were typed, with what was wrong underlined: from the word at `at`, or behind the last. */
function problem(words: readonly string[], at: number, what: string): Result {
  const line = words.join(" ");
  const start = words.slice(0, at).join(" ").length + (at > 0 && at < words.length ? 1 : 0);
  const marks = "^".repeat(words[at]?.length ?? 1);
  return failed(`Error: ${what}\n${line}\n${" ".repeat(start)}${marks}\n`);
}

function list(words: readonly string[], tables: readonly NftTable[], handles: boolean): Result {
  const [, what] = words;
  const hasFamily = FAMILIES.includes(words[2] ?? "");
  const family = hasFamily ? words[2] : undefined;
  const next = hasFamily ? 3 : 2;
  const format = { handles, rules: true };
  if (what === undefined) return problem(words, 2, "syntax error, unexpected newline");
  switch (what) {
    case "ruleset":
    case "tables":
    case "chains":
    case "sets":
    case "maps": {
      if (words.length > next) return problem(words, next, LEFT_OVER);
      const chosen = tables.filter((table) => family === undefined || table.family === family);
      return ok(chosen.map((table) => listedOf(what, table, tables, format)).join(""));
    }
    case "table":
    case "chain":
    case "set":
    case "map":
      return one(what, words, next, tables, family ?? "ip", format);
    default:
      return problem(words, 1, "syntax error, unexpected string");
  }
}

function listedOf(what: string, table: NftTable, tables: readonly NftTable[], format: NftFormat): string {
  const number = tables.indexOf(table) + 1;
  if (what === "tables") return `table ${table.family} ${table.name}\n`;
  if (what === "ruleset") return listedTable(table, number, table.objects, { ...format, whole: true });
  const objects = table.objects.filter(({ kind }) => `${kind}s` === what);
  return listedTable(table, number, objects, { ...format, rules: false, whole: false });
}

/** `list table NAME`, and `list chain|set|map TABLE NAME`. */
function one(
  what: string,
  words: readonly string[],
  next: number,
  tables: readonly NftTable[],
  family: string,
  format: NftFormat,
): Result {
  const last = what === "table" ? next : next + 1;
  if (words.length <= last)
    return problem(words, words.length, "syntax error, unexpected newline, expecting string");
  if (words.length > last + 1) return problem(words, last + 1, LEFT_OVER);
  const table = tables.find((known) => known.family === family && known.name === words[next]);
  if (table === undefined) return problem(words, next, NONE);
  const number = tables.indexOf(table) + 1;
  if (what === "table") return ok(listedTable(table, number, table.objects, { ...format, whole: true }));
  const object = table.objects.find(({ kind, name }) => kind === what && name === words[last]);
  if (object === undefined) return problem(words, last, NONE);
  return ok(listedTable(table, number, [object], { ...format, whole: false }));
}
