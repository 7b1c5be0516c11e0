import { parseDuration } from "../../values/duration.ts";
import { commandLine } from "./kubectl-command.ts";
import type { OwnCommand } from "./own-command.ts";
import { hostnameAt, podNamed } from "./place.ts";
import { failed, ok, type ToolWorld } from "./tool.ts";

/** Programs that are on every machine, and that just-bash lacks or has otherwise. */
export function everydayCommands(world: ToolWorld): Readonly<Record<string, OwnCommand>> {
  const { cluster, place } = world;
  const user = userAt(world);
  return {
    xargs,
    watch,
    less: pager,
    more: pager,
    id: async ([flag]) => ok(`${idText(user, flag)}\n`),
    whoami: async () =>
      user.name === "" ? failed(`whoami: unknown uid ${user.uid}\n`) : ok(`${user.name}\n`),
    uname: async (argv) => ok(`${unameText(argv, hostnameAt(cluster, place))}\n`),
    timeout: async (argv, _, at) => {
      const { value, rest } = optionsOf(argv, "sk");
      const [limit = "", ...command] = rest;
      const seconds = /^[\d.]+$/.test(limit) ? Number(limit) : parseDuration(limit);
      if (command.length === 0) return failed("timeout: missing operand\n", 125);
      if (seconds === undefined) return failed(`timeout: invalid time interval '${limit}'\n`, 125);
      const before = cluster.now;
      const result = await at.exec(commandLine(command));
      // Only the cluster's clock goes on while something runs, so it tells how long that took.
      const isLate = seconds > 0 && cluster.now - before > seconds;
      return isLate ? { ...result, exitCode: value.get("s") === "KILL" ? 137 : 124 } : result;
    },
  };
}

interface Options {
  readonly value: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly rest: readonly string[];
}

/** Letters before the first word, some of which take a value: `-n 1`, `-n1`. */
function optionsOf(argv: readonly string[], withValue: string): Options {
  const value = new Map<string, string>();
  const flags = new Set<string>();
  let at = 0;
  for (; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") return { value, flags, rest: argv.slice(at + 1) };
    if (!/^-./.test(word) || word.startsWith("--")) break;
    const letters = word.slice(1);
    const index = [...letters].findIndex((letter) => withValue.includes(letter));
    for (const letter of index < 0 ? letters : letters.slice(0, index)) flags.add(letter);
    if (index >= 0) value.set(letters[index] ?? "", letters.slice(index + 1) || (argv[++at] ?? ""));
  }
  return { value, flags, rest: argv.slice(at) };
}

/** Long names of GNU xargs, by their letters. */
const LONG: Readonly<Record<string, string>> = {
  "--max-args": "-n",
  "--replace": "-I",
  "--max-lines": "-L",
  "--delimiter": "-d",
  "--max-procs": "-P",
  "--null": "-0",
  "--no-run-if-empty": "-r",
  "--verbose": "-t",
};

const xargs: OwnCommand = async (argv, stdin, at) => {
  const short: string[] = [];
  for (const word of argv) {
    const [name = "", ...value] = word.split("=");
    // From the command on, words are its own.
    const isOwn = word.startsWith("--") && word !== "--" && short.every((one) => one.startsWith("-"));
    const letter = isOwn && Object.hasOwn(LONG, name) ? LONG[name] : undefined;
    if (isOwn && letter === undefined) return failed(`xargs: unrecognized option '${word}'\n`);
    short.push(letter === undefined ? word : `${letter}${value.join("=")}`);
  }
  const { value, flags, rest } = optionsOf(short, "nILdPsaE");
  const command = rest.length === 0 ? ["echo"] : rest;
  const replaced = value.get("I");
  const delimiter = flags.has("0") ? "\0" : value.get("d")?.replace("\\n", "\n").replace("\\t", "\t");
  const isByLine = replaced !== undefined || value.has("L");
  const words =
    delimiter !== undefined
      ? stdin.split(delimiter).filter((word, index, all) => word !== "" || index < all.length - 1)
      : isByLine
        ? stdin.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]))
        : wordsOf(stdin);
  const size = replaced !== undefined ? 1 : Number(value.get("n") ?? value.get("L") ?? words.length);
  if (!(size > 0) && words.length > 0)
    return failed(`xargs: value ${value.get("n") ?? value.get("L")} for -n option should be >= 1\n`);
  const lines: (readonly string[])[] = [];
  for (let from = 0; from < words.length; from += size) {
    const some = words.slice(from, from + size);
    lines.push(
      replaced !== undefined
        ? command.map((word) => word.replaceAll(replaced, some[0] ?? ""))
        : [...command, ...(value.has("L") ? some.flatMap((line) => wordsOf(line)) : some)],
    );
  }
  if (words.length === 0 && !flags.has("r") && replaced === undefined) lines.push(command);
  let [stdout, stderr, exitCode] = ["", "", 0];
  for (const line of lines) {
    if (flags.has("t")) stderr += `${line.join(" ")}\n`;
    const ran = await at.exec(commandLine(line));
    stdout += ran.stdout;
    stderr += ran.stderr;
    if (ran.exitCode === 126 || ran.exitCode === 127) return { stdout, stderr, exitCode: ran.exitCode };
    if (ran.exitCode === 255) return { stdout, stderr, exitCode: 124 };
    if (ran.exitCode !== 0) exitCode = 123;
  }
  return { stdout, stderr, exitCode };
};

