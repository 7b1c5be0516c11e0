import { affinitiesOf, earlierOf } from "../../network/affinity.ts";
import type { Network } from "../../network/network.ts";
import { checkTrace, outcomeOf, type Trace } from "../../trace/trace.ts";
import { NameError } from "../../values/name-error.ts";
import type { CurlOptions } from "./options.ts";

type Ask = (network: Network) => Trace;

/** Answers by question. A network does not change, so a question that comes again has its answer. */
const answers = new WeakMap<Network, Map<string, Trace>>();
const MOST_ANSWERS = 1000;

/** How each answer was found, so that it can be asked for again. */
const asks = new WeakMap<Trace, Ask>();

export function remembered(network: Network, question: readonly unknown[], ask: Ask): Trace {
  let known = answers.get(network);
  if (known === undefined) {
    known = new Map();
    answers.set(network, known);
  }
  const key = JSON.stringify(question);
  let answer = known.get(key);
  if (answer === undefined) {
    answer = ask(network);
    asks.set(answer, ask);
    if (known.size >= MOST_ANSWERS) known.clear();
    known.set(key, answer);
  }
  return answer;
}

/** A trace that tells the same answer with more words; it can be asked for again as well. */
export function retold(trace: Trace, told: Trace): Trace {
  const ask = asks.get(trace);
  if (ask !== undefined) asks.set(told, ask);
  return told;
}

/** What becomes of the request of each branch when its client makes it once more, `seconds` later. */
export function repeated(network: Network, trace: Trace, seconds: number): readonly Trace[] {
  const ask = asks.get(trace);
  if (ask === undefined) throw new NameError("the trace is none of a request to a cluster");
  return trace.branches.map((before) => {
    const affinities = affinitiesOf(before, seconds);
    const after = ask({ ...network, affinities, earlier: [earlierOf(before, seconds)] });
    const own = after.branches.filter(({ client }) => client === before.client);
    const whole = own.reduce((sum, { share }) => sum + share, 0);
    const branches = own.map((branch) => ({ ...branch, share: branch.share / whole }));
    return checkTrace({ ...after, client: before.client, branches, outcome: outcomeOf(branches) });
  });
}

/** The network with what a client's connections before left behind, besides those that are known already. */
export function withEarlier(network: Network, earlier: CurlOptions["earlier"] = []): Network {
  if (earlier.length === 0) return network;
  const [last] = network.earlier ?? [];
  const older = earlier.map((one) => ({ ...one, age: one.age + (last?.age ?? 0) }));
  return { ...network, earlier: [...older, ...(network.earlier ?? [])] };
}
