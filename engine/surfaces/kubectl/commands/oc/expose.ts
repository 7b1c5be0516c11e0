import { make } from "../../change/made.ts";
import type { Call, Command } from "../../command.ts";
import { text } from "../../flags/flag.ts";
import { kindPrefix } from "../../server/resource.ts";
import { readArguments } from "../../targets/arguments.ts";
import { forEachInfo } from "../../targets/info.ts";
import { objectsOf } from "../../targets/objects.ts";
import { EXPOSE } from "../expose.ts";
import { routeTo } from "./route.ts";

/** `oc expose`: a Service becomes a Route; all else becomes a Service, as with kubectl. */
export const OC_EXPOSE: Command = {
  ...EXPOSE,
  short: "Expose a replicated application as a service or route",
  examples: ["oc expose service web --hostname=www.example.com", "oc expose deployment web --port=80"],
  flags: [...(EXPOSE.flags ?? []), text("hostname"), text("path"), text("wildcard-policy")],
  run,
};

function run(call: Call): void {
  if (!isService(call)) {
    EXPOSE.run?.(call);
    return;
  }
  const { flags, session } = call;
  const { infos, errors } = objectsOf(call, call.args);
  if (errors[0] !== undefined) throw errors[0];
  forEachInfo(infos, ({ name: service }) => {
    const wish = {
      service,
      hostname: flags.text("hostname"),
      path: flags.text("path"),
      port: flags.text("port"),
    };
    make(call, routeTo(session, { ...wish, name: flags.text("name") || service }), { what: "exposed" });
  });
}

/** A Service with `--type`, `--protocol` or the like is copied as a Service. */
function isService({ flags, args, session }: Call): boolean {
  if (args.length === 0 || ["type", "protocol", "target-port"].some((name) => flags.changed(name)))
    return false;
  const wanted = readArguments(args, session.discovery, { program: session.program, hasSelector: false });
  return wanted.named.length > 0 && wanted.named.every(({ resource }) => kindPrefix(resource) === "service");
}
