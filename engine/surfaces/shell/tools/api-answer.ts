import type { Branch } from "../../../trace/trace.ts";
import type { ApiResponse } from "../../api-server/http.ts";
import type { ToolWorld } from "../tool.ts";

const API_SERVER_PORT = 6443;

/** A request as curl sends it. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What the API server says, when it is who answered; `undefined` for everybody else. */
export function apiAnswer(branch: Branch, asked: Asked, { api }: ToolWorld): ApiResponse | undefined {
  if (!isApiServer(branch)) return undefined;
  const { pathname, search } = new URL(/^[a-z]+:\/\//i.test(asked.url) ? asked.url : `https://${asked.url}`);
  const headers = Object.fromEntries(
    Object.entries(asked.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { method, data } = asked;
  // Who shows nothing is anonymous: there is no kubeconfig in a container.
  const request = { method, path: pathname + search, headers, user: "system:anonymous", groups: [] };
  const response = api(data === "" ? request : { ...request, body: data });
  return { ...response, body: indented(response.body) };
}

function isApiServer({ reached, legs }: Branch): boolean {
  if (reached.pod !== undefined) return false;
  const connection = legs.findLast(({ purpose }) => purpose === "connect");
  return connection?.hops.at(-1)?.packet?.destinationPort === API_SERVER_PORT;
}

/** The server indents what it sends to curl, wget and browsers, by their `User-Agent`; the kind comes first. */
function indented(body: string): string {
  if (!body.startsWith("{")) return body;
  const { kind, apiVersion, ...rest } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const head = {
    ...(kind === undefined ? {} : { kind }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
  };
  return `${JSON.stringify({ ...head, ...rest }, undefined, 2)}\n`;
}
