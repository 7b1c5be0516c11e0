import { MADE_FLAGS, madeMetadata, make } from "../change/made.ts";
import { compact, nameArgument } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { text } from "../flags/flag.ts";
import type { Json } from "../server/api.ts";

export const CREATE_POD_DISRUPTION_BUDGET: Command = {
  name: "poddisruptionbudget",
  aliases: ["pdb"],
  short: "Create a pod disruption budget with the specified name",
  usage: "NAME --selector=SELECTOR --min-available=N [options]",
  examples: ["kubectl create pdb web --selector=app=web --min-available=50%"],
  flags: [...MADE_FLAGS, text("selector"), text("min-available"), text("max-unavailable")],
  run,
};

function run(call: Call): void {
  const { flags } = call;
  const name = nameArgument(call);
  const [min, max] = [flags.text("min-available"), flags.text("max-unavailable")];
  const selector = flags.text("selector");
  if (selector === "") throw new PlainError("a selector must be specified");
  if (min === "" && max === "")
    throw new PlainError("one of min-available or max-unavailable must be specified");
  if (min !== "" && max !== "")
    throw new PlainError("min-available and max-unavailable cannot be both specified");
  const spec = compact({
    maxUnavailable: amount("max-unavailable", max),
    minAvailable: amount("min-available", min),
    selector: selectorOf(selector),
  });
  const metadata = madeMetadata(call, name);
  const status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
  make(
    call,
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata, spec, status },
    { refusal: "failed to create poddisruptionbudgets:" },
  );
}

function amount(flag: string, value: string): string | number | undefined {
  if (value === "") return undefined;
  if (!/^\d+%?$/.test(value)) throw new PlainError(`invalid format specified for ${flag}`);
  return value.endsWith("%") ? value : Number(value);
}

/** `metav1.ParseToLabelSelector`, of what such a selector usually says. */
function selectorOf(text: string): Json {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: Json[] = [];
  for (const term of text.split(/,(?![^(]*\))/).map((one) => one.trim())) {
    const [, negated, key = "", operator, value = ""] =
      /^(!?)\s*([^\s=!(),]+)\s*(?:(==?|!=|in\b|notin\b)\s*(.*))?$/.exec(term) ?? [];
    if (key === "") throw new PlainError(`couldn't parse the selector string ${JSON.stringify(text)}`);
    if (operator === "!=") throw new PlainError('"!=" is not a valid label selector operator');
    if (operator === "=" || operator === "==") matchLabels[key] = value;
    else if (operator === undefined)
      matchExpressions.push({ key, operator: negated === "!" ? "DoesNotExist" : "Exists" });
    else {
      const values = value.replace(/^\(|\)$/g, "").split(",");
      const sorted = values.map((one) => one.trim()).sort();
      matchExpressions.push({ key, operator: operator === "in" ? "In" : "NotIn", values: sorted });
    }
  }
  return {
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
  };
}
