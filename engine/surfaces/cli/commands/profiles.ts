import { describeProfile, profileNamed, profileNames } from "../../../index.ts";
import { oneOf, readArguments } from "../arguments.ts";
import type { ExitCode, Io } from "../io.ts";

const FORMATS = ["text", "json"] as const;

/** `podwire profiles`: every preset with its switches. */
export function profiles(argv: readonly string[], io: Io): ExitCode {
  const args = readArguments(argv, { output: { type: "string", short: "o" } });
  const format = oneOf("-o", args.value("output") ?? "text", FORMATS);
  const names = args.positionals.length > 0 ? args.positionals : profileNames();
  const described = names.map((name) => describeProfile(profileNamed(name)));
  if (format === "json") io.out(`${JSON.stringify(described, undefined, 2)}\n`);
  else io.out(described.map((profile) => `${blockOf(profile)}\n`).join("\n"));
  return 0;
}

/** One preset a block: eleven switches side by side fit no terminal. */
function blockOf(profile: Readonly<Record<string, string>>): string {
  const { name = "", ...switches } = profile;
  const width = Math.max(...Object.keys(switches).map((key) => key.length));
  return [name, ...Object.entries(switches).map(([key, value]) => `  ${key.padEnd(width)}  ${value}`)].join(
    "\n",
  );
}
