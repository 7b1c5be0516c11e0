import type { Route } from "../../../api/openshift/route.ts";
import { serviceCa } from "../../../cluster/service-ca.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { TlsHello } from "../../../values/http-message.ts";

/**
 * How the router checks the pod's certificate of a reencrypt Route (haproxy-config.template): with a
 * destinationCACertificate by that authority alone, whatever the name; without one by the cluster's own authority for
 * Services, and then the name is that of the Service.
 */
export function towardsPod({ spec: { tls } }: Route, { namespace, name }: ObjectUse): TlsHello {
  const authorities = tls?.destinationCACertificate ?? "";
  if (authorities !== "") return { verify: true, authorities, expects: [] };
  return { verify: true, authorities: serviceCa(), expects: [`${name}.${namespace}.svc`] };
}
