import type { Branch } from "../../../trace/trace.ts";
import { type CurlMessage, lowered } from "./curl-flags.ts";

/** Where an answer sends curl with `-L`, and what `-v` says of that; `undefined` where it sends nowhere. */
export function redirected(
  message: CurlMessage,
  { ending }: Branch,
): { readonly message: CurlMessage; readonly words: string } | undefined {
  if (ending.kind !== "answered" || ending.status === undefined) return undefined;
  const location = ending.headers?.["location"];
  const from = absolute(message.url);
  if (![301, 302, 303, 307, 308].includes(ending.status) || location === undefined) return undefined;
  if (!URL.canParse(location, from)) return undefined;
  const [before, after] = [new URL(from), new URL(location, from)];
  const keeps = ending.status === 307 || ending.status === 308 || message.method === "HEAD";
  const isSame = before.host === after.host && before.protocol === after.protocol;
  const [was, is] = [portOf(before), portOf(after)];
  const moved = was === is ? "" : `* Clear auth, redirects to port from ${was} to ${is}\n`;
  const words = `${isSame ? "" : moved}* Issue another request to this URL: '${after.href}'\n`;
  // A Host header of the user's own, and who they are, were for the first host only.
  const own = new Set(isSame ? [] : ["host", "authorization", "cookie"]);
  const bodyHeaders = new Set(keeps ? [] : ["content-type", "content-length"]);
  const headers = Object.fromEntries(
    Object.entries(message.headers).filter(([name]) => {
      const low = Object.keys(lowered({ [name]: "" }))[0] ?? "";
      return !own.has(low) && !bodyHeaders.has(low);
    }),
  );
  const next = keeps
    ? { ...message, url: after.href, headers }
    : { method: message.method === "POST" ? "GET" : message.method, url: after.href, headers, body: "" };
  return { message: next, words };
}

function absolute(url: string): string {
  return /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`;
}

function portOf({ port, protocol }: URL): string {
  return port === "" ? (protocol === "https:" ? "443" : "80") : port;
}
