import type { Branch, Trace } from "../../../trace/trace.ts";
import { parseIp } from "../../../values/ip.ts";
import { NameError } from "../../../values/name-error.ts";
import { type FlagSpec, type Flags, readFlags } from "../flags.ts";
import { clientAt } from "../place.ts";
import { failed, type Result, type Tool, type ToolWorld, went } from "../tool.ts";
import { apiAnswer } from "./api-answer.ts";
import { addressOf, bodyOf, reasonOf } from "./body.ts";
import { formatTime } from "./date.ts";
import { fileOf, headerLines } from "./wget-words.ts";

const FLAGS: FlagSpec = {
  letters: {
    ...{ q: "quiet", O: "output-document", T: "timeout", S: "server-response", c: "continue", t: "tries" },
    ...{ U: "user-agent", "4": "inet4-only", "6": "inet6-only", d: "debug", v: "verbose" },
  },
  values: ["output-document", "timeout", "header", "post-data", "user-agent", "tries"],
  switches: [
    ...["quiet", "spider", "server-response", "continue", "no-check-certificate", "inet4-only", "inet6-only"],
    ...["debug", "verbose", "no-verbose"],
  ],
};
/** Exit codes of wget(1). */
const [GENERIC, USAGE, NETWORK, TLS, SERVER] = [1, 2, 4, 5, 8];

/** GNU Wget 1.21. */
export const gnuWget: Tool = (argv, world) => {
  const flags = readFlags(argv, FLAGS);
  const wrong = flags.unknown ?? flags.missing;
  const help = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";
  if (wrong !== undefined) {
    const words = wrong.startsWith("--")
      ? `unrecognized option '${wrong}'`
      : `invalid option -- '${wrong.slice(1)}'`;
    return failed(`wget: ${words}\n${help}`, USAGE);
  }
  const [typed] = flags.positionals;
  if (typed === undefined) return failed(`wget: missing URL\n${help}`, GENERIC);
  const bare = /^[a-z]+:\/\//i.test(typed) ? typed : `http://${typed}`;
  const url = /^[a-z]+:\/\/[^/]+$/i.test(bare) ? `${bare}/` : bare;
  const headers = Object.fromEntries(
    flags.values("header").map((text) => text.split(/:\s*/, 2) as [string, string]),
  );
  const seconds = Number(flags.value("timeout"));
  const method = flags.has("post-data") ? "POST" : "GET";
  let trace: Trace;
  try {
    trace = world.cluster.curl(clientAt(world.place), url, {
      ...{ follow: true, insecure: flags.has("no-check-certificate"), headers, method },
      ...(seconds > 0 ? { maxTime: seconds } : {}),
    });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return failed(`${typed}: Unsupported scheme.\n`, GENERIC);
  }
  const branch = went(trace, world);
  const answer = apiAnswer(branch, { method, url, headers, data: flags.value("post-data") ?? "" }, world);
  const result = told(url, branch, { flags, world, answer });
  return flags.has("quiet")
    ? { ...result, stderr: flags.has("server-response") ? headOf(result.stderr) : "" }
    : result;
};

/** `-q` leaves of all words the headers alone. */
function headOf(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.startsWith("  ") && !line.startsWith("   "))
    .map((line) => `${line}\n`)
    .join("");
}

interface Told {
  readonly flags: Flags;
  readonly world: ToolWorld;
  readonly answer: ReturnType<typeof apiAnswer>;
}

