import { INGRESS_CLASS_ANNOTATION, type Ingress } from "../api/networking/ingress.ts";
import type { IngressClass } from "../api/networking/ingress-class.ts";
import type { Edge } from "./edges.ts";

const DEFAULT_ANNOTATION = "ingressclass.kubernetes.io/is-default-class";

/** Why a controller acts on an Ingress, or leaves it alone. */
export type ClassVerdict =
  | { readonly kind: "served"; readonly className: string }
  /** No class is named and none is the default. */
  | { readonly kind: "no-class" }
  /** The class that is named does not exist. */
  | { readonly kind: "class-missing"; readonly className: string }
  /** The class belongs to a controller that does not run here. */
  | { readonly kind: "other-controller"; readonly className: string; readonly controller: string };

/**
 * Whether the controller acts on the Ingress: by the class it names, by the older annotation, or (as the API server's
 * admission fills it in when the Ingress is made) by the default class.
 */
export function classVerdict(edge: Edge, classes: readonly IngressClass[], ingress: Ingress): ClassVerdict {
  const { annotations = {} } = ingress.metadata;
  const named = ingress.spec.ingressClassName ?? annotations[INGRESS_CLASS_ANNOTATION];
  const className = named ?? defaultClassOf(classes);
  // OpenShift turns Ingresses without a class into Routes too.
  if (className === undefined)
    return edge.name === "openshift" ? { kind: "served", className: "" } : { kind: "no-class" };
  const found = classes.find(({ metadata }) => metadata.name === className);
  if (found === undefined) {
    // The annotation is matched against the controller's own class, whether the object exists or not.
    const byAnnotation =
      ingress.spec.ingressClassName === undefined && Object.hasOwn(edge.classes, className);
    return byAnnotation ? { kind: "served", className } : { kind: "class-missing", className };
  }
  const { controller } = found.spec;
  return Object.values(edge.classes).includes(controller)
    ? { kind: "served", className }
    : { kind: "other-controller", className, controller };
}

/** The newest default class; the first by name of those as new (plugin/pkg/admission/network/defaultingressclass). */
function defaultClassOf(classes: readonly IngressClass[]): string | undefined {
  const defaults = classes.filter(({ metadata }) => metadata.annotations?.[DEFAULT_ANNOTATION] === "true");
  const newestFirst = [...defaults].sort((a, b) => {
    const [made, other] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
    if (made !== other) return made < other ? 1 : -1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
  return newestFirst[0]?.metadata.name;
}
