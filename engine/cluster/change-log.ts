/**
 * What was done, oldest first. Copies share one list: each knows how much of it is its own, and only who writes after
 * another has written on takes a list of his own. So neither a copy nor a write costs what came before.
 */
export class ChangeLog<T> implements Iterable<T> {
  #entries: T[];
  #length: number;

  constructor(entries: T[] = []) {
    this.#entries = entries;
    this.#length = entries.length;
  }

  /** A log that goes on by itself. */
  fork(): ChangeLog<T> {
    return new ChangeLog(this.#own());
  }

  add(entry: T): void {
    this.#own().push(entry);
    this.#length++;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let index = 0; index < this.#length; index++) yield this.#entries[index] as T;
  }

  /** The list, cut off from what others have written on it. */
  #own(): T[] {
    if (this.#entries.length !== this.#length) this.#entries = this.#entries.slice(0, this.#length);
    return this.#entries;
  }
}
