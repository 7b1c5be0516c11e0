import type { Route } from "../../../api/openshift/route.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { Choice, Upstream } from "../../function.ts";
import { attempt, type Last } from "../../shared/tries.ts";
import type { Base, Choices, Exchange } from "./exchange.ts";
import {
  judge,
  limitsOf,
  RETRIES,
  type RouterLimits,
  type RouterVerdict,
  TIMEOUT_ANNOTATION,
} from "./limits.ts";
import type { RouteStep } from "./steps.ts";

/** The Route's endpoints, each with the others behind it for when it takes no connection (`option redispatch`). */
export function withTries({ view, table }: Exchange, route: Route, base: Base, choices: Choices): Choices {
  const limits = limitsOf(route, table.router);
  const use = view.use(route, ["metadata", "annotations", TIMEOUT_ANNOTATION]);
  const endpoints = choices.flatMap(({ does }) => (does.kind === "upstream" ? [does] : []));
  const facts = { ...base, route: use };
  return choices.map((choice): Choice<RouteStep> => {
    const { does } = choice;
    if (does.kind !== "upstream") return choice;
    const first = attempt<RouteStep, RouterVerdict>({
      endpoints,
      start: endpoints.indexOf(does),
      judge: (ending, tried, before) => judge(limits, ending, tried, before, endpoints.length),
      asksAgain: ({ address, port, service }, tried, { kind }) => ({
        ...facts,
        code: "retried",
        service,
        attempt: tried,
        attempts: RETRIES,
        endpoint: address.text,
        port,
        ending: kind,
        objects: [use, service],
      }),
      told: (last) => told(facts, limits, last),
    });
    return { ...choice, does: first };
  });
}

function told(
  facts: Base & { readonly route: ObjectUse },
  { server, saidBy }: RouterLimits,
  { upstream, ending, verdict: { isLate, elapsed }, tries }: Last<RouteStep, RouterVerdict>,
): ReturnType<Upstream<RouteStep>["answer"]> {
  const late = elapsed === 0 ? {} : { took: elapsed };
  const { service } = upstream;
  if (isLate) {
    const objects = [facts.route, service];
    const step: RouteStep = { ...facts, code: "timed-out", service, seconds: server / 1000, saidBy, objects };
    return { ending: { kind: "answered", status: 504, ...late }, step };
  }
  const { ending: own, step } = upstream.answer(ending);
  const shown = own.kind === "answered" ? { ...own, ...late } : own;
  if (step === undefined) return { ending: shown };
  return { ending: shown, step: step.code === "bad-gateway" && tries > 1 ? { ...step, tries } : step };
}
