import { isJson } from "../server/api.ts";
import { GoFloat } from "./go-template-lex.ts";

/** A value as Go's `%v` writes it. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return "<nil>";
  if (value instanceof GoFloat) return goFloat(value.value);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : goFloat(value);
  if (Array.isArray(value)) return `[${value.map(goValue).join(" ")}]`;
  if (!isJson(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goValue(value[key])}`).join(" ")}]`;
}

/** The shortest form, with an exponent from a million on. */
export function goFloat(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
