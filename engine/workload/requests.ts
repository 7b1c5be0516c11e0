import type { PodView } from "../cluster/view.ts";
import { addressesOf } from "../network/function.ts";
import { endingOf } from "../network/journey.ts";
import type { Network } from "../network/network.ts";
import type { Ending } from "../trace/ending.ts";
import type { Trace } from "../trace/trace.ts";
import type { DnsType } from "../values/dns-message.ts";
import {
  type HttpHeaders,
  type HttpRequest,
  hostOfAuthority,
  type TlsHello,
} from "../values/http-message.ts";
import { type Ip, parseIp } from "../values/ip.ts";
import { NameError } from "../values/name-error.ts";
import type { Protocol } from "../values/protocol.ts";
import { type Client, podClient } from "./client.ts";
import { type Attempt, addressTypesOf, converse } from "./conversation.ts";
import { traceOf } from "./request-trace.ts";
import { lookUp } from "./resolver.ts";
import { serverFor } from "./server.ts";
import { type HttpTarget, literalAddress, parseHttpTarget, parsePort } from "./target.ts";
import { curlExit } from "./tool-exit.ts";

export interface CurlRequest {
  readonly method: string;
  readonly headers: HttpHeaders;
  /** Bytes of the body. */
  readonly bodySize: number;
  /** curl's `-L`. */
  readonly follow: boolean;
  /** curl's `--max-redirs`. */
  readonly maxRedirects?: number;
  /** curl's `-k`. */
  readonly insecure: boolean;
  /** curl's `-4` and `-6`. */
  readonly family?: Ip["family"];
  /** curl's `--http2-prior-knowledge`. */
  readonly priorKnowledge?: boolean;
  /** PEM text of curl's `--cert`. */
  readonly certificate?: string;
  /** PEM text of curl's `--cacert`. */
  readonly authorities?: string;
  /** openssl's `-servername`, where it is not the URL's host; empty: none. */
  readonly serverName?: string;
  /** Whether the trace is to hold the certificates that it is shown. */
  readonly keepsChain?: boolean;
  /** curl's `--resolve`. */
  readonly resolve: readonly { readonly host: string; readonly port: number; readonly address: string }[];
  /** curl's `-m`, in seconds. */
  readonly maxTime?: number;
  readonly liftPolicies: boolean;
}

/** `curl URL` in each of the clients. Throws `NameError` when the URL cannot be read. */
export function curl(
  network: Network,
  clients: readonly Client[],
  text: string,
  options: CurlRequest,
): Trace {
  const target = parseHttpTarget(text);
  const { maxTime, method, maxRedirects } = options;
  const attempts = clients.map((client) => ask(network, client, target, options, 0));
  const { url, host, port } = target;
  const words = {
    host,
    port,
    ...(maxTime === undefined ? {} : { maxTime }),
    ...(maxRedirects === undefined ? {} : { maxRedirects }),
  };
  return traceOf(network, { kind: "http", method, url }, attempts, (way) =>
    curlExit(way.ending, { ...words, inHandshake: url.startsWith("https:") && !hasShaken(way) }),
  );
}

/** Whether a TLS handshake was over before the connection was closed: somebody showed a certificate, or a pod was spoken to. */
function hasShaken({ decidedBy, legs }: Pick<Attempt, "decidedBy" | "legs">): boolean {
  if (decidedBy.step.function === "workload") return true;
  return legs.some(({ hops }) => hops.some(({ step }) => step.code === "certificate-served"));
}

/** curl's `--max-redirs` when nobody says another number. */
const MOST_REDIRECTS = 50;

