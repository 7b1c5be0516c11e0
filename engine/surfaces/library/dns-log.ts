import type { Exchange } from "../../network/functions/cluster-dns/exchange.ts";
import { logLines } from "../../network/functions/cluster-dns/query-log.ts";
import {
  answerIn,
  type DnsReply,
  ROOT_SOA,
  replyOf,
  serverIn,
} from "../../network/functions/cluster-dns/reply.ts";
import type { ClusterDnsStep } from "../../network/functions/cluster-dns/steps.ts";
import type { Network } from "../../network/network.ts";
import type { Leg, Trace } from "../../trace/trace.ts";
import { seededRandom } from "../../values/random.ts";

/** A request that looked names up, and the cluster as it was then. */
interface Asked {
  readonly trace: Trace;
  readonly network: Network;
  /** How many came before it: what its ports and ids are drawn from. */
  readonly number: number;
}

/** Requests whose questions are remembered. */
const MOST_ASKED = 200;
/** By the cluster that was asked. */
const asked = new WeakMap<object, { readonly requests: Asked[]; count: number }>();

/** Remembers a request that was really made. */
export function noteQuestions(cluster: object, network: Network, trace: Trace): void {
  if (trace.branches[0]?.legs[0]?.question === undefined) return;
  let known = asked.get(cluster);
  if (known === undefined) {
    known = { requests: [], count: 0 };
    asked.set(cluster, known);
  }
  known.requests.push({ trace, network, number: known.count++ });
  if (known.requests.length > MOST_ASKED) known.requests.shift();
}

/** What a DNS pod has written about the questions that reached it. `pod` is `namespace/name`. */
export function queryLogOf(cluster: object, pod: string): readonly string[] {
  return (asked.get(cluster)?.requests ?? []).flatMap(({ trace, network, number }) => {
    const random = seededRandom(number);
    // One request is one of the ways it can go.
    const legs = trace.branches[0]?.legs ?? [];
    return legs.flatMap((leg) => {
      const exchange = exchangeOf(leg, pod);
      return exchange === undefined ? [] : logLines(network.view, network.outside, exchange, random);
    });
  });
}

/**
 * The message that came back in a leg of a request that was just made; `undefined` when none did. Of a server outside the
 * cluster only the records are known.
 */
export function replyIn(cluster: object, trace: Trace, leg: Leg): DnsReply | undefined {
  const request = asked.get(cluster)?.requests.findLast((one) => one.trace === trace);
  const step = leg.hops.at(-1)?.step as ClusterDnsStep | undefined;
  const exchange = step?.function === "cluster-dns" ? exchangeOf(leg, step.server) : undefined;
  if (request === undefined || exchange === undefined) return outsideReply(leg);
  const { network } = request;
  const server = serverIn(network.view, network.outside, exchange.server);
  const answer = server && answerIn(server, exchange);
  return server === undefined || answer === undefined ? outsideReply(leg) : replyOf(server, exchange, answer);
}

const RCODES: Readonly<Record<string, DnsReply["rcode"]>> = {
  answered: "NOERROR",
  "no-data": "NOERROR",
  "name-not-found": "NXDOMAIN",
  servfail: "SERVFAIL",
};

function outsideReply({ ending }: Leg): DnsReply | undefined {
  const rcode = RCODES[ending?.kind ?? ""];
  if (rcode === undefined) return undefined;
  const answer = ending?.kind === "answered" ? (ending.records ?? []) : [];
  const authority = rcode === "NXDOMAIN" ? [ROOT_SOA] : [];
  const base = { authoritative: false, additional: [], recursionAvailable: rcode !== "SERVFAIL" };
  return { ...base, rcode, answer, authority };
}

function exchangeOf({ question, hops }: Leg, pod: string): Exchange | undefined {
  const step = hops.at(-1)?.step as ClusterDnsStep | undefined;
  if (question === undefined || step?.function !== "cluster-dns" || step.server !== pod) return undefined;
  const packet = hops.findLast((hop) => hop.packet !== undefined)?.packet;
  if (packet === undefined) return undefined;
  const { source: client, destination: server, destinationPort: port } = packet;
  const unreached = "upstream" in step && step.upstream !== undefined ? { unreached: step.upstream } : {};
  return { question, client, server, port, ...unreached };
}
