/**
 * Whether a terminal has to ask for more before a line can run: an open quote, a backslash at the end, or a here
 * document whose end has not been typed.
 */
export function isUnfinished(text: string): boolean {
  const { quote, endsInBackslash, delimiters } = scan(text);
  return quote !== "" || endsInBackslash || delimiters.some((delimiter) => !hasLine(text, delimiter));
}

interface Scan {
  readonly quote: string;
  readonly endsInBackslash: boolean;
  readonly delimiters: readonly string[];
}

/** Quotes inside a here document mean nothing, so only the lines outside of one are read. */
function scan(text: string): Scan {
  const delimiters: string[] = [];
  let quote = "";
  let until: string | undefined;
  let endsInBackslash = false;
  for (const line of text.split("\n")) {
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
      endsInBackslash = false;
      continue;
    }
    quote = quoteAfter(line, quote);
    endsInBackslash = quote === "" && /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
    const found = quote === "" ? /<<-?\s*(["']?)([A-Za-z_]\w*)\1/.exec(line)?.[2] : undefined;
    if (found === undefined) continue;
    delimiters.push(found);
    until = found;
  }
  return { quote, endsInBackslash, delimiters };
}

/** The quote that is open behind a line, given the one before it; `""` for none. */
function quoteAfter(line: string, open: string): string {
  let quote = open;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? "";
    if (char === "\\" && quote !== "'") at++;
    else if (quote === "" && char === "#" && /^\s?$/.test(line[at - 1] ?? "")) return quote;
    else if (quote === "" && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = "";
  }
  return quote;
}

function hasLine(text: string, delimiter: string): boolean {
  return text
    .split("\n")
    .slice(1)
    .some((line) => line.trim() === delimiter);
}
