import { isDirective } from "./plugin-order.ts";

/** A line of a Corefile: a word and its arguments, and what stands in its braces. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly Directive[];
  /** From 1, within the Corefile. */
  readonly line: number;
}

export interface ServerBlock {
  /** Canonical zones; the root is the empty text. */
  readonly zones: readonly string[];
  /** Where each of its zones is served, in their order. */
  readonly ports: readonly number[];
  /** Where it listens, as its first key says. */
  readonly port: number;
  readonly directives: readonly Directive[];
  readonly line: number;
}

export type Corefile =
  | { readonly blocks: readonly ServerBlock[]; readonly error?: undefined }
  | { readonly blocks?: undefined; readonly error: string };

const DEFAULT_PORT = 53;

interface Token {
  readonly text: string;
  readonly line: number;
  /** Quoted braces are words. */
  readonly quoted: boolean;
}

class CorefileError extends Error {}

/** Reads a Corefile as Caddy's parser does (coredns/caddy, caddyfile). The error is in CoreDNS' words. */
export function parseCorefile(text: string): Corefile {
  try {
    return { blocks: parseBlocks(tokensOf(text)) };
  } catch (error) {
    if (error instanceof CorefileError) return { error: error.message };
    throw error;
  }
}

function failure(line: number, what: string): CorefileError {
  return new CorefileError(`/etc/coredns/Corefile:${line} - Error during parsing: ${what}`);
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [index, content] of text.split("\n").entries()) {
    for (const match of content.matchAll(/"((?:[^"\\]|\\.)*)"|#.*$|(\S+)/g)) {
      const [whole, quoted, word] = match;
      if (whole.startsWith("#")) break;
      const value = quoted === undefined ? (word ?? "") : quoted.replace(/\\(["\\])/g, "$1");
      tokens.push({ text: value, line: index + 1, quoted: quoted !== undefined });
    }
  }
  return tokens;
}

function is(token: Token | undefined, text: string): boolean {
  return token !== undefined && !token.quoted && token.text === text;
}

function parseBlocks(tokens: readonly Token[]): readonly ServerBlock[] {
  const snippets = new Map<string, readonly Directive[]>();
  const blocks: ServerBlock[] = [];
  let at = 0;
  while (at < tokens.length) {
    const start = tokens[at];
    const keys: string[] = [];
    for (; at < tokens.length && !is(tokens[at], "{"); at++)
      keys.push(tokens[at]?.text.replace(/,$/, "") ?? "");
    if (at >= tokens.length) {
      if (keys.length > 0 && blocks.length > 0) throw failure(start?.line ?? 1, "Unexpected EOF");
      throw failure(start?.line ?? 1, "Unexpected EOF, expecting '{'");
    }
    const body = parseBody(tokens, at + 1, snippets);
    at = body.next;
    const [first = ""] = keys;
    if (/^\(.+\)$/.test(first)) {
      snippets.set(first.slice(1, -1), body.directives);
      continue;
    }
    if (keys.length === 0) throw failure(start?.line ?? 1, "Unexpected '{', expecting a zone");
    checkDirectives(body.directives);
    const { directives } = body;
    const [zones, ports] = [keys.map(zoneOf), keys.map(portOf)];
    blocks.push({ zones, ports, port: portOf(first), directives, line: start?.line ?? 1 });
  }
  return onceEach(blocks);
}

/** `registerAndCheck` of core/dnsserver: a zone has one server block on each port. */
function onceEach(blocks: readonly ServerBlock[]): readonly ServerBlock[] {
  const seen = new Set<string>();
  for (const { zones, ports } of blocks) {
    for (const [index, zone] of zones.entries()) {
      const key = `dns://${zone}.:${ports[index]}`;
      if (seen.has(key)) throw new CorefileError(`cannot serve ${key} - it is already defined`);
      seen.add(key);
    }
  }
  return blocks;
}

function portOf(key: string): number {
  return Number(/:(\d+)$/.exec(key)?.[1] ?? DEFAULT_PORT);
}

/** `dns://example.org:53` and `.:53` alike; the port plays no part in an answer. */
function zoneOf(key: string): string {
  const zone = key.replace(/^(dns|tls|https|grpc|quic):\/\//, "").replace(/:\d+$/, "");
  return zone.toLowerCase().replace(/\.$/, "");
}

/** Lines up to the closing brace; an argument list ends with its line. */
function parseBody(
  tokens: readonly Token[],
  start: number,
  snippets: ReadonlyMap<string, readonly Directive[]>,
): { readonly directives: readonly Directive[]; readonly next: number } {
  const directives: Directive[] = [];
  let at = start;
  for (;;) {
    const head = tokens[at];
    if (head === undefined) throw failure(tokens.at(-1)?.line ?? 1, "Unexpected EOF");
    if (is(head, "}")) return { directives, next: at + 1 };
    const args: string[] = [];
    let block: readonly Directive[] = [];
    at++;
    for (let token = tokens[at]; token !== undefined && token.line === head.line; token = tokens[at]) {
      if (is(token, "{")) {
        const body = parseBody(tokens, at + 1, snippets);
        block = body.directives;
        at = body.next;
        break;
      }
      if (is(token, "}")) break;
      args.push(token.text);
      at++;
    }
    if (head.text === "import" && snippets.has(args[0] ?? ""))
      directives.push(...(snippets.get(args[0] ?? "") ?? []));
    else directives.push({ name: head.text, args, block, line: head.line });
  }
}

function checkDirectives(directives: readonly Directive[]): void {
  for (const { name, line } of directives) {
    if (!isDirective(name)) throw failure(line, `Unknown directive '${name}'`);
  }
}
