import type { Trace } from "../../../trace/trace.ts";
import { NameError } from "../../../values/name-error.ts";
import { clientAt } from "../place.ts";
import { failed, ok, type Tool, went } from "../tool.ts";
import { addressOf } from "./body.ts";

const TELNET_PORT = 23;
const USAGE = "Usage: telnet [-a] [-l USER] HOST [PORT]\n\nConnect to telnet server\n";

/** busybox telnet, to see whether a port answers: nothing is typed into it, so it is over once it is connected. */
export const telnet: Tool = (argv, world) => {
  const { cluster, place } = world;
  const words = argv.filter((word, at) => !word.startsWith("-") && argv[at - 1] !== "-l");
  const [name, number] = words;
  if (name === undefined || words.length > 2) return failed(USAGE);
  const port = number === undefined ? TELNET_PORT : Number(number);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return failed(`telnet: bad port '${number}'\n`);
  const unknown = failed(`telnet: bad address '${name}'\n`);
  let trace: Trace;
  try {
    trace = cluster.connect(clientAt(place), name, { port, protocol: "TCP" });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return unknown;
  }
  const branch = went(trace, world);
  const lost = (words: string): ReturnType<Tool> =>
    failed(`telnet: can't connect to remote host (${addressOf(branch, name)}): ${words}\n`);
  switch (branch.ending.kind) {
    case "answered":
    case "connected":
      return ok(`Connected to ${name}\n`);
    case "closed":
      return { stdout: `Connected to ${name}\n`, stderr: "Connection closed by foreign host\n", exitCode: 1 };
    case "refused":
      return lost("Connection refused");
    case "unreachable":
      return lost("Host is unreachable");
    case "dropped":
      return lost("Operation timed out");
    default:
      return unknown;
  }
};
