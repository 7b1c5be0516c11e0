import type { Certificate } from "./certificate.ts";
import { hostOfAuthority } from "./http-message.ts";
import { parseIp } from "./ip.ts";
import { fits, isSignedBy } from "./signature.ts";

/** Why a client gives a connection up over the certificate that it was served. */
export type Distrust =
  | "self-signed"
  | "self-signed-in-chain"
  | "unknown-issuer"
  | "unknown-root"
  | "too-many-between"
  | "not-an-authority"
  | "path-too-long"
  | "other-purpose"
  | "bad-signature"
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
  /** Whether the certificate is to show who a client is; otherwise a server. */
  readonly isOfClient?: boolean;
  /** Whether trust has to end in a root (`openssl`); otherwise in any of the authorities, as curl has it. */
  readonly needsRoot?: boolean;
  /** How many authorities may stand between the certificate and the one that is trusted; 100 where nobody says. */
  readonly mostBetween?: number;
}

/** What comes of looking for the way from a certificate to an authority. */
export interface Chain {
  /** The server's own certificate first. */
  readonly path: readonly Certificate[];
  readonly problem?: Problem;
}

export interface Problem {
  readonly distrust: Distrust;
  /** Which certificate of the path; the server's own is 0. */
  readonly depth: number;
}

/** Whether a client trusts a chain, the server's own certificate first. */
export function distrustOf(chain: readonly Certificate[], settings: TrustSettings): Distrust | undefined {
  return verifyChain(chain, settings).problem?.distrust;
}

/**
 * OpenSSL's order of looking (crypto/x509/x509_vfy.c): who issued it, up to an authority that is trusted; what the authorities
 * may do; then from the top down the signature and the dates of each. The name of the host comes last, as curl has it. An
 * issuer that nobody has seen is taken for a public authority, whose signature nobody can check.
 */
export function verifyChain(chain: readonly Certificate[], settings: TrustSettings): Chain {
  const [leaf] = chain;
  if (leaf === undefined) return { path: [], problem: { distrust: "unknown-issuer", depth: 0 } };
  const found = pathOf(leaf, chain, settings);
  const [problem] = problemsOf(found, settings);
  return problem === undefined ? { path: found.path } : { path: found.path, problem };
}

/** All that is held against a chain, by somebody who looks on after the first problem (`openssl s_client`). */
export function everyProblem(
  chain: readonly Certificate[],
  settings: TrustSettings,
): { readonly path: readonly Certificate[]; readonly problems: readonly Problem[] } {
  const [leaf] = chain;
  if (leaf === undefined) return { path: [], problems: [] };
  const found = pathOf(leaf, chain, settings);
  return { path: found.path, problems: [...problemsOf(found, settings)] };
}

interface Path {
  readonly path: readonly [Certificate, ...Certificate[]];
  readonly distrust?: Distrust;
}

function* problemsOf({ path, distrust }: Path, settings: TrustSettings): Generator<Problem> {
  if (distrust !== undefined) yield { distrust, depth: path.length - 1 };
  yield* unfit(path, settings);
  yield* unsound(path, settings);
  if (!isForSomebody(path[0], settings)) yield { distrust: "other-host", depth: 0 };
}

function isForSomebody(leaf: Certificate, { host, expects = [host] }: TrustSettings): boolean {
  return expects.length === 0 || expects.some((name) => coversHost(leaf, name) || leaf.uris.includes(name));
}

