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
  /** The annotation is not the word that the controller listens to. */
  | { readonly kind: "other-word"; readonly className: string; readonly word: string }
  /** The class belongs to a controller that does not run here. */
  | { readonly kind: "other-controller"; readonly className: string; readonly controller: string };

/** Whether the controller acts on the Ingress: by the class that it names, or by the older annotation. */
export function classVerdict(edge: Edge, classes: readonly IngressClass[], ingress: Ingress): ClassVerdict {
  const named = ingress.spec.ingressClassName;
  const annotated = ingress.metadata.annotations?.[INGRESS_CLASS_ANNOTATION];
  const className = named ?? annotated;
  // OpenShift turns Ingresses without a class into Routes too.
  if (className === undefined)
    return edge.name === "openshift" || edge.takesAll === true
      ? { kind: "served", className: "" }
      : { kind: "no-class" };
  if (named === undefined && edge.word !== undefined) return byWord(edge.word, classes, className);
  const found = classes.find(({ metadata }) => metadata.name === className);
  if (found === undefined) {
    // The annotation is matched against the controller's own class, whether the object exists or not.
    const isOwn = named === undefined && Object.hasOwn(edge.classes, className);
    return isOwn ? { kind: "served", className } : { kind: "class-missing", className };
  }
  const { controller } = found.spec;
  return Object.values(edge.classes).includes(controller)
    ? { kind: "served", className }
    : { kind: "other-controller", className, controller };
}

/** ingress-nginx compares the annotation with a word of its own, whatever classes there are (store.go, GetIngressClass). */
function byWord(word: string, classes: readonly IngressClass[], className: string): ClassVerdict {
  if (className === word) return { kind: "served", className };
  const found = classes.find(({ metadata }) => metadata.name === className);
  return found === undefined || found.spec.controller === "k8s.io/ingress-nginx"
    ? { kind: "other-word", className, word }
    : { kind: "other-controller", className, controller: found.spec.controller };
}

/**
 * The Ingress with the default class, where it names none: the API server's DefaultIngressClass admission does so once, when
 * the object is made. The newest class; the first by name of those as new (plugin/pkg/admission/network/defaultingressclass).
 */
export function withDefaultClass(classes: readonly IngressClass[], ingress: Ingress): Ingress {
  const { spec, metadata } = ingress;
  if (spec.ingressClassName !== undefined) return ingress;
  if (metadata.annotations?.[INGRESS_CLASS_ANNOTATION] !== undefined) return ingress;
  const ingressClassName = defaultClassOf(classes);
  return ingressClassName === undefined ? ingress : { ...ingress, spec: { ingressClassName, ...spec } };
}

function defaultClassOf(classes: readonly IngressClass[]): string | undefined {
  const defaults = classes.filter(({ metadata }) => metadata.annotations?.[DEFAULT_ANNOTATION] === "true");
  const newestFirst = [...defaults].sort((a, b) => {
    const [made, other] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
    if (made !== other) return made < other ? 1 : -1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
  return newestFirst[0]?.metadata.name;
}
