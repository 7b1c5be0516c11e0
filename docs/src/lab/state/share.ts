import { fresh, readSaved, type Saved } from "./saved.ts";

/** A link longer than this was not made by the page. */
const LONGEST_LINK = 100_000;
const LARGEST_STATE = 2_000_000;

/** The learner's files as a URL fragment. It never leaves the browser unless the learner sends it. */
export async function toFragment({ lab, work }: Saved): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(fresh(lab, work)));
  const packed = await through(text, new CompressionStream("deflate-raw"), LARGEST_STATE);
  const base64 = btoa(String.fromCharCode(...packed));
  return `#s=${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** `undefined` when the fragment is no shared state; throws for one that is damaged. */
export async function fromFragment(lab: string, fragment: string): Promise<Saved | undefined> {
  const packed = /^#s=([\w-]+)$/.exec(fragment)?.[1];
  if (packed === undefined) {
    if (fragment.startsWith("#s=")) throw new Error("damaged");
    return undefined;
  }
  if (packed.length > LONGEST_LINK) throw new Error("too long");
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const text = await through(bytes, new DecompressionStream("deflate-raw"), LARGEST_STATE);
  const saved = readSaved(lab, new TextDecoder().decode(text));
  if (saved === undefined) throw new Error("not a state of this lab");
  return saved;
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
      throw new Error("too large");
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
