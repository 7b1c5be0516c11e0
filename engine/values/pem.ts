/** One block of a PEM text (RFC 7468). */
export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY`, `RSA PRIVATE KEY`, `EC PRIVATE KEY` … */
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** More is not read: a Secret holds at most 1 MiB. */
const LONGEST = 1024 * 1024;

/** Blocks in their order; text around them, and blocks that are no base64, are left out. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  const parts = text.slice(0, LONGEST).split("-----BEGIN ").slice(1);
  for (const part of parts) {
    const head = part.indexOf("-----");
    const label = part.slice(0, head);
    const end = part.indexOf(`-----END ${label}-----`);
    if (head < 0 || end < 0) continue;
    const bytes = fromBase64(part.slice(head + "-----".length, end));
    if (bytes !== undefined) blocks.push({ label, bytes });
  }
  return blocks;
}

export function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, "")), (one) => one.charCodeAt(0));
  } catch {
    return undefined;
  }
}