function told(url: string, branch: Branch, { flags, world, answer }: Told): Result {
  const { ending } = branch;
  const now = formatTime(world.cluster.now, "%F %T");
  const parsed = new URL(url);
  const host = parsed.hostname.replace(/^\[|\]$/g, "");
  const port = parsed.port === "" ? (parsed.protocol === "https:" ? "443" : "80") : parsed.port;
  const isAddress = parseIp(host) !== undefined;
  const spider = flags.has("spider") ? "Spider mode enabled. Check if remote file exists.\n" : "";
  const start = `${spider}--${now}--  ${url}\n`;
  const name = /^(name-not-found|no-data|servfail|resolve-timeout)$/.test(ending.kind);
  if (name) {
    const why =
      ending.kind === "no-data" || ending.kind === "name-not-found"
        ? "Name or service not known"
        : "Temporary failure in name resolution";
    return failed(
      `${start}Resolving ${host} (${host})... failed: ${why}.\nwget: unable to resolve host address ‘${host}’\n`,
      NETWORK,
    );
  }
  const address = addressOf(branch, host);
  const resolving = isAddress ? "" : `Resolving ${host} (${host})... ${address}\n`;
  const to = isAddress ? `${parsed.hostname}:${port}` : `${host} (${host})|${address}|:${port}`;
  const connecting = `${start}${resolving}Connecting to ${to}... `;
  switch (ending.kind) {
    case "answered":
      return answered(url, branch, { flags, world, answer }, `${connecting}connected.\n`, now);
    case "refused":
      return failed(`${connecting}failed: Connection refused.\n`, NETWORK);
    case "unreachable":
      return failed(`${connecting}failed: No route to host.\n`, NETWORK);
    case "dropped":
      return failed(
        timedOut(connecting, start, `Connecting to ${to}... `, Number(flags.value("tries") ?? 20)),
        NETWORK,
      );
    case "tls-failed":
      return failed(
        `${connecting}connected.\nERROR: cannot verify ${host}'s certificate.\nTo connect to ${host} insecurely, use \`--no-check-certificate'.\n`,
        TLS,
      );
    default:
      return failed(
        `${connecting}connected.\nHTTP request sent, awaiting response... No data received.\nGiving up.\n\n`,
        NETWORK,
      );
  }
}

/** Silence is met by trying again, twenty times unless told otherwise. */
function timedOut(first: string, start: string, connecting: string, tries: number): string {
  const count = Number.isInteger(tries) && tries > 0 ? tries : 20;
  const again = Array.from({ length: count }, (_, at) => {
    const head =
      at === 0
        ? first
        : `${start.replace(/-- {2}/, `--  (try:${String(at + 1).padStart(2)})  `)}${connecting}`;
    return `${head}failed: Connection timed out.\n${at === count - 1 ? "Giving up.\n\n" : "Retrying.\n\n"}`;
  });
  return again.join("");
}

function answered(
  url: string,
  branch: Branch,
  { flags, answer }: Told,
  connected: string,
  now: string,
): Result {
  const { ending } = branch;
  if (ending.kind !== "answered") throw new Error("an answer that is none");
  const status = answer?.status ?? ending.status ?? 200;
  const headers = answer?.headers ?? ending.headers;
  const line = `${status} ${reasonOf(status)}`;
  const awaited = `${connected}HTTP request sent, awaiting response... `;
  const shown = flags.has("server-response")
    ? `${awaited}\n  HTTP/1.1 ${line}\n${headerLines(headers)}`
    : `${awaited}${line}\n`;
  if (status >= 400)
    return flags.has("spider") && status === 404
      ? failed(`${shown}Remote file does not exist -- broken link!!!\n\n`, SERVER)
      : failed(`${shown}${now} ERROR ${status}: ${reasonOf(status)}.\n\n`, SERVER);
  const type = headers?.["content-type"]?.split(";")[0];
  const kind = type === undefined ? "" : ` [${type}]`;
  const body = answer?.body ?? bodyOf(branch);
  if (flags.has("spider")) {
    // What says nothing of itself is taken for a page.
    const isPage = type === undefined || type === "text/html";
    const words = isPage
      ? " and could contain further links,\nbut recursion is disabled -- not retrieving.\n"
      : ".\n";
    const stderr = `${shown}Length: ${body.length}${kind}\nRemote file exists${words}\n`;
    return { stdout: "", stderr, exitCode: 0 };
  }
  const to = flags.value("output-document") ?? fileOf(url);
  const saving = `${shown}Length: ${body.length}${kind}\nSaving to: ‘${to === "-" ? "STDOUT" : to}’\n\n`;
  const end = `[${body.length}/${body.length}]\n\n`;
  if (to === "-") return { stdout: body, stderr: `${saving}${now} - written to stdout ${end}`, exitCode: 0 };
  return {
    stdout: "",
    stderr: `${saving}${now} - ‘${to}’ saved ${end}`,
    exitCode: 0,
    files: new Map([[to, body]]),
  };
}
