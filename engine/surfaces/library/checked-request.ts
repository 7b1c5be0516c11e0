import { NameError } from "../../values/name-error.ts";
import type { Protocol } from "../../values/protocol.ts";
import type { ConnectRequest, CurlRequest } from "../../workload/requests.ts";
import type { ConnectOptions, CurlOptions } from "./options.ts";

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** nginx and HAProxy answer far shorter ones with 414; more than this is no URL but an accident. */
const LONGEST_URL = 1024 * 1024;

/** Header names in lower case. Throws `NameError` for what would put lines of its own into the request (RFC 9112 §5). */
function checkedHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!TOKEN.test(name)) throw new NameError(`${JSON.stringify(name)} is no header name`);
      if (/[\r\n\0]/.test(value)) throw new NameError(`the header ${name} holds a line break`);
      return [name.toLowerCase(), value];
    }),
  );
}

function checkUrl(url: string, method: string): void {
  if (typeof url !== "string") throw new NameError("curl needs a URL, as in api:8080/health");
  if (url.length > LONGEST_URL) throw new NameError(`a URL of ${url.length} characters is too long`);
  if (!TOKEN.test(method)) throw new NameError(`${JSON.stringify(method)} is no method`);
}

const PROTOCOLS: readonly string[] = ["TCP", "UDP", "SCTP"];

/** Callers in JavaScript are checked by nobody else; a protocol that no rule knows would look like a verdict. */
export function checkProtocol(protocol: Protocol): void {
  if (!PROTOCOLS.includes(protocol))
    throw new NameError(`protocol ${protocol}: expected ${PROTOCOLS.join(", ")}`);
}

/** What curl was asked for. Throws `NameError` for what is no URL, method or header. */
export function curlRequest(url: string, options: CurlOptions): CurlRequest {
  const { method = "GET", resolve = [], maxTime, liftPolicies = false } = options;
  const { headers = {}, follow = false, insecure = false, bodySize = 0, cacert, cert } = options;
  const { serverName, keepsChain, priorKnowledge = false, maxRedirects, family } = options;
  checkUrl(url, method);
  return {
    ...{ method, headers: checkedHeaders(headers), bodySize, follow, insecure, resolve, liftPolicies },
    ...(priorKnowledge ? { priorKnowledge } : {}),
    ...(maxTime === undefined ? {} : { maxTime }),
    ...(maxRedirects === undefined ? {} : { maxRedirects }),
    ...(family === undefined ? {} : { family }),
    ...(cacert === undefined ? {} : { authorities: cacert }),
    ...(cert === undefined ? {} : { certificate: cert }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(keepsChain === undefined ? {} : { keepsChain }),
  };
}

export function connectRequest({
  port,
  protocol = "TCP",
  liftPolicies = false,
}: ConnectOptions): ConnectRequest {
  checkProtocol(protocol);
  return { port, protocol, liftPolicies };
}
