import type { Ending, TlsAlert } from "../trace/ending.ts";
import type { ToolExit } from "../trace/trace.ts";
import type { Distrust } from "../values/certificate-trust.ts";
import { OPENSSL_ERRORS } from "../values/openssl-words.ts";

/** What curl needs to know to word its failure. */
export interface CurlWords {
  readonly host: string;
  readonly port: number;
  /** Seconds of `-m`; without it curl waits for the kernel to give up. */
  readonly maxTime?: number;
  /** Of `--max-redirs`; without it 50. */
  readonly maxRedirects?: number;
  /** The connection was closed before the TLS handshake was over. */
  readonly inHandshake?: boolean;
}

/** Linux gives up on a SYN after six retries (tcp_syn_retries), about 127 s; in milliseconds. */
const SYN_TIMEOUT = 127_000;

/**
 * curl's exit code and the line it writes (curl 8; lib/curl_easy_strerror and the connection filters): 6, 7, 28,
 * 35, 52, 56, 60, or 0 whatever the HTTP status.
 */
export function curlExit(
  ending: Ending,
  { host, port, maxTime, maxRedirects = 50, inHandshake = false }: CurlWords,
): ToolExit {
  const failed = `Failed to connect to ${host} port ${port} after 0 ms: Could not connect to server`;
  switch (ending.kind) {
    case "answered":
    case "connected":
      return curl(0, "");
    case "name-not-found":
    case "no-data":
    case "servfail":
      return curl(6, `Could not resolve host: ${host}`);
    case "resolve-timeout":
      return maxTime === undefined
        ? curl(6, `Could not resolve host: ${host}`)
        : curl(28, `Resolving timed out after ${maxTime * 1000} milliseconds`);
    case "refused":
    case "unreachable":
      return curl(7, failed);
    case "dropped":
      if (ending.awaited === "answer" && maxTime !== undefined)
        return curl(28, `Operation timed out after ${maxTime * 1000} milliseconds with 0 bytes received`);
      return maxTime === undefined
        ? curl(
            28,
            `Failed to connect to ${host} port ${port} after ${SYN_TIMEOUT} ms: Could not connect to server`,
          )
        : curl(28, `Connection timed out after ${maxTime * 1000} milliseconds`);
    case "closed":
      return inHandshake
        ? curl(35, "Recv failure: Connection reset by peer")
        : curl(52, "Empty reply from server");
    case "tls-failed":
      if (ending.reason === "certificate")
        return curl(60, certificateProblem(ending.distrust ?? "unknown-issuer", host));
      if (ending.alert !== undefined) {
        const [code, version] = ALERTS[ending.alert];
        const error = `error:${code}:SSL routines::${version} alert ${ending.alert}`;
        return curl(56, `OpenSSL SSL_read: OpenSSL/3.0.19: ${error}, errno 0`);
      }
      return curl(35, "TLS connect error: error:0A00010B:SSL routines::wrong version number");
    case "loop":
      return curl(47, `Maximum (${maxRedirects}) redirects followed`);
  }
}

/** Number of the error that OpenSSL makes of an alert, and the version of TLS in its name. */
const ALERTS: Readonly<Record<TlsAlert, readonly [string, string]>> = {
  "certificate required": ["0A00045C", "tlsv13"],
  "unknown ca": ["0A000418", "tlsv1"],
  "certificate expired": ["0A000415", "sslv3"],
  "bad certificate": ["0A000412", "sslv3"],
};

/** OpenSSL's words (X509_verify_cert_error_string), and curl's own for a name that does not fit (lib/vtls/openssl.c). */
function certificateProblem(distrust: Distrust, host: string): string {
  if (distrust === "other-host")
    return `SSL: no alternative certificate subject name matches target hostname '${host}'`;
  return `SSL certificate problem: ${OPENSSL_ERRORS[distrust][1]}`;
}

function curl(exitCode: number, message: string): ToolExit {
  return { name: "curl", exitCode, message: exitCode === 0 ? "" : `curl: (${exitCode}) ${message}` };
}
