import type { Branch, Trace } from "../../../trace/trace.ts";
import { type Certificate, readCertificates } from "../../../values/certificate.ts";
import { parseIp } from "../../../values/ip.ts";
import { NameError } from "../../../values/name-error.ts";
import { clientAt } from "../place.ts";
import { failed, type Result, type ToolWorld, went } from "../tool.ts";
import { dateText, keyBits, keyName, oneLine, peerSignature, pemOf, signatureName } from "./openssl-text.ts";
import { trustAt, type Verification, verification } from "./openssl-verify.ts";
import { shownBy } from "./shown-chain.ts";

const VALUES = new Set([
  "connect",
  "servername",
  "CAfile",
  "cert",
  "key",
  "verify_hostname",
  "verify",
  "alpn",
]);
const SWITCHES = new Set(["showcerts", "noservername", "verify_return_error", "tls1_2", "tls1_3"]);

/** `openssl s_client` up to the handshake; what is typed after it goes nowhere. */
export function sClient(argv: readonly string[], world: ToolWorld): Result {
  const options = optionsOf(argv);
  if ("wrong" in options)
    return failed(`s_client: Unknown option: ${options.wrong}\ns_client: Use -help for summary.\n`);
  const { host, port } = targetOf(options.get("connect") ?? options.get("") ?? "");
  const file = options.get("CAfile");
  const bundle = file === undefined ? undefined : readCertificates(world.files?.get(file) ?? "");
  if (bundle !== undefined && "problem" in bundle) return failed(unreadable(file ?? "", world));
  const own = world.files?.get(options.get("cert") ?? "");
  let trace: Trace;
  try {
    trace = world.cluster.curl(clientAt(world.place), `https://${host}:${port}/`, {
      insecure: true,
      keepsChain: true,
      serverName: serverNameOf(options, host),
      ...(own === undefined ? {} : { cert: own }),
    });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return failed(UNRESOLVED);
  }
  const branch = went(trace, world);
  const unconnected = whyUnconnected(branch);
  if (unconnected !== undefined) return failed(unconnected);
  const chain = shownBy(branch, serverNameOf(options, host) || host);
  if (chain === undefined) return withoutTls(branch);
  const wanted = options.get("verify_hostname");
  const verified = verification(chain, {
    ...trustAt(world.cluster),
    host,
    expects: wanted === undefined ? [] : [wanted],
    ...(bundle === undefined ? {} : { authorities: bundle }),
  });
  return shaken(chain, verified, options, serverNameOf(options, host));
}

type Options = ReadonlyMap<string, string>;

function optionsOf(argv: readonly string[]): Options | { readonly wrong: string } {
  const found = new Map<string, string>();
  const rest = [...argv];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const name = arg.replace(/^--?/, "");
    if (!arg.startsWith("-")) found.set("", arg);
    else if (SWITCHES.has(name)) found.set(name, "");
    else {
      const value = VALUES.has(name) ? rest.shift() : undefined;
      if (value === undefined) return { wrong: arg };
      found.set(name, value);
    }
  }
  return found;
}

/** Without a host it is this machine, without a port 4433. */
function targetOf(text: string): { readonly host: string; readonly port: string } {
  const match = /^(.*?)(?::(\d+))?$/.exec(text);
  const host = match?.[1] ?? "";
  return { host: host === "" ? "localhost" : host, port: match?.[2] ?? "4433" };
}

/** A name with a dot is sent unless another is asked for, or none. */
function serverNameOf(options: Options, host: string): string {
  if (options.has("noservername")) return "";
  const isName = host.includes(".") && parseIp(host) === undefined;
  return options.get("servername") ?? (isName ? host : "");
}

function unreadable(file: string, { files }: ToolWorld): string {
  return files?.has(file) === true
    ? `${THREAD}:error:05880088:x509 certificate routines:X509_load_cert_crl_file_ex:no certificate or crl found:../crypto/x509/by_file.c:251:\n`
    : `${THREAD}:error:80000002:system library:BIO_new_file:No such file or directory:../crypto/bio/bss_file.c:67:calling fopen(${file}, r)
${THREAD}:error:10000080:BIO routines:BIO_new_file:no such file:../crypto/bio/bss_file.c:75:
${THREAD}:error:05880002:x509 certificate routines:X509_load_cert_crl_file_ex:system lib:../crypto/x509/by_file.c:229:\n`;
}

/** Number of the thread, which real ones have at random. */
const THREAD = "4077EDEC007F0000";
const UNRESOLVED = `${THREAD}:error:10080002:BIO routines:BIO_lookup_ex:system lib:../crypto/bio/bio_addr.c:746:Name or service not known\nconnect:errno=22\n`;

