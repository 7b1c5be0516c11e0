import { isJson, type Json } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { Sheet } from "./sheet.ts";

const SHOWN_ABOVE: ReadonlySet<string> = new Set([
  ".metadata.managedFields",
  ".metadata.name",
  ".metadata.namespace",
  ".metadata.labels",
  ".metadata.annotations",
]);
const ACRONYMS: ReadonlySet<string> = new Set(["API", "URL", "UID", "OSB", "GUID"]);

/** Kinds without a describer of their own: every field, by its name. */
export const describeAnything: Describer = (subject) => {
  const sheet = new Sheet();
  sheet.head(subject.object);
  describeFields(sheet, 0, subject.object, "");
  describeEvents(sheet, subject);
  return sheet.text;
};

function describeFields(sheet: Sheet, level: number, content: Json, above: string): void {
  for (const field of Object.keys(content).sort()) {
    const path = `${above}.${field}`;
    if (SHOWN_ABOVE.has(path)) continue;
    const value = content[field];
    const label = labelFor(field);
    if (isJson(value)) {
      sheet.line(level, `${label}:`);
      describeFields(sheet, level + 1, value, path);
    } else if (Array.isArray(value)) {
      sheet.line(level, `${label}:`);
      for (const child of value)
        if (isJson(child)) describeFields(sheet, level + 1, child, path);
        else sheet.line(level + 1, String(child));
    } else sheet.field(level, label, value === null ? "<nil>" : value);
  }
}

/** `targetPort` is `Target Port`; a name with signs stays as it is. */
function labelFor(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const parts = field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}|-+/gu) ?? [];
  return parts
    .map((part) =>
      ACRONYMS.has(part.toUpperCase()) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join(" ");
}
