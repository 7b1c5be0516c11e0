import equal from "fast-deep-equal";
import type { DnsOperator } from "../../../api/openshift/dns-operator.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import { hasDnsOperator } from "../../ambient-dns.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { CorefileError, openshiftCorefile } from "../../openshift-corefile.ts";

/** The DNS that the operator runs; others are nobody's. */
export const DEFAULT_DNS = "default";
/** Where certificates for servers outside are. */
const CERTIFICATES = "openshift-config";

/** OpenShift's DNS operator: the DNS named `default` as the Corefile of the servers, and what it says of itself. */
export const dnsOperator: Controller = {
  name: "dns-operator",
  watches: ["DNS", "ConfigMap", "Service"],
  settles: true,
  reconcile: (plane) => {
    const object = plane.get("DNS", undefined, DEFAULT_DNS);
    if (object === undefined || !hasDnsOperator(plane.profile.dns)) return;
    // A cluster that was given with its Corefile alone keeps it.
    if (plane.isFromInput(object) && isManaged(object)) writeCorefile(plane, object);
    report(plane, object);
  },
};

function isManaged({ spec = {} }: DnsOperator): boolean {
  return spec.managementState !== "Unmanaged" && spec.managementState !== "Removed";
}

function writeCorefile(plane: ControlPlane, { spec }: DnsOperator): void {
  const { namespace, configMap } = plane.profile.dns;
  const object = plane.get("ConfigMap", namespace, configMap);
  if (object === undefined) return;
  const bundles = (name: string): string | undefined => {
    const bundle = plane.get("ConfigMap", CERTIFICATES, name);
    const isUsable = bundle?.data?.["ca-bundle.crt"] !== undefined;
    return isUsable ? `ca-${name}-${bundle.metadata.resourceVersion}` : undefined;
  };
  try {
    const data = { Corefile: openshiftCorefile(plane.profile, spec, bundles) };
    if (!equal(object.data, data)) plane.put({ ...object, data });
  } catch (error) {
    // Lint says so; the operator tries for ever, and the Corefile stays as it was.
    if (!(error instanceof CorefileError)) throw error;
  }
}

/** dns_status.go: the DNS pods and their Service are taken to be well. */
function report(plane: ControlPlane, object: DnsOperator): void {
  const { dns, clusterDomain } = plane.profile;
  const { clusterIP = "" } = plane.get("Service", dns.namespace, dns.service)?.spec ?? {};
  const isUnmanaged = object.spec?.managementState === "Unmanaged";
  const conditions = [
    [
      "Degraded",
      "False",
      "AsExpected",
      "Enough DNS pods are available, and the DNS service has a cluster IP address.",
    ],
    [
      "Progressing",
      "False",
      "AsExpected",
      "All DNS and node-resolver pods are updated, and the DNS service has a cluster IP address.",
    ],
    [
      "Available",
      "True",
      "AsExpected",
      "The DNS daemonset has available pods, and the DNS service has a cluster IP address.",
    ],
    isUnmanaged
      ? ["Upgradeable", "False", "OperatorUnmanaged", "Cannot upgrade while managementState is Unmanaged"]
      : ["Upgradeable", "True", "AsExpected", "DNS Operator can be upgraded"],
  ].map(([type = "", status = "", reason = "", message = ""]) => {
    const before = object.status?.conditions?.find((one) => one["type"] === type && one["status"] === status);
    const lastTransitionTime = before?.["lastTransitionTime"] ?? formatTimestamp(plane.now());
    return { type, status, reason, message, lastTransitionTime };
  });
  const status = { clusterIP, clusterDomain, conditions };
  if (!equal(status, object.status)) plane.put({ ...object, status });
}
