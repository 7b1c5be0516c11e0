import { CommandError, PlainError, PrintedError } from "../failure.ts";
import type { FlagValues } from "../flags/parse.ts";
import { type ApiObject, isJson, textAt } from "../server/api.ts";
import type { Surroundings } from "../session.ts";
import { customColumns, customColumnsOfFile } from "./custom-columns.ts";
import { goSource } from "./go-source.ts";
import { GoTemplate, TemplateError } from "./go-template.ts";
import { TemplateSyntaxError } from "./go-template-lex.ts";
import { goValue } from "./go-value.ts";
import { goJson } from "./json.ts";
import { JsonPath, PathError } from "./jsonpath.ts";
import { PathSyntaxError } from "./jsonpath-parse.ts";
import { goYaml } from "./yaml.ts";

/** Prints one object, or a List. */
export type Printer = (object: ApiObject) => string;

const TEMPLATE_FORMATS = ["go-template", "go-template-file", "template", "templatefile"];
export const GET_FORMATS =
  "custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml";
export const PLAIN_FORMATS =
  "go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,yaml";

/** Items of a List, or the object alone. */
export function itemsOf(object: ApiObject): readonly ApiObject[] {
  const items = object["items"];
  return (object.kind ?? "").endsWith("List") && Array.isArray(items)
    ? (items as readonly ApiObject[])
    : [object];
}

/** Printers that know nothing of a server: yaml, json, templates and, for `get`, columns. Refuses other formats. */
export function printerFor(
  format: string,
  flags: FlagValues,
  around: Surroundings,
  formats: string,
): Printer {
  const equals = format.indexOf("=");
  const name = equals < 0 ? format : format.slice(0, equals);
  const value = equals < 0 ? flags.text("template") : format.slice(equals + 1);
  const shown = (object: ApiObject): ApiObject =>
    flags.bool("show-managed-fields") ? object : withoutManagedFields(object);
  if (format === "yaml") return (object) => goYaml(shown(object));
  if (format === "json") return (object) => `${goJson(shown(object), 4)}\n`;
  if (name === "jsonpath" || name === "jsonpath-file" || name === "jsonpath-as-json") {
    const template = name === "jsonpath-file" ? fileText(around, value) : value;
    if (template === "") throw new PlainError("template format specified but no template given");
    return pathPrinter(template, flags.bool("allow-missing-template-keys"), name === "jsonpath-as-json");
  }
  if (TEMPLATE_FORMATS.includes(name)) {
    const template = name.endsWith("file") ? fileText(around, value) : value;
    if (template === "") throw new PlainError("template format specified but no template given");
    const print = templatePrinter(template, flags.bool("allow-missing-template-keys"));
    return (object) => print(shown(object));
  }
  if (formats === GET_FORMATS && name === "custom-columns") {
    const print = customColumns(value, flags.bool("no-headers"));
    return (object) => print(itemsOf(object));
  }
  if (formats === GET_FORMATS && name === "custom-columns-file") {
    const print = customColumnsOfFile(fileText(around, value, "template"), flags.bool("no-headers"));
    return (object) => print(itemsOf(object));
  }
  throw unknownFormat(format, formats);
}

export function unknownFormat(format: string, formats: string): PlainError {
  return new PlainError(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${formats}`,
  );
}

function fileText(around: Surroundings, path: string, what = "--template"): string {
  const text = around.readFile(path);
  if (text === undefined)
    throw new PlainError(`error reading ${what} ${path}, open ${path}: no such file or directory`);
  return text;
}

function pathPrinter(template: string, allowMissing: boolean, asJson: boolean): Printer {
  const path = readPath(template, allowMissing);
  return (object) => {
    try {
      if (!asJson) return path.print(object);
      return `${goJson(path.find(object).flat(), 4)}\n`;
    } catch (error) {
      if (!(error instanceof PathError)) throw error;
      throw new CommandError(executionWords(template, error.message, object));
    }
  };
}

function templatePrinter(source: string, allowMissing: boolean): Printer {
  const template = ((): GoTemplate => {
    try {
      return new GoTemplate(source, allowMissing);
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      throw new PlainError(`error parsing template ${source}, ${error.message}`);
    }
  })();
  return (object) => {
    try {
      return template.print(object);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const { before, message } = error;
      const more = [
        `${before}Error executing template: ${message}. Printing more information for debugging the template:`,
        `\ttemplate was:\n\t\t${source}`,
        `\traw data was:\n\t\t${goJson(object)}`,
        `\tobject given to template engine was:\n\t\t${goValue(object)}\n\n`,
      ];
      throw new PrintedError(
        more.join("\n"),
        `error: error executing template ${JSON.stringify(source)}: ${message}`,
      );
    }
  };
}

/** What kubectl tells of a template that went wrong: the template, and the object as Go writes it in source. */
function executionWords(template: string, problem: string, object: ApiObject): string {
  return [
    `error: error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${problem}. Printing more information for debugging the template:`,
    `\ttemplate was:\n\t\t${template}`,
    `\tobject given to jsonpath engine was:\n\t\t${goSource(object)}\n\n\n`,
  ].join("\n");
}

function readPath(template: string, allowMissing: boolean): JsonPath {
  try {
    return new JsonPath(template, allowMissing);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    throw new PlainError(`error parsing jsonpath ${template}, ${error.message}`);
  }
}

export function withoutManagedFields(object: ApiObject): ApiObject {
  if (isJson(object.metadata) && Object.hasOwn(object.metadata, "managedFields")) {
    const { managedFields: _, ...metadata } = object.metadata;
    return { ...object, metadata };
  }
  const items = object["items"];
  return Array.isArray(items)
    ? { ...object, items: items.map((item) => withoutManagedFields(item as ApiObject)) }
    : object;
}

/** `pod/web`, or `deployment.apps/web`. */
export function objectName(object: ApiObject): string {
  const { apiVersion = "", kind = "" } = object;
  const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
  return `${kind.toLowerCase()}${group}/${textAt(object, "metadata", "name")}`;
}
