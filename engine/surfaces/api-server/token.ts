import { hashText } from "../../values/random.ts";

/** What a ServiceAccount's token says of whose it is. */
export interface TokenOwner {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** The pod that the token was mounted into. */
  readonly pod?: { readonly name: string; readonly uid: string };
}

export interface TokenTimes {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly seconds: number;
  readonly audiences?: readonly string[];
}

export const ISSUER = "https://kubernetes.default.svc.cluster.local";
const HEADER = { alg: "RS256", kid: "cG9kd2lyZQ" };
const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * A token in the form of a JWT that a cluster of its own would sign. The signature is a hash: it tells a made-up token
 * from one of this cluster, and is worth nothing anywhere else.
 */
export function tokenOf({ namespace, name, uid, pod }: TokenOwner, times: TokenTimes): string {
  const { now, seconds, audiences = [ISSUER] } = times;
  const start = Math.floor(now / 1000);
  const claims = {
    aud: audiences,
    exp: start + seconds,
    iat: start,
    iss: ISSUER,
    "kubernetes.io": { namespace, ...(pod === undefined ? {} : { pod }), serviceaccount: { name, uid } },
    nbf: start,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const body = `${base64Url(JSON.stringify(HEADER))}.${base64Url(JSON.stringify(claims))}`;
  return `${body}.${signatureOf(body)}`;
}

/** Whose a token is; `undefined` when nobody of this cluster signed it, or it is over. */
export function ownerOf(token: string, now: number): TokenOwner | undefined {
  const [header = "", payload = "", signature = "", ...more] = token.trim().split(".");
  if (more.length > 0 || signature !== signatureOf(`${header}.${payload}`)) return undefined;
  const claims = claimsIn(payload);
  const [, namespace, name] = SUBJECT.exec(String(claims["sub"])) ?? [];
  const own = claims["kubernetes.io"] as { readonly serviceaccount?: { readonly uid?: string } } | undefined;
  if (namespace === undefined || name === undefined || Number(claims["exp"]) * 1000 <= now) return undefined;
  return { namespace, name, uid: own?.serviceaccount?.uid ?? "" };
}

function claimsIn(payload: string): Readonly<Record<string, unknown>> {
  return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as Readonly<
    Record<string, unknown>
  >;
}

/** As long as an RSA signature of 2048 bits, so that nobody mistakes it for a truncated token. */
function signatureOf(text: string): string {
  let letters = "";
  for (let index = 0; index < 64; index++) {
    const hash = hashText(text, hashText(String(index)));
    letters += String.fromCharCode(hash & 255, (hash >>> 8) & 255, (hash >>> 16) & 255, hash >>> 24);
  }
  return base64Url(letters);
}

/** Of bytes, one a character. */
function base64Url(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
