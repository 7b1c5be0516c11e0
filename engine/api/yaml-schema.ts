import {
  defineScalarTag,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
  type ScalarTagDefinition,
  Schema,
  seqTag,
  strTag,
} from "js-yaml";

/**
 * YAML as Kubernetes reads it: `sigs.k8s.io/yaml` on the go-yaml v2 resolver (resolve.go), which is YAML 1.1 with
 * Go's number syntax. `yes` is a boolean, `010` is eight, `12:30` and timestamps are text.
 */
const TRUE = new Set(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]);
const FALSE = new Set(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]);
const NULL = new Set(["", "~", "null", "Null", "NULL"]);

const nullTag: ScalarTagDefinition<null> = defineScalarTag("tag:yaml.org,2002:null", {
  implicit: true,
  implicitFirstChars: ["", "~", "n", "N"],
  resolve: (source) => (NULL.has(source) ? null : NOT_RESOLVED),
  identify: (value) => value === null,
});

const boolTag: ScalarTagDefinition<boolean> = defineScalarTag("tag:yaml.org,2002:bool", {
  implicit: true,
  implicitFirstChars: [..."yYnNtTfFoO"],
  resolve: (source) => (TRUE.has(source) ? true : FALSE.has(source) ? false : NOT_RESOLVED),
  identify: (value) => typeof value === "boolean",
});

const intTag: ScalarTagDefinition<number> = defineScalarTag("tag:yaml.org,2002:int", {
  implicit: true,
  implicitFirstChars: [..."+-0123456789"],
  resolve: (source) => parseGoInt(source) ?? NOT_RESOLVED,
  identify: (value) => Number.isInteger(value),
});

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

const floatTag: ScalarTagDefinition<number> = defineScalarTag("tag:yaml.org,2002:float", {
  implicit: true,
  implicitFirstChars: [..."+-.0123456789"],
  resolve: (source) => {
    const plain = source.replaceAll("_", "");
    return FLOAT.test(plain) ? Number(plain) : NOT_RESOLVED;
  },
  identify: (value) => typeof value === "number",
});

/** `strconv.ParseInt(text, 0, 64)`: base by prefix, a leading zero means octal; underscores are dropped first. */
function parseGoInt(source: string): number | undefined {
  const plain = source.replaceAll("_", "");
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/.exec(plain);
  if (match === null) return undefined;
  const [, sign, digits = ""] = match;
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return sign === "-" && value !== 0 ? -value : value;
}

export const KUBERNETES_YAML: Schema = new Schema([
  strTag,
  nullTag,
  boolTag,
  intTag,
  floatTag,
  mergeTag,
  seqTag,
  mapTag,
]);