/** Words between spaces; quotes hold a word together, and a backslash takes the next letter as it is. */
function wordsOf(text: string): readonly string[] {
  const found = text.match(/(?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s"'\\])+/g) ?? [];
  return found.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'|\\(.)/g, (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? ""),
  );
}

/** Shows a command's output once: nothing changes while a command runs. */
const watch: OwnCommand = async (argv, _, at) => {
  const { value, flags, rest } = optionsOf(
    argv.filter((word) => !/^--(?!interval)/.test(word) || argv.indexOf("--") >= 0),
    "n",
  );
  if (rest.length === 0) return failed("Usage:\n watch [options] command\n");
  const line = rest.join(" ");
  const result = await at.exec(line);
  const head = flags.has("t") ? "" : `Every ${Number(value.get("n") ?? 2).toFixed(1)}s: ${line}\n\n`;
  const note = "Nothing changes while a command runs here, so watch ends with what is there.\n";
  return { stdout: head + result.stdout + result.stderr, stderr: note, exitCode: 0 };
};

/** Shows all at once: the terminal scrolls. */
const pager: OwnCommand = async (argv, stdin, at) => {
  const files = argv.filter((word) => !/^[-+]/.test(word));
  return files.length === 0 ? ok(stdin) : at.exec(commandLine(["cat", ...files]));
};

interface User {
  readonly uid: number;
  readonly gid: number;
  /** Empty where the image has no name for it. */
  readonly name: string;
}

/** Containers run as root unless their pod says otherwise. */
function userAt({ cluster, place }: ToolWorld): User {
  if (place.kind === "workstation") return { uid: 1000, gid: 1000, name: "user" };
  const root = { uid: 0, gid: 0, name: "root" };
  const spec = place.kind === "pod" ? podNamed(cluster, place.namespace, place.name)?.spec : undefined;
  if (place.kind !== "pod" || spec === undefined) return root;
  type Secured = { readonly securityContext?: { readonly runAsUser?: number; readonly runAsGroup?: number } };
  const own = (spec.containers.find(({ name }) => name === place.container) as Secured | undefined)
    ?.securityContext;
  const { runAsUser = 0, runAsGroup = 0 } = { ...(spec as Secured).securityContext, ...own };
  return { uid: runAsUser, gid: runAsGroup, name: runAsUser === 0 ? "root" : "" };
}

function idText({ uid, gid, name }: User, flag = ""): string {
  if (/^-\w*n/.test(flag)) return name || String(uid);
  if (flag === "-u") return String(uid);
  if (flag === "-g" || flag === "-G") return String(gid);
  const shown = (id: number, own: string): string => (own === "" ? String(id) : `${id}(${own})`);
  const group = shown(gid, gid === 0 ? "root" : name);
  return `uid=${shown(uid, name)} gid=${group} groups=${group}`;
}

function unameText(argv: readonly string[], host: string): string {
  const letters = argv.flatMap((word) => [...word.replace(/^-+/, "")]);
  const parts: readonly (readonly [string, string])[] = [
    ["s", "Linux"],
    ["n", host],
    ["r", "6.8.0"],
    ["v", "#1 SMP"],
    ["m", "x86_64"],
    ["o", "GNU/Linux"],
  ];
  if (letters.length === 0) return "Linux";
  return parts
    .filter(([letter]) => letters.includes("a") || letters.includes(letter))
    .map(([, text]) => text)
    .join(" ");
}
