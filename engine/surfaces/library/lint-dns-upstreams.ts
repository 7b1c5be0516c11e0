import { dnsPods } from "../../network/functions/cluster-dns/dns-pods.ts";
import { runningServer } from "../../network/functions/cluster-dns/running.ts";
import { doubtful, type Socket, upstreamsOf } from "../../network/functions/cluster-dns/upstreams.ts";
import type { Network } from "../../network/network.ts";
import { finding } from "../../network/shared/finding.ts";
import type { ObjectUse } from "../../trace/step.ts";
import type { Issue } from "../../values/issue.ts";
import { podClient } from "../../workload/client.ts";
import { connect } from "../../workload/requests.ts";

/** Policies that keep the DNS pods from the servers that they forward to: names outside the cluster do not resolve then. */
export function lintDnsUpstreams(network: Network): readonly Issue[] {
  const { view } = network;
  const found = new Map<string, ObjectUse>();
  for (const pod of dnsPods(view)) {
    const { server } = runningServer(view, network.outside, pod.pod);
    const forwards = (server.blocks ?? []).flatMap(({ directives }) =>
      directives.filter(({ name }) => name === "forward"),
    );
    for (const { args, block } of forwards) {
      const overTcp = block.some(({ name }) => name === "force_tcp");
      const upstreams = args.slice(1).flatMap((to) => upstreamsOf(view, to, overTcp));
      const closed = doubtful(view, pod, upstreams).map((to) => closedBy(network, podClient(pod), to));
      // One that can be reached is enough.
      if (closed.length === 0 || closed.some((uses) => uses.length === 0)) continue;
      for (const use of closed.flat()) found.set(`${use.namespace}/${use.name}`, use);
    }
  }
  return [...found.values()].flatMap(({ kind, namespace, name }) => {
    const policy = kind === "NetworkPolicy" ? view.get(kind, namespace, name) : undefined;
    if (policy === undefined) return [];
    return finding(view, policy, {
      code: "dns-without-upstream",
      path: ["spec", "egress"],
      message:
        "keeps the DNS pods from the servers that they forward to: no name outside the cluster resolves",
      remedy: "allow egress to their port, 53/UDP and 53/TCP as a rule",
    });
  });
}

function closedBy(
  network: Network,
  client: ReturnType<typeof podClient>,
  { address, port, protocol }: Socket,
): readonly ObjectUse[] {
  const { branches } = connect(network, [client], address.text, { port, protocol, liftPolicies: false });
  return branches.flatMap(({ ending, decidedBy }) =>
    ending.kind === "dropped" && decidedBy.step.function === "network-policy" ? decidedBy.step.objects : [],
  );
}
