/** A resource that the server says it serves. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
}

export function groupVersion({ group, version }: Pick<Resource, "group" | "version">): string {
  return group === "" ? version : `${group}/${version}`;
}

/** `services`, or `ingresses.networking.k8s.io`. */
export function qualifiedName({ plural, group }: Resource): string {
  return group === "" ? plural : `${plural}.${group}`;
}

/** `Pod`, or `Deployment.apps`: how Go prints a group and a kind. */
export function groupKind({ kind, group }: Resource): string {
  return group === "" ? kind : `${kind}.${group}`;
}

/** `pod`, or `deployment.apps`: what stands before the slash when kubectl names an object. */
export function kindPrefix({ kind, group }: Pick<Resource, "kind" | "group">): string {
  return group === "" ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
}
