import type { PodDisruptionBudget } from "../../../api/policy/pod-disruption-budget.ts";
import { AGE, type Column, integer, NAME, text } from "./column.ts";

export const POD_DISRUPTION_BUDGET: readonly Column<PodDisruptionBudget>[] = [
  NAME,
  text("Min Available", ({ spec }) => String(spec.minAvailable ?? "N/A")),
  text("Max Unavailable", ({ spec }) => String(spec.maxUnavailable ?? "N/A")),
  integer("Allowed Disruptions", ({ status }) => status?.disruptionsAllowed ?? 0),
  AGE,
];
