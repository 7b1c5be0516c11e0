import { isScalar } from "./scalars.ts";

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Whether a value is of a type of the table just as it stands: no field that is unknown or of another type, and no null,
 * which decoding would leave out. Most input is, and then nothing has to be copied. Each type's check is made once.
 */
export class FieldCheck {
  readonly #fields: Fields;
  readonly #checks = new Map<string, Check>();

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  fits(type: string, value: unknown): boolean {
    return this.#checkOf(type)(value);
  }

  #checkOf(type: string): Check {
    let check = this.#checks.get(type);
    if (check === undefined) {
      check = this.#make(type);
      this.#checks.set(type, check);
    }
    return check;
  }

  #make(type: string): Check {
    if (type === "any") return () => true;
    if (type.startsWith("[]")) return this.#list(type.slice(2));
    if (type.startsWith("{}")) return this.#map(type.slice(2));
    const fields = Object.hasOwn(this.#fields, type) ? this.#fields[type] : undefined;
    return fields === undefined ? (value) => isScalar(type, value) : this.#struct(fields);
  }

  #list(item: string): Check {
    let check: Check | undefined;
    return (value) => {
      if (!Array.isArray(value)) return false;
      check ??= this.#checkOf(item);
      for (const child of value) if (!check(child)) return false;
      return true;
    };
  }

  #map(item: string): Check {
    let check: Check | undefined;
    return (value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
      check ??= this.#checkOf(item);
      const entries = value as Readonly<Record<string, unknown>>;
      for (const key in entries) {
        const child = entries[key];
        if (child === null || !check(child)) return false;
      }
      return true;
    };
  }

  /** Types refer to each other in circles, so that a field's check is made when the first value of it comes. */
  #struct(fields: Readonly<Record<string, string>>): Check {
    const checks = new Map<string, Check>();
    return (value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
      const entries = value as Readonly<Record<string, unknown>>;
      for (const name in entries) {
        let check = checks.get(name);
        if (check === undefined) {
          const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
          if (type === undefined) return false;
          check = this.#checkOf(type);
          checks.set(name, check);
        }
        const child = entries[name];
        if (child === null || !check(child)) return false;
      }
      return true;
    };
  }
}
