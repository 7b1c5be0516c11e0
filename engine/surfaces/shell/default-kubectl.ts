import { ApiServer } from "../api-server/api-server.ts";
import { kubectlFor } from "../kubectl/kubectl.ts";
import type { Cluster } from "../library/cluster.ts";
import type { Kubectl } from "./kubectl-command.ts";

export interface DefaultKubectl {
  readonly kubectl: Kubectl;
  /** The current namespace, which `config set-context` and `oc project` change. */
  readonly namespace: () => string;
}

/** kubectl and oc for a cluster, through an API server of its own. Ages are counted on the cluster's clock. */
export function defaultKubectl(cluster: Cluster, namespace = "default"): DefaultKubectl {
  const now = (): number => cluster.now * 1000;
  const memory = { namespace };
  const kubectl = kubectlFor(new ApiServer(cluster, { now }), { now, memory });
  return { kubectl, namespace: () => memory.namespace };
}
