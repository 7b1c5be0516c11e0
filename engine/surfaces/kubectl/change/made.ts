import type { Call } from "../command.ts";
import { PlainError, StatusFailure } from "../failure.ts";
import { DRY_RUN, fieldManager, PRINT, VALIDATE } from "../flags/common.ts";
import { bool, type Flag } from "../flags/flag.ts";
import { type ApiObject, isJson, type Json } from "../server/api.ts";
import type { Resource } from "../server/resource.ts";
import { withLastApplied } from "./last-applied.ts";
import { compact, dryRunOf, Outcome, writeQuery } from "./outcome.ts";

/** Flags of every command that makes an object up from words. */
export const MADE_FLAGS: readonly Flag[] = [
  ...PRINT,
  DRY_RUN,
  VALIDATE,
  fieldManager("kubectl-create"),
  bool("save-config"),
];

/** The metadata of an object that a command makes up; the namespace only where it was asked for. */
export function madeMetadata({ session }: Call, name: string, labels?: unknown): Json {
  const namespace = session.isNamespaceGiven ? session.namespace : undefined;
  return compact({ creationTimestamp: null, labels, name, namespace });
}

export interface Making {
  /** What a refusal begins with; without it the server's words stand alone. */
  readonly refusal?: string;
  /** `created` where nothing else is said. */
  readonly what?: string;
}

/** Creates an object, or only prints it, and says what became of it. */
export function make(call: Call, object: ApiObject, { refusal, what = "created" }: Making = {}): void {
  const { flags } = call;
  const outcome = new Outcome(call);
  const saved = flags.has("save-config") && flags.bool("save-config") ? withLastApplied(object) : object;
  if (dryRunOf(call) === "client") {
    outcome.print(saved, what, true);
    return;
  }
  try {
    outcome.print(send(call, saved), what, true);
  } catch (error) {
    if (refusal === undefined || !(error instanceof StatusFailure)) throw error;
    throw new PlainError(`${refusal} ${error.message}`);
  }
}

/** The object with the JSON of `--overrides` laid over it. */
export function overridden(pod: ApiObject, overrides: string): ApiObject {
  const merge = (below: unknown, above: unknown): unknown => {
    const isMap = (value: unknown): value is Json =>
      typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isMap(below) || !isMap(above)) return above;
    const kept = Object.fromEntries(Object.entries(below).filter(([key]) => above[key] !== null));
    const put = Object.entries(above).filter(([, value]) => value !== null);
    return { ...kept, ...Object.fromEntries(put.map(([key, value]) => [key, merge(below[key], value)])) };
  };
  try {
    return merge(pod, JSON.parse(overrides)) as ApiObject;
  } catch {
    throw new PlainError("Invalid JSON Patch");
  }
}

/** Creates an object and says nothing of it. */
export function send(call: Call, object: ApiObject): ApiObject {
  const { session } = call;
  const resource = resourceOf(call, object);
  const namespace = resource.namespaced ? session.namespace : undefined;
  const sent = withoutEmptyParts(object) as ApiObject;
  return session.client.create({ resource, namespace }, sent, writeQuery(call));
}

function resourceOf({ session }: Call, { apiVersion = "", kind = "" }: ApiObject): Resource {
  const resource = session.discovery.ofKind(apiVersion, kind);
  if (resource === undefined)
    throw new PlainError(
      `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`,
    );
  return resource;
}

/** The object without what kubectl prints of Go's structs and a server has no use for: empty times and status. */
function withoutEmptyParts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyParts);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      return (key === "creationTimestamp" && one === null) || key === "status"
        ? []
        : [[key, withoutEmptyParts(one)]];
    }),
  );
}
