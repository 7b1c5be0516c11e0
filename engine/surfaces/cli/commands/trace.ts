import { parseArgs } from "node:util";
import {
  type Cluster,
  type CurlOptions,
  NameError,
  suggest,
  type Trace,
  traceToJson,
  traceToMermaid,
  traceToText,
} from "../../../index.ts";
import { type Arguments, oneOf, readArguments } from "../arguments.ts";
import { CLUSTER_FLAGS, loadFiles, readFiles, settingsOf } from "../cluster-input.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { type Asked, requestOf, shareLink } from "../share-link.ts";

const PROTOCOLS = ["TCP", "UDP", "SCTP"] as const;
const FORMATS = ["text", "json", "mermaid"] as const;

/** `podwire trace`: what one request would do, and why. */
export async function trace(argv: readonly string[], io: Io): Promise<ExitCode> {
  // A flag whose value may be left out: the parser of flags knows none.
  const end = argv.indexOf("--");
  const whole = argv.map((word, at) => (word === "--share" && (end < 0 || at < end) ? "--share=" : word));
  const args = readArguments(whole, {
    ...CLUSTER_FLAGS,
    from: { type: "string", multiple: true },
    to: { type: "string", multiple: true },
    "to-pod": { type: "string", multiple: true },
    protocol: { type: "string" },
    times: { type: "string" },
    "at-once": { type: "boolean" },
    output: { type: "string", short: "o" },
    verbose: { type: "boolean", short: "v" },
    share: { type: "string" },
  });
  const [extra] = args.positionals;
  if (extra !== undefined) throw new UsageError(`unexpected ${extra}; say --from CLIENT --to URL|HOST:PORT`);
  const format = oneOf("-o", args.value("output") ?? "text", FORMATS);
  for (const flag of ["from", "to", "to-pod"]) {
    if (args.values(flag).length > 1)
      throw new UsageError(`--${flag} is given twice; a trace is of one request`);
  }
  const from = args.value("from");
  if (from === undefined) throw new UsageError("who asks? say --from [NAMESPACE/]NAME");
  const share = args.value("share");
  if (share !== undefined && args.value("output") !== undefined)
    throw new UsageError("--share prints a link instead of the trace; leave out -o");
  const files = readFiles(args, io);
  const asked = readRequest(from, args);
  const result = ask(loadFiles(files, args, io), asked);
  if (share === undefined) io.out(formatted(result, format, args.has("verbose"), io));
  else {
    const profile = settingsOf(args, io);
    io.out(`${await shareLink({ base: share, files, profile, request: requestOf(asked) }, io)}\n`);
  }
  return result.outcome === "success" ? 0 : 1;
}

function formatted(result: Trace, format: (typeof FORMATS)[number], verbose: boolean, io: Io): string {
  if (format === "json") return `${JSON.stringify(traceToJson(result), undefined, 2)}\n`;
  if (format === "mermaid") return traceToMermaid(result);
  return traceToText(result, { color: io.color, width: io.width, verbose });
}

function readRequest(from: string, args: Arguments): Asked {
  const base = { from, namespace: args.value("namespace") ?? "default" };
  const [to, pod] = [args.value("to"), args.value("to-pod")];
  if ((to === undefined) === (pod === undefined)) {
    throw new UsageError("what is asked? say --to URL|HOST:PORT or --to-pod NAMESPACE/NAME:PORT");
  }
  const wanted = args.value("protocol");
  const protocol = wanted === undefined ? undefined : oneOf("--protocol", wanted.toUpperCase(), PROTOCOLS);
  if (pod !== undefined) {
    const { host, port } = hostAndPort("--to-pod", pod);
    return { ...base, kind: "pod", pod: host, port, protocol: protocol ?? "TCP" };
  }
  const target = to ?? "";
  if (protocol === undefined) {
    const options = { ...curlOptions(args.rest), ...timesOf(args) };
    return { ...base, kind: "curl", url: target, options };
  }
  return { ...base, kind: "connect", ...hostAndPort("--to", target), protocol };
}

const MOST_TIMES = 1000;

