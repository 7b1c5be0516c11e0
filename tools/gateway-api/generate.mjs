// What the Gateway API's CRDs ask of an object, from their YAML:
//   git clone --depth 1 --branch v1.6.1 https://github.com/kubernetes-sigs/gateway-api
//   node tools/gateway-api/generate.mjs gateway-api/config/crd > engine/api/gateway/crd.generated.ts
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(join(folder, "standard"))) {
  console.error("usage: node tools/gateway-api/generate.mjs FOLDER_OF_CRDS");
  process.exit(2);
}

const GROUP = "gateway.networking.k8s.io";
const CHANNELS = ["standard", "experimental"];
const PLURALS = [
  "gatewayclasses",
  "gateways",
  "listenersets",
  "httproutes",
  "grpcroutes",
  "tlsroutes",
  "tcproutes",
  "udproutes",
  "referencegrants",
  "backendtlspolicies",
];
/** The scheme's own part of every object. */
const COMMON = new Set(["apiVersion", "kind", "metadata"]);
const LIMITS = [
  "enum",
  "pattern",
  "format",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "maxProperties",
];
/** Everything that a schema may say. An unknown word must not be lost silently. */
const KNOWN = new Set([
  ...LIMITS,
  "description",
  "type",
  "properties",
  "required",
  "items",
  "additionalProperties",
  "default",
  "oneOf",
  "x-kubernetes-list-type",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-map-type",
  "x-kubernetes-validations",
]);
/** The one `oneOf` there is: what calls itself an IP address is one. */
const IP_ADDRESS = JSON.stringify([
  {
    properties: { type: { enum: ["IPAddress"] }, value: { anyOf: [{ format: "ipv4" }, { format: "ipv6" }] } },
  },
  { properties: { type: { not: { enum: ["IPAddress"] } } } },
]);

const schemas = new Map();
const names = new Map();
const rules = [];
const capital = (word) => word[0].toUpperCase() + word.slice(1);
const singular = (word) =>
  word
    .replace(/ies$/, "y")
    .replace(/(ss|ch)es$/, "$1")
    .replace(/([^s])s$/, "$1");

/** The name of the schema, which equal schemas share. `path` gives it a name that people can read. */
function nameOf(schema, path, channel) {
  const unknown = Object.keys(schema).filter((word) => !KNOWN.has(word));
  if (unknown.length > 0) throw new Error(`${path.join(".")}: ${unknown}`);
  const entry = { type: schema.type };
  if (schema.properties !== undefined) entry.fields = fieldsOf(schema.properties, path, channel);
  if (schema.required !== undefined) {
    const required = path.length > 1 ? schema.required : schema.required.filter((name) => !COMMON.has(name));
    if (required.length > 0) entry.required = required;
  }
  if (schema.items !== undefined) {
    const last = path.at(-1);
    const word = singular(last) === last ? `${last}Item` : singular(last);
    entry.items = nameOf(schema.items, [...path.slice(0, -1), word], channel);
  }
  if (schema.additionalProperties !== undefined) {
    entry.values = nameOf(
      schema.additionalProperties,
      [...path.slice(0, -1), `${path.at(-1)}Value`],
      channel,
    );
  }
  for (const word of LIMITS) if (schema[word] !== undefined) entry[word] = schema[word];
  if (schema["x-kubernetes-list-type"] === "map") entry.keys = schema["x-kubernetes-list-map-keys"];
  if (schema["x-kubernetes-list-type"] === "set") entry.set = true;
  if (schema.oneOf !== undefined) {
    if (JSON.stringify(schema.oneOf) !== IP_ADDRESS) throw new Error(`${path.join(".")}: another oneOf`);
    entry.ipAddress = true;
  }
  if (schema["x-kubernetes-validations"] !== undefined) {
    entry.rules = schema["x-kubernetes-validations"].map((rule) => ruleIndex(rule, path));
  }
  if (schema.default !== undefined) entry.default = schema.default;
  return named(entry, path, channel);
}

function fieldsOf(properties, path, channel) {
  const own = Object.entries(properties).filter(([name]) => path.length > 1 || !COMMON.has(name));
  return Object.fromEntries(own.map(([name, child]) => [name, nameOf(child, [...path, name], channel)]));
}

function ruleIndex({ message, rule, ...rest }, path) {
  if (Object.keys(rest).length > 0) throw new Error(`${path.join(".")}: a rule with ${Object.keys(rest)}`);
  const text = JSON.stringify([message.trim(), rule.trim()]);
  const known = rules.indexOf(text);
  return known >= 0 ? known : rules.push(text) - 1;
}

function named(entry, path, channel) {
  const text = JSON.stringify(entry);
  const known = names.get(text);
  if (known !== undefined) return known;
  const [kind, ...rest] = path.map(capital);
  const last = rest.at(-1);
  const candidates =
    last === undefined ? [kind] : rest.length === 1 ? [`${kind}${last}`] : [last, `${rest.at(-2)}${last}`];
  if (channel === "experimental") candidates.push(...candidates.map((name) => `${name}Experimental`));
  const free = candidates.find((name) => !schemas.has(name));
  let name = free ?? candidates.at(-1);
  for (let count = 2; schemas.has(name); count++) name = `${candidates.at(-1)}${count}`;
  schemas.set(name, text);
  names.set(text, name);
  return name;
}

const kinds = {};
let release = "";
for (const channel of CHANNELS) {
  for (const plural of PLURALS) {
    const crd = load(readFileSync(join(folder, channel, `${GROUP}_${plural}.yaml`), "utf8"));
    release = crd.metadata.annotations[`${GROUP}/bundle-version`];
    const { kind, shortNames = [] } = crd.spec.names;
    kinds[kind] ??= { plural, shortNames, namespaced: crd.spec.scope === "Namespaced", versions: {} };
    for (const { name, served, deprecated, schema } of crd.spec.versions) {
      if (!served) continue;
      const root = name === "v1" ? kind : `${kind}${capital(name)}`;
      kinds[kind].versions[name] ??= deprecated ? { deprecated } : {};
      kinds[kind].versions[name][channel] = nameOf(schema.openAPIV3Schema, [root], channel);
    }
  }
}

const lines = (entries) => entries.map(([name, text]) => `  ${name}: ${text},`).join("\n");
console.log(`// Generated by tools/gateway-api/generate.mjs from the CRDs of the Gateway API ${release} (Apache-2.0, see NOTICE).
// Names, types, limits, defaults and rules of fields; descriptions are left out.
import type { CrdKind, CrdRule, CrdSchema } from "./crd-schema.ts";

/** Kinds of ${GROUP}: the schema of every served version, by the release channel that serves it. */
export const CRD_KINDS: Readonly<Record<string, CrdKind>> = {
${lines(Object.entries(kinds).map(([kind, value]) => [kind, JSON.stringify(value)]))}
};

/** Schemas by a name of ours. Fields, items and values name the schemas that they follow. */
export const CRD_SCHEMAS: Readonly<Record<string, CrdSchema>> = {
${lines([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)))}
};

/** Messages and CEL expressions, by the numbers that schemas cite. */
export const CRD_RULES: readonly CrdRule[] = [
${rules.map((text) => `  ${text},`).join("\n")}
];`);
