import type { Branch, Leg } from "../../../trace/trace.ts";
import type { Certificate } from "../../../values/certificate.ts";
import { readCertificates } from "../../../values/certificate.ts";
import { everyProblem } from "../../../values/certificate-trust.ts";
import { parseIp } from "../../../values/ip.ts";
import { OPENSSL_ERRORS } from "../../../values/openssl-words.ts";
import { EC, ED25519 } from "../../../values/public-key.ts";
import { hashText } from "../../../values/random.ts";
import type { Flags } from "../flags.ts";
import type { ToolWorld } from "../tool.ts";
import { triedAddresses } from "./body.ts";
import { type CurlMessage, dialed, lowered, urlOf } from "./curl-flags.ts";
import { dateText, keyBits, signatureName } from "./openssl-text.ts";
import { trustAt } from "./openssl-verify.ts";
import { shownBy } from "./shown-chain.ts";

export const USER_AGENT = "curl/8.12.1";
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
const FIRST_PORT = 32_768;

interface Exchange {
  readonly message: CurlMessage;
  readonly flags: Flags;
  readonly branch: Branch;
  /** Status line and headers of the answer; empty without one. */
  readonly head: string;
  readonly world: ToolWorld;
  /** Number of the connection: with `-L` there are several. */
  readonly connection: number;
}

/** What `-v` writes: lines of curl 8.12 with OpenSSL, as far as the way of the request decides them. */
export function verboseText(exchange: Exchange): string {
  const { message, branch, flags, connection } = exchange;
  const url = urlOf(message.url);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isTls = url.protocol === "https:";
  const port = url.port === "" ? (isTls ? "443" : "80") : url.port;
  const tried = triedAddresses(branch, dialed(message.url, flags));
  const at = { host, port, address: tried.at(-1) ?? "" };
  const problem = branch.tool?.message.replace(/^curl: \(\d+\) /, "") ?? "";
  const closing = `* closing connection #${connection}\n`;
  const found = resolvedText(at, flags, branch);
  if (at.address === "") return `${found}* ${problem}\n* shutting down connection #${connection}\n`;
  const connects = branch.legs.filter(({ purpose }) => purpose === "connect");
  const lost = tried
    .slice(0, -1)
    .map((address, index) => `${tryingText(address, port)}${lostText({ ...at, address }, connects[index])}`);
  const trying = `${found}${lost.join("")}${tryingText(at.address, port)}`;
  if (!isConnected(branch)) return `${trying}${unconnectedText(at, branch)}* ${problem}\n${closing}`;
  const tls = isTls ? handshakeText(exchange, host) : { text: "", isOver: false };
  if (tls.isOver) return `${trying}${tls.text}* ${problem}\n${closing}`;
  const isBlamed = problem !== "" && branch.ending.kind === "closed";
  const sent = `${trying}${tls.text}* Connected to ${host} (${at.address}) port ${port}\n* using HTTP/1.x\n${requestText(url, message)}`;
  if (branch.ending.kind !== "answered")
    return `${sent}* ${problem}\n${isBlamed ? `* shutting down connection #${connection}\n` : closing}`;
  return `${sent}${answerText(exchange, host)}`;
}

interface At {
  readonly host: string;
  readonly port: string;
  readonly address: string;
}

function tryingText(address: string, port: string): string {
  const shown = parseIp(address)?.family === "IPv6" ? `[${address}]` : address;
  return `*   Trying ${shown}:${port}...\n`;
}

function resolvedText({ host, port, address }: At, flags: Flags, { legs }: Branch): string {
  if (parseIp(host) !== undefined) return "";
  const given = flags.values("resolve");
  if (given.some((text) => text.replace(/^\+/, "").startsWith(`${host}:${port}:`)))
    return `${given.map((text) => `* Added ${text} to DNS cache\n`).join("")}* Hostname ${host} was found in DNS cache\n`;
  if (address === "") return "";
  const records = legs.flatMap(({ purpose, ending }) =>
    purpose === "dns" && ending?.kind === "answered" ? (ending.records ?? []) : [],
  );
  const known = records.flatMap((record) =>
    record.type === "A" || record.type === "AAAA" ? [record.address] : [],
  );
  const all = known.length > 0 ? known : [parseIp(address)].flatMap((one) => one ?? []);
  const of = (family: string): string =>
    [...new Set(all.filter((one) => one.family === family).map(({ text }) => text))].join(", ") || "(none)";
  return `* Host ${host}:${port} was resolved.\n* IPv6: ${of("IPv6")}\n* IPv4: ${of("IPv4")}\n`;
}

