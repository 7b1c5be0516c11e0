import type { Secret } from "../../../../api/core/config.ts";
import type { Ingress } from "../../../../api/networking/ingress.ts";
import type { ClusterView } from "../../../../cluster/view.ts";

/** The Secret that an annotation names as NAMESPACE/NAME; another namespace than the Ingress's own is not followed. */
export function referredSecret(
  view: ClusterView,
  { metadata }: Ingress,
  reference: string,
): { readonly secret: Secret } | { readonly why: string } {
  const { namespace: own = "default" } = metadata;
  const [namespace = "", name, ...more] = reference.split("/");
  if (name === undefined || more.length > 0)
    return { why: `${reference} is no reference; write NAMESPACE/NAME` };
  if (namespace !== own) return { why: `Secret ${reference} is in another namespace` };
  const secret = view.get("Secret", namespace, name);
  return secret === undefined ? { why: `there is no Secret ${reference}` } : { secret };
}
