import { type Cluster, stateToRead } from "../library/cluster.ts";
import { type ApiRequest, type ApiResponse, jsonReply, type StopWatching, type WatchEvent } from "./http.ts";
import { StatusError, unknownPath } from "./status.ts";

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
      return this.#route(request);
    } catch (error) {
      if (error instanceof StatusError) return error.toResponse();
      throw error;
    }
  }

  /** Events of a list path with `watch=true`, from its `resourceVersion` on. */
  watch(_path: string, _onEvent: (event: WatchEvent) => void): StopWatching {
    return () => this.#options.now();
  }

  #route({ path }: ApiRequest): ApiResponse {
    if (path.split("?")[0] === "/version") {
      const [major = "", minor = ""] = stateToRead(this.#cluster).profile.kubernetes.split(".");
      return jsonReply(200, { major, minor, gitVersion: `v${major}.${minor}.0` });
    }
    throw unknownPath();
  }
}
