import type { Ingress } from "../../../../api/networking/ingress.ts";
import { nameOfAnnotation } from "../../../../api/networking/nginx-annotations.ts";
import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { HttpRequest } from "../../../../values/http-message.ts";
import type { Choice, Upstream } from "../../../function.ts";
import { attempt, type Last } from "../../../shared/tries.ts";
import type { IngressStep } from "../steps.ts";
import { judge, limitsOf, type NginxVerdict } from "./limits.ts";

type Choices = readonly Choice<IngressStep>[];

/** A request as the tries need to know it. */
interface Asked {
  readonly view: ClusterView;
  readonly table: { readonly config: NginxConfig };
  readonly request: HttpRequest;
  readonly base: Pick<IngressStep, "function" | "controller" | "host" | "path">;
}

/** The endpoints of one Service, each with the others behind it for when it does not answer. */
export function withTries(asked: Asked, ingress: Ingress, choices: Choices): Choices {
  const limits = limitsOf(asked.table.config, ingress);
  const { base, request } = asked;
  const endpoints = choices.flatMap(({ does }) => (does.kind === "upstream" ? [does] : []));
  return choices.map((choice): Choice<IngressStep> => {
    const { does } = choice;
    if (does.kind !== "upstream") return choice;
    const peers = endpoints.filter(({ service }) => service === does.service);
    const { service } = does;
    const first = attempt<IngressStep, NginxVerdict>({
      endpoints: peers,
      start: peers.indexOf(does),
      judge: (ending, tried, before) => judge(limits, request.method, ending, tried, before),
      asksAgain: ({ address, port }, tried, ending, { over }) => ({
        ...base,
        code: "retried",
        service,
        attempt: tried + 1,
        attempts: limits.tries,
        endpoint: address.text,
        port,
        ...(over !== undefined
          ? { seconds: over.seconds }
          : ending.kind === "answered" && ending.status !== undefined
            ? { status: ending.status }
            : { ending: ending.kind }),
        objects: [service],
      }),
      told: (last) => told(asked, ingress, last),
    });
    return { ...choice, does: first };
  });
}

function told(
  { view, base }: Asked,
  ingress: Ingress,
  { upstream, ending, verdict: { over, elapsed }, tries }: Last<IngressStep, NginxVerdict>,
): ReturnType<Upstream<IngressStep>["answer"]> {
  const late = elapsed === 0 ? {} : { took: elapsed };
  if (over === undefined) {
    const { ending: own, step } = upstream.answer(ending);
    const shown = own.kind === "answered" ? { ...own, ...late } : own;
    if (step === undefined) return { ending: shown };
    return { ending: shown, step: step.code === "bad-gateway" && tries > 1 ? { ...step, tries } : step };
  }
  const { service } = upstream;
  const use = view.use(ingress, ["metadata", "annotations", nameOfAnnotation(over.annotation)]);
  const step: IngressStep = {
    ...base,
    code: "timed-out",
    ingress: use,
    service,
    annotation: over.annotation,
    seconds: over.seconds,
    ...(tries > 1 ? { tries } : {}),
    objects: [use, service],
  };
  const answer: Ending = { kind: "answered", status: 504, ...late };
  return { ending: answer, step };
}
