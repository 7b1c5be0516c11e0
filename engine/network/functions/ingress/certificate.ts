import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { type HttpRequest, hostOfAuthority } from "../../../values/http-message.ts";
import type { IngressTable } from "./table.ts";

export interface Refused {
  readonly served: string;
  readonly why: string;
  readonly objects: readonly ObjectUse[];
}

/** Certificate that controllers serve when they have none for the name. */
const DEFAULT_CERTIFICATE = "its default certificate";

/**
 * Why the client does not trust what it is served; `undefined` when it does, or does not care. A certificate is chosen by
 * the name in the TLS hello (SNI), not by the Host header.
 */
export function certificateFor(
  view: ClusterView,
  { tls }: IngressTable,
  { tls: hello }: HttpRequest,
): Refused | undefined {
  if (hello === undefined || !hello.verify) return undefined;
  const { serverName } = hello;
  if (serverName === undefined)
    return {
      served: DEFAULT_CERTIFICATE,
      why: "the client asked an address, and named no host",
      objects: [],
    };
  const name = hostOfAuthority(serverName);
  const found = tls.find(({ entry }) => (entry.hosts ?? []).some((host) => covers(host.toLowerCase(), name)));
  if (found === undefined)
    return { served: DEFAULT_CERTIFICATE, why: "no Ingress has TLS for the host", objects: [] };
  const { ingress, entry } = found;
  const index = (ingress.spec.tls ?? []).indexOf(entry);
  const use = view.use(ingress, ["spec", "tls", index]);
  const { secretName } = entry;
  if (secretName === undefined)
    return { served: DEFAULT_CERTIFICATE, why: "the TLS entry names no Secret", objects: [use] };
  const namespace = ingress.metadata.namespace ?? "default";
  const secret = view.get("Secret", namespace, secretName);
  if (secret === undefined) {
    return {
      served: DEFAULT_CERTIFICATE,
      why: `there is no Secret ${namespace}/${secretName}`,
      objects: [use],
    };
  }
  if (secret.type !== "kubernetes.io/tls") {
    const why = `Secret ${namespace}/${secretName} is of type ${secret.type ?? "Opaque"}, not kubernetes.io/tls`;
    return { served: DEFAULT_CERTIFICATE, why, objects: [view.use(secret, ["type"])] };
  }
  return undefined;
}

/** A wildcard stands for one label. */
function covers(host: string, name: string): boolean {
  return host === name || (host.startsWith("*.") && name.replace(/^[^.]+\./, "*.") === host);
}
