import { canonicalHostname } from "../../../values/hostname.ts";
import type { Directive } from "./corefile.ts";

/** Which questions a line of the `log` plugin writes about, and how. */
export interface LogRule {
  readonly zone: string;
  readonly format: string;
  readonly classes: ReadonlySet<string>;
}

const COMMON =
  '{remote}:{port} - {>id} "{type} {class} {name} {proto} {size} {>do} {>bufsize}" {rcode} {>rflags} {rsize} {duration}';
const COMBINED = `${COMMON} "{>opcode}"`;

/** `logParse` (plugin/log/setup.go): names first, then a format if there are two words or more and the last has a brace. */
export function logRules(directives: readonly Directive[]): readonly LogRule[] {
  return directives
    .filter(({ name }) => name === "log")
    .flatMap(({ args, block }) => {
      const named = block.filter(({ name }) => name === "class").flatMap((option) => option.args);
      const classes = new Set(named.length === 0 ? ["all"] : named);
      const last = args.at(-1);
      const hasFormat = args.length > 1 && last?.includes("{") === true;
      const format = hasFormat
        ? last.replaceAll("{common}", COMMON).replaceAll("{combined}", COMBINED)
        : COMMON;
      const names = args.length === 0 ? ["."] : hasFormat ? args.slice(0, -1) : args;
      return names.map((name) => ({ zone: canonicalHostname(name), format, classes }));
    });
}
