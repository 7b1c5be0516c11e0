import { failed, ok, type Result, type Tool, type ToolWorld } from "../tool.ts";
import { CHANGING, readRequest } from "./iptables-flags.ts";
import { type ListFormat, listedRule, listing } from "./iptables-rows.ts";
import { type Chain, type Tables, tablesOf } from "./iptables-tables.ts";
import { elsewhere } from "./node-rules.ts";

export type Program = "iptables" | "ip6tables";

export const VERSION = "v1.8.9 (nf_tables)";

/** xtables-nft 1.8.9, for looking: `-L` and `-S` of every table. */
export const iptables: Tool = (argv, world) => run("iptables", argv, world);
export const ip6tables: Tool = (argv, world) => run("ip6tables", argv, world);

function run(program: Program, argv: readonly string[], world: ToolWorld): Result {
  const usage = (words: string): Result =>
    failed(`${words}\nTry \`${program} -h' or '${program} --help' for more information.\n`, 2);
  const request = readRequest(argv);
  if (typeof request === "string") {
    const own = request.startsWith("Bad argument") ? request : `${program} ${VERSION}: ${request}`;
    return usage(own);
  }
  const { table, command, chain, number, letters } = request;
  if (letters.has("V")) return ok(`${program} ${VERSION}\n`);
  if (CHANGING.includes(command))
    return failed(
      `${program} -${command}: the rules here are kube-proxy's: change the Services, and list what becomes of them\n`,
    );
  const version = `${program} ${VERSION}: `;
  if (world.place.kind !== "node")
    return failed(
      `${version}Could not fetch rule set generation id: Permission denied (you must be root)\n`,
      4,
    );
  const tables = tablesAt(program, world);
  const chains = tables.get(table);
  if (chains === undefined)
    return failed(
      `${version}table '${table}' does not exist\nPerhaps ${program} or your kernel needs to be upgraded.\n`,
      3,
    );
  const chosen = chain === undefined ? chains : chains.filter(({ name }) => name === chain);
  if (chosen.length === 0)
    return failed(`${version}chain \`${chain}' in table \`${table}' is incompatible, use 'nft' tool.\n`);
  const at = number === undefined ? undefined : Number(number);
  const shown =
    command === "S"
      ? rulesText(chosen, letters.has("v"), at)
      : rowsText(chosen, chains, at, formatOf(program, letters));
  return { stdout: shown, stderr: hint(world), exitCode: 0 };
}

function hint({ cluster: { profile } }: ToolWorld): string {
  return profile.kubeProxy === "iptables" ? "" : elsewhere(profile.kubeProxy);
}

function formatOf(program: Program, letters: ReadonlySet<string>): ListFormat {
  return {
    isSix: program === "ip6tables",
    numeric: letters.has("n"),
    verbose: letters.has("v"),
    exact: letters.has("x"),
    lineNumbers: letters.has("0"),
  };
}

/** What kube-proxy keeps there, if it keeps it in iptables. */
function tablesAt(program: Program, { cluster, place }: ToolWorld): Tables {
  const isKept = cluster.profile.kubeProxy === "iptables" && place.kind === "node";
  return tablesOf(isKept ? cluster.render(`${program}-save`, { node: place.name }) : "");
}

function rowsText(
  chosen: readonly Chain[],
  all: readonly Chain[],
  at: number | undefined,
  format: ListFormat,
): string {
  if (at === undefined) return listing(chosen, all, format);
  const rule = chosen[0]?.rules[at - 1];
  return rule === undefined ? "" : listedRule(rule, at, format);
}

/** `-S`: policies, chains, then rules; with `-v` the counters that nothing raises here. */
function rulesText(chains: readonly Chain[], verbose: boolean, at: number | undefined): string {
  const counters = verbose ? " -c 0 0" : "";
  const ruleLine = (chain: string, rule: string): string => {
    // Counters stand before the target.
    const target = / ?-j \S+(?: --\S+(?: \S+)?)?$/.exec(rule)?.[0] ?? "";
    const matches = rule.slice(0, rule.length - target.length);
    return `-A ${chain}${matches === "" ? "" : ` ${matches}`}${counters}${target === "" ? "" : ` ${target.trimStart()}`}\n`;
  };
  if (at !== undefined) {
    const [chain] = chains;
    const rule = chain?.rules[at - 1];
    return chain === undefined || rule === undefined ? "" : ruleLine(chain.name, rule);
  }
  const declared = chains.map(({ name, policy }) =>
    policy === undefined ? `-N ${name}\n` : `-P ${name} ${policy}${counters}\n`,
  );
  return [
    ...declared,
    ...chains.flatMap(({ name, rules }) => rules.map((rule) => ruleLine(name, rule))),
  ].join("");
}
