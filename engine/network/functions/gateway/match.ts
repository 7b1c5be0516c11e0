import type { HttpRequest } from "../../../values/http-message.ts";
import { PathIndex } from "../../shared/path-index.ts";
import type { Entry } from "./rules.ts";

/**
 * Matches of every route that has a host, in the order in which they win: exact paths, expressions, then prefixes, the
 * longest first; among equals method, more headers, more query parameters, the older route, its name, the earlier rule.
 */
export interface MatchIndex {
  readonly exact: ReadonlyMap<string, readonly Entry[]>;
  readonly patterns: readonly Entry[];
  readonly prefixes: PathIndex<Entry>;
  readonly all: readonly Entry[];
  /** No match asks for more than a path. */
  readonly areBare: boolean;
}

/** `entries` come with the oldest route first; sorting is stable, so that order decides between equals. */
export function indexMatches(entries: readonly Entry[]): MatchIndex {
  const sorted = [...entries].sort(byConditions);
  const exact = new Map<string, Entry[]>();
  const prefixes = new PathIndex<Entry>();
  const patterns: Entry[] = [];
  for (const entry of sorted) {
    const { kind, value } = entry.path;
    if (kind === "pattern") {
      patterns.push(entry);
      continue;
    }
    if (kind === "prefix") {
      prefixes.add(value, entry);
      continue;
    }
    const known = exact.get(value);
    if (known === undefined) exact.set(value, [entry]);
    else known.push(entry);
  }
  patterns.sort((a, b) => b.path.value.length - a.path.value.length);
  return { exact, patterns, prefixes, all: sorted, areBare: sorted.every(isBare) };
}

function byConditions(a: Entry, b: Entry): number {
  return (
    Number(b.method !== undefined) - Number(a.method !== undefined) ||
    b.headers.length - a.headers.length ||
    b.queries.length - a.queries.length
  );
}

/** The match that takes a request. */
export function matchFor(index: MatchIndex, request: HttpRequest): Entry | undefined {
  const holds = index.areBare ? undefined : conditionsFor(request);
  const { path } = request;
  const doesHold = (entry: Entry): boolean => holds === undefined || holds(entry);
  const exact = index.exact.size === 0 ? undefined : index.exact.get(path)?.find(doesHold);
  if (exact !== undefined) return exact;
  if (index.patterns.length > 0) {
    const pattern = index.patterns.find(
      (entry) =>
        entry.path.kind === "pattern" && entry.path.pattern?.matches(path) === true && doesHold(entry),
    );
    if (pattern !== undefined) return pattern;
  }
  return index.prefixes.first(path, holds);
}

/** What a match asks of a request besides its path; the query is read when somebody asks. */
function conditionsFor({ method, headers, query }: HttpRequest): (entry: Entry) => boolean {
  let parameters: URLSearchParams | undefined;
  const parameter = (name: string): string | undefined => {
    parameters ??= new URLSearchParams(query);
    return parameters.get(name) ?? undefined;
  };
  return (entry) =>
    isBare(entry) ||
    ((entry.method === undefined || entry.method === method) &&
      entry.headers.every(({ name, test }) => test(headers[name])) &&
      entry.queries.every(({ name, test }) => test(parameter(name))));
}

/** Whether a match asks for a path only. */
function isBare({ method, headers, queries }: Entry): boolean {
  return method === undefined && headers.length === 0 && queries.length === 0;
}
