import { age as ageText } from "../../api-server/columns/age.ts";
import { type Json, listAt, textAt } from "../server/api.ts";
import type { Subject } from "./describer.ts";
import type { Sheet } from "./sheet.ts";

/** The events about an object, below a sheet; nothing where they are switched off or cannot be had. */
export function describeEvents(sheet: Sheet, { session, object, showEvents }: Subject): void {
  if (!showEvents) return;
  const [namespace, name, uid] = ["namespace", "name", "uid"].map((key) => textAt(object, "metadata", key));
  const resource = session.discovery.find("events");
  if (resource === undefined) return;
  const events: Json[] = [];
  // A kubelet names its node for a UID.
  for (const known of object.kind === "Node" ? [uid, name] : [uid]) {
    const fieldSelector = `involvedObject.name=${name},involvedObject.namespace=${namespace},involvedObject.uid=${known}`;
    const found = session.ifFound(() =>
      session.client.get({ resource, namespace: namespace || undefined }, { fieldSelector }),
    );
    if (found === undefined) return;
    events.push(...listAt(found, "items"));
  }
  if (events.length === 0) {
    sheet.line(0, "Events:\t<none>");
    return;
  }
  sheet.flush();
  sheet.line(0, "Events:\n  Type\tReason\tAge\tFrom\tMessage");
  sheet.line(1, "----\t------\t----\t----\t-------");
  for (const event of [...events].sort(byTime)) sheet.line(1, eventLine(event, session.now));
}

function byTime(a: Json, b: Json): number {
  const [first, second] = [textAt(a, "lastTimestamp"), textAt(b, "lastTimestamp")];
  return first < second ? -1 : first > second ? 1 : 0;
}

function eventLine(event: Json, now: number): string {
  const first = ageText(textAt(event, "eventTime") || textAt(event, "firstTimestamp"), now);
  const count = Number(event["count"] ?? 0);
  const interval =
    count > 1 ? `${ageText(textAt(event, "lastTimestamp"), now)} (x${count} over ${first})` : first;
  const source = textAt(event, "source", "component") || textAt(event, "reportingComponent");
  return [
    textAt(event, "type"),
    textAt(event, "reason"),
    interval,
    source,
    textAt(event, "message").trim(),
  ].join("\t");
}
