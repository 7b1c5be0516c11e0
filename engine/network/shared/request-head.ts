import type { HttpRequest } from "../../values/http-message.ts";

/** Why a proxy does not take the head of a request. */
export interface TooLarge {
  readonly status: 400 | 414 | 431;
  /** `a request line of 65551 bytes`. */
  readonly what: string;
  /** `8192 bytes`. */
  readonly most: string;
}

interface Field {
  readonly name: string;
  readonly value: string;
}

/** What an HTTP/1.1 client writes (RFC 9112 §2.1), without the ends of the lines. */
export interface RequestHead {
  /** Method, target and version. */
  readonly line: string;
  /** Path and query. */
  readonly target: string;
  readonly fields: readonly Field[];
}

export function headOf({ method, path, query, authority, headers }: HttpRequest): RequestHead {
  const target = query === "" ? path : `${path}?${query}`;
  const others = Object.entries(headers).flatMap(([name, value]) =>
    name === "host" ? [] : [{ name, value }],
  );
  return {
    line: `${method} ${target} HTTP/1.1`,
    target,
    fields: [{ name: "host", value: authority }, ...others],
  };
}

/** Of a line as it is sent: `name: value` and its end. */
const fieldBytes = ({ name, value }: Field): number => name.length + 2 + value.length + 2;

const tooMany = (fields: readonly Field[], most: number): Pick<TooLarge, "what" | "most"> | undefined =>
  fields.length > most ? { what: `${fields.length} headers`, most: `${most}` } : undefined;

/** `client_header_buffer_size 1k` and `large_client_header_buffers 4 8k` of ingress-nginx. */
const FIRST_BUFFER = 1024;
const BUFFER = 8192;
const BUFFERS = 4;

/** A line has to fit into one buffer, and all of them into four; nginx says 414 of the first line and 400 of the others. */
export function tooLargeForNginx(request: HttpRequest): TooLarge | undefined {
  const { line, fields } = headOf(request);
  const lines = [line.length + 2, ...fields.map(fieldBytes)];
  let free = FIRST_BUFFER;
  let taken = 0;
  for (const [index, bytes] of lines.entries()) {
    if (bytes <= free) {
      free -= bytes;
      continue;
    }
    const what = index === 0 ? "a request line" : `header ${fields[index - 1]?.name}`;
    if (bytes > BUFFER)
      return {
        status: index === 0 ? 414 : 400,
        what: `${what} of ${bytes} bytes`,
        most: `${BUFFER} bytes`,
      };
    taken += 1;
    if (taken > BUFFERS) {
      const sum = lines.reduce((all, one) => all + one, 0);
      return {
        status: 400,
        what: `${sum} bytes of headers`,
        most: `${BUFFERS} buffers of ${BUFFER}`,
      };
    }
    free = BUFFER - bytes;
  }
  return undefined;
}

export interface HaproxyBuffer {
  /** `tune.bufsize`. */
  readonly bytes: number;
  /** `tune.maxrewrite`. */
  readonly reserved: number;
}

/** `tune.http.maxhdr` is 101, and one place is not for the client. */
const HAPROXY_FIELDS = 100;
/** What HAProxy's own notes of a message take, and of each header (measured with 2.6). */
const HAPROXY_MESSAGE = 81;
const HAPROXY_FIELD = 4;

export function tooLargeForHaproxy(
  request: HttpRequest,
  { bytes, reserved }: HaproxyBuffer,
): TooLarge | undefined {
  const { line, fields } = headOf(request);
  const many = tooMany(fields, HAPROXY_FIELDS);
  if (many !== undefined) return { status: 400, ...many };
  const sum = fields.reduce((all, one) => all + fieldBytes(one) + HAPROXY_FIELD, line.length + 2);
  const most = bytes - reserved - HAPROXY_MESSAGE;
  return sum > most
    ? { status: 400, what: `a head of ${sum} bytes`, most: `${most} of a buffer` }
    : undefined;
}

/** Envoy's `max_request_headers_kb` and `max_headers_count`. */
const ENVOY_BYTES = 60 * 1024;
const ENVOY_FIELDS = 100;

export function tooLargeForEnvoy(request: HttpRequest): TooLarge | undefined {
  const { target, fields } = headOf(request);
  const many = tooMany(fields, ENVOY_FIELDS);
  if (many !== undefined) return { status: 431, ...many };
  const sum = fields.reduce((all, { name, value }) => all + name.length + value.length, target.length);
  return sum > ENVOY_BYTES
    ? { status: 431, what: `a head of ${sum} bytes`, most: `${ENVOY_BYTES} bytes` }
    : undefined;
}

/** The start of something long, for people to read. */
export function start(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
