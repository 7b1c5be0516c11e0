import { type Shape, shapeOf } from "../../api-server/schema/shape.ts";
import { groupVersion, type Resource } from "../server/resource.ts";

/** Groups whose types kubectl is built with; kinds of others are custom resources to it. */
const BUILT_IN: ReadonlySet<string> = new Set([
  "",
  "apps",
  "batch",
  "autoscaling",
  "policy",
  "networking.k8s.io",
  "discovery.k8s.io",
  "rbac.authorization.k8s.io",
]);

/** How lists of a kind merge; `undefined` for a custom resource, which is patched by merge patches. */
export function shapeFor(resource: Resource): Shape | undefined {
  return BUILT_IN.has(resource.group) ? shapeOf(resource.kind, groupVersion(resource)) : undefined;
}
