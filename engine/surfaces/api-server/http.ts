/** A request as an HTTP server would hand it on, without the socket. */
export interface ApiRequest {
  /** `GET`, `POST`, `PUT`, `PATCH` or `DELETE`. */
  readonly method: string;
  /** Path with query, as in `/api/v1/pods?limit=500`. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes where the content type is protobuf. */
  readonly body?: string | Uint8Array;
  /** Who asks. Default `kubernetes-admin` of `system:masters`. */
  readonly user?: string;
  readonly groups?: readonly string[];
}

export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. Several `warning` headers are one, separated by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One line of a watch: what happened, and the object (or a Table of one row) afterwards. */
export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: unknown;
}

export type StopWatching = () => void;

export const JSON_TYPE = "application/json";

/** A reply of one JSON value. `body` is the value's text where it is known already. */
export function jsonReply(status: number, body: unknown): ApiResponse {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: { "content-type": JSON_TYPE }, body: text };
}
