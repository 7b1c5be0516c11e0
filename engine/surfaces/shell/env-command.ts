import { commandLine } from "./kubectl-command.ts";
import type { OwnCommandPlace } from "./own-command.ts";
import type { Result } from "./tool.ts";

/** What the simulation's bash keeps for itself; `PWD` is a shell's, and no container is started with it. */
const OWN = new Set([
  "IFS",
  "OSTYPE",
  "MACHTYPE",
  "HOSTTYPE",
  "OPTIND",
  "SHELLOPTS",
  "BASHOPTS",
  "OLDPWD",
  "PWD",
  "_",
]);

/** Variables as a container runtime sets them: the path and the name first, the home last. */
export function shownVariables(env: ReadonlyMap<string, string>): readonly string[] {
  const rankOf = (name: string): number =>
    name === "PATH" ? 0 : name === "HOSTNAME" ? 1 : name === "HOME" ? 3 : 2;
  return [...env]
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !OWN.has(name) && !name.startsWith("BASH_ALIAS_"))
    .sort(([a], [b]) => rankOf(a) - rankOf(b))
    .map(([name, value]) => `${name}=${value}\n`);
}

/** `env`: the variables, or a command with more of them. */
export async function envCommand(argv: readonly string[], at: OwnCommandPlace): Promise<Result> {
  if (argv.length === 0) return { stdout: shownVariables(at.env).join(""), stderr: "", exitCode: 0 };
  const [first = ""] = argv;
  if (first.startsWith("-"))
    return { stdout: "", stderr: `env: ${first}: this shell knows env NAME=VALUE COMMAND\n`, exitCode: 125 };
  const begin = argv.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const assigned = begin < 0 ? argv : argv.slice(0, begin);
  const pairs = assigned.map((word): readonly [string, string] => {
    const equals = word.indexOf("=");
    return [word.slice(0, equals), word.slice(equals + 1)];
  });
  if (begin < 0)
    return { stdout: shownVariables(new Map([...at.env, ...pairs])).join(""), stderr: "", exitCode: 0 };
  const before = pairs.map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}' `).join("");
  return at.exec(before + commandLine(argv.slice(begin)));
}

/** `printenv [NAME…]`. */
export function printenvCommand(argv: readonly string[], { env }: OwnCommandPlace): Result {
  if (argv.length === 0) return { stdout: shownVariables(env).join(""), stderr: "", exitCode: 0 };
  const found = argv.flatMap((name) => {
    const value = env.get(name);
    return value === undefined ? [] : [`${value}\n`];
  });
  return { stdout: found.join(""), stderr: "", exitCode: found.length === argv.length ? 0 : 1 };
}
