import { hasDnsOperator } from "../../../cluster/ambient-dns.ts";
import { CorefileError, openshiftCorefile } from "../../../cluster/openshift-corefile.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";

/** What OpenShift's DNS operator makes nothing of, and what it writes over. */
export function lintDnsOperator(view: ClusterView): readonly Issue[] {
  const object = view.get("DNS", undefined, "default");
  if (object === undefined || view.use(object).source === undefined || !hasDnsOperator(view.profile.dns))
    return [];
  const state = object.spec?.managementState ?? "Managed";
  if (state === "Unmanaged" || state === "Removed") return [];
  const { namespace, configMap } = view.profile.dns;
  const config = view.get("ConfigMap", namespace, configMap);
  const overwritten =
    config === undefined || view.use(config).source === undefined
      ? []
      : finding(view, config, {
          code: "dns-config-overwritten",
          path: ["data", "Corefile"],
          message: "the DNS operator writes this Corefile itself, from DNS default",
          remedy: "spec.servers and spec.upstreamResolvers there, or managementState: Unmanaged",
        });
  try {
    openshiftCorefile(view.profile, object.spec);
    return overwritten;
  } catch (error) {
    if (!(error instanceof CorefileError)) throw error;
    const refused = finding(view, object, {
      code: "dns-operator-refuses",
      path: ["spec"],
      message: `the DNS operator writes no Corefile, and the one before stays: ${error.message}`,
    });
    return [...overwritten, ...refused];
  }
}
