import type { Branch, Trace } from "../../../trace/trace.ts";
import { NameError } from "../../../values/name-error.ts";
import { type Flags, readFlags } from "../flags.ts";
import { clientAt } from "../place.ts";
import { failed, pick, type Result, type Tool, type ToolWorld } from "../tool.ts";
import { apiAnswer } from "./api-answer.ts";
import { addressOf, bodyOf, reasonOf } from "./body.ts";
import { certificatesOf } from "./curl-certificates.ts";

const VALUES = [
  "request",
  "header",
  "resolve",
  "max-time",
  "connect-timeout",
  "output",
  "write-out",
  "data",
  "user",
  "user-agent",
  "cacert",
  "cert",
  "key",
  "retry",
  "retry-delay",
  "max-redirs",
];
const SWITCHES = [
  "head",
  "silent",
  "show-error",
  "verbose",
  "insecure",
  "fail",
  "location",
  "include",
  "ipv4",
  "ipv6",
  "http1.1",
  "http2-prior-knowledge",
  "progress-bar",
];
const LETTERS = {
  X: "request",
  H: "header",
  m: "max-time",
  o: "output",
  w: "write-out",
  d: "data",
  u: "user",
  A: "user-agent",
  I: "head",
  s: "silent",
  S: "show-error",
  v: "verbose",
  k: "insecure",
  f: "fail",
  L: "location",
  i: "include",
  E: "cert",
  "4": "ipv4",
  "6": "ipv6",
  "#": "progress-bar",
};

/** curl 8, as far as a verdict and its words go. */
export const curl: Tool = (argv, world) => {
  const flags = readFlags(argv, { letters: LETTERS, values: VALUES, switches: SWITCHES });
  if (flags.unknown !== undefined)
    return failed(
      `curl: option ${flags.unknown}: is unknown\ncurl: try 'curl --help' for more information\n`,
      2,
    );
  if (flags.missing !== undefined)
    return failed(
      `curl: option ${flags.missing}: requires parameter\ncurl: try 'curl --help' for more information\n`,
      2,
    );
  if (flags.positionals.length === 0)
    return failed("curl: (2) no URL specified\ncurl: try 'curl --help' for more information\n", 2);
  const results = flags.positionals.map((url) => request(url, flags, world));
  return {
    stdout: results.map(({ stdout }) => stdout).join(""),
    stderr: results.map(({ stderr }) => stderr).join(""),
    exitCode: results.at(-1)?.exitCode ?? 0,
  };
};

function request(url: string, flags: Flags, world: ToolWorld): Result {
  const { cluster, place, random, remember, files } = world;
  const certificates = url.startsWith("https:") ? certificatesOf(flags, files) : {};
  if ("problem" in certificates) {
    const { problem, exitCode } = certificates;
    return failed(
      flags.has("silent") && !flags.has("show-error") ? "" : `curl: (${exitCode}) ${problem}\n`,
      exitCode,
    );
  }
  let trace: Trace;
  try {
    trace = cluster.curl(clientAt(place), url, { ...optionsOf(flags), ...certificates });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return failed(`curl: (3) URL rejected: Malformed input to a URL function\n`, 3);
  }
  remember(trace);
  const { branch, body } = answered(pick(trace.branches, random), url, flags, world);
  const { ending, tool } = branch;
  const isQuiet = flags.has("silent") && !flags.has("show-error");
  const written = writeOut(flags, branch);
  if (ending.kind !== "answered" || ending.status === undefined) {
    const message = isQuiet || tool === undefined ? "" : `${tool.message}\n`;
    return { stdout: written, stderr: verbose(flags, url, branch) + message, exitCode: tool?.exitCode ?? 1 };
  }
  if (flags.has("fail") && ending.status >= 400) {
    const message = isQuiet ? "" : `curl: (22) The requested URL returned error: ${ending.status}\n`;
    return { stdout: written, stderr: message, exitCode: 22 };
  }
  const head = flags.has("head") || flags.has("include") ? headText(branch) : "";
  const shown = flags.has("head") || flags.has("output") ? "" : body;
  return { stdout: head + shown + written, stderr: verbose(flags, url, branch), exitCode: 0 };
}

