import { Environment } from "@marcbachmann/cel-js";
import { parseIp } from "../../values/ip.ts";
import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { isObject } from "../fields.ts";
import { CRD_RULES } from "./crd.generated.ts";
import { matchesRe2 } from "./crd-patterns.ts";
import type { CrdRule, CrdSchema } from "./crd-schema.ts";
import { propertySchema, schemaNamed } from "./crd-table.ts";

type Program = (context: Readonly<Record<string, unknown>>) => unknown;

/** Compiling is dear and most objects need few rules, so an expression is compiled when first asked. */
const programs = new Map<string, Program>();
let environment: Environment | undefined;

/** CEL with Kubernetes' `isIP`, and with RE2's reading of patterns instead of JavaScript's. */
function celEnvironment(): Environment {
  environment ??= new Environment()
    .registerVariable("self", "dyn")
    .registerVariable("oldSelf", "dyn")
    .registerFunction("isIP(string): bool", (text: string) => parseIp(text) !== undefined)
    .registerFunction("string.matchesRe2(string): bool", matchesRe2);
  return environment;
}

/**
 * The expression as the library can read it. Kubernetes writes a field whose name CEL reserves as `__namespace__`,
 * which the library takes as it is; `has` of an item's field must be asked of a variable.
 */
function forLibrary(expression: string): string {
  return expression
    .replaceAll(".matches(", ".matchesRe2(")
    .replace(/\.__([a-z]+)__\b/g, ".$1")
    .replace(/\bhas\(([\w.]+\[\d+\])\.(\w+)\)/g, "[$1].exists(item, has(item.$2))");
}

function programOf(expression: string): Program {
  let program = programs.get(expression);
  if (program === undefined) {
    program = celEnvironment().parse(forLibrary(expression)) as Program;
    programs.set(expression, program);
  }
  return program;
}

/** What the rule says of a value: nothing when it holds, else the API server's detail. */
export function brokenRule(
  [message, expression]: CrdRule,
  self: unknown,
  oldSelf?: unknown,
): string | undefined {
  const program = programOf(expression);
  try {
    const holds = program(oldSelf === undefined ? { self } : { self, oldSelf });
    if (typeof holds === "boolean") return holds ? undefined : message;
    throw new Error(`not a truth value: ${String(holds)}`);
  } catch (error) {
    return `${reasonOf(error, expression, self)} evaluating rule: ${message}`;
  }
}

/** cel-go's words for what may go wrong with a value that fits its schema. */
function reasonOf(error: unknown, expression: string, self: unknown): string {
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  if (/duration/i.test(reason)) return "type conversion error from 'string' to 'google.protobuf.Duration'";
  if (!reason.startsWith("No such key: ")) return reason;
  return `no such key: ${firstMissing(expression, self) ?? reason.slice("No such key: ".length)}`;
}

/** When both sides of an `||` fail, cel-go tells of the first and the library of the last. */
function firstMissing(expression: string, self: unknown): string | undefined {
  const asked = [...expression.matchAll(/(?<!has\()\bself\.(\w+)/g)].map(([, name = ""]) => name);
  return asked.find((name) => isObject(self) && !Object.hasOwn(self, name));
}

/** Rules that compare with what is stored; the others look at the new value alone. */
export function isTransition([, expression]: CrdRule): boolean {
  return /\boldSelf\b/.test(expression);
}

/** `x-kubernetes-validations` of a value and of all it holds, save those that compare with what is stored. */
export function validateRules(schema: CrdSchema, value: unknown, path: FieldPath, errors: FieldErrors): void {
  if (value === null || value === undefined) return;
  for (const rule of rulesOf(schema)) if (!isTransition(rule)) askRule(rule, value, path, errors);
  if (Array.isArray(value) && schema.items !== undefined) {
    const items = schemaNamed(schema.items);
    for (const [index, item] of value.entries()) validateRules(items, item, [...path, index], errors);
  }
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(value)) {
    const property = propertySchema(schema, name);
    if (property !== undefined) validateRules(property, child, [...path, name], errors);
  }
}

/**
 * The rules that compare with what is stored, where both are there. Lists are not followed: items have a partner in
 * what is stored only in lists of type map, and none of those holds such a rule.
 */
export function validateTransitions(
  schema: CrdSchema,
  value: unknown,
  before: unknown,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (value === undefined || before === undefined) return;
  for (const rule of rulesOf(schema)) if (isTransition(rule)) askRule(rule, value, path, errors, before);
  if (!isObject(value) || !isObject(before)) return;
  for (const [name, child] of Object.entries(value)) {
    const property = propertySchema(schema, name);
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    if (property !== undefined) validateTransitions(property, child, old, [...path, name], errors);
  }
}

function rulesOf({ rules = [] }: CrdSchema): readonly CrdRule[] {
  return rules.map((index) => {
    const rule = CRD_RULES[index];
    if (rule === undefined) throw new Error(`the table has no rule ${index}`);
    return rule;
  });
}

/** Since Kubernetes 1.35 a refusal shows the value of a scalar and leaves out that of an object or a list. */
function askRule(
  rule: CrdRule,
  value: unknown,
  path: FieldPath,
  errors: FieldErrors,
  before?: unknown,
): void {
  const detail = brokenRule(rule, value, before);
  if (detail === undefined) return;
  if (typeof value === "object") errors.invalidWhole(path, detail);
  else errors.invalid(path, value, detail);
}