/** Upwards through what is trusted and, where that has no issuer, through what was sent, whose order does not matter. */
function pathOf(leaf: Certificate, sent: readonly Certificate[], settings: TrustSettings): Path {
  const { authorities = [], needsRoot = false, mostBetween = 100 } = settings;
  const path: [Certificate, ...Certificate[]] = [leaf];
  for (let top = leaf, isOurs = false; ; ) {
    if (authorities.some((one) => isSame(one, top)) && (isSelfSigned(top) || !needsRoot)) return { path };
    if (isSelfSigned(top)) return { path, distrust: top === leaf ? "self-signed" : "self-signed-in-chain" };
    if (path.length > mostBetween + 1) return { path, distrust: "too-many-between" };
    const issuersOf = (all: readonly Certificate[]): readonly Certificate[] =>
      all.filter((one) => !path.includes(one) && issued(one, top));
    const trusted = bestOf(issuersOf(authorities), settings);
    const next = trusted ?? (isOurs ? undefined : bestOf(issuersOf(sent), settings));
    if (next === undefined) {
      if (isPublic(top, settings)) return { path };
      return { path, distrust: isOurs ? "unknown-root" : "unknown-issuer" };
    }
    isOurs = trusted !== undefined;
    path.push(next);
    top = next;
  }
}

/** Of several issuers of one name the one that is valid now. */
function bestOf(issuers: readonly Certificate[], { now }: TrustSettings): Certificate | undefined {
  return issuers.find(({ notBefore, notAfter }) => notBefore <= now && now <= notAfter) ?? issuers[0];
}

function isPublic(top: Certificate, { authorities, own }: TrustSettings): boolean {
  // Staging authorities say in their names that nobody is to trust them.
  const isStaging = top.issuer.includes("(STAGING)");
  return authorities === undefined && !isStaging && !own.some((one) => issued(one, top));
}

const SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
const CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
const ANY_PURPOSE = "2.5.29.37.0";

/** What the certificates may be used for, from the server's own upwards. */
function* unfit(path: readonly Certificate[], { isOfClient = false }: TrustSettings): Generator<Problem> {
  const wanted = isOfClient ? CLIENT_AUTHENTICATION : SERVER_AUTHENTICATION;
  let below = 0;
  for (const [depth, one] of path.entries()) {
    if (depth > 0 && !mayIssue(one, depth === path.length - 1)) yield { distrust: "not-an-authority", depth };
    if (one.purposes?.some((purpose) => purpose === wanted || purpose === ANY_PURPOSE) === false)
      yield { distrust: "other-purpose", depth };
    if (depth > 1 && below > (one.pathLength ?? below)) yield { distrust: "path-too-long", depth };
    if (depth > 0 && one.subjectBytes !== one.issuerBytes) below++;
  }
}

/** A root of the first version cannot say that it is one. */
function mayIssue(one: Certificate, isTop: boolean): boolean {
  const { isAuthority = isTop && one.version === 1 && isSelfSigned(one), signsCertificates = true } = one;
  return isAuthority && signsCertificates;
}

/** Signatures and dates, from the top down; nobody looks at the signature of the topmost. */
function* unsound(path: readonly Certificate[], { now, isDated }: TrustSettings): Generator<Problem> {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const [one, above] = [path[depth], path[depth + 1]];
    if (one === undefined) continue;
    if (above !== undefined && !isSignedBy(one, above)) yield { distrust: "bad-signature", depth };
    if (isDated && now < one.notBefore) yield { distrust: "not-yet-valid", depth };
    if (now > one.notAfter) yield { distrust: "expired", depth };
  }
}

/** Issued by itself, as a root is. */
export function isSelfSigned(certificate: Certificate): boolean {
  const { subjectBytes, issuerBytes, subjectKey, authorityKey, publicKey, signatureAlgorithm } = certificate;
  return (
    subjectBytes === issuerBytes &&
    (authorityKey === undefined || authorityKey === subjectKey) &&
    fits(publicKey, signatureAlgorithm)
  );
}

/** Whether the one names the other as its issuer: by name, by key identifier, by the kind of its key. */
function issued(
  authority: Certificate,
  { issuerBytes, authorityKey, signatureAlgorithm }: Certificate,
): boolean {
  const { subjectBytes, subjectKey, publicKey } = authority;
  if (subjectBytes !== issuerBytes || !fits(publicKey, signatureAlgorithm)) return false;
  return authorityKey === undefined || subjectKey === undefined || authorityKey === subjectKey;
}

function isSame(a: Certificate, b: Certificate): boolean {
  return a === b || (a.subjectBytes === b.subjectBytes && a.text === b.text);
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