/** Whether somebody took the connection, whatever came of it. */
function isConnected({ ending }: Branch): boolean {
  if (ending.kind === "dropped") return ending.awaited === "answer";
  return ending.kind !== "refused" && ending.kind !== "unreachable";
}

function unconnectedText(at: At, branch: Branch): string {
  // With `-m` it is curl that gives up, before the kernel does.
  const isGivenUp = branch.tool?.message.includes("timed out after") === true;
  if (branch.ending.kind === "dropped" && isGivenUp) return "";
  return lostText(
    at,
    branch.legs.findLast(({ purpose }) => purpose === "connect"),
    branch.ending,
  );
}

/** What became of one try; a leg that ends says it itself. */
function lostText({ address, port }: At, leg: Leg | undefined, ending = leg?.ending): string {
  const words =
    ending?.kind === "refused"
      ? "Connection refused"
      : ending?.kind === "unreachable"
        ? "No route to host"
        : "Connection timed out";
  const source = leg?.hops[0]?.packet?.source.text;
  if (source === undefined) return "";
  const own = FIRST_PORT + (hashText(`${source} ${address} ${port}`) % 28_232);
  return `* connect to ${address} port ${port} from ${source} port ${own} failed: ${words}\n`;
}

function requestText({ host, pathname, search }: URL, { method, headers, body }: CurlMessage): string {
  const own = lowered(headers);
  const [, path = pathname + search] = [undefined, `${pathname}${search}`];
  const first = (name: string, usual: string | undefined): readonly string[] => {
    const value = own[name.toLowerCase()] ?? usual;
    return value === undefined || value === "" ? [] : [`${name}: ${value}`];
  };
  const led = new Set([
    "host",
    "authorization",
    "user-agent",
    "accept",
    "referer",
    "cookie",
    "range",
    "content-type",
  ]);
  const rest = Object.entries(headers).filter(
    ([name, value]) => !led.has(name.toLowerCase()) && value !== "",
  );
  const size = new TextEncoder().encode(body).length;
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...first("Host", host),
    ...first("Authorization", undefined),
    ...first("Range", undefined),
    ...first("User-Agent", USER_AGENT),
    ...first("Accept", "*/*"),
    ...first("Referer", undefined),
    ...first("Cookie", undefined),
    ...rest.map(([name, value]) => `${name}: ${value}`),
    ...(body === "" ? [] : [`Content-Length: ${size}`]),
    ...first("Content-Type", undefined),
    "",
  ];
  const done = body === "" ? "Request completely sent off" : `upload completely sent off: ${size} bytes`;
  return `${lines.map((line) => `> ${line}\n`).join("")}* ${done}\n`;
}

function answerText({ head, branch, flags, message, connection }: Exchange, host: string): string {
  const lines = head.trimEnd().split("\r\n");
  const status = branch.ending.kind === "answered" ? (branch.ending.status ?? 0) : 0;
  const failed = flags.has("fail") && status >= 400;
  const said = lines.map((line) => `< ${line}\n`).join("");
  if (failed)
    return `${said}* The requested URL returned error: ${status}\n< \n* closing connection #${connection}\n`;
  const end =
    message.method === "HEAD"
      ? `* shutting down connection #${connection}`
      : `* Connection #${connection} to host ${host} left intact`;
  return `${said}< \n${end}\n`;
}

const HELLO = "* ALPN: curl offers h2,http/1.1\n* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n";
const [SHOWN, AGREED] = [
  [
    "(IN), TLS handshake, Server hello (2)",
    "(IN), TLS change cipher, Change cipher spec (1)",
    "(IN), TLS handshake, Encrypted Extensions (8)",
    "(IN), TLS handshake, Certificate (11)",
  ],
  [
    "(IN), TLS handshake, CERT verify (15)",
    "(IN), TLS handshake, Finished (20)",
    "(OUT), TLS change cipher, Change cipher spec (1)",
    "(OUT), TLS handshake, Finished (20)",
  ],
].map((lines) => lines.map((line) => `* TLSv1.3 ${line}:\n`).join(""));

/** Alerts that OpenSSL sends for what it holds against a certificate (ssl_x509err2alert). */
const ALERTS: Readonly<Record<string, string>> = {
  expired: "certificate expired (557)",
  "not-yet-valid": "bad certificate (554)",
  "other-purpose": "unsupported certificate (555)",
  "bad-signature": "decrypt error (563)",
};

