import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import type { GherkinDocument, Pickle } from "@cucumber/messages";

/** A place where a text is no Gherkin. `line` and `column` count from 1. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A feature file, parsed: what was written, and the scenarios to run with outlines and backgrounds worked in. */
export interface Feature {
  readonly document: GherkinDocument;
  readonly pickles: readonly Pickle[];
  /** Not empty: nothing was parsed. */
  readonly problems: readonly SyntaxProblem[];
}

interface ParserError {
  readonly message: string;
  readonly location?: { readonly line: number };
  readonly errors?: readonly ParserError[];
}

/** Parses a feature; never throws for what somebody may have written. `uri` is what results cite. */
export function parseFeature(text: string, uri: string): Feature {
  let count = 0;
  const newId = (): string => String(count++);
  try {
    const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
    const document: GherkinDocument = { ...parser.parse(text), uri };
    return { document, pickles: compile(document, uri, newId), problems: [] };
  } catch (error) {
    const { errors, ...alone } = error as ParserError & Error;
    const found = errors ?? [{ ...alone, message: (error as Error).message }];
    return { document: { uri, comments: [] }, pickles: [], problems: found.map(problemOf) };
  }
}

function problemOf({ message, location }: ParserError): SyntaxProblem {
  const [prefix = "", line, column] = /^\((\d+):(\d+)\): /.exec(message) ?? [];
  const words = message.slice(prefix.length).replace(/\s*\n\s*/g, " ");
  return {
    line: Number(line ?? location?.line ?? 1),
    column: Math.max(1, Number(column ?? 1)),
    message: `not valid Gherkin: ${words}`,
  };
}
