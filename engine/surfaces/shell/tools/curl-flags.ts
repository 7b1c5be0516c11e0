import type { CurlOptions } from "../../library/options.ts";
import type { FlagSpec, Flags } from "../flags.ts";

/** Options that take a value. The second half changes nothing here: limits, files and protocols that no verdict sees. */
const VALUES = (
  "request header resolve max-time connect-timeout output write-out data data-raw data-binary data-ascii data-urlencode json " +
  "form user user-agent referer cookie range cacert cert key url upload-file oauth2-bearer retry retry-delay max-redirs " +
  "retry-max-time cookie-jar interface ciphers tls13-ciphers tls-max capath cert-type key-type pass pinnedpubkey limit-rate " +
  "max-filesize speed-limit speed-time keepalive-time expect100-timeout dns-servers noproxy stderr trace trace-ascii " +
  "trace-config output-dir local-port happy-eyeballs-timeout-ms parallel-max rate"
).split(" ");
const SWITCHES = (
  "head silent show-error verbose insecure fail fail-with-body location include get ipv4 ipv6 http2-prior-knowledge remote-name " +
  "http1.0 http1.1 http2 http3 progress-bar no-progress-meter compressed no-buffer globoff disable raw path-as-is " +
  "location-trusted post301 post302 post303 retry-connrefused retry-all-errors no-keepalive junk-session-cookies tcp-nodelay " +
  "tcp-fastopen tr-encoding tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 no-alpn no-sessionid ssl-no-revoke basic anyauth digest " +
  "create-dirs remote-header-name fail-early parallel styled-output no-styled-output trace-time version"
).split(" ");

export const CURL_FLAGS: FlagSpec = {
  values: VALUES,
  switches: SWITCHES,
  letters: {
    ...{
      X: "request",
      H: "header",
      m: "max-time",
      o: "output",
      w: "write-out",
      d: "data",
      u: "user",
      E: "cert",
    },
    ...{
      A: "user-agent",
      e: "referer",
      b: "cookie",
      c: "cookie-jar",
      r: "range",
      F: "form",
      T: "upload-file",
    },
    ...{ I: "head", s: "silent", S: "show-error", v: "verbose", k: "insecure", f: "fail", L: "location" },
    ...{ i: "include", G: "get", O: "remote-name", J: "remote-header-name", N: "no-buffer", g: "globoff" },
    ...{
      "4": "ipv4",
      "6": "ipv6",
      "0": "http1.0",
      "1": "tlsv1",
      "#": "progress-bar",
      q: "disable",
      j: "junk-session-cookies",
    },
    ...{ Y: "speed-limit", y: "speed-time", Z: "parallel", V: "version" },
  },
};

const BODIES = ["data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json"];
const FORM_TYPE = "application/x-www-form-urlencoded";

/** What a request says, in the order in which curl says it. */
export interface CurlMessage {
  readonly method: string;
  readonly url: string;
  /** Headers of the user's own; those without a value are taken back. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function messageOf(typed: string, flags: Flags): CurlMessage {
  const headers = headersOf(flags);
  const said = BODIES.flatMap((name) => flags.values(name)).join("&");
  const isQuery = flags.has("get") && said !== "";
  const url = isQuery ? `${typed}${typed.includes("?") ? "&" : "?"}${said}` : typed;
  const hasBody = !flags.has("get") && BODIES.some((name) => flags.has(name));
  if (hasBody && !("content-type" in lowered(headers)))
    headers["Content-Type"] = flags.has("json") ? "application/json" : FORM_TYPE;
  if (flags.has("json") && !("accept" in lowered(headers))) headers["Accept"] = "application/json";
  const posts = hasBody || flags.has("form");
  const usual = flags.has("head") ? "HEAD" : flags.has("upload-file") ? "PUT" : posts ? "POST" : "GET";
  return { method: flags.value("request") ?? usual, url, headers, body: hasBody ? said : "" };
}

function headersOf(flags: Flags): Record<string, string> {
  const headers: Record<string, string> = {};
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers[name] = value;
  };
  const user = flags.value("user");
  const bearer = flags.value("oauth2-bearer");
  set("Authorization", user === undefined ? undefined : `Basic ${btoa(user)}`);
  set("Authorization", bearer === undefined ? headers["Authorization"] : `Bearer ${bearer}`);
  set("User-Agent", flags.value("user-agent"));
  set("Referer", flags.value("referer"));
  const cookies = flags.values("cookie").filter((text) => text.includes("="));
  set("Cookie", cookies.length === 0 ? undefined : cookies.join("; "));
  const range = flags.value("range");
  set("Range", range === undefined ? undefined : `bytes=${range}`);
  for (const text of flags.values("header")) {
    const colon = text.indexOf(":");
    if (colon > 0) headers[text.slice(0, colon).trim()] = text.slice(colon + 1).trim();
  }
  return headers;
}

export function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function familyOf(flags: Flags): Pick<CurlOptions, "family"> {
  if (flags.has("ipv6")) return { family: "IPv6" };
  return flags.has("ipv4") ? { family: "IPv4" } : {};
}

export function curlOptionsOf({ method, headers, body }: CurlMessage, flags: Flags): CurlOptions {
  const most = flags.value("max-redirs") ?? "";
  const seconds = Number(flags.value("max-time") ?? flags.value("connect-timeout"));
  return {
    method,
    // A header without a value is one that curl would have sent by itself.
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== "")),
    resolve: resolvesOf(flags),
    bodySize: new TextEncoder().encode(body).length,
    follow: flags.has("location") || flags.has("location-trusted"),
    insecure: flags.has("insecure"),
    priorKnowledge: flags.has("http2-prior-knowledge"),
    ...familyOf(flags),
    ...(seconds > 0 ? { maxTime: seconds } : {}),
    ...(/^\d{1,6}$/.test(most) ? { maxRedirects: Number(most) } : {}),
  };
}

/** What was typed; curl takes a URL without a scheme for HTTP. */
export function urlOf(text: string): URL {
  return new URL(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
}

/** The host of a URL, or the address that `--resolve` has for it. */
export function dialed(text: string, flags: Flags): string {
  const { hostname, port, protocol } = urlOf(text);
  const number = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
  const found = resolvesOf(flags).find((one) => one.host === hostname && one.port === number);
  return found?.address ?? hostname;
}

function resolvesOf(
  flags: Flags,
): readonly { readonly host: string; readonly port: number; readonly address: string }[] {
  return flags.values("resolve").flatMap((text) => {
    const match = /^\+?([^:]+):(\d+):\[?(.+?)\]?$/.exec(text);
    return match === null ? [] : [{ host: match[1] ?? "", port: Number(match[2]), address: match[3] ?? "" }];
  });
}