function whyUnconnected({ ending }: Branch): string | undefined {
  const connect = (code: string, words: string, number: number): string =>
    `${THREAD}:error:${code}:system library:BIO_connect:${words}:../crypto/bio/bio_sock2.c:117:calling connect()
${THREAD}:error:10000067:BIO routines:BIO_connect:connect error:../crypto/bio/bio_sock2.c:119:
connect:errno=${number}\n`;
  switch (ending.kind) {
    case "name-not-found":
    case "no-data":
    case "servfail":
    case "resolve-timeout":
      return UNRESOLVED;
    case "refused":
      return connect("8000006F", "Connection refused", 111);
    case "unreachable":
      return connect("80000071", "No route to host", 113);
    case "dropped":
      return ending.awaited === "answer" ? undefined : connect("8000006E", "Connection timed out", 110);
    default:
      return undefined;
  }
}

function withoutTls({ ending, legs }: Branch): Result {
  const isPlain = legs.some(({ hops }) => hops.some(({ step }) => step.code === "no-tls"));
  const error =
    isPlain || ending.kind === "answered"
      ? "error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:350:"
      : "error:0A000126:SSL routines:ssl3_read_n:unexpected eof while reading:../ssl/record/rec_layer_s3.c:322:";
  const stdout = [
    "CONNECTED(00000003)",
    "---",
    "no peer certificate available",
    ...unshaken(isPlain ? 5 : 0),
  ];
  return { stdout: `${stdout.join("\n")}\n`, stderr: `${THREAD}:${error}\n`, exitCode: 1 };
}

function unshaken(read: number): readonly string[] {
  return [
    "---",
    "No client certificate CA names sent",
    "---",
    `SSL handshake has read ${read} bytes and written 297 bytes`,
    "Verification: OK",
    "---",
    "New, (NONE), Cipher is (NONE)",
    ...TAIL,
    "Verify return code: 0 (ok)",
    "---",
  ];
}

const TAIL = [
  "Secure Renegotiation IS NOT supported",
  "Compression: NONE",
  "Expansion: NONE",
  "No ALPN negotiated",
  "Early data was not sent",
];

function shaken(
  chain: readonly Certificate[],
  { lines, code, words }: Verification,
  options: Options,
  serverName: string,
): Result {
  const [leaf] = chain;
  if (leaf === undefined) throw new Error("a chain without a certificate");
  const showsAll = options.has("showcerts");
  const isOver = code !== 0 && options.has("verify_return_error");
  const size = chain.reduce((sum, { text }) => sum + text.length / 2, 0);
  const server = [
    "Server certificate",
    ...(showsAll ? [] : [pemOf(leaf).trimEnd()]),
    `subject=${oneLine(leaf.subject)}`,
    `issuer=${oneLine(leaf.issuer)}`,
  ];
  const stdout = [
    "CONNECTED(00000003)",
    "---",
    "Certificate chain",
    ...chain.flatMap((one, index) => [...linkLines(one, index), ...(showsAll ? [pemOf(one).trimEnd()] : [])]),
    "---",
    ...(isOver ? ["no peer certificate available"] : server),
    "---",
    "No client certificate CA names sent",
    ...(isOver ? [] : peerSignature(leaf)),
    "Server Temp Key: X25519, 253 bits",
    "---",
    `SSL handshake has read ${size + 377} bytes and written ${377 + (serverName === "" ? 0 : serverName.length + 9)} bytes`,
    code === 0 ? "Verification: OK" : `Verification error: ${words}`,
    "---",
    "New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384",
    ...(isOver ? [] : [`Server public key is ${keyBits(leaf)} bit`]),
    ...TAIL,
    `Verify return code: ${code} (${words})`,
    "---",
  ];
  const failure = `${THREAD}:error:0A000086:SSL routines:tls_post_process_server_certificate:certificate verify failed:../ssl/statem/statem_clnt.c:1889:`;
  const first = lines.findIndex((one) => one.startsWith("verify error"));
  const stderr = [
    ...(serverName === "" ? ["Can't use SSL_get_servername"] : []),
    ...(isOver ? [...lines.slice(0, first + 1), failure] : [...lines, "DONE"]),
  ];
  return { stdout: `${stdout.join("\n")}\n`, stderr: `${stderr.join("\n")}\n`, exitCode: isOver ? 1 : 0 };
}

function linkLines(certificate: Certificate, index: number): readonly string[] {
  const { subject, issuer, notBefore, notAfter } = certificate;
  return [
    `${String(index).padStart(2)} s:${oneLine(subject)}`,
    `   i:${oneLine(issuer)}`,
    `   a:PKEY: ${keyName(certificate)}, ${keyBits(certificate)} (bit); sigalg: ${signatureName(certificate)}`,
    `   v:NotBefore: ${dateText(notBefore)}; NotAfter: ${dateText(notAfter)}`,
  ];
}
