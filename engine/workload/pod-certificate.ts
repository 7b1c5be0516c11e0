import { authorityOf } from "../cluster/gateway/authorities.ts";
import { tlsSecret } from "../cluster/tls-secret.ts";
import type { ClusterView, PodView } from "../cluster/view.ts";
import type { Served } from "../network/shared/served-certificate.ts";
import type { ObjectUse } from "../trace/step.ts";

/** Names the Secret of the pod's namespace whose certificate its TLS listeners show. */
export const CERTIFICATE_ANNOTATION = "podwire.dev/certificate";

/**
 * The certificate that a pod's TLS listeners show; absent when its annotation says nothing, so that nobody knows.
 * Without a chain and with a `why` it has none to show.
 */
export function podCertificate(view: ClusterView, { pod, namespace }: PodView): Served | undefined {
  const name = pod.metadata.annotations?.[CERTIFICATE_ANNOTATION];
  if (name === undefined) return undefined;
  const what = `the certificate of Secret ${namespace}/${name}`;
  const secret = view.get("Secret", namespace, name);
  if (secret === undefined) return { what, why: `there is no Secret ${namespace}/${name}`, objects: [] };
  const objects = [view.use(secret, ["data"])];
  const content = tlsSecret(secret);
  if (content.kind === "broken") return { what, why: `Secret ${namespace}/${name} ${content.why}`, objects };
  return content.kind === "unread" ? { what, objects } : { what, chain: content.chain, objects };
}

/** Names the ConfigMap of the pod's namespace whose `ca.crt` signs the clients that its TLS listeners let in. */
export const CLIENT_AUTHORITY_ANNOTATION = "podwire.dev/client-authority";

/** Authorities for clients of a pod's TLS listeners; absent when it asks for no certificate. */
export interface ClientAuthority {
  /** PEM; empty where the ConfigMap is no use, so that nobody is let in. */
  readonly authorities: string;
  readonly why?: string;
  readonly objects: readonly ObjectUse[];
}

export function clientAuthority(view: ClusterView, { pod, namespace }: PodView): ClientAuthority | undefined {
  const name = pod.metadata.annotations?.[CLIENT_AUTHORITY_ANNOTATION];
  if (name === undefined) return undefined;
  const found = authorityOf(view, namespace, { group: "", kind: "ConfigMap", name }, "");
  const bundle = view.get("ConfigMap", namespace, name);
  const objects = bundle === undefined ? [] : [view.use(bundle, ["data"])];
  return typeof found === "string"
    ? { authorities: found, objects }
    : { authorities: "", why: found.message, objects };
}
