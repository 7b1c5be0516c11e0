import { type Status, StatusFailure } from "../failure.ts";
import { goJson } from "../print/json.ts";
import { type ApiObject, isJson, type Json, type Server, type ServerResponse } from "./api.ts";
import type { Resource } from "./resource.ts";

export type Query = Readonly<Record<string, string | undefined>>;

export const TABLE: string = [
  "application/json;as=Table;v=v1;g=meta.k8s.io",
  "application/json;as=Table;v=v1beta1;g=meta.k8s.io",
  "application/json",
].join(",");

export type PatchType =
  | "application/strategic-merge-patch+json"
  | "application/merge-patch+json"
  | "application/json-patch+json"
  | "application/apply-patch+yaml";

export interface Identity {
  readonly user?: string;
  readonly groups?: readonly string[];
}

/** Where one object or collection is. */
export interface Location {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
}

/** The path of a location. */
export function pathOf({ resource, namespace, name, subresource }: Location, query: Query = {}): string {
  const { group, version, plural, namespaced } = resource;
  const root = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const inside = namespaced && namespace !== undefined && namespace !== "" ? `/namespaces/${namespace}` : "";
  const object = name === undefined ? "" : `/${encodeURIComponent(name)}`;
  const part = subresource === undefined ? "" : `/${subresource}`;
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`],
  );
  return `${root}${inside}/${plural}${object}${part}${given.length === 0 ? "" : `?${given.join("&")}`}`;
}

/** Requests in the name of one user. A refusal throws a `StatusFailure`. */
export class Client {
  readonly #server: Server;
  readonly #identity: Identity;
  readonly #warn: (words: string) => void;
  readonly #warned = new Set<string>();

  constructor(server: Server, identity: Identity, warn: (words: string) => void) {
    this.#server = server;
    this.#identity = identity;
    this.#warn = warn;
  }

  get(location: Location, query: Query = {}, accept = "application/json"): ApiObject {
    return this.#json("GET", pathOf(location, query), { accept });
  }

  create(location: Location, object: Json, query: Query = {}): ApiObject {
    const body = goJson(object);
    return this.#json("POST", pathOf({ ...location, name: undefined }, query), JSON_BODY, body);
  }

  /** Sends an object to a path that answers with another. */
  post(path: string, object: Json): ApiObject {
    return this.#json("POST", path, JSON_BODY, goJson(object));
  }

  replace(location: Location, object: Json, query: Query = {}): ApiObject {
    return this.#json("PUT", pathOf(location, query), JSON_BODY, goJson(object));
  }

  patch(location: Location, type: PatchType, patch: unknown, query: Query = {}): ApiObject {
    const headers = { accept: "application/json", "content-type": type };
    return this.#json("PATCH", pathOf(location, query), headers, goJson(patch));
  }

  delete(location: Location, options: Json, query: Query = {}): ApiObject {
    return this.#json("DELETE", pathOf(location, query), JSON_BODY, goJson(options));
  }

  /** The body of a reply that is not an object. */
  text(path: string): string {
    return this.#send("GET", path, { accept: "application/json, */*" }).body;
  }

  /** Asks for a connection; a server that only answers requests refuses with `NotImplemented` those whom it would let in. */
  connect(path: string): void {
    this.#send("POST", path, { accept: "*/*" });
  }

  json(path: string, accept = "application/json"): Json {
    return this.#json("GET", path, { accept });
  }

  #json(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): ApiObject {
    return JSON.parse(this.#send(method, path, headers, body).body) as ApiObject;
  }

  #send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): ServerResponse {
    const request = { method, path, headers, ...(body === undefined ? {} : { body }), ...this.#identity };
    const response = this.#server.handle(request);
    for (const [, words = ""] of (response.headers["warning"] ?? "").matchAll(
      /\d{3} \S+ "((?:[^"\\]|\\.)*)"/g,
    ))
      this.#warnOnce(words.replace(/\\(.)/g, "$1"));
    if (response.status < 400) return response;
    throw new StatusFailure(statusOf(response));
  }

  /** As kubectl, which says the same thing once in a command. */
  #warnOnce(words: string): void {
    if (this.#warned.has(words)) return;
    this.#warned.add(words);
    this.#warn(words);
  }
}

const JSON_BODY = { accept: "application/json", "content-type": "application/json" };

function statusOf({ body, status }: ServerResponse): Status {
  try {
    const value: unknown = JSON.parse(body);
    if (isJson(value) && value["kind"] === "Status") return value as Status;
  } catch {
    // A refusal that is no JSON is told by its code.
  }
  return {
    code: status,
    message: body.trim() === "" ? `the server responded with the status code ${status}` : body,
  };
}
