import { dryRunOf, Outcome, requireFlags, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, throwAll } from "../failure.ts";
import { DRY_RUN, FILES, PRINT, SELECTOR } from "../flags/common.ts";
import { bool, duration, int, text } from "../flags/flag.ts";
import { at } from "../server/api.ts";
import { objectsOf } from "../targets/objects.ts";

export const SCALE: Command = {
  name: "scale",
  short: "Set a new size for a deployment, replica set, or replication controller",
  usage:
    "[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]",
  examples: ["kubectl scale --replicas=3 deployment/web"],
  flags: [
    ...PRINT,
    ...FILES,
    SELECTOR,
    DRY_RUN,
    bool("all"),
    int("replicas"),
    int("current-replicas", -1),
    text("resource-version"),
    duration("timeout", "0s"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, args, session } = call;
  requireFlags(call, "replicas");
  const replicas = flags.int("replicas");
  if (replicas < 0)
    throw new PlainError(
      "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0",
    );
  const expected = flags.int("current-replicas");
  const outcome = new Outcome(call);
  const { infos, errors } = objectsOf(call, args);
  if (infos.length === 0) {
    const [first] = errors;
    throw new PlainError(`no objects passed to scale${first === undefined ? "" : ` ${first.message}`}`);
  }
  for (const { resource, namespace, name, object } of infos) {
    if (dryRunOf(call) !== "client") {
      const present = Number(at(object, "spec", "replicas") ?? 0);
      if (expected >= 0 && present !== expected)
        throw new PlainError(`Expected replicas to be ${expected}, was ${present}`);
      const location = { resource, namespace, name, subresource: "scale" };
      session.client.patch(
        location,
        "application/merge-patch+json",
        { spec: { replicas } },
        writeQuery(call),
      );
    }
    outcome.print(object, "scaled");
  }
  throwAll(errors);
}
