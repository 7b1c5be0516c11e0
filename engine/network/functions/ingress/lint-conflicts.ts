import type { Ingress } from "../../../api/networking/ingress.ts";
import { isCanary } from "../../../api/networking/nginx-annotations.ts";
import { edgeIn } from "../../../cluster/edge-flags.ts";
import { classVerdict } from "../../../cluster/ingress-class.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";

/** Two Ingresses that say the same host and path: only the older one is heard. */
export function lintConflicts(view: ClusterView): readonly Issue[] {
  const owners = new Map<string, Ingress>();
  const edge = edgeIn(view);
  const classes = view.list("IngressClass");
  const served = view.list("Ingress").filter((one) => classVerdict(edge, classes, one).kind === "served");
  const oldest = [...served].sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : ageOf(a) > ageOf(b) ? 1 : 0));
  return oldest.flatMap((ingress) => {
    if (isCanary(ingress)) return [];
    return (ingress.spec.rules ?? []).flatMap(({ host = "", http }, rule) =>
      (http?.paths ?? []).flatMap(({ path = "/", pathType }, index) => {
        const key = `${host.toLowerCase()} ${pathType} ${path}`;
        const owner = owners.get(key);
        if (owner === undefined) owners.set(key, ingress);
        if (owner === undefined || owner === ingress) return [];
        const { namespace = "default", name } = owner.metadata;
        return finding(view, ingress, {
          code: "ingress-path-taken",
          path: ["spec", "rules", rule, "http", "paths", index],
          message: `Ingress ${namespace}/${name} has ${pathType} ${path} of ${host === "" ? "every host" : host} already: this rule is never asked`,
        });
      }),
    );
  });
}

function ageOf({ metadata }: Ingress): string {
  return metadata.creationTimestamp ?? "";
}
