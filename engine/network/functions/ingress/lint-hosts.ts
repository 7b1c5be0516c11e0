import type { Ingress } from "../../../api/networking/ingress.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { isInZone } from "../../../values/hostname.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";

/** Hosts that only pods can look up, so that a browser or a laptop never asks for them. */
export function lintHosts(view: ClusterView, ingress: Ingress): readonly Issue[] {
  return (ingress.spec.rules ?? []).flatMap(({ host }, index) => {
    if (host === undefined || !isOfCluster(view, ingress, host)) return [];
    return finding(view, ingress, {
      code: "host-of-cluster",
      path: ["spec", "rules", index, "host"],
      message: `${host} is a name of the cluster, which resolves in pods only: no client outside asks for it`,
      remedy: "clients outside need a name that public DNS has",
    });
  });
}

function isOfCluster(view: ClusterView, { metadata }: Ingress, host: string): boolean {
  if (isInZone(host, view.profile.clusterDomain) || host.endsWith(".svc")) return true;
  const [name = "", namespace = metadata.namespace, ...rest] = host.split(".");
  return rest.length === 0 && view.get("Service", namespace, name) !== undefined;
}
