import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { HttpHeaders } from "../../../../values/http-message.ts";
import { compiled } from "./locations.ts";

const HEADERS = { "block-user-agents": "user-agent", "block-referers": "referer" } as const;

/** The key of the ConfigMap that keeps a request out of every server, by what a header of it says. */
export function blockedBy(
  config: NginxConfig,
  headers: HttpHeaders,
): { readonly key: string; readonly why: string } | undefined {
  for (const [key, header] of Object.entries(HEADERS)) {
    const value = headers[header] ?? "";
    const entry = config.list(key).find((one) => fits(value, one));
    if (entry !== undefined) return { key, why: `${header} ${value} is ${entry}` };
  }
  return undefined;
}

/** An entry of nginx' `map`: text without regard to case, or an expression behind a tilde. */
function fits(value: string, entry: string): boolean {
  if (!entry.startsWith("~")) return value.toLowerCase() === entry.toLowerCase();
  // Expressions are read without regard to case here, with one tilde as with `~*`.
  return compiled(entry.replace(/^~\*?/, ""))?.matcher(value).find() === true;
}
