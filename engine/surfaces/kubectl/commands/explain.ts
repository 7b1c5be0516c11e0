import type { Call, Command } from "../command.ts";
import { CommandError, PlainError, StatusFailure } from "../failure.ts";
import { bool, text } from "../flags/flag.ts";
import { SchemaPage } from "../print/schema-page.ts";
import { isJson, type Json } from "../server/api.ts";
import type { Resource } from "../server/resource.ts";
import type { Session } from "../session.ts";

export const EXPLAIN: Command = {
  name: "explain",
  short: "Get documentation for a resource",
  usage:
    "TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]",
  examples: ["kubectl explain service.spec.ports", "kubectl explain networkpolicy --recursive"],
  flags: [text("output", "o", "plaintext"), bool("recursive"), text("api-version")],
  run,
};

function run({ flags, args, session }: Call): void {
  const [target, ...more] = args;
  if (target === undefined)
    throw new PlainError(
      `You must specify the type of resource to explain. Use "${session.program} api-resources" for a complete list of supported resources.`,
    );
  if (more.length > 0) throw new PlainError(`We accept only this format: explain RESOURCE`);
  const { resource, path } = split(target, (word) => session.discovery.find(word));
  const format = flags.text("output");
  // There is no OpenAPI v2 document; asking for one says so in the server's words.
  if (format === "plaintext-openapiv2") session.client.json("/openapi/v2");
  const document = documentOf(session, resource, flags.text("api-version"));
  if (format !== "plaintext") throw new PlainError(`unrecognized format: ${format}`);
  const { group, kind, version } = document;
  const head = group === "" ? "" : `GROUP:      ${group}\n`;
  session.out(`${head}KIND:       ${kind}\nVERSION:    ${version}\n\n`);
  const root = rootOf(document);
  if (root === undefined)
    throw new PlainError(
      `GVK map[group:${group} kind:${kind} version:${version}] not found in OpenAPI schema`,
    );
  const page = new SchemaPage(document.openapi, flags.bool("recursive"));
  session.out(`${page.of(root, path)}\n`);
}

interface Document {
  readonly openapi: Json;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The OpenAPI document of the resource's own group version, or of the one that was asked for. */
function documentOf(session: Session, resource: Resource, apiVersion: string): Document {
  const [first = "", second, ...rest] = apiVersion.split("/");
  if (rest.length > 0) throw new PlainError(`unexpected GroupVersion string: ${apiVersion}`);
  const { group, version } =
    apiVersion === "" ? resource : { group: second === undefined ? "" : first, version: second ?? first };
  const key = group === "" ? `api/${version}` : `apis/${group}/${version}`;
  const wanted = `${group}/${version}, Resource=${resource.plural}`;
  const openapi = found(() => session.client.json(`/openapi/v3/${key}`));
  if (openapi === undefined) throw new PlainError(`couldn't find resource for ${JSON.stringify(wanted)}`);
  const paths = openapi["paths"];
  const isServed = isJson(paths) && Object.keys(paths).some((path) => path.endsWith(`/${resource.plural}`));
  if (!isServed) throw new PlainError(`GVR (${wanted}) not found in OpenAPI schema`);
  return { openapi, group, version, kind: resource.kind };
}

function found(ask: () => Json): Json | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof StatusFailure && error.isNotFound) return undefined;
    throw error;
  }
}

const KINDS = "x-kubernetes-group-version-kind";

/** The schema that says of itself that it is the kind's. */
function rootOf({ openapi, group, version, kind }: Document): Json | undefined {
  const { components } = openapi;
  const schemas = isJson(components) ? components["schemas"] : undefined;
  const all = isJson(schemas) ? Object.values(schemas).filter(isJson) : [];
  return all.find((schema) => {
    const kinds = schema[KINDS];
    const own = Array.isArray(kinds) ? kinds.filter(isJson) : [];
    return own.some((one) => one["group"] === group && one["version"] === version && one["kind"] === kind);
  });
}

interface Split {
  readonly resource: Resource;
  readonly path: readonly string[];
}

/** `deployments.apps.spec` names a resource with its group, or a field: the longest resource wins. */
function split(target: string, find: (word: string) => Resource | undefined): Split {
  const parts = target.replace(/\.$/, "").split(".");
  if (parts.includes("")) throw new PlainError("invalid jsonpath syntax, first node must be field node");
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
