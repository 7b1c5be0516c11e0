import { at, listAt, textAt } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { Sheet } from "./sheet.ts";
import { rfc1123 } from "./time.ts";

/** As kubectl 1.33 and newer; before, it asked for a version that is no longer served. */
export const describeServiceCidr: Describer = (subject) => {
  const { object } = subject;
  const sheet = new Sheet();
  sheet.head(object, { namespaced: false });
  const cidrs = at(object, "spec", "cidrs");
  sheet.field(0, "CIDRs", Array.isArray(cidrs) ? cidrs.join(", ") : "");
  const conditions = listAt(object, "status", "conditions");
  if (conditions.length > 0) {
    sheet.line(0, "Status:\nConditions:");
    sheet.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage");
    sheet.line(1, "----\t------\t------------------\t------\t-------");
  }
  for (const one of conditions) {
    const words = [textAt(one, "type"), textAt(one, "status"), rfc1123(textAt(one, "lastTransitionTime"))];
    sheet.line(1, [...words, textAt(one, "reason"), textAt(one, "message")].join("\t"));
  }
  describeEvents(sheet, subject);
  return sheet.text;
};

export const describeIpAddress: Describer = (subject) => {
  const { object } = subject;
  const sheet = new Sheet();
  sheet.head(object, { namespaced: false });
  const parent = at(object, "spec", "parentRef");
  sheet.line(0, "Parent Reference:");
  for (const [name, field] of [
    ["Group", "group"],
    ["Resource", "resource"],
    ["Namespace", "namespace"],
    ["Name", "name"],
  ] as const)
    sheet.field(1, name, textAt(parent, field));
  describeEvents(sheet, subject);
  return sheet.text;
};
