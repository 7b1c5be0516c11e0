import type { Challenge } from "../../api/cert-manager/certificate.ts";
import type { ClusterState } from "../../cluster/cluster-state.ts";
import type { ClusterEvent } from "../../cluster/control-plane.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { Branch } from "../../trace/trace.ts";
import type { Ip } from "../../values/ip.ts";
import { clientsNamed } from "../../workload/client.ts";
import { curl } from "../../workload/requests.ts";
import { networkOf } from "./loading.ts";

type Hosts = ReadonlyMap<string, readonly Ip[]>;

/** Views whose challenges were looked at, with the outside names that were known then. */
const looked = new WeakMap<ClusterView, string>();

/** Whether an authority has challenges to look at that it has not seen in this cluster. */
export function hasChallenges(view: ClusterView, hosts: Hosts): boolean {
  return view.list("Challenge").length > 0 && looked.get(view) !== known(hosts);
}

/** The authority asks for each challenge from outside, as often as an answer lets cert-manager go on. */
export function meetChallenges(state: ClusterState, hosts: Hosts): void {
  for (let view = state.view(); hasChallenges(view, hosts); view = state.view()) {
    looked.set(view, known(hosts));
    for (const challenge of view.list("Challenge")) {
      if (challenge.status?.state === "valid") continue;
      const why = whyNot(view, hosts, challenge);
      const reason = why === undefined ? undefined : `Waiting for HTTP-01 challenge propagation: ${why}`;
      // What says the same again is no news, and would have to be looked at for ever.
      if (reason === undefined || reason !== challenge.status?.reason)
        state.happen(outcome(challenge, reason));
    }
  }
}

function known(hosts: Hosts): string {
  return [...hosts]
    .map(([host, addresses]) => `${host} ${addresses.map(({ text }) => text).join(" ")}`)
    .join();
}

function outcome({ metadata }: Challenge, reason: string | undefined): ClusterEvent {
  return (plane) => {
    const challenge = plane.get("Challenge", metadata.namespace, metadata.name);
    if (challenge === undefined) return;
    const open = reason !== undefined;
    const status = { state: open ? "pending" : "valid", presented: open, processing: open } as const;
    plane.put({ ...challenge, status: open ? { ...status, reason } : status });
  };
}

/** Seconds that an authority waits. */
const PATIENCE = 10;

/** Why the challenge is not met, in cert-manager's words; redirects are followed, and no certificate is looked at. */
function whyNot(view: ClusterView, hosts: Hosts, { metadata, spec }: Challenge): string | undefined {
  const url = `http://${spec.dnsName}/.well-known/acme-challenge/${spec.token}`;
  const clients = clientsNamed(view, "external", metadata.namespace ?? "default");
  const { branches } = curl(networkOf(view, hosts), clients, url, {
    method: "GET",
    headers: {},
    bodySize: 0,
    follow: true,
    insecure: true,
    resolve: [],
    maxTime: PATIENCE,
    liftPolicies: false,
  });
  for (const branch of branches) {
    const why = problemOf(branch, url, spec.dnsName, spec.token);
    if (why !== undefined) return why;
  }
  return branches.length === 0 ? "nobody asked" : undefined;
}

function problemOf(
  { ending, reached }: Branch,
  url: string,
  host: string,
  token: string,
): string | undefined {
  const failed = (why: string): string =>
    `failed to perform self check GET request '${url}': Get "${url}": ${why}`;
  if (ending.kind === "answered" && ending.status !== undefined) {
    if (ending.status !== 200) return `wrong status code '${ending.status}', expected '200'`;
    if (reached.pod?.name.startsWith("cm-acme-http-solver-") === true) return undefined;
    return `did not get expected response when querying endpoint, expected "${token}" but got another's`;
  }
  switch (ending.kind) {
    case "name-not-found":
    case "no-data":
      return failed(`dial tcp: lookup ${host}: no such host`);
    case "refused":
      return failed("dial tcp: connect: connection refused");
    case "closed":
      return failed("EOF");
    default:
      return failed("context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
  }
}
