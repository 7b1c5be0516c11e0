import type { Trace } from "../../../trace/trace.ts";
import { NameError } from "../../../values/name-error.ts";
import { readFlags } from "../flags.ts";
import { isBusybox } from "../images.ts";
import { clientAt } from "../place.ts";
import { failed, type Tool, went } from "../tool.ts";
import { addressOf } from "./body.ts";

/** OpenBSD's nc, and busybox' where that is what the image has; for looking, not for talking. */
export const nc: Tool = (argv, world) => {
  const { cluster, place } = world;
  const flags = readFlags(argv, {
    letters: { z: "zero", v: "verbose", u: "udp", w: "wait", n: "numeric", "4": "ipv4", "6": "ipv6" },
    values: ["wait"],
    switches: ["zero", "verbose", "udp", "numeric", "ipv4", "ipv6"],
  });
  const [name, number] = flags.positionals;
  const port = Number(number);
  if (name === undefined || flags.unknown !== undefined || flags.missing !== undefined)
    return failed("usage: nc [-46nuvz] [-w timeout] [destination] [port]\n");
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return failed(`nc: port number invalid: ${number ?? ""}\n`);
  const protocol = flags.has("udp") ? "UDP" : "TCP";
  const proto = protocol.toLowerCase();
  let trace: Trace;
  try {
    trace = cluster.connect(clientAt(place), name, { port, protocol });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return failed(`nc: getaddrinfo for host "${name}" port ${port}: Name or service not known\n`);
  }
  const branch = went(trace, world);
  const address = addressOf(branch, name);
  const busybox = isBusybox(place);
  const to = busybox
    ? `${name} (${address}:${port})`
    : `connect to ${name} (${address}) port ${port} (${proto}) failed`;
  switch (branch.ending.kind) {
    case "answered":
    case "connected":
    case "closed": {
      if (!flags.has("verbose")) return { stdout: "", stderr: "", exitCode: 0 };
      const words = busybox
        ? `${name} (${address}:${port}) open\n`
        : `Connection to ${name} (${address}) ${port} port [${proto}/*] succeeded!\n`;
      return { stdout: "", stderr: words, exitCode: 0 };
    }
    case "refused":
      return failed(`nc: ${to}: Connection refused\n`);
    case "unreachable":
      return failed(`nc: ${to}: No route to host\n`);
    case "dropped":
      return failed(
        busybox
          ? `nc: ${to}: Operation timed out\n`
          : `nc: connect to ${name} (${address}) port ${port} (${proto}) timed out: Operation now in progress\n`,
      );
    default:
      return failed(
        busybox
          ? `nc: bad address '${name}'\n`
          : `nc: getaddrinfo for host "${name}" port ${port}: Name or service not known\n`,
      );
  }
};
