import { readFlags } from "../flags.ts";
import { failed, type Tool } from "../tool.ts";

const NAME = "conntrack v1.4.7 (conntrack-tools)";
const HELP = "Try `conntrack -h' or 'conntrack --help' for more information.\n";
const FILTERS = [
  "src",
  "dst",
  "reply-src",
  "reply-dst",
  "proto",
  "family",
  "dport",
  "sport",
  "status",
  "output",
  "src-nat",
  "dst-nat",
  "any-nat",
  "mark",
  "zone",
];

/** conntrack of conntrack-tools: requests here are over at once, so no flow is ever open. */
export const conntrack: Tool = (argv, { place }) => {
  const flags = readFlags(argv, {
    letters: {
      ...{ L: "dump", D: "delete", F: "flush", C: "count", G: "get", E: "event", V: "version", S: "stats" },
      ...{
        s: "src",
        d: "dst",
        r: "reply-src",
        q: "reply-dst",
        p: "proto",
        f: "family",
        u: "status",
        o: "output",
      },
      ...{ n: "src-nat", g: "dst-nat", j: "any-nat", m: "mark", w: "zone" },
    },
    values: FILTERS,
    switches: ["dump", "delete", "flush", "count", "get", "event", "version", "stats"],
  });
  const say = (words: string, exitCode = 0): ReturnType<Tool> => ({
    stdout: "",
    stderr: `${NAME}: ${words}\n`,
    exitCode,
  });
  if (flags.has("version")) return { stdout: `${NAME}\n`, stderr: "", exitCode: 0 };
  if (flags.unknown !== undefined) return failed(`${NAME}: unknown option \`${flags.unknown}'\n${HELP}`, 2);
  if (place.kind !== "node")
    return say("Operation failed: sorry, you must be root or get CAP_NET_ADMIN capability to do this", 1);
  if (flags.has("count")) return { stdout: "0\n", stderr: "", exitCode: 0 };
  if (flags.has("flush")) return say("connection tracking table has been emptied.");
  if (flags.has("delete")) return say("0 flow entries have been deleted.", 1);
  if (flags.has("get") || flags.has("event") || flags.has("stats"))
    return failed("conntrack: this shell knows -L, -C, -D and -F\n");
  if (!flags.has("dump"))
    return failed(`${NAME}: You need to supply a command; this shell knows -L, -C, -D and -F\n`, 2);
  return say("0 flow entries have been shown.");
};
