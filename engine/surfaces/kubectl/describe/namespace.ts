import { at, listAt, textAt } from "../server/api.ts";
import type { Describer, Subject } from "./describer.ts";
import { Sheet } from "./sheet.ts";
import { rfc1123 } from "./time.ts";

export const describeNamespace: Describer = (subject) => {
  const { object } = subject;
  const sheet = new Sheet();
  sheet.head(object, { namespaced: false });
  sheet.field(0, "Status", textAt(object, "status", "phase"));
  const conditions = listAt(at(object, "status"), "conditions");
  if (conditions.length > 0) {
    sheet.line(0, "Conditions:");
    sheet.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage");
    sheet.line(1, "----\t------\t------------------\t------\t-------");
    for (const one of conditions) {
      const words = [textAt(one, "type"), textAt(one, "status"), rfc1123(textAt(one, "lastTransitionTime"))];
      sheet.line(1, [...words, textAt(one, "reason"), textAt(one, "message")].join("\t"));
    }
  }
  if (isServed(subject, "resourcequotas")) sheet.line(0, "\nNo resource quota.");
  if (isServed(subject, "limitranges")) sheet.line(0, "\nNo LimitRange resource.");
  return sheet.text;
};

/** Quotas and ranges are no part of networking: the server serves the kinds and holds none. */
function isServed({ session }: Subject, kind: string): boolean {
  return session.discovery.find(kind) !== undefined;
}
