import { readWork } from "../../../../engine/surfaces/lab/share.ts";

/** What a learner did in one lab, as it is kept in the browser and in exported files. */
export interface Saved {
  readonly version: 1;
  readonly lab: string;
  readonly work: Readonly<Record<string, string>>;
  /** Earlier files, oldest first, for undo. */
  readonly past: readonly Readonly<Record<string, string>>[];
  /** Numbers of the hints that were shown, by task. */
  readonly hints: Readonly<Record<string, readonly number[]>>;
  /** Tasks that were green at some time, and tasks whose solution was shown before that. */
  readonly passed: readonly string[];
  readonly viewed: readonly string[];
  /** Choice by prediction, counting from 0. */
  readonly predictions: Readonly<Record<string, number>>;
  /** Lines typed into the terminal, oldest first. */
  readonly commands: readonly string[];
}

const PAST = 40;
const COMMANDS = 200;

export function fresh(lab: string, work: Saved["work"]): Saved {
  return {
    version: 1,
    lab,
    work,
    past: [],
    hints: {},
    passed: [],
    viewed: [],
    predictions: {},
    commands: [],
  };
}

export function withWork(saved: Saved, work: Saved["work"]): Saved {
  return { ...saved, work, past: [...saved.past, saved.work].slice(-PAST) };
}

export function withCommand(saved: Saved, line: string): Saved {
  return { ...saved, commands: [...saved.commands, line].slice(-COMMANDS) };
}

/** Reads what was kept or imported; `undefined` for anything else. Nobody says that it was written by this page. */
export function readSaved(lab: string, text: string): Saved | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value["version"] !== 1 || value["lab"] !== lab) return undefined;
  const work = readWork(value["work"]);
  if (work === undefined) return undefined;
  return {
    ...fresh(lab, work),
    past: list(value["past"])
      .map(readWork)
      .filter((one) => one !== undefined)
      .slice(-PAST),
    hints: mapped(value["hints"], (one) => list(one).filter((number) => typeof number === "number")),
    passed: strings(value["passed"]),
    viewed: strings(value["viewed"]),
    predictions: mapped(value["predictions"], (one) => (typeof one === "number" ? one : undefined)),
    commands: strings(value["commands"]).slice(-COMMANDS),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function strings(value: unknown): readonly string[] {
  return list(value).filter((one) => typeof one === "string");
}

function mapped<T>(value: unknown, read: (one: unknown) => T | undefined): Readonly<Record<string, T>> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).flatMap(([key, one]): [string, T][] => {
    const known = read(one);
    return known === undefined || key === "__proto__" ? [] : [[key, known]];
  });
  return Object.fromEntries(entries);
}
