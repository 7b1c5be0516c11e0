import type { ClusterView } from "../../cluster/view.ts";
import { type Cluster, stateToRead } from "../library/cluster.ts";
import { type Address, addressOf, type SplitPath, splitPath } from "./address.ts";
import { coreVersions, groupList, groupNamed, resourceList } from "./discovery.ts";
import { type ApiRequest, type ApiResponse, jsonReply, type StopWatching, type WatchEvent } from "./http.ts";
import { openApiDocument, openApiIndex } from "./openapi.ts";
import { getObject, listObjects } from "./read.ts";
import { methodNotAllowed, StatusError, unknownPath } from "./status.ts";

export interface ApiServerOptions {
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: () => number;
}

/** The Kubernetes API over a simulated cluster. Pure: a request in, a response out, no socket and no clock of its own. */
export class ApiServer {
  readonly #cluster: Cluster;
  readonly #options: ApiServerOptions;

  constructor(cluster: Cluster, options: ApiServerOptions) {
    this.#cluster = cluster;
    this.#options = options;
  }

  /** Never throws for anything that a client can send: a refusal is a response with a `Status`. */
  handle(request: ApiRequest): ApiResponse {
    try {
      const path = splitPath(request.path);
      return this.#discover(request, path) ?? this.#serve(request, addressOf(path));
    } catch (error) {
      if (error instanceof StatusError) return error.toResponse();
      throw error;
    }
  }

  /** Events of a list request with `watch=true`, from its `resourceVersion` on. */
  watch(_request: ApiRequest, _onEvent: (event: WatchEvent) => void): StopWatching {
    return () => undefined;
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

  #serve({ method, headers }: ApiRequest, address: Address): ApiResponse {
    const reading = { accept: headers["accept"] ?? "", now: this.#options.now() };
    if (address.subresource !== undefined) throw unknownPath();
    if (method === "GET")
      return address.name === undefined
        ? listObjects(this.#view(), address, reading)
        : getObject(this.#view(), address, reading);
    throw methodNotAllowed();
  }
}
