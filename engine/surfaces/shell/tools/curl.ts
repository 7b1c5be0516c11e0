import type { Branch, Trace } from "../../../trace/trace.ts";
import { parseIp } from "../../../values/ip.ts";
import { NameError } from "../../../values/name-error.ts";
import { type Flags, readFlags } from "../flags.ts";
import { clientAt } from "../place.ts";
import { failed, type Result, type Tool, type ToolWorld, went } from "../tool.ts";
import { apiAnswer } from "./api-answer.ts";
import { addressOf, bodyOf, reasonOf } from "./body.ts";
import { certificatesOf } from "./curl-certificates.ts";
import {
  CURL_FLAGS,
  type CurlMessage,
  curlOptionsOf,
  dialed,
  lowered,
  messageOf,
  urlOf,
} from "./curl-flags.ts";
import { redirected } from "./curl-redirect.ts";
import { USER_AGENT, verboseText } from "./curl-verbose.ts";

const HELP = "curl: try 'curl --help' for more information\n";

/** curl 8, as far as a verdict and its words go. */
export const curl: Tool = (argv, world) => {
  const flags = readFlags(argv, CURL_FLAGS);
  if (flags.unknown !== undefined) return failed(`curl: option ${flags.unknown}: is unknown\n${HELP}`, 2);
  if (flags.missing !== undefined)
    return failed(`curl: option ${flags.missing}: requires parameter\n${HELP}`, 2);
  if (flags.has("version"))
    return {
      stdout: `${USER_AGENT.replace("/", " ")} (x86_64-pc-linux-gnu) libcurl/8.12.1 OpenSSL/3.4.1\n`,
      stderr: "",
      exitCode: 0,
    };
  const urls = [...flags.values("url"), ...flags.positionals];
  if (urls.length === 0) return failed(`curl: (2) no URL specified\n${HELP}`, 2);
  const outputs = flags.values("output");
  const results = urls.map((url, index) => {
    const name = flags.has("remote-name") ? lastSegment(url) : outputs[index];
    return intoFile(request(url, flags, world), name);
  });
  return {
    stdout: results.map(({ stdout }) => stdout).join(""),
    stderr: results.map(({ stderr }) => stderr).join(""),
    exitCode: results.at(-1)?.exitCode ?? 0,
    files: new Map(results.flatMap(({ files }) => [...(files ?? [])])),
  };
};

/** A result whose answer is still apart from what `-w` writes behind it. */
interface Answered extends Result {
  readonly written: string;
}

