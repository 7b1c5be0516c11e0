import { type FieldPath, formatFieldPath } from "../values/source.ts";

/** What is wrong with one field. `message` starts with the field path, in the API server's words. */
export interface FieldProblem {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly path: FieldPath;
  readonly message: string;
  readonly remedy?: string;
}

/** Collects problems the way apimachinery's `field.ErrorList` words them. */
export class FieldErrors {
  readonly problems: FieldProblem[] = [];

  /** `shown` is for the rare field that the API server does not call by its path. */
  invalid(path: FieldPath, value: unknown, detail: string, shown: string = formatFieldPath(path)): void {
    this.#add("field-invalid", path, `Invalid value: ${quoted(value)}: ${detail}`, { shown });
  }

  /** A rule that an object or a list breaks as a whole: the API server leaves such values out. */
  invalidWhole(path: FieldPath, detail: string, shown: string = formatFieldPath(path)): void {
    this.#add("field-invalid", path, `Invalid value: ${detail}`, { shown });
  }

  required(path: FieldPath, detail = ""): void {
    this.#add("field-required", path, detail === "" ? "Required value" : `Required value: ${detail}`);
  }

  duplicate(path: FieldPath, value: unknown): void {
    this.#add("field-duplicate", path, `Duplicate value: ${quoted(value)}`);
  }

  forbidden(path: FieldPath, detail: string): void {
    this.#add("field-forbidden", path, `Forbidden: ${detail}`);
  }

  /** A value of another JSON type than a CRD's schema asks for. */
  typeInvalid(path: FieldPath, type: string, detail: string, remedy?: string): void {
    this.#add(
      "field-type",
      path,
      `Invalid value: ${quoted(type)}: ${detail}`,
      remedy === undefined ? {} : { remedy },
    );
  }

  tooLong(path: FieldPath, max: number): void {
    this.#add(
      "field-too-long",
      path,
      `Too long: may not be more than ${max} ${max === 1 ? "byte" : "bytes"}`,
    );
  }

  tooMany(path: FieldPath, actual: number, max: number): void {
    const items = max === 1 ? "item" : "items";
    this.#add("field-too-many", path, `Too many: ${actual}: must have at most ${max} ${items}`);
  }

  /** Values that upstream keeps in a set come sorted. */
  notSupported(path: FieldPath, value: unknown, supported: readonly string[]): void {
    this.notInEnum(path, value, [...supported].sort());
  }

  /** Values of an `enum`, in the order that it lists them. */
  notInEnum(path: FieldPath, value: unknown, supported: readonly unknown[]): void {
    const values = supported.map((one) => JSON.stringify(String(one)));
    this.#add(
      "field-unsupported",
      path,
      `Unsupported value: ${quoted(value)}: supported values: ${values.join(", ")}`,
    );
  }

  warning(path: FieldPath, detail: string, code = "field-questionable"): void {
    const message = `${formatFieldPath(path)}: ${detail}`;
    this.problems.push({ severity: "warning", code, path, message });
  }

  /** A warning in words that do not start with the field. */
  advice(path: FieldPath, message: string): void {
    this.problems.push({ severity: "warning", code: "field-questionable", path, message });
  }

  #add(code: string, path: FieldPath, detail: string, { shown, remedy }: Told = {}): void {
    const message = `${shown || formatFieldPath(path) || "<nil>"}: ${detail}`;
    const problem: FieldProblem = { severity: "error", code, path, message };
    this.problems.push(remedy === undefined ? problem : { ...problem, remedy });
  }
}

interface Told {
  /** The field in other words than its path. */
  readonly shown?: string;
  readonly remedy?: string;
}

/** Text in quotes, numbers bare, everything else as JSON: what `%q` and `%v` give upstream for such fields. */
function quoted(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}
