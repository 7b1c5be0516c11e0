import type { Issue } from "../../values/issue.ts";
import { type GroupResource, StatusError } from "./status.ts";

/** Reasons of causes by the code of an issue. */
const REASONS: Readonly<Record<string, string>> = {
  "field-required": "FieldValueRequired",
  "field-duplicate": "FieldValueDuplicate",
  "field-forbidden": "FieldValueForbidden",
  "field-unsupported": "FieldValueNotSupported",
  "field-too-long": "FieldValueTooLong",
  "field-too-many": "FieldValueTooMany",
  "field-type": "FieldValueTypeInvalid",
};

interface Named extends GroupResource {
  readonly kind: string;
}

/** `errors.NewInvalid`: everything that is wrong with an object, in one sentence and cause by cause. */
export function invalid({ kind, group }: Named, name: string, issues: readonly Issue[]): StatusError {
  const texts = issues.map(({ message }) => message);
  const what = texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(", ")}]`;
  const causes = issues.map(({ code, message, field = "" }) => ({
    reason: REASONS[code] ?? "FieldValueInvalid",
    message: message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message,
    field,
  }));
  const words = `${group === "" ? kind : `${kind}.${group}`} ${JSON.stringify(name)} is invalid: ${what}`;
  const details = { name, ...(group === "" ? {} : { group }), kind, causes };
  return new StatusError(422, "Invalid", words, details);
}

/** One field that is wrong. */
export function invalidField(
  resource: Named,
  name: string,
  field: string,
  message: string,
  code = "",
): StatusError {
  return invalid(resource, name, [{ severity: "error", code, message: `${field}: ${message}`, field }]);
}
