import { parseTimestamp } from "../../../values/clock.ts";

/** Time since the moment, as in the column AGE. */
export function age(timestamp: string | undefined, now: number): string {
  if (timestamp === undefined) return "<unknown>";
  if (timestamp !== last.timestamp || now !== last.now) {
    const then = parseTimestamp(timestamp);
    last = { timestamp, now, text: then === undefined ? "<unknown>" : humanDuration(now - then) };
  }
  return last.text;
}

/** Rows of a table mostly began at one moment. */
let last = { timestamp: "", now: 0, text: "<unknown>" };

/** `duration.HumanDuration` of apimachinery: two to three digits of the two largest units that matter. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 60 * 2) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return pair(minutes, "m", seconds % 60, "s");
  if (minutes < 60 * 3) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return pair(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  if (hours < 24 * 8) return pair(Math.trunc(hours / 24), "d", hours % 24, "h");
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24)}d`;
  if (hours < 24 * 365 * 8) return pair(Math.trunc(hours / 24 / 365), "y", Math.trunc(hours / 24) % 365, "d");
  return `${Math.trunc(hours / 24 / 365)}y`;
}

function pair(large: number, unit: string, small: number, rest: string): string {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${rest}`;
}
