/**
 * Rows by path, found by a request's path without a look at the others: the path itself, then everything above it, element
 * by element, the longest first. `/shop/` and `/shop` are two paths, the one with its slash the longer.
 */
export class PathIndex<T> {
  readonly #rows = new Map<string, T[]>();
  /** Whether there is a path of this length: a request's path is cut, and looked up, only where one can be. */
  readonly #lengths: boolean[] = [];
  #longest = 0;

  /** Rows of one path keep the order in which they come. */
  add(path: string, row: T): void {
    const known = this.#rows.get(path);
    if (known === undefined) this.#rows.set(path, [row]);
    else known.push(row);
    while (this.#lengths.length <= path.length) this.#lengths.push(false);
    this.#lengths[path.length] = true;
    this.#longest = this.#lengths.length - 1;
  }

  /** Rows of exactly this path. */
  at(path: string): readonly T[] {
    return this.#rows.get(path) ?? NONE;
  }

  /** The first row that is wanted. */
  first(path: string, isWanted: (row: T) => boolean): T | undefined {
    const whole = this.#wanted(path, path.length, isWanted);
    if (whole !== undefined) return whole;
    // A slash behind the longest path there is can be passed over.
    let slash = path.lastIndexOf("/", Math.min(path.length - 1, this.#longest));
    while (slash >= 0) {
      const below = slash + 1 < path.length ? this.#wanted(path, slash + 1, isWanted) : undefined;
      // Behind two slashes it is the next one that is cut at this length.
      const isDouble = slash > 0 && path.charCodeAt(slash - 1) === SLASH;
      const found = below ?? (isDouble ? undefined : this.#wanted(path, slash, isWanted));
      if (found !== undefined || slash === 0) return found;
      slash = path.lastIndexOf("/", slash - 1);
    }
    return undefined;
  }

  #wanted(path: string, length: number, isWanted: (row: T) => boolean): T | undefined {
    if (this.#lengths[length] !== true) return undefined;
    const rows = this.#rows.get(length === path.length ? path : path.slice(0, length));
    if (rows === undefined) return undefined;
    for (const row of rows) if (isWanted(row)) return row;
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
}

const SLASH = "/".charCodeAt(0);
const NONE: readonly never[] = [];
