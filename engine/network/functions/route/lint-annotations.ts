import type { Route } from "../../../api/openshift/route.ts";
import { hstsUnmet } from "../../../cluster/hsts-policy.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";
import { routerProblem, type Why } from "../../shared/router-annotations.ts";

export function lintAnnotations(view: ClusterView, route: Route): readonly Issue[] {
  const { annotations = {} } = route.metadata;
  return [
    ...Object.entries(annotations).flatMap(([name, text]) => {
      const why = routerProblem(route, name, text);
      return why === undefined ? [] : ignored(view, route, name, why);
    }),
    ...unmetPolicy(view, route),
  ];
}

function ignored(view: ClusterView, route: Route, name: string, [message, remedy]: Why): readonly Issue[] {
  const path = ["metadata", "annotations", name];
  return finding(view, route, {
    code: "route-annotation-ignored",
    path,
    message,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

/** A Route that is there stays, and one that is written anew is refused. */
function unmetPolicy(view: ClusterView, route: Route): readonly Issue[] {
  const why = hstsUnmet(view, route);
  return why === undefined
    ? []
    : finding(view, route, {
        code: "route-hsts-required",
        path: ["metadata", "annotations"],
        message: `the cluster's requiredHSTSPolicies refuse it when it is written anew: ${why}`,
      });
}
