const DAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly clock: string;
}

function read(timestamp: string): Moment | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(timestamp);
  if (match === null) return undefined;
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), clock: match[4] ?? "" };
}

/** Days since the first of January 1970, a Thursday. */
function daysSinceEpoch({ year, month, day }: Moment): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** Go's RFC1123Z: `Thu, 01 Jan 2026 00:00:00 +0000`. No time is the first moment of Go. */
export function rfc1123(timestamp: string): string {
  const moment = read(timestamp);
  if (moment === undefined) return "Mon, 01 Jan 0001 00:00:00 +0000";
  const { year, month, day, clock } = moment;
  const weekday = DAYS[((daysSinceEpoch(moment) % 7) + 7) % 7] ?? "";
  return `${weekday}, ${String(day).padStart(2, "0")} ${MONTHS[month - 1] ?? ""} ${year} ${clock} +0000`;
}

/** How Go prints a time by itself: `2026-01-01 00:00:00 +0000 UTC`. */
export function goTime(timestamp: string): string {
  const moment = read(timestamp);
  return moment === undefined
    ? "0001-01-01 00:00:00 +0000 UTC"
    : `${timestamp.slice(0, 10)} ${moment.clock} +0000 UTC`;
}

/** Since when, in the words of docker's go-units. */
export function relativeTime(now: number, since: string): string {
  const seconds = Math.floor((now - Date.parse(since)) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.round(seconds / 3600);
  if (seconds < 1) return "Less than a second";
  if (seconds === 1) return "1 second";
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return "About a minute";
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return "About an hour";
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
}
