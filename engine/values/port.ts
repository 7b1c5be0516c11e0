/** A transport port, 1–65535. */
export type Port = number & { readonly brand: "Port" };

export const MIN_PORT: Port = 1 as Port;
export const MAX_PORT: Port = 65535 as Port;

/** The port, or `undefined` when the number is not an integer in 1–65535. */
export function port(value: unknown): Port | undefined {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > 65535) return undefined;
  return value as Port;
}
