import type { Branch, Trace } from "../../../trace/trace.ts";
import { NameError } from "../../../values/name-error.ts";
import { type FlagSpec, type Flags, readFlags } from "../flags.ts";
import { clientAt } from "../place.ts";
import { failed, type Result, type Tool, type ToolWorld, went } from "../tool.ts";
import { apiAnswer } from "./api-answer.ts";
import { addressOf, bodyOf, reasonOf } from "./body.ts";
import { gnuWget } from "./gnu-wget.ts";
import { fileOf, headerLines } from "./wget-words.ts";

const FLAGS: FlagSpec = {
  letters: {
    q: "quiet",
    O: "output-document",
    T: "timeout",
    S: "server-response",
    c: "continue",
    Y: "proxy",
  },
  values: ["output-document", "timeout", "header", "post-data", "user-agent", "proxy", "tries"],
  switches: ["quiet", "spider", "server-response", "continue", "no-check-certificate"],
};

/** busybox wget in containers, GNU Wget on nodes and beside the cluster; neither draws its progress. */
export const wget: Tool = (argv, world) =>
  world.place.kind === "pod" ? busyboxWget(argv, world) : gnuWget(argv, world);

const busyboxWget: Tool = (argv, world) => {
  const { cluster, place } = world;
  const flags = readFlags(argv, FLAGS);
  const wrong = flags.unknown ?? flags.missing;
  if (wrong !== undefined) return failed(`wget: unrecognized option: ${wrong.replace(/^-+/, "")}\n`);
  const [url] = flags.positionals;
  if (url === undefined) return failed("Usage: wget [-cqS] [--spider] [-O FILE] [-T SEC] URL...\n");
  const seconds = Number(flags.value("timeout"));
  const headers = Object.fromEntries(
    flags.values("header").map((text) => text.split(/:\s*/, 2) as [string, string]),
  );
  let trace: Trace;
  try {
    trace = cluster.curl(clientAt(place), url, {
      follow: true,
      insecure: flags.has("no-check-certificate"),
      headers,
      method: flags.has("post-data") ? "POST" : "GET",
      ...(seconds > 0 ? { maxTime: seconds } : {}),
    });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return failed(`wget: not an http or ftp url: ${url}\n`);
  }
  const branch = went(trace, world);
  // As it was typed: a port that goes without saying is not said.
  const host = url.replace(/^[a-z]+:\/\//i, "").split(/[/?#]/)[0] ?? "";
  const isTls = trace.request.kind === "http" && trace.request.url.startsWith("https");
  const port = /:(\d+)$/.exec(host)?.[1] ?? (isTls ? "443" : "80");
  const address = addressOf(branch, host.replace(/:\d+$/, ""));
  const connecting =
    flags.has("quiet") || address === "" ? "" : `Connecting to ${host} (${address}:${port})\n`;
  const fail = (words: string): ReturnType<Tool> => failed(`${connecting}wget: ${words}\n`);
  const { ending } = branch;
  switch (ending.kind) {
    case "answered":
      return answered(branch, { flags, url, connecting, headers }, world);
    case "name-not-found":
    case "no-data":
    case "servfail":
    case "resolve-timeout":
      return fail(`bad address '${host}'`);
    case "refused":
      return fail(`can't connect to remote host (${address}): Connection refused`);
    case "unreachable":
      return fail(`can't connect to remote host (${address}): Host is unreachable`);
    case "dropped":
      return fail(
        seconds > 0 ? "download timed out" : `can't connect to remote host (${address}): Operation timed out`,
      );
    case "tls-failed":
      return fail("error getting response: Connection reset by peer");
    default:
      return fail("error getting response");
  }
};

interface Got {
  readonly flags: Flags;
  readonly url: string;
  readonly connecting: string;
  readonly headers: Readonly<Record<string, string>>;
}

function answered(branch: Branch, { flags, url, connecting, headers }: Got, world: ToolWorld): Result {
  const { ending } = branch;
  if (ending.kind !== "answered") throw new Error("an answer that is none");
  const method = flags.has("post-data") ? "POST" : "GET";
  const answer = apiAnswer(branch, { method, url, headers, data: flags.value("post-data") ?? "" }, world);
  const status = answer?.status ?? ending.status ?? 200;
  const line = `HTTP/1.1 ${status} ${reasonOf(status)}\n`;
  // Of a failure only the first line is shown.
  const head = flags.has("server-response") ? `  ${line}` : "";
  if (status >= 400) return failed(`${connecting}${head}wget: server returned error: ${line}`);
  const shown = head === "" ? "" : `${head}${headerLines(answer?.headers ?? ending.headers)}  \n`;
  const to = flags.value("output-document") ?? fileOf(url);
  const isSpider = flags.has("spider");
  const body = isSpider ? "" : (answer?.body ?? bodyOf(branch));
  const words = isSpider
    ? "remote file exists\n"
    : to === "-"
      ? "writing to stdout\nwritten to stdout\n"
      : `saving to '${to}'\n'${to}' saved\n`;
  return {
    stdout: to === "-" ? body : "",
    stderr: connecting + shown + (flags.has("quiet") ? "" : words),
    exitCode: 0,
    ...(isSpider || to === "-" ? {} : { files: new Map([[to, body]]) }),
  };
}