function handshakeText(
  { branch, flags, world }: Exchange,
  host: string,
): { readonly text: string; readonly isOver: boolean } {
  const file = flags.value("cacert");
  const isInsecure = flags.has("insecure");
  const hello = isInsecure
    ? HELLO
    : `${HELLO}*  CAfile: ${file ?? AUTHORITIES}\n*  CApath: ${file === undefined ? "/etc/ssl/certs" : "none"}\n`;
  const { ending } = branch;
  const chain = shownBy(branch, host);
  const isRefused = ending.kind === "tls-failed";
  // The other side refuses the client's certificate only once it has shown its own.
  if (chain === undefined || (isRefused && ending.reason !== "certificate" && ending.alert === undefined))
    return { text: hello, isOver: true };
  const distrust =
    isRefused && ending.reason === "certificate" ? (ending.distrust ?? "unknown-issuer") : undefined;
  if (distrust !== undefined && distrust !== "other-host") {
    const alert = `* TLSv1.3 (OUT), TLS alert, ${ALERTS[distrust] ?? "unknown CA (560)"}:\n`;
    return { text: hello + SHOWN + alert, isOver: true };
  }
  const [leaf] = chain;
  if (leaf === undefined) return { text: hello, isOver: true };
  const by =
    leaf.publicKey.algorithm === EC
      ? "id-ecPublicKey"
      : leaf.publicKey.algorithm === ED25519
        ? "UNDEF"
        : "RSASSA-PSS";
  const agreed = `* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / x25519 / ${by}\n* ALPN: server did not agree on a protocol. Uses default.\n`;
  const dates = `* Server certificate:\n*  subject: ${named(leaf.subject)}\n*  start date: ${dateText(leaf.notBefore)}\n*  expire date: ${dateText(leaf.notAfter)}\n`;
  const text = hello + SHOWN + AGREED + agreed + dates;
  if (distrust === "other-host")
    return { text: `${text}*  subjectAltName does not match hostname ${host}\n`, isOver: true };
  const issuer = `*  issuer: ${named(leaf.issuer)}\n`;
  const levels = chain.map((one, index) => `*   Certificate level ${index}: ${levelText(one)}\n`).join("");
  const name = isInsecure ? "" : matchText(leaf, host);
  return {
    text: `${text}${name}${issuer}${verifiedText(chain, { flags, world, host })}${levels}`,
    isOver: false,
  };
}

function verifiedText(
  chain: readonly Certificate[],
  { flags, world, host }: Pick<Exchange, "flags" | "world"> & { readonly host: string },
): string {
  if (!flags.has("insecure")) return "*  SSL certificate verify ok.\n";
  const read = readCertificates(world.files?.get(flags.value("cacert") ?? "") ?? "");
  const authorities = flags.has("cacert") && !("problem" in read) ? { authorities: read } : {};
  const [problem] = everyProblem(chain, {
    ...trustAt(world.cluster),
    host,
    expects: [],
    ...authorities,
  }).problems;
  if (problem === undefined) return "*  SSL certificate verify ok.\n";
  const [code, words] = OPENSSL_ERRORS[problem.distrust];
  return `*  SSL certificate verify result: ${words} (${code}), continuing anyway.\n`;
}

function matchText({ names, addresses, commonName }: Certificate, host: string): string {
  if (parseIp(host) !== undefined && addresses.includes(host))
    return `*  subjectAltName: host "${host}" matched cert's IP address!\n`;
  const parent = host.slice(host.indexOf(".") + 1);
  const name = names.find((one) => one === host || one === `*.${parent}`);
  if (name !== undefined) return `*  subjectAltName: host "${host}" matched cert's "${name}"\n`;
  return commonName === undefined ? "" : `*  common name: ${commonName} (matched)\n`;
}

function named(subject: string): string {
  return subject.replace(/, (?=[A-Z0-9.]+=)/g, "; ");
}

/** Strength of RSA keys by their bits (NIST SP 800-57, as OpenSSL counts). */
const RSA_STRENGTH: Readonly<Record<number, number>> = { 1024: 80, 2048: 112, 3072: 128, 4096: 152 };
const CURVES: Readonly<Record<number, string>> = { 256: "prime256v1", 384: "secp384r1", 521: "secp521r1" };

function levelText(certificate: Certificate): string {
  const bits = keyBits(certificate);
  const { algorithm } = certificate.publicKey;
  const [kind, strength] =
    algorithm === EC
      ? [`EC/${CURVES[bits] ?? "explicit"}`, Math.min(256, Math.floor(bits / 2))]
      : algorithm === ED25519
        ? ["ED25519", 128]
        : ["RSA", RSA_STRENGTH[bits] ?? 112];
  const signature = signatureName(certificate).replace(/^RSA-SHA(\d+)$/, "sha$1WithRSAEncryption");
  return `Public key type ${kind} (${bits}/${strength} Bits/secBits), signed using ${signature}`;
}
