import type { Pod } from "../api/core/pod.ts";
import { parseDuration } from "../values/duration.ts";
import type { HttpHeaders, HttpRequest } from "../values/http-message.ts";

export const ANSWERS_ANNOTATION = "podwire.dev/answers";

/** How a pod answers HTTP requests, where that is more than a 200 at once. */
export interface Answers {
  readonly status: number;
  /** Milliseconds that an answer takes. */
  readonly took: number;
  /** It closes the connection instead of answering. */
  readonly closes: boolean;
  readonly headers: HttpHeaders;
  /** Words of the annotation that say nothing. */
  readonly unread: readonly string[];
}

interface Said extends Answers {
  /** It is so for the first times that a request comes, and a 200 at once from then on; absent: always. */
  readonly first?: number;
}

const AS_EVER: Answers = { status: 200, took: 0, closes: false, headers: {}, unread: [] };

/** What a pod makes of this request: `status=503; delay=300ms; close; first=2; header=X-Version: 2`. */
export function answersOf({ metadata }: Pod, request: HttpRequest | undefined): Answers {
  const text = metadata.annotations?.[ANSWERS_ANNOTATION];
  if (text === undefined) return AS_EVER;
  const { first, ...said } = parseAnswers(text);
  const { headers, unread } = said;
  return first !== undefined && (request?.asked ?? 0) >= first ? { ...AS_EVER, headers, unread } : said;
}

export function parseAnswers(text: string): Said {
  let said: Said = AS_EVER;
  for (const entry of text.split(";").map((one) => one.trim())) {
    if (entry === "") continue;
    const more = read(entry, said);
    said = more === undefined ? { ...said, unread: [...said.unread, entry] } : { ...said, ...more };
  }
  return said;
}

function read(entry: string, { headers }: Said): Partial<Said> | undefined {
  if (entry === "close") return { closes: true };
  const [, word = "", value = ""] = /^(\w+)\s*=\s*(.+)$/.exec(entry) ?? [];
  const whole = /^\d+$/.test(value) ? Number(value) : undefined;
  if (word === "status" && whole !== undefined && whole >= 200 && whole <= 599) return { status: whole };
  if (word === "first" && whole !== undefined) return { first: whole };
  const seconds = word === "delay" ? parseDuration(value) : undefined;
  if (seconds !== undefined && seconds >= 0) return { took: Math.round(seconds * 1000) };
  const [, name, held] = word === "header" ? (/^([\w-]+):\s*(.*)$/.exec(value) ?? []) : [];
  if (name === undefined || held === undefined || name.startsWith("__")) return undefined;
  return { headers: { ...headers, [name.toLowerCase()]: held } };
}
