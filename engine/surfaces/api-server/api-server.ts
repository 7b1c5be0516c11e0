import type { Service } from "../../api/core/service.ts";
import type { Person } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { formatTimestamp } from "../../values/clock.ts";
import { type Cluster, stateToRead } from "../library/cluster.ts";
import { type Address, addressOf, type SplitPath, splitPath } from "./address.ts";
import { checkAccess } from "./authorize.ts";
import { readBody } from "./body.ts";
import { ControllerRevisions } from "./controller-revisions.ts";
import { create, type Writing, type Written } from "./create.ts";
import { remove, removeAll } from "./delete.ts";
import { coreVersions, groupList, groupNamed, resourceList } from "./discovery.ts";
import { evictPod } from "./eviction.ts";
import { History } from "./history.ts";
import { type ApiRequest, type ApiResponse, jsonReply, type StopWatching, type WatchEvent } from "./http.ts";
import { personOf } from "./identity.ts";
import { logOf } from "./logs.ts";
import { openApiDocument, openApiIndex } from "./openapi.ts";
import { patch } from "./patch-request.ts";
import { getObject, listObjects, objectAt, objectReply, type Reading } from "./read.ts";
import { CONNECTIONS, deprecationsOf } from "./resources.ts";
import { isReview, review } from "./reviews.ts";
import { scaleOf, writeScale } from "./scale.ts";
import { serviceWarnings } from "./service-warnings.ts";
import { methodNotAllowed, notConnected, StatusError } from "./status.ts";
import { requestToken } from "./token-request.ts";
import { replace } from "./update.ts";
import { Watcher } from "./watch.ts";

/** Subresources that are a part of their object, and are written as it is. */
const PARTS: ReadonlySet<string> = new Set(["ephemeralcontainers", "finalize", "status"]);

export interface ApiServerOptions {
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: () => number;
}

/** The Kubernetes API over a simulated cluster. Pure: a request in, a response out, no socket and no clock of its own. */
export class ApiServer {
  readonly #cluster: Cluster;
  readonly #options: ApiServerOptions;
  readonly #history: History;
  readonly #revisions = new ControllerRevisions();
  readonly #watchers = new Set<Watcher>();

  /** What there is to say to the client of the request that is handled. */
  #warnings: string[] = [];

  constructor(cluster: Cluster, options: ApiServerOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#history = new History(this.#view());
    this.#revisions.look(this.#view());
  }

