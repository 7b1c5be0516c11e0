/** Milliseconds since the epoch of an RFC 3339 time in UTC, without `Date`. */
export function parseTimestamp(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  return (days * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000;
}

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
