/**
 * Rows by path, found by a request's path without a look at the others: the path itself, then everything above it, element
 * by element, the longest first. `/shop/` and `/shop` are two paths, the one with its slash the longer.
 *
 * A request's path is read once, from the left, and nothing is cut out of it. All that a look-up reads lies close together:
 * with many thousand paths, waiting for memory is what takes the time.
 */
export class PathIndex<T> {
  /** The first row of each path, in the order in which the paths came, and the others of those that have more. */
  readonly #rows: T[] = [];
  readonly #more = new Map<number, T[]>();
  /** Open addressing, never more than half full. A slot: what the path hashes to, its number plus one, its start in the text, its length. */
  #slots = new Int32Array(16 * SLOT);
  /** All paths, one behind the other. */
  #text = new Uint16Array(256);
  #end = 0;
  /** What paths of this length there are: a request's path is looked up only where one can be. */
  #lengths = new Uint8Array(0);

  /** Rows of one path keep the order in which they come. */
  add(path: string, row: T): void {
    const hash = hashOf(path);
    const known = this.#find(path, path.length, hash);
    if (known >= 0) {
      const more = this.#more.get(known);
      if (more === undefined) this.#more.set(known, [row]);
      else more.push(row);
      return;
    }
    this.#rows.push(row);
    this.#know(path.length, path.endsWith("/") ? SLASHED : PLAIN);
    if (this.#rows.length * 2 * SLOT > this.#slots.length) this.#grow();
    this.#enter(hash, this.#rows.length, this.#end, path.length);
    this.#write(path);
  }

  /** Rows of exactly this path. */
  at(path: string): readonly T[] {
    const ending = path.endsWith("/") ? SLASHED : PLAIN;
    if (((this.#lengths[path.length] ?? 0) & ending) === 0) return NONE;
    const number = this.#find(path, path.length, hashOf(path));
    return number < 0 ? NONE : [this.#rows[number] as T, ...(this.#more.get(number) ?? NONE)];
  }

  /** Rows of this path with a slash behind it. */
  below(path: string): readonly T[] {
    return ((this.#lengths[path.length + 1] ?? 0) & SLASHED) === 0 ? NONE : this.at(`${path}/`);
  }

  /** The first row, or the first that is wanted; `isWanted` looks nothing up itself. */
  first(path: string, isWanted?: (row: T) => boolean): T | undefined {
    for (let cut = this.#cuts(path) - 1; cut >= 0; cut--) {
      const number = this.#find(path, LENGTHS[cut] ?? 0, HASHES[cut] ?? 0);
      if (number < 0) continue;
      const row = this.#rows[number] as T;
      if (isWanted === undefined || isWanted(row)) return row;
      const other = this.#more.get(number)?.find(isWanted);
      if (other !== undefined) return other;
    }
    return undefined;
  }

  /** Every row that has the path, the longest first. */
  all(path: string): readonly T[] {
    const found: T[] = [];
    this.first(path, (row) => {
      found.push(row);
      return false;
    });
    return found;
  }

  /** Writes down the lengths at which the path may be cut, the shortest first, with what the part before hashes to. */
  #cuts(path: string): number {
    const lengths = this.#lengths;
    const last = Math.min(path.length, lengths.length - 1);
    let count = 0;
    let hash = SEED;
    let code = 0;
    for (let length = 0; length <= last; length++) {
      const next = length < path.length ? path.charCodeAt(length) : SLASH;
      // Behind a slash, before one, and at the end.
      const ending = code === SLASH ? SLASHED : next === SLASH ? PLAIN : 0;
      if (((lengths[length] ?? 0) & ending) !== 0) {
        LENGTHS[count] = length;
        HASHES[count++] = hash;
      }
      hash = Math.imul(hash ^ next, PRIME);
      code = next;
    }
    return count;
  }

  /** Number of the path that so many of these characters are, which hash to that; -1 when there is none. */
  #find(path: string, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = slotOf(hash) & mask; slots[slot + 1] !== 0; slot = (slot + SLOT) & mask) {
      if (slots[slot] !== hash || slots[slot + 3] !== length) continue;
      if (this.#isAt(slots[slot + 2] ?? 0, path, length)) return (slots[slot + 1] ?? 0) - 1;
    }
    return -1;
  }

  #isAt(start: number, path: string, length: number): boolean {
    const text = this.#text;
    for (let index = 0; index < length; index++)
      if (text[start + index] !== path.charCodeAt(index)) return false;
    return true;
  }

  #write(path: string): void {
    const end = this.#end + path.length;
    if (end > this.#text.length) {
      const text = new Uint16Array(Math.max(end, this.#text.length * 2));
      text.set(this.#text);
      this.#text = text;
    }
    for (let index = 0; index < path.length; index++) this.#text[this.#end + index] = path.charCodeAt(index);
    this.#end = end;
  }

  #know(length: number, ending: number): void {
    if (length >= this.#lengths.length) {
      const lengths = new Uint8Array(length + 1);
      lengths.set(this.#lengths);
      this.#lengths = lengths;
    }
    this.#lengths[length] = (this.#lengths[length] ?? 0) | ending;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    for (let slot = 0; slot < old.length; slot += SLOT) {
      const [hash = 0, number = 0, start = 0, length = 0] = old.subarray(slot, slot + SLOT);
      if (number !== 0) this.#enter(hash, number, start, length);
    }
  }

  #enter(hash: number, number: number, start: number, length: number): void {
    const mask = this.#slots.length - 1;
    let slot = slotOf(hash) & mask;
    while (this.#slots[slot + 1] !== 0) slot = (slot + SLOT) & mask;
    this.#slots.set([hash, number, start, length], slot);
  }
}

const SLASH = "/".charCodeAt(0);
/** Of a length there are paths that end with a slash, and others. */
const SLASHED = 1;
const PLAIN = 2;
const NONE: readonly never[] = [];

/** Numbers that a slot takes; a power of two. */
const SLOT = 4;

function slotOf(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), SLOT);
}

/** FNV-1a, a character at a time, so that every beginning of a path is hashed on the way to its end. */
const SEED = -2_128_831_035;
const PRIME = 16_777_619;

function hashOf(path: string): number {
  let hash = SEED;
  for (let index = 0; index < path.length; index++) hash = Math.imul(hash ^ path.charCodeAt(index), PRIME);
  return hash;
}

/** What one look-up writes down and reads again: used anew by each, so that asking makes no garbage. */
const LENGTHS: number[] = [];
const HASHES: number[] = [];
