import type { Gateway } from "../../../api/gateway/gateway.ts";
import type { ReferenceGrant } from "../../../api/gateway/reference-grant.ts";
import { GATEWAY_GROUP } from "../../../cluster/gateway/reading.ts";
import type { AnyRoute } from "../../../cluster/gateway/routes.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";

/** Grants that let nobody in: for attachment, which needs none, or for a namespace that is not there. */
export function lintGrant(view: ClusterView, grant: ReferenceGrant): readonly Issue[] {
  const namespaces = view.list("Namespace").map(({ metadata }) => metadata.name);
  const code = "reference-grant-useless";
  return [
    ...grant.spec.to.flatMap(({ group, kind }, index) =>
      group === GATEWAY_GROUP && PARENTS.has(kind)
        ? finding(view, grant, {
            code,
            path: ["spec", "to", index],
            message: `a route needs no grant to name a ${kind} as its parent`,
            remedy: "whom a listener takes is in its allowedRoutes",
          })
        : [],
    ),
    ...grant.spec.from.flatMap(({ namespace }, index) => {
      if (namespaces.includes(namespace)) return [];
      const near = suggest(namespace, namespaces);
      return finding(view, grant, {
        code,
        path: ["spec", "from", index, "namespace"],
        message: `there is no namespace ${namespace}`,
        ...(near.length === 0 ? {} : { remedy: `did you mean ${near.join(" or ")}?` }),
      });
    }),
  ];
}

const PARENTS: ReadonlySet<string> = new Set(["Gateway", "ListenerSet"]);

/** Annotations that configure Ingresses or OpenShift's Routes; on these kinds nobody reads them. */
export function lintAnnotations(view: ClusterView, object: Gateway | AnyRoute): readonly Issue[] {
  return Object.keys(object.metadata.annotations ?? {}).flatMap((name) =>
    FOREIGN.test(name)
      ? finding(view, object, {
          code: "route-annotation-ignored",
          path: ["metadata", "annotations", name],
          message: `${name} is for ${name.startsWith("haproxy.router") ? "Routes" : "Ingresses"}: nobody reads it on a ${object.kind}`,
          remedy: "filters, timeouts and policies say it here",
        })
      : [],
  );
}

const FOREIGN =
  /^(nginx\.ingress\.kubernetes\.io|haproxy\.router\.openshift\.io|alb\.ingress\.kubernetes\.io|traefik\.ingress\.kubernetes\.io)\//;
