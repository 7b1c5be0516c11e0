import type { ClusterView } from "../../../../cluster/view.ts";
import { NameError } from "../../../../values/name-error.ts";
import { outsideOf } from "../../../outside.ts";
import { dnsServerOf } from "../server.ts";

/**
 * The file that the cluster's DNS pods start with: the key `Corefile` of their ConfigMap, letter for letter. Throws
 * `NameError` with CoreDNS' words where it would not start with it.
 */
export function corefileText(view: ClusterView): string {
  const { namespace, configMap } = view.profile.dns;
  const { error } = dnsServerOf(view, outsideOf(view, new Map()));
  if (error !== undefined)
    throw new NameError(`CoreDNS does not start with ConfigMap ${namespace}/${configMap}: ${error}`);
  return view.get("ConfigMap", namespace, configMap)?.data?.["Corefile"] ?? "";
}
