import { md5, sha1 } from "@noble/hashes/legacy.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** `user:password` of an Authorization header for HTTP basic authentication (RFC 7617). */
export function credentialsOf(
  header: string | undefined,
): readonly [user: string, password: string] | undefined {
  const encoded = /^basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0)));
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
  } catch {
    return undefined;
  }
}

/**
 * Whether a line of an htpasswd file lets the user in: `{SHA}`, `{PLAIN}`, `$apr1$`. Of other hashes (bcrypt, crypt) only the
 * user's name is compared.
 */
export function letsIn(file: string, user: string, password: string): boolean {
  const line = file.split(/\r?\n/).find((one) => one.slice(0, one.indexOf(":")) === user);
  if (line === undefined) return false;
  const hash = line.slice(user.length + 1).split(":")[0] ?? "";
  if (hash.startsWith("{PLAIN}")) return hash.slice("{PLAIN}".length) === password;
  if (hash.startsWith("{SHA}")) return hash.slice("{SHA}".length) === base64(sha1(utf8ToBytes(password)));
  const salt = /^\$apr1\$([^$]{0,8})\$/.exec(hash)?.[1];
  return salt === undefined ? hash !== "" : hash === apr1(password, salt);
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Apache's variant of MD5-crypt: a thousand rounds over password, salt and what came before (apr_md5_encode). */
export function apr1(password: string, salt: string): string {
  const [secret, grain] = [utf8ToBytes(password), utf8ToBytes(salt)];
  const alternate = md5(concatBytes(secret, grain, secret));
  const parts = [secret, utf8ToBytes("$apr1$"), grain];
  for (let left = secret.length; left > 0; left -= 16) parts.push(alternate.slice(0, Math.min(16, left)));
  for (let bits = secret.length; bits > 0; bits >>= 1)
    parts.push((bits & 1) === 1 ? Uint8Array.of(0) : secret.slice(0, 1));
  let digest = md5(concatBytes(...parts));
  for (let round = 0; round < 1000; round++) {
    const odd = round % 2 === 1;
    digest = md5(
      concatBytes(
        odd ? secret : digest,
        round % 3 === 0 ? new Uint8Array() : grain,
        round % 7 === 0 ? new Uint8Array() : secret,
        odd ? digest : secret,
      ),
    );
  }
  return `$apr1$${salt}$${spelt(digest)}`;
}

const LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function spelt(digest: Uint8Array): string {
  const byte = (index: number): number => digest[index] ?? 0;
  const triples = [
    [0, 6, 12],
    [1, 7, 13],
    [2, 8, 14],
    [3, 9, 15],
    [4, 10, 5],
  ].map(([a = 0, b = 0, c = 0]) => letters((byte(a) << 16) | (byte(b) << 8) | byte(c), 4));
  return triples.join("") + letters(byte(11), 2);
}

function letters(value: number, count: number): string {
  let text = "";
  for (let index = 0; index < count; index++) text += LETTERS[(value >> (6 * index)) & 63];
  return text;
}
