import { age } from "../../api-server/columns/age.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { ALL_NAMESPACES, PRINT } from "../flags/common.ts";
import { bool, list, text } from "../flags/flag.ts";
import { PLAIN_FORMATS, printerFor } from "../print/printer.ts";
import { alignTabs, TABLE_WIDTHS } from "../print/tabwriter.ts";
import { type Json, listAt, textAt } from "../server/api.ts";

export const EVENTS: Command = {
  name: "events",
  short: "List events",
  usage: "[(-o|--output=)json|yaml|…] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]",
  examples: ["kubectl events", "kubectl events --for pod/web", "kubectl events -A --types=Warning"],
  flags: [
    ...PRINT,
    ALL_NAMESPACES,
    text("for"),
    list("types", "slice"),
    bool("no-headers"),
    bool("watch", "w"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, session } = call;
  const isEverywhere = flags.bool("all-namespaces");
  const { namespace } = session;
  const fieldSelector = selectorOf(call);
  const found = session.client.get(
    { resource: session.discovery.named("events"), namespace: isEverywhere ? undefined : namespace },
    fieldSelector === "" ? {} : { fieldSelector },
  );
  const types = flags.list("types").map((type) => type.toLowerCase());
  const events = listAt(found, "items")
    .filter(({ type }) => types.length === 0 || types.includes(String(type).toLowerCase()))
    .sort(byTime);
  const format = flags.text("output");
  if (events.length === 0) {
    session.err(isEverywhere ? "No events found.\n" : `No events found in ${namespace} namespace.\n`);
    return;
  }
  if (format !== "") {
    const print = printerFor(format, flags, session.around, PLAIN_FORMATS);
    session.out(print({ apiVersion: "v1", items: events, kind: "List", metadata: { resourceVersion: "" } }));
    return;
  }
  const head = ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"];
  const rows = events.map((event) => {
    const row = rowOf(event, session.now);
    return isEverywhere ? [textAt(event, "metadata", "namespace"), ...row] : row;
  });
  const headers = flags.bool("no-headers") ? [] : [isEverywhere ? ["NAMESPACE", ...head] : head];
  const lines = [...headers, ...rows].map((cells) => `${cells.join("\t")}\n`);
  session.out(alignTabs(lines.join(""), TABLE_WIDTHS));
}

/** The events of one object: `--for=pod/web`. */
function selectorOf({ flags, session }: Call): string {
  const wanted = flags.text("for");
  if (wanted === "") return "";
  const [type = "", name, ...more] = wanted.split("/");
  if (name === undefined || name === "" || more.length > 0)
    throw new PlainError("--for must be in resource/name form");
  const { kind } = session.discovery.named(type);
  return `involvedObject.kind=${kind},involvedObject.name=${name}`;
}

function byTime(a: Json, b: Json): number {
  const [first, second] = [timeOf(a), timeOf(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function timeOf(event: Json): string {
  return (textAt(event, "lastTimestamp") || textAt(event, "eventTime")).replace(/\.\d+Z$/, "Z");
}

function rowOf(event: Json, now: number): readonly string[] {
  const first = (textAt(event, "eventTime") || textAt(event, "firstTimestamp")).replace(/\.\d+Z$/, "Z");
  const count = Number(event["count"] ?? 0);
  const since = age(first, now);
  const seen = count > 1 ? `${age(textAt(event, "lastTimestamp"), now)} (x${count} over ${since})` : since;
  const object = `${textAt(event, "involvedObject", "kind")}/${textAt(event, "involvedObject", "name")}`;
  return [seen, textAt(event, "type"), textAt(event, "reason"), object, textAt(event, "message").trim()];
}
