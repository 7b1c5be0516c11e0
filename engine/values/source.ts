/** Field path from the document root: property names and list indexes, e.g. `["spec", "ingress", 0, "from"]`. */
export type FieldPath = readonly (string | number)[];

/** A place in an input text. `line` and `column` count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where an object was written, and where each of its fields stands. */
export interface Source {
  readonly file: string;
  /** Location of a field; when the field itself is not written, of its nearest written ancestor. */
  at(path: FieldPath): SourceLocation;
}

/** Kubernetes spelling of a field path: `spec.ingress[0].from[1].ipBlock.cidr`, `metadata.labels[a.b/c]`. */
export function formatFieldPath(path: FieldPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[A-Za-z][A-Za-z0-9]*$/.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${part}]`;
  }
  return text;
}

/** `shop.yaml:12:5`. */
export function formatLocation(location: SourceLocation): string {
  return `${location.file}:${location.line}:${location.column}`;
}
