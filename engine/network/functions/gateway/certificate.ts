import { tlsSecret } from "../../../cluster/tls-secret.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { coversHost } from "../../../values/certificate-trust.ts";
import type { Served } from "../../shared/served-certificate.ts";
import type { BoundListener } from "./table.ts";

/** Of a listener's certificates the one that is for the name in the TLS hello; else the first. */
export function servedCertificate(view: ClusterView, { state }: BoundListener, serverName: string): Served {
  const { owner, at, certificateRefs } = state;
  const own = owner.metadata.namespace ?? "default";
  const found = certificateRefs.flatMap(({ namespace = own, name }): readonly Served[] => {
    const secret = view.get("Secret", namespace, name);
    const content = secret === undefined ? undefined : tlsSecret(secret);
    if (secret === undefined || content === undefined || content.kind === "broken") return [];
    const objects = [view.use(secret, ["data"]), view.use(owner, at)];
    const what = `the certificate of Secret ${namespace}/${name}`;
    return [content.kind === "unread" ? { what, objects } : { what, chain: content.chain, objects }];
  });
  const fitting = found.find(({ chain: [leaf] = [] }) => leaf !== undefined && coversHost(leaf, serverName));
  return fitting ?? found[0] ?? { what: "a certificate that the input does not say", objects: [] };
}
