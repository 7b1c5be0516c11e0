import type { Call, Command } from "../command.ts";
import { PlainError, throwAll, usageError } from "../failure.ts";
import { ALL_NAMESPACES, CHUNK_SIZE, FIELD_SELECTOR, FILES, PRINT, SELECTOR } from "../flags/common.ts";
import { bool, list, text } from "../flags/flag.ts";
import { GET_FORMATS, itemsOf, objectName, type Printer, printerFor } from "../print/printer.ts";
import { sortObjects, sortTable } from "../print/sort.ts";
import { type TableLook, tableLines } from "../print/table.ts";
import { alignTabs, TABLE_WIDTHS } from "../print/tabwriter.ts";
import { kindPrefix } from "../server/resource.ts";
import { type Arguments, readArguments } from "../targets/arguments.ts";
import { readFiles } from "../targets/files.ts";
import { type Fetched, fetchInfos, infosOfFiles, type Selection } from "../targets/info.ts";
import { FILES_AND_WORDS } from "../targets/objects.ts";

export const GET: Command = {
  name: "get",
  short: "Display one or many resources",
  usage:
    "[(-o|--output=)FORMAT] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]",
  examples: [
    "kubectl get pods -o wide",
    "kubectl get svc,endpointslices -n shop",
    "kubectl get pod web -o yaml",
  ],
  suggestFor: ["list", "ps"],
  flags: [
    ...PRINT,
    ...FILES,
    SELECTOR,
    FIELD_SELECTOR,
    ALL_NAMESPACES,
    CHUNK_SIZE,
    bool("no-headers"),
    bool("show-labels"),
    bool("show-kind"),
    list("label-columns", "slice", "L"),
    text("sort-by"),
    bool("watch", "w"),
    bool("watch-only"),
    bool("output-watch-events"),
    bool("ignore-not-found"),
    bool("server-print", "", true),
    text("subresource"),
    text("raw"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, args, session, path } = call;
  const raw = flags.text("raw");
  if (raw !== "") {
    if (args.length > 0) throw new PlainError("arguments may not be passed when --raw is specified");
    session.out(session.client.text(raw));
    return;
  }
  if (args.length === 0 && flags.list("filename").length === 0) {
    const { program } = session;
    session.err(
      `You must specify the type of resource to get. Use "${program} api-resources" for a complete list of supported resources.\n\n`,
    );
    const hint = `Use "${program} explain <resource>" for a detailed description of that resource (e.g. ${program} explain pods).`;
    throw usageError(path, `Required resource not specified.\n${hint}`);
  }
  if (flags.bool("output-watch-events") && !isWatch(call))
    throw new PlainError("--output-watch-events option can only be used with --watch or --watch-only");
  const format = flags.text("output") || (flags.text("template") === "" ? "" : "go-template");
  if (flags.bool("show-labels") && format !== "" && format !== "wide")
    throw new PlainError(`--show-labels option cannot be used with ${format} printer`);
  const isTable = format === "" || format === "wide";
  const wanted = wantedOf(call);
  if (isWatch(call) && wanted.types.length > 1)
    throw new PlainError("you may only specify a single resource type");
  if (isWatch(call)) session.err(WATCH_ENDED);
  // There are only events of what happens from now on.
  if (flags.bool("watch-only")) return;
  const fetched = fetchInfos(session, wanted, selectionOf(call, isTable));
  if (isTable) printTables(call, fetched);
  else printGeneric(call, fetched, wanted.isByName && wanted.named.length === 1, format);
}

/** What a watch ends with: nothing else runs while a command does, so nothing more would ever come. */
const WATCH_ENDED =
  "Nothing changes while a command runs here, so the watch ends with what is there. Run it again after the next change.\n";

const isWatch = ({ flags }: Call): boolean => flags.bool("watch") || flags.bool("watch-only");

function wantedOf({ flags, args, session }: Call): Arguments {
  const files = flags.list("filename");
  if (files.length > 0) {
    if (args.length > 0) throw new PlainError(FILES_AND_WORDS);
    const read = readFiles(files, session.around, flags.bool("recursive"));
    const named = infosOfFiles(session, read).map(({ resource, name, namespace }) => ({
      resource,
      name,
      namespace,
    }));
    return { named, types: [], isByName: true };
  }
  const hasSelector = flags.text("selector") !== "" || flags.text("field-selector") !== "";
  return readArguments(args, session.discovery, { program: session.program, hasSelector });
}

function selectionOf({ flags }: Call, isTable: boolean): Selection {
  return {
    labelSelector: flags.text("selector"),
    fieldSelector: flags.text("field-selector"),
    allNamespaces: flags.bool("all-namespaces"),
    table: !isTable ? "none" : flags.text("sort-by") === "" ? "metadata" : "objects",
    ignoreNotFound: flags.bool("ignore-not-found"),
  };
}

function printTables(call: Call, { infos, errors }: Fetched): void {
  const { flags, session } = call;
  const kinds = new Set(infos.map(({ resource }) => resource));
  const sortBy = flags.text("sort-by");
  const noHeaders = flags.bool("no-headers");
  const allNamespaces = flags.bool("all-namespaces");
  // kubectl looks for the field in the Tables themselves as soon as there are several.
  if (sortBy !== "" && infos.length > 1)
    sortObjects(
      infos.map(({ object }) => object),
      sortBy,
    );
  let written = "";
  // The column stays once it was shown, even for kinds that have no namespace.
  let withNamespace = false;
  for (const resource of kinds) {
    withNamespace ||= allNamespaces && resource.namespaced;
    const look: TableLook = {
      wide: flags.text("output") === "wide",
      noHeaders,
      withNamespace,
      kindPrefix: kinds.size > 1 || flags.bool("show-kind") ? kindPrefix(resource) : "",
      columnLabels: flags.list("label-columns"),
      showLabels: flags.bool("show-labels"),
    };
    let columns: string | undefined;
    let lines = "";
    for (const { object } of infos.filter((info) => info.resource === resource)) {
      const shown = tableLines(sortBy === "" ? object : sortTable(object, sortBy), look, columns);
      columns = shown.columns;
      lines += shown.text;
    }
    if (lines !== "" && written !== "" && !noHeaders) written += "\n";
    written += alignTabs(lines, TABLE_WIDTHS);
  }
  session.out(written);
  if (written === "" && errors.length === 0 && !flags.bool("ignore-not-found") && !isWatch(call)) {
    const isInside = !allNamespaces && infos.every(({ resource }) => resource.namespaced);
    session.err(`No resources found${isInside ? ` in ${session.namespace} namespace.` : ""}\n`);
  }
  throwAll(errors);
}

function printGeneric(call: Call, { infos, errors }: Fetched, isSingle: boolean, format: string): void {
  const { flags, session } = call;
  if (isSingle && errors.length > 0) throwAll(errors);
  if (infos.length === 0 && flags.bool("ignore-not-found")) {
    throwAll(errors);
    return;
  }
  const print = genericPrinter(call, format);
  const sortBy = flags.text("sort-by");
  const [first] = infos;
  const objects = infos.map(({ object }) => object);
  if (isWatch(call)) for (const object of objects) session.out(print(object));
  else if (isSingle && first !== undefined) session.out(print(first.object));
  else {
    const items = sortBy === "" ? objects : sortObjects(objects, sortBy);
    session.out(print({ apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } }));
  }
  throwAll(errors);
}

function genericPrinter({ flags, session }: Call, format: string): Printer {
  if (format !== "name") return printerFor(format, flags, session.around, GET_FORMATS);
  return (object) =>
    itemsOf(object)
      .map((item) => `${objectName(item)}\n`)
      .join("");
}
