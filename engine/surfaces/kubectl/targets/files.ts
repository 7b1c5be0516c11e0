import { parseManifests } from "../../../api/manifest.ts";
import { PlainError } from "../failure.ts";
import { type ApiObject, isJson } from "../server/api.ts";
import type { Surroundings } from "../session.ts";

const EXTENSIONS = [".json", ".yaml", ".yml"];

/** One object of a file, and how kubectl names the file in a refusal. */
export interface FileObject {
  readonly object: ApiObject;
  readonly file: string;
}

/** The objects of `-f` arguments: files, folders and `-`, in order, Lists taken apart. */
export function readFiles(
  paths: readonly string[],
  around: Surroundings,
  recursive: boolean,
): readonly FileObject[] {
  return paths.flatMap((path) => {
    if (path === "-") return objectsIn(around.stdin, "STDIN");
    const inside = around.listFolder?.(path);
    if (inside !== undefined) return folder(path, inside, around, recursive);
    const text = around.readFile(path);
    if (text === undefined) throw new PlainError(`the path ${JSON.stringify(path)} does not exist`);
    return objectsIn(text, path);
  });
}

function folder(
  path: string,
  inside: readonly string[],
  around: Surroundings,
  recursive: boolean,
): readonly FileObject[] {
  const own = path.replace(/\/$/, "").split("/").length;
  const files = inside
    .filter((one) => EXTENSIONS.some((extension) => one.endsWith(extension)))
    .filter((one) => recursive || one.split("/").length === own + 1)
    .sort();
  if (files.length === 0)
    throw new PlainError(`error reading [${path}]: recognized file extensions are [${EXTENSIONS.join(" ")}]`);
  return files.flatMap((file) => objectsIn(around.readFile(file) ?? "", file));
}

function objectsIn(text: string, file: string): readonly FileObject[] {
  const { manifests, issues } = parseManifests(text, file);
  const [issue] = issues;
  if (issue !== undefined)
    throw new PlainError(
      `error parsing ${file}: error converting YAML to JSON: yaml: ${issue.at === undefined ? "" : `line ${issue.at.line}: `}${issue.message}`,
    );
  return manifests.flatMap(({ value }) => {
    if (value === null || value === undefined) return [];
    if (!isJson(value))
      throw new PlainError(
        `unable to decode ${JSON.stringify(file)}: json: cannot unmarshal ${goTypeOf(value)} into Go value of type map[string]interface {}`,
      );
    return [{ object: checked(value, file), file }];
  });
}

function checked(value: ApiObject, file: string): ApiObject {
  if (typeof value.kind !== "string" || value.kind === "")
    throw new PlainError(
      `error validating ${JSON.stringify(file)}: error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  if (typeof value.apiVersion !== "string" || value.apiVersion === "")
    throw new PlainError(
      `error validating ${JSON.stringify(file)}: error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  return value;
}

function goTypeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
