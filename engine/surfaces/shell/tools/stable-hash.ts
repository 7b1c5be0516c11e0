/** FNV-1a in eight hexadecimal digits: for what a kernel draws at random, and what is to stay the same here. */
export function stableHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
