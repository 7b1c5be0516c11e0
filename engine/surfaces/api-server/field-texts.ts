import { CUSTOM_TEXTS } from "./texts/custom.ts";
import { EDGE_TEXTS } from "./texts/edge.ts";
import { OPENSHIFT_TEXTS } from "./texts/openshift.ts";
import { POD_TEXTS } from "./texts/pods.ts";
import { SERVICE_TEXTS } from "./texts/services.ts";
import { WORKLOAD_TEXTS } from "./texts/workloads.ts";

/** What a field is for, and what its type does not say of its values. */
export interface FieldText {
  readonly text: string;
  readonly required: boolean;
  readonly values: readonly string[] | undefined;
}

interface TypeText {
  readonly text: string;
  readonly fields: ReadonlyMap<string, FieldText>;
}

/**
 * One type a line, its fields below it: `name`, `!` where it must be there, its values in braces, a colon and a sentence.
 * As text it is a third of the size that it would have as objects, and as easy to write.
 */
function read(text: string): ReadonlyMap<string, TypeText> {
  const types = new Map<string, { readonly text: string; readonly fields: Map<string, FieldText> }>();
  let fields = new Map<string, FieldText>();
  for (const line of text.split("\n")) {
    const [, indent = "", name = "", must = "", values, rest = ""] =
      /^( {2})?([\w.*]+)(!)?(?: \{([^}]*)\})?: (.+)$/.exec(line) ?? [];
    if (name === "") continue;
    if (indent === "") {
      fields = new Map();
      types.set(name, { text: rest, fields });
    } else fields.set(name, { text: rest, required: must !== "", values: values?.split(",") });
  }
  return types;
}

let structs: ReadonlyMap<string, TypeText> | undefined;
let customs: ReadonlyMap<string, TypeText> | undefined;

function structTexts(): ReadonlyMap<string, TypeText> {
  structs ??= read(SERVICE_TEXTS + EDGE_TEXTS + POD_TEXTS + WORKLOAD_TEXTS + OPENSHIFT_TEXTS);
  return structs;
}

function customTexts(): ReadonlyMap<string, TypeText> {
  customs ??= read(CUSTOM_TEXTS);
  return customs;
}

/** What every object of the API begins with. */
const HEAD: Readonly<Record<string, string>> = {
  apiVersion: "The version of the schema that the object is written in, with its group.",
  kind: "What the object is.",
  metadata: "The object's name, labels and the like.",
};

function headText(field: string): FieldText | undefined {
  const text = Object.hasOwn(HEAD, field) ? HEAD[field] : undefined;
  return text === undefined ? undefined : { text, required: false, values: undefined };
}

/** What a kind or another type of the table of fields is for. */
export function typeText(type: string): string | undefined {
  return structTexts().get(type)?.text;
}

/** What a field of a type of the table of fields is for. */
export function fieldText(type: string, field: string): FieldText | undefined {
  return structTexts().get(type)?.fields.get(field) ?? headText(field);
}

/** What a kind that a CRD describes is for. */
export function customKindText(kind: string): string | undefined {
  return customTexts().get(kind)?.text;
}

/** What a field of a CRD is for, by the name of the field above it. */
export function customText(above: string, field: string): string | undefined {
  const types = customTexts();
  const found = types.get(above)?.fields.get(field) ?? types.get("*")?.fields.get(field);
  return found?.text ?? headText(field)?.text;
}