/** `--times 5`: the last of five requests of the client; `--at-once`: those before are not over yet. */
function timesOf(args: Arguments): Pick<CurlOptions, "earlier"> {
  const text = args.value("times");
  if (text === undefined) {
    if (args.has("at-once")) throw new UsageError("--at-once needs --times N");
    return {};
  }
  const times = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (times < 1 || times > MOST_TIMES)
    throw new UsageError(`--times ${text}: expected a number from 1 to ${MOST_TIMES}`);
  if (args.has("share")) throw new UsageError("a shared link holds one request; leave out --times");
  return { earlier: Array.from({ length: times - 1 }, () => ({ age: 0, isOpen: args.has("at-once") })) };
}

function ask(cluster: Cluster, asked: Asked): Trace {
  const { from, namespace } = asked;
  const namespaces = cluster.objects("Namespace").map(({ metadata }) => metadata.name);
  if (!namespaces.includes(namespace))
    throw new NameError(`-n ${namespace}: no such namespace`, suggest(namespace, namespaces));
  if (asked.kind === "curl") return cluster.curl(from, asked.url, { namespace, ...asked.options });
  const { port, protocol } = asked;
  if (asked.kind === "pod") return cluster.connectToPod(from, asked.pod, { port, protocol, namespace });
  return cluster.connect(from, asked.host, { port, protocol, namespace });
}

function hostAndPort(flag: string, text: string): { readonly host: string; readonly port: number } {
  const match = /^(.+):(\d+)$/.exec(text);
  if (match === null) throw new UsageError(`${flag} ${text}: expected HOST:PORT`);
  return { host: match[1] ?? "", port: Number(match[2]) };
}

/** curl's own options after `--`: those that change the request; the ones that only change its output are let pass. */
export function curlOptions(rest: readonly string[]): CurlOptions {
  const parsed = parse(rest);
  const headers = Object.fromEntries(strings(parsed["header"]).map(splitHeader));
  const [maxTime] = strings(parsed["max-time"]).slice(-1);
  const [method] = strings(parsed["request"]).slice(-1);
  if (maxTime !== undefined && !(Number(maxTime) > 0))
    throw new UsageError(`-m ${maxTime}: expected seconds`);
  const body = strings(parsed["data"]).join("&");
  const verb =
    method ?? (parsed["head"] === true ? "HEAD" : parsed["data"] === undefined ? undefined : "POST");
  return {
    headers,
    follow: parsed["location"] === true,
    insecure: parsed["insecure"] === true,
    priorKnowledge: parsed["http2-prior-knowledge"] === true,
    bodySize: new TextEncoder().encode(body).length,
    resolve: strings(parsed["resolve"]).map(resolveEntry),
    ...(verb === undefined ? {} : { method: verb }),
    ...(maxTime === undefined ? {} : { maxTime: Number(maxTime) }),
  };
}

function parse(rest: readonly string[]): Readonly<Record<string, unknown>> {
  const flag = { type: "boolean" } as const;
  const text = { type: "string", multiple: true } as const;
  try {
    return parseArgs({
      args: [...rest],
      options: {
        request: { ...text, short: "X" },
        "http2-prior-knowledge": flag,
        header: { ...text, short: "H" },
        resolve: text,
        "max-time": { ...text, short: "m" },
        head: { ...flag, short: "I" },
        silent: { ...flag, short: "s" },
        "show-error": { ...flag, short: "S" },
        verbose: { ...flag, short: "v" },
        insecure: { ...flag, short: "k" },
        location: { ...flag, short: "L" },
        data: { ...text, short: "d" },
        fail: { ...flag, short: "f" },
        output: { ...text, short: "o" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`after --: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function splitHeader(text: string): readonly [string, string] {
  const colon = text.indexOf(":");
  if (colon < 1) throw new UsageError(`-H ${text}: expected "Name: value"`);
  return [text.slice(0, colon), text.slice(colon + 1).trim()];
}

function resolveEntry(text: string): NonNullable<CurlOptions["resolve"]>[number] {
  const match = /^([^:]+):(\d+):(.+)$/.exec(text);
  if (match === null) throw new UsageError(`--resolve ${text}: expected HOST:PORT:ADDRESS`);
  return { host: match[1] ?? "", port: Number(match[2]), address: match[3] ?? "" };
}
