/** How the value of a flag is read, as pflag's types of the same purpose do. */
export type FlagType = "string" | "bool" | "int" | "duration" | "slice" | "array";

export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly type: FlagType;
  /** Value when the flag is not given; lists start empty. */
  readonly initial: string;
  /** Value of the flag without a value; only such flags stand alone. */
  readonly alone?: string;
}

/** A flag that takes one text. */
export function text(name: string, short = "", initial = ""): Flag {
  return { name, ...(short === "" ? {} : { short }), type: "string", initial };
}

/** A switch. */
export function bool(name: string, short = "", initial = false): Flag {
  const shortPart = short === "" ? {} : { short };
  return { name, ...shortPart, type: "bool", initial: String(initial), alone: "true" };
}

export function int(name: string, initial = 0, short = ""): Flag {
  return { name, ...(short === "" ? {} : { short }), type: "int", initial: String(initial) };
}

export function duration(name: string, initial: string): Flag {
  return { name, type: "duration", initial };
}

/** A flag that may come several times; a `slice` is also split at commas, an `array` is not. */
export function list(name: string, type: "slice" | "array", short = ""): Flag {
  return { name, ...(short === "" ? {} : { short }), type, initial: "" };
}

/** A text flag that may stand alone, with the value it then has. */
export function optionalText(name: string, initial: string, alone: string): Flag {
  return { name, type: "string", initial, alone };
}
