import type { DnsQuestion } from "../values/dns-message.ts";
import { formatSocket } from "../values/packet.ts";
import { firstFlow, type Journey, NOT_CONNECTED, type Server } from "./connection.ts";
import type { Told } from "./function.ts";
import type { Network } from "./network.ts";
import { type HandOn, type Way, walk } from "./walk.ts";

/** How the journey that a question is on goes. */
interface Under {
  readonly server: Server;
  readonly liftPolicies: boolean;
}

/**
 * A question that a DNS server hands on. Its way to an upstream is told only where it reaches none: then the client's way
 * goes on to what is in the way of the first one.
 */
export function handedOn(
  network: Network,
  { flow, hops, selectedBy }: Way,
  { by, upstreams, reached, unreached, hop }: HandOn,
  { server, liftPolicies }: Under,
): Journey {
  const question = flow.packet.payload?.kind === "dns" ? flow.packet.payload.question : NO_QUESTION;
  let failed: Journey | undefined;
  for (const to of upstreams) {
    const first = firstFlow({ kind: "pod", pod: by }, to);
    const ways = first === undefined ? [] : walk(network, first, { liftPolicies, record: true });
    const [lost, ...others] = ways.filter((way) => {
      if (!to.inside) return isDenied(network, way);
      return NOT_CONNECTED.has((way.ending ?? server(way.flow).ending).kind);
    });
    const answered = ways.length - others.length - (lost === undefined ? 0 : 1);
    if (answered > 0 || lost === undefined) return told(reached);
    failed ??= told(unreached(formatSocket(to.address, to.port)), lost);
  }
  return failed ?? told(reached);

  function told({ ending, step }: Told, lost?: Way): Journey {
    const own = hop(step);
    const taken = [...hops, ...(lost?.hops ?? []), own];
    return {
      share: flow.share,
      flow,
      ending,
      decidedBy: lost?.hops.at(-1) ?? own,
      legs: [{ purpose: "dns", question, hops: taken, ending }],
      assumed: [],
      selectedBy: [...selectedBy, ...(lost?.selectedBy ?? [])],
      nearest: lost?.nearest ?? [],
    };
  }
}

function isDenied({ stations }: Network, { ending, hops }: Way): boolean {
  const by = ending === undefined ? undefined : hops.at(-1)?.step.function;
  return stations.some(({ policy, name }) => policy && name === by);
}

const NO_QUESTION: DnsQuestion = { name: "", type: "A" };
