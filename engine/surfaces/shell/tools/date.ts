import { formatTimestamp } from "../../../values/clock.ts";
import { rfc1123 } from "../../kubectl/describe/time.ts";
import { failed, ok, type Tool } from "../tool.ts";

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
/** What `-I` may be followed by, or its beginning; without it, the date. */
const ISO = [
  ["date", "%F"],
  ["hours", "%FT%H+00:00"],
  ["minutes", "%FT%R+00:00"],
  ["seconds", "%FT%T+00:00"],
  ["ns", "%FT%T,%N+00:00"],
] as const;
const USUAL = "%a %b %e %H:%M:%S UTC %Y";

/** `date`: the cluster's clock, or `-d @SECONDS`, in UTC, with the letters of strftime(3) that people use. */
export const date: Tool = (argv, { cluster }) => {
  let format = USUAL;
  let seconds = cluster.now;
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    const iso = /^(?:-I|--iso-8601(?:=|$))(.*)$/.exec(word)?.[1];
    const precision = ISO.find(([name]) => iso !== undefined && name.startsWith(iso));
    const [, day] = /^(?:-d|--date=)(.*)$/.exec(word) ?? (word === "--date" ? [word, ""] : []);
    if (day !== undefined) {
      const text = day === "" && word !== "--date=" ? (argv[++at] ?? "") : day;
      const moment = /^@(-?\d+)$/.exec(text)?.[1];
      if (moment === undefined && text !== "now")
        return failed(
          `date: invalid date \u2018${text}\u2019: the clock is the cluster's own, and only now and @SECONDS are read\n`,
        );
      if (moment !== undefined) seconds = Number(moment);
    } else if (word.startsWith("+")) format = word.slice(1);
    else if (iso !== undefined && precision !== undefined) format = precision[1];
    else if (/^(-R|--rfc-email|--rfc-2822)$/.test(word)) format = "%a, %d %b %Y %T +0000";
    else if (/^--rfc-3339=s(econds)?$/.test(word)) format = "%F %T+00:00";
    else if (!/^(-u|--utc|--universal)$/.test(word))
      return failed(`date: invalid option or date '${word}': the clock is the cluster's own\n`);
  }
  return ok(`${formatTime(seconds, format)}\n`);
};

/** A moment in UTC, by the letters of strftime(3). */
export function formatTime(moment: number, format: string): string {
  const seconds = Math.floor(moment);
  const text = formatTimestamp(seconds * 1000);
  const [year = "", month = "", day = ""] = text.slice(0, 10).split("-");
  const [hour = "", minute = "", second = ""] = text.slice(11, 19).split(":");
  const weekday = DAYS.findIndex((name) => name.startsWith(rfc1123(text).slice(0, 3)));
  const letters: Readonly<Record<string, string>> = {
    ...{
      Y: year,
      m: month,
      d: day,
      H: hour,
      M: minute,
      S: second,
      y: year.slice(2),
      e: String(Number(day)).padStart(2),
    },
    ...{
      F: text.slice(0, 10),
      T: text.slice(11, 19),
      R: `${hour}:${minute}`,
      D: `${month}/${day}/${year.slice(2)}`,
    },
    ...{
      s: String(seconds),
      N: "000000000",
      Z: "UTC",
      z: "+0000",
      n: "\n",
      t: "\t",
      "%": "%",
      u: String(weekday || 7),
    },
    ...{ b: MONTHS[Number(month) - 1]?.slice(0, 3) ?? "", B: MONTHS[Number(month) - 1] ?? "" },
    ...{ a: DAYS[weekday]?.slice(0, 3) ?? "", A: DAYS[weekday] ?? "" },
  };
  return format.replace(/%([A-Za-z%])/g, (all, letter: string) =>
    Object.hasOwn(letters, letter) ? (letters[letter] ?? "") : all,
  );
}