/** One request, and with `-L` those that its answers lead to. */
function ask(
  network: Network,
  client: Client,
  target: HttpTarget,
  options: CurlRequest,
  redirects: number,
): readonly Attempt[] {
  const { scheme, host, port } = target;
  const { liftPolicies, follow, maxRedirects = MOST_REDIRECTS } = options;
  const addresses = overriddenAddress(options.resolve, host, port);
  const request = messageOf(target, options);
  const { family } = options;
  const named = family === undefined ? {} : { family };
  const base = { host, port, protocol: "TCP", speech: scheme, request, liftPolicies, ...named } as const;
  const attempts = converse(network, client, addresses === undefined ? base : { ...base, addresses }).map(
    (attempt) => withPatience(attempt, options.maxTime),
  );
  if (!follow) return attempts;
  const ways = waysOn(attempts, target, options);
  const nexts = ways.filter(({ next }) => next !== undefined).length;
  const isOver =
    redirects >= Math.min(maxRedirects, MOST_REDIRECTS) || (nexts > 1 && redirects >= MOST_FORKS);
  return ways.flatMap(({ attempt, next }): readonly Attempt[] => {
    if (next === undefined) return [attempt];
    if (isOver) return [{ ...attempt, ending: { kind: "loop" } }];
    return ask(network, client, next.target, next.options, redirects + 1).map((later) => ({
      ...later,
      share: attempt.share * later.share,
      legs: [...attempt.legs, ...later.legs],
      assumed: [...attempt.assumed, ...later.assumed],
      selectedBy: [...attempt.selectedBy, ...later.selectedBy],
    }));
  });
}

/** Redirects after which a client that is sent to several places by turns is taken to go in circles. */
const MOST_FORKS = 6;

type Next = NonNullable<ReturnType<typeof redirectOf>>;

interface Way {
  readonly attempt: Attempt;
  readonly next?: Next;
}

/** Ways that lead to the same next request go on as one, so that a circle of redirects does not double at every turn. */
function waysOn(attempts: readonly Attempt[], target: HttpTarget, options: CurlRequest): readonly Way[] {
  const ways: Way[] = [];
  const byNext = new Map<string, number>();
  for (const attempt of attempts) {
    const next = redirectOf(attempt.ending, target, options);
    const key = next === undefined ? "" : `${next.options.method} ${next.target.url}`;
    const at = next === undefined ? undefined : byNext.get(key);
    const known = at === undefined ? undefined : ways[at];
    if (next === undefined) ways.push({ attempt });
    else if (at === undefined || known === undefined) {
      byNext.set(key, ways.length);
      ways.push({ attempt, next });
    } else ways[at] = { attempt: { ...known.attempt, share: known.attempt.share + attempt.share }, next };
  }
  return ways;
}

/** The client gives up before an answer that takes longer than it waits. */
function withPatience(attempt: Attempt, maxTime: number | undefined): Attempt {
  const { ending } = attempt;
  if (maxTime === undefined || ending.kind !== "answered") return attempt;
  const isLate = (ending.took ?? 0) > maxTime * 1000;
  return isLate ? { ...attempt, ending: { kind: "dropped", awaited: "answer" } } : attempt;
}

/** Where an answer sends the client: as curl does it, POST becomes GET unless the status forbids that (RFC 9110 §15.4). */
function redirectOf(
  ending: Ending,
  { url }: HttpTarget,
  options: CurlRequest,
): { readonly target: HttpTarget; readonly options: CurlRequest } | undefined {
  if (ending.kind !== "answered" || ending.status === undefined) return undefined;
  const location = ending.headers?.["location"];
  if (![301, 302, 303, 307, 308].includes(ending.status) || location === undefined) return undefined;
  if (!URL.canParse(location, url)) return undefined;
  const target = parseHttpTarget(new URL(location, url).href);
  const keeps = ending.status === 307 || ending.status === 308 || options.method === "HEAD";
  // A Host header of the user's own was for the first host only.
  const { host: _, ...headers } = options.headers;
  return { target, options: { ...options, headers, method: keeps ? options.method : "GET" } };
}

