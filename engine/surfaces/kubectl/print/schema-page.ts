import { PlainError } from "../failure.ts";
import { isJson, type Json } from "../server/api.ts";

/** How many of a field's values are shown beside it. */
const SHOWN_VALUES = 4;

/** A schema of an OpenAPI document as `kubectl explain` shows it (kubectl, pkg/explain/v2/templates/plaintext.tmpl). */
export class SchemaPage {
  readonly #document: Json;
  readonly #isRecursive: boolean;

  constructor(document: Json, isRecursive: boolean) {
    this.#document = document;
    this.#isRecursive = isRecursive;
  }

  /** The page of the schema, or of the field that the path leads to. */
  of(schema: Json, path: readonly string[]): string {
    const [field, ...rest] = path;
    if (field === undefined) return this.#bodyOf(schema);
    const next = this.#fieldsOf(schema)?.[field];
    if (!isJson(next)) throw new PlainError(`field ${JSON.stringify(path.at(-1) ?? "")} does not exist`);
    const head = rest.length > 0 ? "" : `FIELD: ${field} <${this.#typeOf(next)}>\n${allValues(next)}\n\n`;
    return head + this.of(next, rest);
  }

  #bodyOf(schema: Json): string {
    const said = this.#descriptionOf(schema);
    const shown = said === "" ? "<empty>" : wrapped(said, 76);
    const fields = this.#fieldList(schema, 1, new Set());
    return `DESCRIPTION:\n${indented(shown, 4)}\n${fields === "" ? "" : `FIELDS:\n${fields}`}`;
  }

  #resolved(schema: Json): Json {
    const reference = schema["$ref"];
    if (typeof reference !== "string") return schema;
    let here: unknown = this.#document;
    for (const part of reference.replace(/^#\//, "").split("/")) here = isJson(here) ? here[part] : undefined;
    return isJson(here) ? here : schema;
  }

  /** Schemas that one stands for: those that it is made of, its items, its values. */
  #parts(schema: Json): readonly Json[] {
    const { allOf, items, additionalProperties } = schema;
    const all = Array.isArray(allOf) ? allOf : [];
    return [...all, items, additionalProperties].filter(isJson);
  }

  #descriptionOf(schema: Json): string {
    const own = this.#resolved(schema);
    const text = typeof own["description"] === "string" ? `${own["description"]}\n` : "";
    return (
      text +
      this.#parts(own)
        .map((part) => this.#descriptionOf(part))
        .join("")
    );
  }

  #fieldsOf(schema: Json): Json | undefined {
    const own = this.#resolved(schema);
    if (isJson(own["properties"])) return own["properties"];
    for (const part of this.#parts(own)) {
      const fields = this.#fieldsOf(part);
      if (fields !== undefined) return fields;
    }
    return undefined;
  }

  #requiredOf(schema: Json): readonly unknown[] {
    const own = this.#resolved(schema);
    if (isJson(own["properties"])) return Array.isArray(own["required"]) ? own["required"] : [];
    return this.#parts(own).flatMap((part) => this.#requiredOf(part));
  }

  /** `above` holds the schemas that this one is part of, so that a type that holds itself ends. */
  #fieldList(schema: Json, level: number, above: ReadonlySet<Json>): string {
    const fields = this.#fieldsOf(schema);
    if (fields === undefined || above.has(fields)) return "";
    const within = new Set([...above, fields]);
    const required = this.#requiredOf(schema);
    const indent = "  ".repeat(level);
    return Object.keys(fields)
      .sort()
      .map((name) => {
        const own = fields[name];
        if (!isJson(own)) return "";
        const must = required.includes(name) ? " -required-" : "";
        const line = `${indent}${name}\t<${this.#typeOf(own)}>${must}${firstValues(own, indent)}\n`;
        if (this.#isRecursive) return line + this.#fieldList(own, level + 1, within);
        const { description } = own;
        const text = typeof description === "string" ? description : "<no description>";
        return `${line}${indented(wrapped(text, 78 - level * 2), level * 2 + 2)}\n\n`;
      })
      .join("");
  }

  #typeOf(schema: Json): string {
    const { $ref, items, additionalProperties, allOf, type } = schema;
    if (isJson(items)) return `[]${this.#typeOf(items)}`;
    if (isJson(additionalProperties)) return `map[string]${this.#typeOf(additionalProperties)}`;
    const [first] = Array.isArray(allOf) ? allOf.filter(isJson) : [];
    if (first !== undefined) return this.#typeOf(first);
    if (typeof $ref === "string") {
      const name = $ref.split("/").at(-1)?.split(".").at(-1) ?? "";
      const own = this.#resolved(schema);
      // A name for a text, such as Time, is shown as the text that it is.
      return isJson(own["properties"]) || own["oneOf"] !== undefined ? name : this.#typeOf(own);
    }
    return type === "object" || typeof type !== "string" ? "Object" : type;
  }
}

function valuesOf(schema: Json): readonly string[] {
  const values = schema["enum"];
  return Array.isArray(values) ? values.map((value) => (value === "" ? '""' : String(value))) : [];
}

function allValues(schema: Json): string {
  const values = valuesOf(schema);
  return values.length === 0 ? "" : `ENUM:\n${values.map((value) => `    ${value}`).join("\n")}`;
}

function firstValues(schema: Json, indent: string): string {
  const values = valuesOf(schema);
  if (values.length === 0) return "";
  const more = values.length > SHOWN_VALUES ? ["...."] : [];
  return `\n${indent}enum: ${[...values.slice(0, SHOWN_VALUES), ...more].join(", ")}`;
}

/** Words in lines of at most so many characters; longer words stay whole. */
function wrapped(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => {
      const lines: string[] = [];
      let current = "";
      for (const word of line.split(" ")) {
        if (current !== "" && current.length + 1 + word.length > width) {
          lines.push(current);
          current = word;
        } else current = current === "" ? word : `${current} ${word}`;
      }
      return [...lines, current].join("\n");
    })
    .join("\n");
}

function indented(text: string, columns: number): string {
  const pad = " ".repeat(columns);
  return pad + text.replaceAll("\n", `\n${pad}`);
}
