import { isJson } from "../server/api.ts";

/** JSON as Go's encoder writes it: keys sorted, and `<`, `>`, `&` escaped. `indent` spaces a step, or one line. */
export function goJson(value: unknown, indent?: number): string {
  return write(value, indent === undefined ? undefined : " ".repeat(indent), "\n");
}

function write(value: unknown, step: string | undefined, before: string): string {
  if (Array.isArray(value))
    return block(
      "[",
      "]",
      value.map((one) => write(one, step, before + (step ?? ""))),
      step,
      before,
    );
  if (!isJson(value)) return escapeForGo(JSON.stringify(value ?? null));
  const colon = step === undefined ? ":" : ": ";
  const entries = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => escapeForGo(JSON.stringify(key)) + colon + write(value[key], step, before + (step ?? "")));
  return block("{", "}", entries, step, before);
}

function block(
  open: string,
  close: string,
  parts: readonly string[],
  step: string | undefined,
  before: string,
): string {
  if (parts.length === 0) return open + close;
  if (step === undefined) return open + parts.join(",") + close;
  return open + parts.map((part) => before + step + part).join(",") + before + close;
}

function escapeForGo(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