/** The way that the request went, and what came back: a made-up body, unless the API server is who answered. */
function answered(
  branch: Branch,
  url: string,
  flags: Flags,
  world: ToolWorld,
): { readonly branch: Branch; readonly body: string } {
  const { ending } = branch;
  if (ending.kind !== "answered") return { branch, body: "" };
  const { method = "GET", headers = {} } = optionsOf(flags) ?? {};
  const asked = { method, url, headers, data: flags.values("data").join("&") };
  const answer = apiAnswer(branch, asked, world);
  if (answer === undefined) return { branch, body: bodyOf(branch) };
  return {
    branch: { ...branch, ending: { ...ending, status: answer.status, headers: answer.headers } },
    body: answer.body,
  };
}

function optionsOf(flags: Flags): Parameters<ToolWorld["cluster"]["curl"]>[2] {
  const headers = Object.fromEntries(
    flags.values("header").map((text) => {
      const colon = text.indexOf(":");
      return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
    }),
  );
  const user = flags.value("user");
  if (user !== undefined) headers["Authorization"] = `Basic ${btoa(user)}`;
  const resolve = flags.values("resolve").flatMap((text) => {
    const match = /^([^:]+):(\d+):(.+)$/.exec(text);
    return match === null ? [] : [{ host: match[1] ?? "", port: Number(match[2]), address: match[3] ?? "" }];
  });
  const data = flags.values("data").join("&");
  const method = flags.value("request") ?? (flags.has("head") ? "HEAD" : flags.has("data") ? "POST" : "GET");
  const most = flags.value("max-redirs") ?? "";
  const seconds = Number(flags.value("max-time") ?? flags.value("connect-timeout"));
  return {
    method,
    headers,
    resolve,
    bodySize: new TextEncoder().encode(data).length,
    follow: flags.has("location"),
    insecure: flags.has("insecure"),
    priorKnowledge: flags.has("http2-prior-knowledge"),
    ...(seconds > 0 ? { maxTime: seconds } : {}),
    ...(/^\d{1,6}$/.test(most) ? { maxRedirects: Number(most) } : {}),
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

/** `-w`: the variables that people use, the rest as nothing. */
function writeOut(flags: Flags, branch: Branch): string {
  const { ending } = branch;
  const status = ending.kind === "answered" ? (ending.status ?? 0) : 0;
  const known: Readonly<Record<string, string>> = {
    http_code: String(status).padStart(3, "0"),
    response_code: String(status).padStart(3, "0"),
    remote_ip: addressOf(branch),
    exitcode: String(branch.tool?.exitCode ?? 0),
    redirect_url: ending.kind === "answered" ? (ending.headers?.["location"] ?? "") : "",
  };
  return (flags.value("write-out") ?? "")
    .replace(/%\{([a-z_]+)\}/g, (_, name: string) => (Object.hasOwn(known, name) ? (known[name] ?? "") : ""))
    .replaceAll("\\n", "\n")
    .replaceAll("\\t", "\t");
}

function verbose(flags: Flags, url: string, branch: Branch): string {
  if (!flags.has("verbose")) return "";
  const { host, pathname, search, port, protocol } = new URL(
    /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`,
  );
  const name = host.replace(/:\d+$/, "");
  const number = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  const address = addressOf(branch);
  const { ending } = branch;
  if (address === "") return `* Could not resolve host: ${name}\n`;
  const trying = `*   Trying ${address}:${number}...\n`;
  if (ending.kind !== "answered") return trying;
  const method = flags.value("request") ?? (flags.has("head") ? "HEAD" : "GET");
  const asked = [
    `${method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    "User-Agent: curl/8.5.0",
    "Accept: */*",
    "",
  ];
  const answered = headText(branch).trimEnd().split("\r\n");
  return [
    `${trying}* Connected to ${name} (${address}) port ${number}`,
    ...asked.map((line) => `> ${line}`),
    ...[...answered, ""].map((line) => `< ${line}`),
    "",
  ].join("\n");
}
