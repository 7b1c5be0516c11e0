/**
 * Whether a terminal has to ask for more before a line can run: an open quote, a backslash or an operator at the end, a
 * loop, condition, group or parenthesis that is not closed, or a here document whose end has not been typed.
 */
export function isUnfinished(text: string): boolean {
  const { quote, endsInBackslash, delimiters, bare } = scan(text);
  return (
    quote !== "" ||
    endsInBackslash ||
    delimiters.some((delimiter) => !hasLine(text, delimiter)) ||
    /(\|\||&&|\|)\s*$/.test(bare) ||
    isOpen(bare)
  );
}

const OPENS = /^(for|while|until|select|if|case|\{)$/;
const CLOSES = /^(done|fi|esac|\})$/;

/** Behind a separator, and behind words that are read as these, a command begins: `echo for` opens nothing. */
const SEPARATOR = /^[;|&\n()]$/;
const BEFORE_COMMAND = /^(!|\{|if|then|elif|else|while|until|do)$/;

function isOpen(bare: string): boolean {
  let depth = 0;
  let parentheses = 0;
  let isCommand = true;
  for (const [word] of bare.matchAll(/[;|&\n()]|[^\s;|&()]+/g)) {
    if (isCommand) depth += OPENS.test(word) ? 1 : CLOSES.test(word) ? -1 : 0;
    parentheses += word === "(" ? 1 : word === ")" ? -1 : 0;
    isCommand = SEPARATOR.test(word) || (isCommand && BEFORE_COMMAND.test(word));
  }
  return depth > 0 || parentheses > 0;
}

interface Scan {
  readonly quote: string;
  readonly endsInBackslash: boolean;
  readonly delimiters: readonly string[];
  /** The lines that are commands, without what is quoted or a comment. */
  readonly bare: string;
}

/** Quotes inside a here document mean nothing, so only the lines outside of one are read. */
function scan(text: string): Scan {
  const delimiters: string[] = [];
  let quote = "";
  let until: string | undefined;
  let endsInBackslash = false;
  let bare = "";
  for (const line of text.split("\n")) {
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
      endsInBackslash = false;
      continue;
    }
    const read = readLine(line, quote);
    quote = read.quote;
    bare += `${read.bare}\n`;
    endsInBackslash = quote === "" && /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
    const found = quote === "" ? /<<-?\s*(["']?)([A-Za-z_]\w*)\1/.exec(line)?.[2] : undefined;
    if (found === undefined) continue;
    delimiters.push(found);
    until = found;
  }
  return { quote, endsInBackslash, delimiters, bare: bare.trimEnd() };
}

/** The quote that is open behind a line, given the one before it (`""` for none), and what stands outside of quotes. */
function readLine(line: string, open: string): { readonly quote: string; readonly bare: string } {
  let quote = open;
  let bare = "";
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? "";
    const isQuote = quote === "" ? char === "'" || char === '"' : char === quote;
    if (quote === "" && char === "#" && /^\s?$/.test(line[at - 1] ?? "")) break;
    if (quote !== "" || isQuote || char === "\\") bare += "_";
    else bare += char;
    if (char === "\\" && quote !== "'") at++;
    else if (isQuote) quote = quote === "" ? char : "";
  }
  return { quote, bare };
}

function hasLine(text: string, delimiter: string): boolean {
  return text
    .split("\n")
    .slice(1)
    .some((line) => line.trim() === delimiter);
}

/** What a shell ends with when the line leaves it: its own number, or how the last command ended. */
export function leavingCode(line: string, last: number): number | undefined {
  const leaving = /^\s*(?:exit|logout)(?:\s+(\d{1,10}))?\s*;?\s*$/.exec(line);
  if (leaving === null) return undefined;
  return leaving[1] === undefined ? last : Number(leaving[1]) & 255;
}
