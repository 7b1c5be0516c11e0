import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import { contains, parseCidr } from "../../../../values/cidr.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";
import { type Ip, parseIp } from "../../../../values/ip.ts";
import { hashText } from "../../../../values/random.ts";

/** How nginx takes a request to have come, and what it tells the backend of it. */
export interface Came {
  /** `$remote_addr`: what address lists are compared with. */
  readonly client: Ip;
  /** `$pass_access_scheme`: as a load balancer says, where it is believed. */
  readonly scheme: string;
  /** `$best_http_host`, with its port. */
  readonly host: string;
  /** Headers for the backend; those without a value are taken away. */
  readonly headers: HttpHeaders;
}

/**
 * With `use-forwarded-headers` nginx believes `X-Forwarded-*` of whoever connects from `proxy-real-ip-cidr` (all of IPv4);
 * without it they count for nothing (nginx.tmpl, lua_ingress.lua).
 */
export function cameAs(config: NginxConfig, peer: Ip, request: HttpRequest): Came {
  const { headers, authority } = request;
  const believes = config.flag("use-forwarded-headers", false);
  const header = (config.text("forwarded-for-header") ?? "X-Forwarded-For").toLowerCase();
  const hasRealIp = believes || config.flag("enable-real-ip", false);
  const list = headers[header] ?? "";
  const client = hasRealIp ? firstUntrusted(trusted(config), peer, list) : peer;
  const said = (name: string): string | undefined => (believes ? headers[name] : undefined);
  const scheme = said("x-forwarded-proto") ?? request.scheme;
  const host = said("x-forwarded-host")?.split(",")[0] ?? authority;
  const port = said("x-forwarded-port") ?? (request.scheme === "https" ? "443" : "80");
  const isWhole = believes && config.flag("compute-full-forwarded-for", false);
  const before = headers["x-forwarded-for"] ?? "";
  const way = before === "" ? peer.text : `${before}, ${peer.text}`;
  return {
    client,
    scheme,
    host,
    headers: {
      "x-real-ip": client.text,
      "x-forwarded-for": isWhole ? way : client.text,
      "x-forwarded-host": host,
      "x-forwarded-port": port,
      "x-forwarded-proto": scheme,
      "x-forwarded-scheme": scheme,
      "x-scheme": scheme,
      "x-original-forwarded-for": list,
      "x-original-forwarded-host": headers["x-forwarded-host"] ?? "",
      "x-request-id": headers["x-request-id"] ?? requestId(`${peer.text} ${authority}${request.path}`),
      // A name that CGI programs take for a setting of their own.
      proxy: "",
    },
  };
}

/** nginx takes 16 bytes of chance; the same request has the same ones here. */
function requestId(seed: string): string {
  return [0, 1, 2, 3].map((part) => hashText(`${seed}#${part}`).toString(16).padStart(8, "0")).join("");
}

function trusted(config: NginxConfig): readonly string[] {
  return config.text("proxy-real-ip-cidr") === undefined ? ["0.0.0.0/0"] : config.list("proxy-real-ip-cidr");
}

/** `real_ip_recursive`: from the right, the first address that is none of a trusted proxy; of trusted ones alone the first. */
function firstUntrusted(proxies: readonly string[], peer: Ip, list: string): Ip {
  let client = peer;
  for (const text of list.split(",").reverse()) {
    if (!isIn(client, proxies)) break;
    const next = parseIp(
      text
        .trim()
        .replace(/^\[(.*)\](:\d+)?$/, "$1")
        .replace(/^([\d.]+):\d+$/, "$1"),
    );
    if (next === undefined) break;
    client = next;
  }
  return client;
}

/** Whether one of the blocks or addresses holds the address. */
export function isIn(address: Ip, ranges: readonly string[]): boolean {
  return ranges.some((one) => {
    const block = parseCidr(one);
    return block === undefined ? parseIp(one)?.text === address.text : contains(block, address);
  });
}
