import { keyPair, tlsSecret } from "../../../cluster/tls-secret.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { readCertificates } from "../../../values/certificate.ts";
import type { Served } from "../../shared/served-certificate.ts";
import { hostMatches, type RouteRule, type RouterTable } from "./table.ts";

/** The certificate of the Route that has the name in the TLS hello, else the router's default one. */
export function servedCertificate(view: ClusterView, table: RouterTable, serverName: string): Served {
  const [own] = table.rules.flatMap((rule) =>
    hostMatches(rule, serverName) ? (certificateOf(view, rule) ?? []) : [],
  );
  return own ?? defaultCertificate(view, table);
}

function certificateOf(view: ClusterView, { route, termination }: RouteRule): Served | undefined {
  const { tls } = route.spec;
  if (tls === undefined || termination === "passthrough") return undefined;
  const { namespace = "default", name } = route.metadata;
  const external = tls.externalCertificate?.name;
  if (external !== undefined) {
    const secret = view.get("Secret", namespace, external);
    const content = secret === undefined ? undefined : tlsSecret(secret);
    if (secret === undefined || content === undefined || content.kind === "broken") return undefined;
    const objects = [view.use(route, ["spec", "tls", "externalCertificate"]), view.use(secret, ["data"])];
    const what = `the certificate of Secret ${namespace}/${external}`;
    return content.kind === "unread" ? { what, objects } : { what, chain: content.chain, objects };
  }
  if (tls.certificate === undefined || tls.certificate === "") return undefined;
  const objects = [view.use(route, ["spec", "tls", "certificate"])];
  const what = `the certificate of Route ${namespace}/${name}`;
  const pair = keyPair(tls.certificate, `${tls.key ?? ""}\n${tls.certificate}`);
  if ("why" in pair) return undefined;
  const above = readCertificates(tls.caCertificate ?? "");
  return { what, chain: [...pair.chain, ...("problem" in above ? [] : above)], objects };
}

/** What the IngressController names, else what the operator made: for one label below the router's domain. */
function defaultCertificate(view: ClusterView, { router }: RouterTable): Served {
  const name = router.defaultCertificate;
  const secret = name === undefined ? undefined : view.get("Secret", router.edge.namespace, name);
  const content = secret === undefined ? undefined : tlsSecret(secret);
  if (secret !== undefined && content?.kind === "usable")
    return {
      what: `its default certificate, Secret ${router.edge.namespace}/${name}`,
      chain: content.chain,
      objects: [view.use(secret, ["data"])],
    };
  return { what: "its default certificate", names: [`*.${router.domain}`], objects: [] };
}