function messageOf({ url, scheme, host }: HttpTarget, options: CurlRequest): HttpRequest {
  const { pathname, search, host: authority } = new URL(url);
  const { method, headers, bodySize, insecure, authorities, certificate, serverName, keepsChain } = options;
  const base: HttpRequest = {
    method,
    scheme,
    authority: headers["host"] ?? authority,
    path: pathname,
    query: search.slice(1),
    headers: { "user-agent": "curl/8.5.0", accept: "*/*", ...headers },
    bodySize,
  };
  if (scheme === "http") return options.priorKnowledge === true ? { ...base, version: "2" } : base;
  const literal = literalAddress(host);
  const named = serverName ?? (literal === undefined ? hostOfAuthority(host) : "");
  const asked = named === "" ? { address: literal?.text ?? host } : { serverName: named };
  const tls: TlsHello = {
    ...asked,
    verify: !insecure,
    ...(authorities === undefined ? {} : { authorities }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(keepsChain === undefined ? {} : { keepsChain }),
  };
  return { ...base, tls };
}

function overriddenAddress(
  resolve: CurlRequest["resolve"],
  host: string,
  port: number,
): readonly Ip[] | undefined {
  const entry = resolve.find((candidate) => candidate.host === host && candidate.port === port);
  if (entry === undefined) return undefined;
  const address = parseIp(entry.address);
  if (address === undefined) throw new NameError(`--resolve: ${entry.address} is not an IP address`);
  return [address];
}

export interface ConnectRequest {
  readonly port: number;
  readonly protocol: Protocol;
  readonly liftPolicies: boolean;
}

/** A raw connection to a name or an address, as `nc` makes it. */
export function connect(
  network: Network,
  clients: readonly Client[],
  host: string,
  options: ConnectRequest,
): Trace {
  const { protocol, liftPolicies } = options;
  const port = parsePort(options.port);
  if (host === "" || /[\s/]/.test(host)) throw new NameError(`${JSON.stringify(host)} is not a host name`);
  const call = { host, port, protocol, speech: "raw", liftPolicies } as const;
  const attempts = clients.map((client) => converse(network, client, call));
  return traceOf(network, { kind: "connect", host, port, protocol }, attempts);
}

/** A raw connection to pods' own addresses; several pods share the connections evenly. */
export function connectToPods(
  network: Network,
  clients: readonly Client[],
  { name, pods }: { readonly name: string; readonly pods: readonly PodView[] },
  options: ConnectRequest,
): Trace {
  const { protocol, liftPolicies } = options;
  const port = parsePort(options.port);
  const attempts = clients.map((client) =>
    pods.flatMap((pod): readonly Attempt[] => {
      const address = addressFor(client, pod);
      const call = {
        host: pod.id,
        addresses: [address],
        port,
        protocol,
        speech: "raw",
        liftPolicies,
      } as const;
      const ways = converse(network, client, call);
      return ways.map((way) => ({ ...way, share: way.share / pods.length }));
    }),
  );
  return traceOf(network, { kind: "connect", host: name, port, protocol }, attempts);
}

/** The pod's address of a family that the client has; its primary one otherwise. */
function addressFor({ origin }: Client, pod: PodView): Ip {
  const own = addressesOf(origin);
  const address = pod.ips.find((ip) => own.some(({ family }) => family === ip.family)) ?? pod.ips[0];
  if (address === undefined) throw new NameError(`pod ${pod.id} has no address`);
  return address;
}

/** A look-up alone. An address needs none and answers itself, as getaddrinfo has it. `server` is asked instead of the client's own. */
export function resolve(
  network: Network,
  clients: readonly Client[],
  name: string,
  options: {
    readonly type?: DnsType;
    readonly server?: Ip;
    readonly takesAll?: boolean;
    readonly liftPolicies: boolean;
  },
): Trace {
  if (name === "" || /\s/.test(name)) throw new NameError(`${JSON.stringify(name)} is not a DNS name`);
  if (literalAddress(name) !== undefined)
    throw new NameError(`${name} is an address; there is nothing to look up`);
  const attempts = clients.map((client) => {
    const types: readonly DnsType[] = options.type === undefined ? addressTypesOf(client) : [options.type];
    const lookups = lookUp(network, client.id, client.origin, name, types, options.liftPolicies, {
      server: options.server,
      takesAll: options.takesAll ?? false,
    });
    return lookups.map(({ share, ending, decidedBy, legs, selectedBy, nearest }): Attempt => {
      return { client, share, ending, decidedBy, legs, selectedBy, nearest, reached: {}, assumed: [] };
    });
  });
  return traceOf(network, { kind: "resolve", name, type: options.type ?? "A" }, attempts);
}

/** The ending of a raw connection between two pods' addresses, with nothing recorded. */
export function endingBetween(
  network: Network,
  from: PodView,
  to: PodView,
  { port, protocol, liftPolicies }: ConnectRequest,
): Ending {
  const client = podClient(from);
  const destination = { address: addressFor(client, to), port: parsePort(port), protocol };
  return endingOf(network, client.origin, destination, serverFor(network, "raw"), liftPolicies);
}
