import type { Certificate } from "../../../values/certificate.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import { EC, ED25519, RSA } from "../../../values/public-key.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `CN = shop.example.com, O = Shop`, as OpenSSL 3.0 has it on one line. */
export function oneLine(name: string): string {
  return name
    .split(/, (?=[A-Z0-9.]+=)/)
    .map((attribute) => attribute.replace("=", " = "))
    .join(", ");
}

/** `Jan  1 00:00:00 2026 GMT`. */
export function dateText(milliseconds: number): string {
  const [date = "", time = ""] = formatTimestamp(milliseconds).replace("Z", "").split("T");
  const [year, month, day] = date.split("-").map(Number);
  return `${MONTHS[(month ?? 1) - 1]} ${String(day).padStart(2)} ${time} ${year} GMT`;
}

export function pemOf({ text }: Pick<Certificate, "text">): string {
  const bytes = (text.match(/../g) ?? []).map((one) => String.fromCharCode(Number.parseInt(one, 16)));
  const lines = btoa(bytes.join("")).match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

const CURVE_BITS: Readonly<Record<string, number>> = {
  "1.2.840.10045.3.1.7": 256,
  "1.3.132.0.34": 384,
  "1.3.132.0.35": 521,
};

export function keyBits({ publicKey: { algorithm, curve = "", text } }: Certificate): number {
  if (algorithm === EC) return CURVE_BITS[curve] ?? 0;
  return text.replace(/^00/, "").length * 4;
}

/** Name of the kind of key, as in the line of a chain. */
export function keyName({ publicKey: { algorithm } }: Certificate): string {
  return KEYS[algorithm] ?? algorithm;
}

const KEYS: Readonly<Record<string, string>> = {
  [RSA]: "rsaEncryption",
  [EC]: "id-ecPublicKey",
  [ED25519]: "ED25519",
};

export function signatureName({ signatureAlgorithm }: Certificate): string {
  return SIGNATURES[signatureAlgorithm] ?? signatureAlgorithm;
}

const SIGNATURES: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.5": "RSA-SHA1",
  "1.2.840.113549.1.1.11": "RSA-SHA256",
  "1.2.840.113549.1.1.12": "RSA-SHA384",
  "1.2.840.113549.1.1.13": "RSA-SHA512",
  "1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
  "1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
  "1.2.840.10045.4.3.4": "ecdsa-with-SHA512",
  [ED25519]: "ED25519",
};

/** What the server signs its hello with. */
export function peerSignature({ publicKey: { algorithm, curve = "" } }: Certificate): readonly string[] {
  if (algorithm === ED25519) return ["Peer signature type: ed25519"];
  const digest =
    algorithm === EC ? ({ 384: "SHA384", 521: "SHA512" }[CURVE_BITS[curve] ?? 0] ?? "SHA256") : "SHA256";
  return [`Peer signing digest: ${digest}`, `Peer signature type: ${algorithm === EC ? "ECDSA" : "RSA-PSS"}`];
}
