import type { Trace } from "../../../trace/trace.ts";
import { NameError } from "../../../values/name-error.ts";
import { type FlagSpec, readFlags } from "../flags.ts";
import { clientAt } from "../place.ts";
import { failed, type Tool, went } from "../tool.ts";
import { apiAnswer } from "./api-answer.ts";
import { addressOf, bodyOf, reasonOf } from "./body.ts";

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

/** busybox wget. */
export const wget: Tool = (argv, world) => {
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
    case "answered": {
      const method = flags.has("post-data") ? "POST" : "GET";
      const asked = { method, url, headers, data: flags.value("post-data") ?? "" };
      const answer = apiAnswer(branch, asked, world);
      const status = answer?.status ?? ending.status ?? 200;
      if (status >= 400) return fail(`server returned error: HTTP/1.1 ${status} ${reasonOf(status)}`);
      const toStdout = flags.value("output-document") === "-";
      const body = toStdout ? (answer?.body ?? bodyOf(branch)) : "";
      const done =
        flags.has("quiet") || flags.has("spider")
          ? ""
          : toStdout
            ? "writing to stdout\nwritten to stdout\n"
            : "";
      return { stdout: body, stderr: connecting + done, exitCode: 0 };
    }
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
