import type { Ingress } from "../../../api/networking/ingress.ts";
import { edgeIn } from "../../../cluster/edge-flags.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";
import { ROUTER, routerProblem } from "../../shared/router-annotations.ts";

/**
 * Annotations of OpenShift's router on an Ingress: they go over to its Routes as they are (route-controller-manager,
 * newRouteForIngress), so the router reads them there, and nobody elsewhere.
 */
export function lintRouterAnnotations(view: ClusterView, ingress: Ingress): readonly Issue[] {
  const names = Object.keys(ingress.metadata.annotations ?? {});
  if (edgeIn(view).name !== "openshift") {
    const foreign = names.filter((name) => name.startsWith(ROUTER));
    if (foreign.length === 0) return [];
    return finding(view, ingress, {
      code: "ingress-annotation-foreign",
      path: ["metadata", "annotations", foreign[0] ?? ""],
      message: `${foreign.join(", ")}: only OpenShift's router reads it, and ${edgeIn(view).workload} serves this Ingress`,
    });
  }
  const { namespace = "default" } = ingress.metadata;
  const route = view
    .list("Route", namespace)
    .find(({ metadata }) =>
      metadata.ownerReferences?.some(
        ({ kind, name }) => kind === "Ingress" && name === ingress.metadata.name,
      ),
    );
  if (route === undefined) return [];
  return names.flatMap((name) => {
    const problem = routerProblem(route, name, ingress.metadata.annotations?.[name] ?? "");
    if (problem === undefined) return [];
    const [message, remedy] = problem;
    return finding(view, ingress, {
      code: "route-annotation-ignored",
      path: ["metadata", "annotations", name],
      message: `of the Routes made of it: ${message}`,
      ...(remedy === undefined ? {} : { remedy }),
    });
  });
}
