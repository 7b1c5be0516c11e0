import { compact, nameArgument } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure } from "../failure.ts";
import { PRINT } from "../flags/common.ts";
import { duration, list, text } from "../flags/flag.ts";
import { PLAIN_FORMATS, printerFor } from "../print/printer.ts";
import { textAt } from "../server/api.ts";
import { pathOf } from "../server/client.ts";

export const CREATE_TOKEN: Command = {
  name: "token",
  short: "Request a service account token",
  usage: "SERVICE_ACCOUNT_NAME [options]",
  examples: ["kubectl create token default", "kubectl create token builder --duration=10m"],
  flags: [
    ...PRINT,
    list("audience", "array"),
    duration("duration", "0s"),
    text("bound-object-kind"),
    text("bound-object-name"),
    text("bound-object-uid"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, session } = call;
  const name = nameArgument(call);
  const audiences = flags.list("audience");
  if (flags.duration("duration") < 0) throw new PlainError("--duration must be greater than or equal to 0");
  const seconds = Math.floor(flags.duration("duration"));
  const kind = flags.text("bound-object-kind");
  const bound = compact({
    kind,
    apiVersion: "v1",
    name: flags.text("bound-object-name"),
    uid: flags.text("bound-object-uid") || undefined,
  });
  const spec = compact({
    audiences: [...audiences],
    expirationSeconds: seconds > 0 ? seconds : undefined,
    boundObjectRef: kind === "" ? undefined : bound,
  });
  const location = { resource: session.discovery.named("serviceaccounts"), namespace: session.namespace };
  const path = pathOf({ ...location, name, subresource: "token" });
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec };
  try {
    const answer = session.client.post(path, request);
    const format = flags.text("output");
    session.out(
      format === ""
        ? `${textAt(answer, "status", "token")}\n`
        : printerFor(format, flags, session.around, PLAIN_FORMATS)(answer),
    );
  } catch (error) {
    if (error instanceof StatusFailure) throw new PlainError(`failed to create token: ${error.message}`);
    throw error;
  }
}
