import type { Reader } from "../remembered.ts";

/** Who refers to something. */
export interface Referrer {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

/** What is referred to. */
export interface Referent extends Referrer {
  readonly name: string;
}

/**
 * Whether a reference may be made: inside a namespace always; into another one when a ReferenceGrant there names the
 * referrer's group, kind and namespace, and the referent's group and kind (and its name, unless that is left out).
 */
export function isGranted(reader: Reader, from: Referrer, to: Referent): boolean {
  if (from.namespace === to.namespace) return true;
  return reader
    .list("ReferenceGrant", to.namespace)
    .some(
      ({ spec }) =>
        spec.from.some(
          ({ group, kind, namespace }) =>
            group === from.group && kind === from.kind && namespace === from.namespace,
        ) &&
        spec.to.some(
          ({ group, kind, name }) =>
            group === to.group && kind === to.kind && (name === undefined || name === to.name),
        ),
    );
}