function lastSegment(url: string): string {
  return (
    /[^/?#]*(?=[?#]|$)/.exec(url.replace(/^[a-z]+:\/\/[^/]*\/?/i, "").replace(/.*\/(?=[^/])/, ""))?.[0] ?? ""
  );
}

function intoFile({ stdout, stderr, exitCode, written }: Answered, name: string | undefined): Result {
  if (name === undefined || name === "-") return { stdout: stdout + written, stderr, exitCode };
  const files = new Map(name === "/dev/null" || exitCode !== 0 ? [] : [[name, stdout]]);
  return { stdout: written, stderr, exitCode, files };
}

/** curl's words for what is no URL. */
function urlProblem(text: string): string {
  const authority = text.replace(/^[a-z]+:\/\//i, "").replace(/[/?#].*$/s, "");
  return /:(?!\d{1,5}$)[^\]:]*$/.test(authority) || /:(6[6-9]|[7-9]\d)\d{3}$/.test(authority)
    ? "Port number was not a decimal number between 0 and 65535"
    : "Malformed input to a URL function";
}

/** An address in the URL that is not of the family that `-4` or `-6` wants, with its port. */
function unfitLiteral(text: string, family: string | undefined): string | undefined {
  const url = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  if (family === undefined || !URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const address = parseIp(hostname.replace(/^\[|\]$/g, ""));
  if (address === undefined || address.family === family) return undefined;
  return `${address.text} port ${port || (protocol === "https:" ? 443 : 80)}`;
}

const MOST_REDIRECTS = 50;

function request(typed: string, flags: Flags, world: ToolWorld): Answered {
  const isQuiet = flags.has("silent") && !flags.has("show-error");
  const failing = (exitCode: number, words: string): Answered => {
    const stderr = isQuiet ? "" : `curl: (${exitCode}) ${words}\n`;
    return { stdout: "", written: "", stderr, exitCode };
  };
  let message = messageOf(typed, flags);
  const isVerbose = flags.has("verbose");
  const options = curlOptionsOf(message, flags);
  const scheme = /^([a-z]+):\/\//i.exec(message.url)?.[1]?.toLowerCase() ?? "http";
  if (scheme !== "http" && scheme !== "https") return failing(1, `Protocol "${scheme}" not supported`);
  if (!URL.canParse(/^[a-z]+:\/\//i.test(message.url) ? message.url : `http://${message.url}`))
    return failing(3, `URL rejected: ${urlProblem(message.url)}`);
  const unfit = unfitLiteral(message.url, options.family);
  if (unfit !== undefined)
    return failing(7, `Failed to connect to ${unfit} after 0 ms: Could not connect to server`);
  // What is on the way is told only to who wants to see it.
  const most = options.maxRedirects ?? MOST_REDIRECTS;
  const isTold = options.follow === true && (isVerbose || flags.has("include") || flags.has("head"));
  let [stdout, stderr] = ["", ""];
  for (let connection = 0; ; connection++) {
    const isTls = message.url.startsWith("https:");
    const certificates = isTls ? certificatesOf(flags, world.files) : {};
    if ("problem" in certificates) return failing(certificates.exitCode, certificates.problem);
    const through = forwardedTo(message, world);
    const client = through?.pod ?? clientAt(world.place);
    const earlier = world.earlier(client, message.url).map((time) => ({ age: world.cluster.now - time }));
    let trace: Trace;
    try {
      trace = world.cluster.curl(client, through?.url ?? message.url, {
        ...curlOptionsOf(through?.message ?? message, flags),
        ...certificates,
        ...(isVerbose && isTls ? { keepsChain: true } : {}),
        follow: !isTold && options.follow === true,
        ...(earlier.length === 0 ? {} : { earlier }),
      });
    } catch (error) {
      if (!(error instanceof NameError)) throw error;
      // kubectl listens here, and has nobody there to lead to.
      if (through !== undefined) return failing(52, "Empty reply from server");
      return failing(3, "URL rejected: Malformed input to a URL function");
    }
    const way = went(trace, world);
    if (through !== undefined && way.ending.kind === "refused") return failing(52, "Empty reply from server");
    const { branch, body } = answered(way, message, world);
    const head = headText(branch);
    if (isVerbose) stderr += verboseText({ message, flags, branch, head, world, connection });
    const next = isTold ? redirected(message, branch) : undefined;
    if (next !== undefined && connection < most) {
      if (flags.has("include") || flags.has("head")) stdout += head;
      if (isVerbose) stderr += next.words;
      message = next.message;
      continue;
    }
    if (next !== undefined) return { ...failing(47, `Maximum (${most}) redirects followed`), stdout };
    return ended(branch, { head, body: stdout, rest: body }, { flags, isQuiet, message, stderr });
  }
}

/** A request to a port that kubectl forwards is made in the pod, to its own loopback, where no policy is asked. */
function forwardedTo(
  message: CurlMessage,
  world: ToolWorld,
): { readonly pod: string; readonly url: string; readonly message: CurlMessage } | undefined {
  if (!URL.canParse(message.url) && !URL.canParse(`http://${message.url}`)) return undefined;
  const { hostname, protocol, port, host, pathname, search } = urlOf(message.url);
  if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return undefined;
  const to = world.forwarded(port === "" ? (protocol === "https:" ? 443 : 80) : Number(port));
  if (to === undefined) return undefined;
  const headers = "host" in lowered(message.headers) ? message.headers : { ...message.headers, Host: host };
  const url = `${protocol}//127.0.0.1:${to.port}${pathname}${search}`;
  return { pod: to.pod, url, message: { ...message, headers } };
}

interface Text {
  readonly head: string;
  /** What earlier answers have printed. */
  readonly body: string;
  readonly rest: string;
}

interface How {
  readonly flags: Flags;
  readonly isQuiet: boolean;
  readonly message: CurlMessage;
  readonly stderr: string;
}

function ended(
  branch: Branch,
  { head, body, rest }: Text,
  { flags, isQuiet, message, stderr }: How,
): Answered {
  const { ending, tool } = branch;
  const written = writeOut(flags, branch, message, rest);
  if (ending.kind !== "answered" || ending.status === undefined) {
    const words = isQuiet || tool === undefined ? "" : `${tool.message}\n`;
    return { stdout: body, written, stderr: stderr + words, exitCode: tool?.exitCode ?? 1 };
  }
  const isFailed = (flags.has("fail") || flags.has("fail-with-body")) && ending.status >= 400;
  const words = isFailed && !isQuiet ? `curl: (22) The requested URL returned error: ${ending.status}\n` : "";
  const shownHead = flags.has("head") || flags.has("include") ? head : "";
  const shown = flags.has("head") || (isFailed && !flags.has("fail-with-body")) ? "" : rest;
  return { stdout: body + shownHead + shown, written, stderr: stderr + words, exitCode: isFailed ? 22 : 0 };
}

/** The way that the request went, and what came back: a made-up body, unless the API server is who answered. */
function answered(
  branch: Branch,
  { method, url, headers, body: data }: CurlMessage,
  world: ToolWorld,
): { readonly branch: Branch; readonly body: string } {
  const { ending } = branch;
  if (ending.kind !== "answered") return { branch, body: "" };
  const answer = apiAnswer(branch, { method, url, headers, data }, world);
  if (answer === undefined) return { branch, body: bodyOf(branch) };
  return {
    branch: { ...branch, ending: { ...ending, status: answer.status, headers: answer.headers } },
    body: answer.body,
  };
}

function headText({ ending }: Branch): string {
  if (ending.kind !== "answered" || ending.status === undefined) return "";
  const lines = Object.entries(ending.headers ?? {}).map(([name, value]) => `${titled(name)}: ${value}\r\n`);
  return `HTTP/1.1 ${ending.status} ${reasonOf(ending.status)}\r\n${lines.join("")}\r\n`;
}

function titled(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}

/** `-w`: the variables that people use, the rest as nothing. No time passes here. */
function writeOut(flags: Flags, branch: Branch, { method, url }: CurlMessage, body: string): string {
  const { ending } = branch;
  const status = ending.kind === "answered" ? (ending.status ?? 0) : 0;
  const code = String(status).padStart(3, "0");
  const isTls = /^https:/i.test(url);
  const known: Readonly<Record<string, string>> = {
    http_code: code,
    response_code: code,
    remote_ip: addressOf(branch, dialed(url, flags)),
    remote_port: urlOf(url).port || (isTls ? "443" : "80"),
    exitcode: String(branch.tool?.exitCode ?? 0),
    errormsg: branch.tool?.message.replace(/^curl: \(\d+\) /, "") ?? "",
    redirect_url: ending.kind === "answered" ? (ending.headers?.["location"] ?? "") : "",
    url,
    url_effective: urlOf(url).href,
    method,
    scheme: isTls ? "https" : "http",
    http_version: status === 0 ? "0" : "1.1",
    size_download: String(status === 0 ? 0 : new TextEncoder().encode(body).length),
    num_connects: "1",
    num_redirects: "0",
    ssl_verify_result: "0",
  };
  return (flags.value("write-out") ?? "")
    .replace(/%\{([a-z_]+)\}/g, (_, name: string) => {
      if (name.startsWith("time_")) return "0.000000";
      return Object.hasOwn(known, name) ? (known[name] ?? "") : "";
    })
    .replaceAll("\\n", "\n")
    .replaceAll("\\r", "\r")
    .replaceAll("\\t", "\t");
}
