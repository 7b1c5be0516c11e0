import { quantityOf } from "../print/quantity.ts";
import { at, isJson, type Json, listAt, pairsAt, textAt } from "../server/api.ts";
import type { Sheet } from "./sheet.ts";

/** The environment of a container: whole maps first, then single variables. */
export function describeEnv(sheet: Sheet, container: Json, pod: Json | undefined): void {
  const from = listAt(container, "envFrom");
  if (from.length > 0) {
    sheet.line(2, "Environment Variables from:");
    for (const source of from) sheet.line(3, sourceLine(source));
  }
  const variables = listAt(container, "env");
  sheet.line(2, `Environment:${variables.length === 0 ? "\t<none>" : ""}`);
  for (const variable of variables) describeVariable(sheet, variable, container, pod);
}

function sourceLine(source: Json): string {
  const [kind, ref] = isJson(source["configMapRef"])
    ? (["ConfigMap", source["configMapRef"]] as const)
    : (["Secret", source["secretRef"]] as const);
  const prefix = textAt(source, "prefix");
  const words = prefix === "" ? kind : `${kind} with prefix '${prefix}'`;
  return `${textAt(ref, "name")}\t${words}\tOptional: ${at(ref, "optional") === true}`;
}

function describeVariable(sheet: Sheet, variable: Json, container: Json, pod: Json | undefined): void {
  const name = textAt(variable, "name");
  const from = variable["valueFrom"];
  if (!isJson(from)) {
    const [first = "", ...more] = textAt(variable, "value").split("\n");
    sheet.field(3, name, first);
    for (const part of more) sheet.line(3, `\t${part}`);
    return;
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = from as Readonly<
    Record<string, unknown>
  >;
  if (isJson(fieldRef)) {
    const path = textAt(fieldRef, "fieldPath");
    sheet.field(3, name, `${fieldValue(pod, path)} (${textAt(fieldRef, "apiVersion")}:${path})`);
  } else if (isJson(resourceFieldRef)) {
    const resource = textAt(resourceFieldRef, "resource");
    const value = amountOf(container, resource, textAt(resourceFieldRef, "divisor"));
    const isWhole = value === "0" && (resource === "limits.cpu" || resource === "limits.memory");
    sheet.field(3, name, `${isWhole ? "node allocatable" : value} (${resource})`);
  } else if (isJson(secretKeyRef)) sheet.field(3, name, keyWords(secretKeyRef, "in secret"));
  else if (isJson(configMapKeyRef)) sheet.field(3, name, keyWords(configMapKeyRef, "of config map"));
}

function keyWords(ref: Json, where: string): string {
  const optional = ref["optional"] === true;
  return `<set to the key '${textAt(ref, "key")}' ${where} '${textAt(ref, "name")}'>\tOptional: ${optional}`;
}

/** A request or a limit as the downward API gives it: whole divisors, rounded up; cores and bytes when none is given. */
function amountOf(container: Json, resource: string, divisor: string): string {
  const amount = quantityOf(textAt(container, "resources", ...resource.split(".")) || "0") ?? 0;
  const unit = quantityOf(divisor) || 1;
  return String(Math.ceil(Number((amount / unit).toFixed(6))));
}

/** A field of the pod as the downward API gives it; nothing for a template. */
function fieldValue(pod: Json | undefined, path: string): string {
  if (pod === undefined) return "";
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (subscript !== null) return textAt(pod, "metadata", subscript[1] ?? "", subscript[2] ?? "");
  if (path === "metadata.labels" || path === "metadata.annotations")
    return pairsAt(pod, ...path.split("."))
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join("\n");
  // kubectl looks up what is in the metadata only.
  return /^metadata\.(name|namespace|uid)$/.test(path) ? textAt(pod, ...path.split(".")) : "";
}
