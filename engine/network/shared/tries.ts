import type { Ending } from "../../trace/ending.ts";
import type { StepShape } from "../../trace/step.ts";
import type { Choice, Upstream } from "../function.ts";

/** What a proxy makes of one try. */
export interface Judged {
  /** Milliseconds since the request came. */
  readonly elapsed: number;
  readonly again: boolean;
}

/** A request on its way to endpoints that are asked one after the other until one will do. */
export interface Tries<Step extends StepShape, Verdict extends Judged> {
  /** In the order in which they are asked, in a circle. */
  readonly endpoints: readonly Upstream<Step>[];
  /** The endpoint of the first try. */
  readonly start: number;
  /** @param tried tries before this one; @param before milliseconds that they took */
  judge(ending: Ending, tried: number, before: number): Verdict;
  /** The fact that it asks again. @param tried tries before the next one */
  asksAgain(next: Upstream<Step>, tried: number, ending: Ending, verdict: Verdict): Step;
  /** What the client is told when nothing more is tried. */
  told(last: Last<Step, Verdict>): { readonly ending: Ending; readonly step?: Step };
}

/** The try after which the client is told. */
export interface Last<Step extends StepShape, Verdict extends Judged> {
  readonly upstream: Upstream<Step>;
  readonly ending: Ending;
  readonly verdict: Verdict;
  /** How many there were. */
  readonly tries: number;
}

/** Tries so far. */
interface Past {
  readonly tried: number;
  readonly before: number;
  /** Endpoints to which there is no connection: asking them again gives the same. */
  readonly hopeless: ReadonlyMap<number, Ending>;
}

const NONE: Past = { tried: 0, before: 0, hopeless: new Map() };

/** The next try, and what follows from it. */
export function attempt<Step extends StepShape, Verdict extends Judged>(
  tries: Tries<Step, Verdict>,
  past: Past = NONE,
): Upstream<Step> {
  const { tried } = past;
  const upstream = endpointOf(tries, tried);
  const { request } = upstream;
  const asked = tried === 0 || request === undefined ? {} : { request: { ...request, asked: tried } };
  return {
    ...upstream,
    ...asked,
    answer: (ending) => {
      const { past: all, last, verdict } = settle(tries, past, ending);
      return tries.told({
        upstream: endpointOf(tries, all.tried),
        ending: last,
        verdict,
        tries: all.tried + 1,
      });
    },
    // biome-ignore lint/suspicious/noThenProperty: a proxy's next act, and nothing that waits.
    then: (ending) => {
      const { past: all, last, verdict } = settle(tries, past, ending);
      if (!verdict.again) return undefined;
      const next = attempt(tries, { ...all, tried: all.tried + 1, before: verdict.elapsed });
      const step = tries.asksAgain(next, all.tried + 1, last, verdict);
      return [{ share: 1, steps: [step], does: next }] satisfies readonly Choice<Step>[];
    },
  };
}

/** Goes on over endpoints that are known to give nothing, so that no way is walked twice. */
function settle<Step extends StepShape, Verdict extends Judged>(
  tries: Tries<Step, Verdict>,
  { tried, before, hopeless }: Past,
  ending: Ending,
): { readonly past: Past; readonly last: Ending; readonly verdict: Verdict } {
  const known = new Map(hopeless);
  if (WITHOUT_CONNECTION.has(ending.kind)) known.set(indexOf(tries, tried), ending);
  let count = tried;
  let last = ending;
  let verdict = tries.judge(last, count, before);
  for (;;) {
    const next = known.get(indexOf(tries, count + 1));
    if (!verdict.again || next === undefined) break;
    count += 1;
    last = next;
    verdict = tries.judge(last, count, verdict.elapsed);
  }
  return { past: { tried: count, before, hopeless: known }, last, verdict };
}

/** Endings of a try in which the endpoint never saw the request. */
export const WITHOUT_CONNECTION: ReadonlySet<Ending["kind"]> = new Set([
  "refused",
  "dropped",
  "unreachable",
  "tls-failed",
]);

function indexOf({ endpoints, start }: Pick<Tries<StepShape, Judged>, "endpoints" | "start">, tried: number) {
  return (start + tried) % endpoints.length;
}

function endpointOf<Step extends StepShape, Verdict extends Judged>(
  tries: Tries<Step, Verdict>,
  tried: number,
): Upstream<Step> {
  const endpoint = tries.endpoints[indexOf(tries, tried)];
  if (endpoint === undefined) throw new Error("a try without an endpoint");
  return endpoint;
}
