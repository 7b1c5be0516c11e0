import type { Call } from "../command.ts";
import { PlainError } from "../failure.ts";
import { readArguments } from "./arguments.ts";
import { readFiles } from "./files.ts";
import { EVERYTHING, type Fetched, fetchInfos, infosOfFiles } from "./info.ts";

const MISSING = [
  "You must provide one or more resources by argument or filename.",
  "Example resource specifications include:",
  "   '-f rsrc.yaml'",
  "   '--filename=rsrc.json'",
  "   '<resource> <name>'",
  "   '<resource>'",
].join("\n");

/** What is said of words beside `-f`. */
export const FILES_AND_WORDS =
  "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well";

export interface Rules {
  /** What is said when nothing is named. */
  readonly missing?: string;
  /** A kind alone means all its objects. */
  readonly everything?: boolean;
  /** `--selector` of this command says something of the new object. */
  readonly selects?: boolean;
}

/** The objects of a command that changes some: by name, by selector, with `--all`, or those of files as the server has them. */
export function objectsOf(
  call: Call,
  args: readonly string[],
  { missing = MISSING, everything = false, selects = true }: Rules = {},
): Fetched {
  const { flags, session } = call;
  const files = flags.has("filename") ? flags.list("filename") : [];
  const labelSelector = selects && flags.has("selector") ? flags.text("selector") : "";
  const fieldSelector = flags.has("field-selector") ? flags.text("field-selector") : "";
  const all = flags.has("all") && flags.bool("all");
  const allNamespaces = flags.has("all-namespaces") && flags.bool("all-namespaces");
  const selection = { ...EVERYTHING, labelSelector, fieldSelector, allNamespaces };
  if (files.length > 0) {
    if (args.length > 0) throw new PlainError(FILES_AND_WORDS);
    const named = infosOfFiles(session, readFiles(files, session.around, flags.bool("recursive")));
    return fetchInfos(session, { named, types: [], isByName: true }, selection);
  }
  if (args.length === 0 && (all || labelSelector !== "" || fieldSelector !== "") && missing === MISSING)
    throw new PlainError("at least one resource must be specified to use a selector");
  if (args.length === 0) throw new PlainError(missing);
  const hasSelector = labelSelector !== "" || fieldSelector !== "" || all;
  const wanted = readArguments(args, session.discovery, { program: session.program, hasSelector });
  if (wanted.types.length > 0 && !hasSelector && !everything)
    throw new PlainError("resource(s) were provided, but no name was specified");
  return fetchInfos(session, wanted, selection);
}
