import { FIELDS } from "../../../api/fields.generated.ts";
import type { Call, Command } from "../command.ts";
import { CommandError, PlainError } from "../failure.ts";
import { OUTPUT } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import type { Resource } from "../server/resource.ts";

export const EXPLAIN: Command = {
  name: "explain",
  short: "Get documentation for a resource",
  usage: "TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext] [options]",
  examples: ["kubectl explain service.spec.ports", "kubectl explain networkpolicy --recursive"],
  flags: [OUTPUT, bool("recursive"), text("api-version")],
  run,
};

function run({ flags, args, session }: Call): void {
  const [target, ...more] = args;
  if (target === undefined)
    throw new PlainError(
      `You must specify the type of resource to explain. Use "${session.program} api-resources" for a complete list of supported resources.`,
    );
  if (more.length > 0) throw new PlainError(`We accept only this format: explain RESOURCE`);
  const { resource, path } = split(target, session.discovery.find.bind(session.discovery));
  const group = resource.group === "" ? "" : `GROUP:      ${resource.group}\n`;
  const title = `${group}KIND:       ${resource.kind}\nVERSION:    ${resource.version}\n\n`;
  session.out(title);
  let type = resource.kind;
  let field = "";
  for (const name of path) {
    const fields = fieldsOf(type);
    if (fields === undefined || !Object.hasOwn(fields, name))
      throw new PlainError(`field ${JSON.stringify(path.at(-1) ?? name)} does not exist`);
    field = `FIELD: ${name} <${shownType(fields[name] ?? "")}>\n\n\n`;
    type = fields[name] ?? "";
  }
  const lines = fieldLines(type, 1, flags.bool("recursive"), new Set());
  const body = lines === "" ? "" : `FIELDS:\n${lines}`;
  session.out(`${field}DESCRIPTION:\n    <empty>\n    \n${body}\n`);
}

interface Split {
  readonly resource: Resource;
  readonly path: readonly string[];
}

/** `deployments.apps.spec` names a resource with its group, or a field: the longest resource wins. */
function split(target: string, find: (word: string) => Resource | undefined): Split {
  const parts = target.split(".");
  for (let length = parts.length; length > 1; length--) {
    const resource = find(parts.slice(0, length).join("."));
    const group = parts.slice(1, length).join(".");
    if (resource !== undefined && resource.group !== "" && resource.group.startsWith(group))
      return { resource, path: parts.slice(length) };
  }
  const resource = find(parts[0] ?? "");
  if (resource === undefined)
    throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(parts[0] ?? "")}`);
  return { resource, path: parts.slice(1) };
}

const bare = (type: string): string => type.replace(/^(\[\]|\{\})+/, "");

function fieldsOf(type: string): Readonly<Record<string, string>> | undefined {
  const name = bare(type);
  return Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
}

/** A type as OpenAPI names it. */
function shownType(type: string): string {
  const shown: Readonly<Record<string, string>> = {
    int32: "integer",
    int64: "integer",
    double: "number",
    Time: "string",
    MicroTime: "string",
    IntOrString: "IntOrString",
  };
  const name = bare(type);
  const prefix = type.slice(0, type.length - name.length).replaceAll("{}", "map[string]");
  return prefix + (Object.hasOwn(shown, name) ? (shown[name] ?? name) : name);
}

function fieldLines(type: string, level: number, recursive: boolean, above: ReadonlySet<string>): string {
  const fields = fieldsOf(type);
  if (fields === undefined || above.has(bare(type))) return "";
  const indent = "  ".repeat(level);
  const within = new Set([...above, bare(type)]);
  return Object.keys(fields)
    .sort()
    .map((name) => {
      const own = fields[name] ?? "";
      const line = `${indent}${name}\t<${shownType(own)}>\n`;
      return recursive
        ? line + fieldLines(own, level + 1, true, within)
        : `${line}${indent}  <no description>\n\n`;
    })
    .join("");
}
