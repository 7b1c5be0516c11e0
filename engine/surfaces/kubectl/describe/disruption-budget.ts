import { at, textAt } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { formatSelector } from "./selector.ts";
import { Sheet } from "./sheet.ts";

export const describePodDisruptionBudget: Describer = (subject) => {
  const { object } = subject;
  const spec = at(object, "spec");
  const sheet = new Sheet();
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.field(0, "Namespace", textAt(object, "metadata", "namespace"));
  const isMin = at(spec, "minAvailable") !== undefined;
  if (isMin) sheet.field(0, "Min available", at(spec, "minAvailable"));
  else if (at(spec, "maxUnavailable") !== undefined)
    sheet.field(0, "Max unavailable", at(spec, "maxUnavailable"));
  const selector = at(spec, "selector");
  sheet.field(0, "Selector", selector === undefined ? "<unset>" : formatSelector(selector));
  sheet.line(0, "Status:");
  for (const [name, field] of [
    ["Allowed disruptions", "disruptionsAllowed"],
    ["Current", "currentHealthy"],
    ["Desired", "desiredHealthy"],
    ["Total", "expectedPods"],
  ] as const)
    sheet.field(2, name, at(object, "status", field) ?? 0);
  describeEvents(sheet, subject);
  return sheet.text;
};
