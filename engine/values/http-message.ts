/** What the client's TLS hello says, and how it judges the certificate it is served. */
export interface TlsHello {
  /** Server Name Indication; absent when the client asked an address. */
  readonly serverName?: string;
  /** The address that it asked instead of a name. */
  readonly address?: string;
  /** `false` with curl's `-k`. */
  readonly verify: boolean;
  /** PEM of the only authorities that it trusts (curl's `--cacert`); absent: the public ones. */
  readonly authorities?: string;
  /** Names or URIs of which the certificate must have one, in place of `serverName`; empty: any will do. */
  readonly expects?: readonly string[];
  /** Whether trust has to end in a root, not in any of the authorities. */
  readonly needsRoot?: boolean;
  /** How many authorities may stand between the certificate and the one that is trusted. */
  readonly mostBetween?: number;
  /** Whether the trace is to hold the certificates that it is shown. */
  readonly keepsChain?: boolean;
  /** PEM of the certificate that it shows when it is asked for one (curl's `--cert`), with those above it. */
  readonly certificate?: string;
  /** Whether it shows one whose data the input leaves out. */
  readonly isUnread?: true;
}

/** An HTTP request (RFC 9110) as it travels. Header names are lower-case. */
export interface HttpRequest {
  readonly method: string;
  readonly scheme: "http" | "https";
  /** `Host` or `:authority` as sent, with its port where one was written. */
  readonly authority: string;
  /** Path as sent: starts with `/`, not normalised. */
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  readonly headers: HttpHeaders;
  /** Bytes of the body. */
  readonly bodySize: number;
  readonly tls?: TlsHello;
  /** How often a proxy has asked this before; absent: never. */
  readonly asked?: number;
  /** HTTP/2 in the clear from the first byte (RFC 9113 §3.3); absent: HTTP/1.1, or over TLS what both know. */
  readonly version?: "2";
}

export type HttpHeaders = Readonly<Record<string, string>>;

/** The protocol that a request asks to go on with (RFC 9110 §7.8), in lower case; both headers have to be there. */
export function upgradeOf({ headers, version }: HttpRequest): string | undefined {
  const tokens = (headers["connection"] ?? "").toLowerCase().split(/\s*,\s*/);
  const wanted = headers["upgrade"]?.toLowerCase();
  return version === undefined && tokens.includes("upgrade") ? wanted : undefined;
}

/** The host of an authority: lower case, without port and without the trailing dot of a full name. */
export function hostOfAuthority(authority: string): string {
  return authority.replace(/:\d*$/, "").replace(/\.$/, "").toLowerCase();
}
