import { EVENT_ID, type Event, getScalarValue } from "js-yaml";
import type { FieldPath, Source, SourceLocation } from "../values/source.ts";

/** A text with, once somebody asks, its parser events and its line starts. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  readonly #parse: () => readonly Event[];
  #events: readonly Event[] | undefined;
  #lines: readonly number[] | undefined;

  constructor(file: string, text: string, parse: () => readonly Event[]) {
    this.file = file;
    this.text = text;
    this.#parse = parse;
  }

  get events(): readonly Event[] {
    this.#events ??= this.#parse();
    return this.#events;
  }

  locate(offset: number): SourceLocation {
    this.#lines ??= lineStarts(this.text);
    return locateIn(this.file, this.#lines, offset);
  }
}

/** Location of an offset in a text that could not be parsed. */
export function locateOffset(file: string, text: string, offset: number): SourceLocation {
  return locateIn(file, lineStarts(text), offset);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function locateIn(file: string, lines: readonly number[], offset: number): SourceLocation {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

/** Where one document was written: `root` is the index of its content's event, `item` the place in a List. */
export class TextSource implements Source {
  readonly file: string;
  readonly #text: SourceText;
  readonly #root: number;
  readonly #item: number | undefined;

  constructor(text: SourceText, root: number, item?: number) {
    this.file = text.file;
    this.#text = text;
    this.#root = root;
    this.#item = item;
  }

  at(path: FieldPath): SourceLocation {
    const whole = this.#item === undefined ? path : ["items", this.#item, ...path];
    return this.#text.locate(offsetOf(this.#text, this.#root, whole));
  }
}

/** Offset of the field, or of its nearest written ancestor. Fields are found at their key, list entries at their start. */
function offsetOf({ text, events }: SourceText, root: number, path: FieldPath): number {
  let at = root;
  let offset = startOf(events[at]);
  for (const part of path) {
    const found = typeof part === "number" ? entryAt(events, at, part) : fieldAt(text, events, at, part);
    if (found === undefined) break;
    at = found.value;
    offset = startOf(events[found.key]);
  }
  return offset;
}

interface Child {
  readonly key: number;
  readonly value: number;
}

function fieldAt(text: string, events: readonly Event[], at: number, name: string): Child | undefined {
  if (events[at]?.type !== EVENT_ID.MAPPING) return undefined;
  for (let key = at + 1; key < events.length; ) {
    const event = events[key];
    if (event === undefined || event.type === EVENT_ID.POP) return undefined;
    const value = after(events, key);
    if (event.type === EVENT_ID.SCALAR && getScalarValue(text, event) === name) return { key, value };
    key = after(events, value);
  }
  return undefined;
}

function entryAt(events: readonly Event[], at: number, index: number): Child | undefined {
  if (events[at]?.type !== EVENT_ID.SEQUENCE) return undefined;
  let entry = at + 1;
  for (let left = index; left > 0; left--) {
    if (events[entry]?.type === EVENT_ID.POP) return undefined;
    entry = after(events, entry);
  }
  const event = events[entry];
  return event === undefined || event.type === EVENT_ID.POP ? undefined : { key: entry, value: entry };
}

/** Index of the event after the node that starts at `at`. */
export function after(events: readonly Event[], at: number): number {
  let depth = 0;
  for (let index = at; index < events.length; index++) {
    const type = events[index]?.type;
    if (type === EVENT_ID.POP) depth--;
    else if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE || type === EVENT_ID.DOCUMENT) depth++;
    if (depth === 0) return index + 1;
  }
  return events.length;
}

function startOf(event: Event | undefined): number {
  if (event === undefined) return 0;
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return Math.max(0, event.style === 2 || event.style === 3 ? event.valueStart - 1 : event.valueStart);
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.anchorStart > 0 ? event.anchorStart - 1 : event.start;
    case EVENT_ID.ALIAS:
      return Math.max(0, event.anchorStart - 1);
    default:
      return 0;
  }
}