  /** Never throws for anything that a client can send: a refusal is a response with a `Status`. */
  handle(request: ApiRequest): ApiResponse {
    try {
      const path = splitPath(request.path);
      checkAccess(this.#view(), this.#person(request), request, path);
      return this.#discover(request, path) ?? this.#serveOrRefuse(request, addressOf(path));
    } catch (error) {
      if (error instanceof StatusError) return error.toResponse();
      throw error;
    }
  }

  /** A deprecated kind says so in answers and refusals alike. */
  #serveOrRefuse(request: ApiRequest, address: Address): ApiResponse {
    const warnings = [...deprecationsOf(address.resource)];
    this.#warnings = warnings;
    try {
      return withWarnings(this.#serve(request, address), warnings);
    } catch (error) {
      if (error instanceof StatusError) return withWarnings(error.toResponse(), warnings);
      throw error;
    }
  }

  /**
   * Events of a list request with `watch=true`, from its `resourceVersion` on; a refusal is a response. Events come while
   * something is handled, and when `notice` is called.
   */
  watch(request: ApiRequest, onEvent: (event: WatchEvent) => void): StopWatching | ApiResponse {
    try {
      const path = splitPath(request.path);
      checkAccess(this.#view(), this.#person(request), request, path);
      const address = addressOf(path);
      const reading = (): Reading => this.#reading(request);
      const watcher = new Watcher(address, reading, onEvent);
      this.notice();
      watcher.start(this.#view(), this.#history);
      this.#watchers.add(watcher);
      return () => void this.#watchers.delete(watcher);
    } catch (error) {
      if (error instanceof StatusError) return error.toResponse();
      throw error;
    }
  }

  /** Tells those who watch what was done to the cluster by others than this server. */
  notice(): void {
    this.#revisions.look(this.#view());
    const happenings = this.#history.look(this.#view());
    if (happenings.length > 0) for (const watcher of [...this.#watchers]) watcher.tell(happenings);
  }

  #person(request: ApiRequest): Person {
    return personOf(this.#view(), request, this.#options.now());
  }

  #view(): ClusterView {
    return stateToRead(this.#cluster).view();
  }

  /** Paths that say what is served, and `undefined` for all others. */
  #discover({ method, headers }: ApiRequest, { segments }: SplitPath): ApiResponse | undefined {
    const [root, ...rest] = segments;
    const accept = headers["accept"] ?? "";
    const found = ((): ApiResponse | undefined => {
      switch (root) {
        case "version":
          return rest.length === 0 ? this.#version() : undefined;
        case "api":
          return rest.length === 0
            ? coreVersions(accept)
            : rest.length === 1
              ? resourceList(rest[0] ?? "")
              : undefined;
        case "apis":
          if (rest.length === 0) return groupList(accept);
          if (rest.length === 1) return groupNamed(rest[0] ?? "");
          return rest.length === 2 ? resourceList(rest.join("/")) : undefined;
        case "openapi":
          if (rest[0] !== "v3") return undefined;
          return rest.length === 1 ? openApiIndex() : openApiDocument(rest.slice(1).join("/"));
        case "healthz":
        case "livez":
        case "readyz":
          return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: "ok" };
        default:
          return undefined;
      }
    })();
    if (found !== undefined && method !== "GET" && method !== "HEAD") throw methodNotAllowed();
    return found;
  }

  #version(): ApiResponse {
    const [major = "", minor = ""] = stateToRead(this.#cluster).profile.kubernetes.split(".");
    const gitVersion = `v${major}.${minor}.0`;
    return jsonReply(200, { major, minor, gitVersion, platform: "linux/amd64" });
  }

  #serve(request: ApiRequest, address: Address): ApiResponse {
    const { method } = request;
    if (CONNECTIONS.has(address.subresource ?? "")) {
      objectAt(this.#view(), address);
      throw notConnected(`${address.resource.plural}/${address.subresource}`);
    }
    if (method === "GET" || method === "HEAD") return this.#read(request, address);
    const response = this.#change(request, address);
    this.notice();
    return response;
  }

  #reading({ headers }: ApiRequest): Reading {
    return { accept: headers["accept"] ?? "", now: this.#options.now() };
  }

  #read(request: ApiRequest, address: Address): ApiResponse {
    const reading = this.#reading(request);
    const { name, subresource } = address;
    const view = this.#view();
    this.#revisions.look(view);
    if (name === undefined) return listObjects(view, address, reading);
    if (subresource === undefined || PARTS.has(subresource)) return getObject(view, address, reading);
    const object = objectAt(view, address);
    if (subresource === "scale") return jsonReply(200, scaleOf(object));
    if (subresource === "log") return logOf(this.#cluster, view, object, address.query);
    throw methodNotAllowed();
  }

  #change(request: ApiRequest, address: Address): ApiResponse {
    const { method } = request;
    const { resource, name, subresource } = address;
    const writing = this.#writing(request, address);
    if (method === "POST" && name === undefined && isReview(resource)) return this.#review(request, address);
    if (subresource === "scale") return jsonReply(200, writeScale(address, request, writing));
    if (subresource === "eviction" && method === "POST") return this.#evict(request, address);
    if (subresource === "token" && method === "POST") return this.#token(request, address);
    if (method === "DELETE") return this.#delete(request, address);
    const { object, isNew, warnings } = this.#write(request, address);
    const response = objectReply(isNew ? 201 : 200, object, address, this.#reading(request));
    const isService = resource.kind === "Service" && subresource === undefined;
    return withWarnings(
      response,
      isService ? [...warnings, ...serviceWarnings(object as Service)] : warnings,
    );
  }

  #review(request: ApiRequest, { resource }: Address): ApiResponse {
    const view = this.#view();
    const body = readBody(request.body, request.headers["content-type"] ?? "");
    return jsonReply(201, review(view, resource, body, this.#person(request)));
  }

  #write(request: ApiRequest, address: Address): Written {
    const { method, headers, body } = request;
    const contentType = headers["content-type"] ?? "";
    const writing = this.#writing(request, address);
    const { name, subresource } = address;
    if (method === "POST" && name === undefined) return create(address, readBody(body, contentType), writing);
    if (subresource !== undefined && !PARTS.has(subresource)) throw methodNotAllowed();
    if (method === "PUT" && name !== undefined) return replace(address, readBody(body, contentType), writing);
    if (method === "PATCH" && name !== undefined) return patch(address, body, contentType, writing);
    throw methodNotAllowed();
  }

  #evict({ body, headers }: ApiRequest, address: Address): ApiResponse {
    const eviction = readBody(body, headers["content-type"] ?? "");
    return jsonReply(201, evictPod(address, eviction, this.#cluster));
  }

  #token({ body, headers }: ApiRequest, address: Address): ApiResponse {
    const account = objectAt(this.#view(), address);
    // Its message in protobuf is not known here; a token with the default times is better than none.
    const read = typeof body === "object" ? {} : readBody(body, headers["content-type"] ?? "");
    return jsonReply(201, requestToken(account, read, this.#options.now()));
  }

  #delete({ headers, body }: ApiRequest, address: Address): ApiResponse {
    if (address.subresource !== undefined) throw methodNotAllowed();
    const options =
      body === undefined || body.length === 0 ? undefined : readBody(body, headers["content-type"] ?? "");
    const now = this.#options.now();
    const work = address.name === undefined ? removeAll : remove;
    return jsonReply(200, work(address, options, this.#cluster, now));
  }

  #writing(request: ApiRequest, { resource, query, subresource }: Address): Writing {
    const agent = (request.headers["user-agent"] ?? "").split("/")[0] ?? "";
    const name = query.get("fieldManager") || agent || "unknown";
    const { apiVersion } = resource;
    const manager = { name, operation: "Update", apiVersion, subresource: subresource ?? "" } as const;
    const person = this.#person(request);
    const warn = (text: string): void => void this.#warnings.push(text);
    return { cluster: this.#cluster, person, manager, time: formatTimestamp(this.#options.now()), warn };
  }
}

function withWarnings(response: ApiResponse, warnings: readonly string[]): ApiResponse {
  if (warnings.length === 0) return response;
  const before = response.headers["warning"];
  const ours = warnings.map((warning) => `299 - ${JSON.stringify(warning)}`);
  const text = [...(before === undefined ? [] : [before]), ...ours].join(", ");
  return { ...response, headers: { ...response.headers, warning: text } };
}
