/** A source of randomness that repeats itself: same seed, same names, same trace bytes. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
}

/** mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next(): number {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = state;
      mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}

/** FNV's prime for 32 bits. */
export const PRIME = 0x01000193;

/**
 * FNV-1a, 32 bit: turns a name into a seed, so that a name does not depend on what else is in the input. With the hash of
 * an earlier part as `from` it goes on where that ended.
 */
export function hashText(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, PRIME);
  }
  return hash >>> 0;
}

/** Letters of apimachinery's `rand.String`: no vowels and no look-alikes. */
const SAFE_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

/** A suffix as the API server's name generator makes them, e.g. `x7k2p`. */
export function nameSuffix(random: Random, length: number): string {
  let text = "";
  for (let index = 0; index < length; index++) {
    text += SAFE_LETTERS[Math.floor(random.next() * SAFE_LETTERS.length)];
  }
  return text;
}
