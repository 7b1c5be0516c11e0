/** A request to the API server. Same shape as the API server's own, so that any handler can stand in. */
export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly user?: string;
  readonly groups?: readonly string[];
}

export interface ServerResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What kubectl needs of a cluster. */
export interface Server {
  handle(request: ServerRequest): ServerResponse;
}

/** A JSON object as it came from the server or a file. */
export interface Json {
  readonly [field: string]: unknown;
}

/** An object with what kubectl always reads of it. */
export interface ApiObject extends Json {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: Metadata;
}

export interface Metadata extends Json {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string | null;
  readonly deletionTimestamp?: string;
  readonly uid?: string;
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The list at a field; empty when there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isJson) : [];
}

/** The value at a path of own fields. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const field of path) {
    if (!isJson(here) || !Object.hasOwn(here, field)) return undefined;
    here = here[field];
  }
  return here;
}

/** The text at a path; numbers and booleans as Go prints them, nothing as the empty text. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return found === undefined || found === null ? "" : String(found);
}

/** The map of texts at a path, sorted by key. */
export function pairsAt(value: unknown, ...path: readonly string[]): readonly (readonly [string, string])[] {
  const found = at(value, ...path);
  if (!isJson(found)) return [];
  return Object.entries(found)
    .map(([key, one]) => [key, String(one ?? "")] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
