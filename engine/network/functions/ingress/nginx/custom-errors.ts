import type { Ingress } from "../../../../api/networking/ingress.ts";
import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { Choice } from "../../../function.ts";
import type { IngressStep } from "../steps.ts";
import { settingOf } from "./settings.ts";

type Choices = readonly Choice<IngressStep>[];

/** Statuses of `custom-http-errors`; what is no number of an error counts for nothing. */
export function interceptedStatuses(config: NginxConfig, ingress: Ingress): ReadonlySet<number> {
  const numbers = (settingOf(config, ingress, "custom-http-errors") ?? "").split(",").map(Number);
  return new Set(numbers.filter((status) => status >= 300 && status <= 599));
}

/**
 * `custom-http-errors`: an answer with one of these statuses, the backend's or nginx' own, does not reach the client; what
 * `instead` says does. That answer is not replaced again (`recursive_error_pages` is off).
 */
export function withCustomErrors(
  statuses: ReadonlySet<number>,
  choices: Choices,
  instead: (status: number) => Choices,
): Choices {
  const replaced = (ending: Ending): Choices | undefined =>
    ending.kind === "answered" && ending.status !== undefined && statuses.has(ending.status)
      ? instead(ending.status)
      : undefined;
  const wrap = (choice: Choice<IngressStep>): Choices => {
    const { does, steps, share } = choice;
    if (does.kind !== "upstream") {
      const other = replaced(does);
      if (other === undefined) return [choice];
      return other.map((one) => ({ ...one, share: share * one.share, steps: [...steps, ...one.steps] }));
    }
    const then = (ending: Ending): Choices | undefined => {
      const next = does.then?.(ending);
      if (next !== undefined) return next.flatMap(wrap);
      const { ending: told, step } = does.answer(ending);
      const before = step === undefined ? [] : [step];
      return replaced(told)?.map((one) => ({ ...one, steps: [...before, ...one.steps] }));
    };
    return [{ ...choice, does: { ...does, then } }];
  };
  return choices.flatMap(wrap);
}
