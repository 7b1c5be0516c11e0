import { basename } from "node:path";
import type { NamedText } from "../../../steps/world.ts";
import type { CurlOptions, Protocol } from "../../index.ts";
import { PLAYGROUND, type SharedRequest, ShareError, toFragment } from "../lab/share.ts";
import { type Io, UsageError } from "./io.ts";
import { SITE_URL } from "./package-files.ts";

/** Mail programs and chats cut what is longer. */
const COMFORTABLE = 8000;

export interface ShareOptions {
  /** What `--share=` names; empty for the site of the project. */
  readonly base: string;
  readonly files: readonly NamedText[];
  readonly profile: readonly string[];
  readonly request: SharedRequest;
}

/** A link to the playground with the files and the request behind its `#`. Throws `UsageError`. */
export async function shareLink({ base, files, profile, request }: ShareOptions, io: Io): Promise<string> {
  const site = siteUrl(base);
  for (const { name, text } of files)
    if (/^\s*"?kind"?:\s*"?Secret\b/m.test(text))
      io.note(`${name} has a Secret: whoever has the link can read it`);
  try {
    const fragment = await toFragment({ version: 1, lab: PLAYGROUND, work: workOf(files), profile, request });
    const link = `${site}/${PLAYGROUND}${fragment}`;
    if (link.length > COMFORTABLE)
      io.note(`the link has ${link.length} characters: mail programs and chats may cut it`);
    return link;
  } catch (error) {
    if (error instanceof ShareError) throw new UsageError(`--share: ${error.message}`);
    throw error;
  }
}

function siteUrl(base: string): string {
  const url = base === "" ? SITE_URL : base;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageError(`--share=${base}: expected the address of a site, for example --share=${SITE_URL}`);
  return url.replace(/[?#].*$/, "").replace(/\/+$/, "");
}

/** The page's files have plain names: folders go, and two of one name get numbers. */
function workOf(files: readonly NamedText[]): Readonly<Record<string, string>> {
  const work = new Map<string, string>();
  for (const { name, text } of files) {
    const stem = basename(name)
      .replace(/\.(ya?ml|json)$/, "")
      .replace(/[^\w.-]/g, "-")
      .replace(/^[^A-Za-z0-9]+/, "");
    let unique = `${stem || "manifests"}.yaml`;
    for (let count = 2; work.has(unique); count++) unique = `${stem || "manifests"}-${count}.yaml`;
    work.set(unique, text);
  }
  return Object.fromEntries(work);
}

/** What `trace` was asked, for a scenario. */
export type Asked = { readonly from: string; readonly namespace: string } & (
  | { readonly kind: "curl"; readonly url: string; readonly options: CurlOptions }
  | { readonly kind: "connect"; readonly host: string; readonly port: number; readonly protocol: Protocol }
  | { readonly kind: "pod"; readonly pod: string; readonly port: number; readonly protocol: Protocol }
);

/** The request as a When step. Throws `UsageError` for one that no step can ask. */
export function requestOf(asked: Asked): SharedRequest {
  const { from, namespace } = asked;
  const client = quoted(from);
  if (asked.kind === "pod") {
    const { pod, port, protocol } = asked;
    return { namespace, when: [`${client} connects to pod ${quoted(pod)} on port ${port} over ${protocol}`] };
  }
  if (asked.kind === "connect") {
    const { host, port, protocol } = asked;
    return { namespace, when: [`${client} connects to ${quoted(`${host}:${port}`)} over ${protocol}`] };
  }
  const rows = rowsOf(asked.options);
  const step = `${client} curls ${quoted(asked.url)}`;
  return { namespace, when: rows.length === 0 ? [step] : [`${step} with:`, ...rows] };
}

function quoted(text: string): string {
  if (/["\r\n]/.test(text)) throw new UsageError(`--share cannot carry ${JSON.stringify(text)}`);
  return `"${text}"`;
}

function rowsOf(options: CurlOptions): readonly string[] {
  const { method, headers = {}, follow, insecure, maxTime, resolve = [], bodySize = 0 } = options;
  if (bodySize > 0) throw new UsageError("--share cannot carry a body: leave out -d");
  const cells: readonly (readonly [string, string, string])[] = [
    ...(method === undefined ? [] : [[method, "", ""] as const]),
    ...Object.entries(headers).map(([name, value]) => ["", `${name}: ${value}`, ""] as const),
    ...(follow ? [["", "", "-L"] as const] : []),
    ...(insecure ? [["", "", "-k"] as const] : []),
    ...(maxTime === undefined ? [] : [["", "", `-m ${maxTime}`] as const]),
    ...resolve.map(({ host, port, address }) => ["", "", `--resolve ${host}:${port}:${address}`] as const),
  ];
  if (cells.length === 0) return [];
  return [["method", "header", "option"], ...cells].map((row) => `| ${row.map(cell).join(" | ")} |`);
}

/** A cell of a Gherkin table. */
function cell(text: string): string {
  if (/[\r\n]/.test(text)) throw new UsageError(`--share cannot carry ${JSON.stringify(text)}`);
  return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|");
}
