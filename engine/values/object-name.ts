/** Names one object of a cluster. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** `Service shop/api`, `Namespace shop`: how an object is named in every sentence we print. */
export function formatObjectName(object: ObjectName): string {
  return `${object.kind} ${object.namespace === undefined ? "" : `${object.namespace}/`}${object.name}`;
}
