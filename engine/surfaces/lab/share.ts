import type { Work } from "./work.ts";

/** What a link brings along: a learner's files in a lab, or the files and the request of a trace. */
export interface Shared {
  readonly version: 1;
  /** The lab's id, or `PLAYGROUND`. */
  readonly lab: string;
  readonly work: Work;
  /** As after `--profile`. Only for the playground: a lab has its own. */
  readonly profile?: readonly string[];
  readonly request?: SharedRequest;
}

/** A request as a scenario asks it. */
export interface SharedRequest {
  readonly namespace: string;
  /** A When step without its keyword, and the rows of its table. */
  readonly when: readonly string[];
}

/** Where files stand that belong to no lab. */
export const PLAYGROUND = "playground";

/** A file of this size is no manifest. */
export const LARGEST_FILE = 200_000;
/** A link longer than this was not made by us, and no browser opens it. */
const LONGEST_LINK = 400_000;
const LARGEST_STATE = 2_000_000;
const MOST_FILES = 200;

/** The files are too many or too large for a link. */
export class ShareError extends Error {}

/** A URL's fragment, with its `#`. Nothing behind `#` is ever sent to a server. */
export async function toFragment(shared: Shared): Promise<string> {
  if (Object.keys(shared.work).length > MOST_FILES) throw new ShareError(`more than ${MOST_FILES} files`);
  const text = new TextEncoder().encode(JSON.stringify(shared));
  if (text.length > LARGEST_STATE) throw new ShareError("the files are larger than 2 MB");
  const packed = await through(text, new CompressionStream("deflate-raw"), LARGEST_STATE);
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  const fragment = `#s=${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  if (fragment.length > LONGEST_LINK) throw new ShareError("the files do not fit into a link");
  return fragment;
}

/**
 * `undefined` when the fragment is nothing shared. Throws for one that is damaged, or that was made by somebody else to
 * do harm: anybody can write a link.
 */
export async function fromFragment(fragment: string): Promise<Shared | undefined> {
  if (!fragment.startsWith("#s=")) return undefined;
  if (fragment.length > LONGEST_LINK) throw new ShareError("the link is too long");
  const packed = /^#s=([\w-]+)$/.exec(fragment)?.[1];
  if (packed === undefined) throw new ShareError("the link is damaged");
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const text = await through(bytes, new DecompressionStream("deflate-raw"), LARGEST_STATE);
  const shared = readShared(JSON.parse(new TextDecoder().decode(text)));
  if (shared === undefined) throw new ShareError("the link holds something else");
  return shared;
}

/** What a link or the browser kept; `undefined` for anything else. */
export function readShared(value: unknown): Shared | undefined {
  if (!isRecord(value) || value["version"] !== 1 || typeof value["lab"] !== "string") return undefined;
  const work = readWork(value["work"]);
  if (work === undefined) return undefined;
  const request = readRequest(value["request"]);
  return {
    version: 1,
    lab: value["lab"],
    work,
    ...(Array.isArray(value["profile"]) ? { profile: value["profile"].filter(isWord).slice(0, 50) } : {}),
    ...(request === undefined ? {} : { request }),
  };
}

function readRequest(value: unknown): SharedRequest | undefined {
  if (!isRecord(value) || !isWord(value["namespace"]) || !Array.isArray(value["when"])) return undefined;
  const [step, ...rows] = value["when"];
  // One step and its table: nothing else may come into a scenario by a link.
  const isStep = isLine(step) && !/^\s*([|@#]|"""|```)/.test(step);
  if (!isStep || !rows.every((row) => isLine(row) && /^\s*\|.*\|\s*$/.test(row))) return undefined;
  return { namespace: value["namespace"], when: [step, ...rows].slice(0, 50) };
}

/** Files by name: only plain names of manifests, so that none can mean something else than a file. */
export function readWork(value: unknown): Work | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] =>
      /^[A-Za-z0-9][\w.-]*\.ya?ml$/.test(entry[0]) &&
      typeof entry[1] === "string" &&
      entry[1].length <= LARGEST_FILE,
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, MOST_FILES));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && /^[\w.=/-]{1,200}$/.test(value);
}

function isLine(value: unknown): value is string {
  return typeof value === "string" && value.length <= 2000 && !/[\r\n\u2028\u2029]/.test(value);
}

/** Stops at `most` bytes: a few bytes can be packed to unfold into gigabytes. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > most) {
      await reader.cancel();
      throw new ShareError("the link unfolds into more than 2 MB");
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
