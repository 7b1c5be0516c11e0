import type { Certificate } from "./certificate.ts";
import { hostOfAuthority } from "./http-message.ts";
import { parseIp } from "./ip.ts";

/** Why a client gives a connection up over the certificate that it was served, in OpenSSL's order of looking. */
export type Distrust =
  | "self-signed"
  | "self-signed-in-chain"
  | "unknown-issuer"
  | "expired"
  | "not-yet-valid"
  | "other-host";

/** What a client goes by. */
export interface TrustSettings {
  /** Host it asked for: a name or an address. */
  readonly host: string;
  /** Names of which the certificate must have one, in place of the host; empty: whose it is does not matter. */
  readonly expects?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether `now` is a date that somebody gave; only then can a certificate be not valid yet. */
  readonly isDated: boolean;
  /** The only authorities it trusts (curl's `--cacert`); without them the public ones. */
  readonly authorities?: readonly Certificate[];
  /** Authorities that the input shows to be somebody's own, so not public ones. */
  readonly own: readonly Certificate[];
}

/**
 * Whether a client trusts a chain, the server's own certificate first. Who signed is found by names and key identifiers;
 * signatures are not checked. An issuer that nobody has seen is taken for a public authority.
 */
export function distrustOf(chain: readonly Certificate[], settings: TrustSettings): Distrust | undefined {
  const [leaf] = chain;
  if (leaf === undefined) return "unknown-issuer";
  const path = pathOf(chain);
  const issuer = untrustedIssuer(path, settings);
  if (issuer !== undefined) return issuer;
  for (const { notAfter, notBefore } of path) {
    if (settings.now > notAfter) return "expired";
    if (settings.isDated && settings.now < notBefore) return "not-yet-valid";
  }
  return isForSomebody(leaf, settings) ? undefined : "other-host";
}

function isForSomebody(leaf: Certificate, { host, expects = [host] }: TrustSettings): boolean {
  return expects.length === 0 || expects.some((name) => coversHost(leaf, name) || leaf.uris.includes(name));
}

/** From the server's own certificate upwards, through what it sent; the order in which it sent them does not matter. */
function pathOf(chain: readonly Certificate[]): readonly [Certificate, ...Certificate[]] {
  const [leaf, ...others] = chain;
  if (leaf === undefined) throw new Error("a chain without a certificate");
  const path: [Certificate, ...Certificate[]] = [leaf];
  let top = leaf;
  while (!isSelfSigned(top)) {
    const next = others.find((one) => !path.includes(one) && signed(one, top));
    if (next === undefined) break;
    path.push(next);
    top = next;
  }
  return path;
}

function untrustedIssuer(
  path: readonly [Certificate, ...Certificate[]],
  { authorities, own }: TrustSettings,
): Distrust | undefined {
  const trusted = authorities ?? [];
  if (path.some((one) => trusted.some((other) => signed(other, one) || isSame(other, one)))) return undefined;
  const [leaf] = path;
  const top = path.at(-1) ?? leaf;
  if (isSelfSigned(top)) return top === leaf ? "self-signed" : "self-signed-in-chain";
  // Staging authorities say in their names that nobody is to trust them.
  const isStaging = top.issuer.includes("(STAGING)");
  const isPublic = authorities === undefined && !isStaging && !own.some((one) => signed(one, top));
  return isPublic ? undefined : "unknown-issuer";
}

/** Issued by itself, as a root is. */
export function isSelfSigned({ subjectBytes, issuerBytes, subjectKey, authorityKey }: Certificate): boolean {
  return subjectBytes === issuerBytes && (authorityKey === undefined || authorityKey === subjectKey);
}

/** Whether the authority's certificate is the one that the other names as its issuer. */
function signed(authority: Certificate, { issuerBytes, authorityKey }: Certificate): boolean {
  if (authority.subjectBytes !== issuerBytes || !authority.isAuthority) return false;
  const { subjectKey } = authority;
  return authorityKey === undefined || subjectKey === undefined || authorityKey === subjectKey;
}

function isSame(a: Certificate, b: Certificate): boolean {
  return a.publicKey === b.publicKey && a.subjectBytes === b.subjectBytes;
}

/** RFC 6125: `*` stands for one whole label, the first. The common name counts only where there is no DNS name. */
export function coversHost({ names, addresses, commonName }: Certificate, host: string): boolean {
  const address = parseIp(host.replace(/^\[(.*)\]$/, "$1"));
  if (address !== undefined) return addresses.includes(address.text);
  const asked = hostOfAuthority(host);
  const own = names.length > 0 ? names : commonName === undefined ? [] : [commonName.toLowerCase()];
  return own.some((name) => nameCovers(name, asked));
}

/** Whether a name of a certificate, or of a TLS entry, stands for a host; both in lower case. */
export function nameCovers(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && host.replace(/^[^.]+\./, "*.") === name);
}
