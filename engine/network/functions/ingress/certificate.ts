import type { Secret } from "../../../api/core/config.ts";
import type { Ingress, IngressTls } from "../../../api/networking/ingress.ts";
import { type TlsSecret, tlsSecret } from "../../../cluster/tls-secret.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { coversHost, nameCovers } from "../../../values/certificate-trust.ts";
import { hostOfAuthority } from "../../../values/http-message.ts";
import type { Served } from "../../shared/served-certificate.ts";
import type { IngressTable } from "./table.ts";

/**
 * The certificate for a name in the TLS hello (SNI), not for the Host header. Whatever is wrong with the one that an Ingress
 * names, the controller serves on, with a certificate that it made itself.
 */
export function servedCertificate(
  view: ClusterView,
  table: IngressTable,
  serverName: string | undefined,
): Served {
  const own = (why: string, objects: readonly ObjectUse[] = []): Served => ({
    ...selfMade(table),
    why,
    objects,
  });
  if (serverName === undefined) return own("the client asked an address, and named no host");
  const name = hostOfAuthority(serverName);
  const found = entryFor(view, table, name);
  if (found === undefined) return own("no Ingress has TLS for the host");
  const { ingress, entry } = found;
  const use = view.use(ingress, ["spec", "tls", (ingress.spec.tls ?? []).indexOf(entry)]);
  if (entry.secretName === undefined) return own("the TLS entry names no Secret", [use]);
  const id = `${ingress.metadata.namespace ?? "default"}/${entry.secretName}`;
  const secret = secretOf(view, ingress, entry.secretName);
  if (secret === undefined) return own(`there is no Secret ${id}`, [use]);
  const objects = [use, view.use(secret, ["data"])];
  const content = tlsSecret(secret);
  const what = `the certificate of Secret ${id}`;
  if (content.kind === "broken") return own(`Secret ${id} ${content.why}`, objects);
  if (content.kind === "unread") return { what, objects };
  const [leaf] = content.chain;
  const isFor = leaf === undefined ? [] : [...leaf.names, ...leaf.addresses];
  if (table.edge.name === "ingress-nginx" && leaf !== undefined && !isForHost(content, name))
    return own(`the certificate in Secret ${id} is for ${isFor.join(", ") || "no host"}`, objects);
  return { what, chain: content.chain, objects };
}

function selfMade({ edge }: IngressTable): Pick<Served, "what" | "names" | "isSelfMade"> {
  return edge.name === "ingress-nginx"
    ? { what: "Kubernetes Ingress Controller Fake Certificate", names: ["ingress.local"], isSelfMade: true }
    : { what: "its default certificate", names: [], isSelfMade: true };
}

interface Entry {
  readonly ingress: Ingress;
  readonly entry: IngressTls;
}

/**
 * The TLS entry that lists the name. ingress-nginx knows only hosts of rules, and where no entry lists the host takes one of
 * the same Ingress whose certificate is for it (controller.go, extractTLSSecretName).
 */
function entryFor(view: ClusterView, { edge, tls, hosts }: IngressTable, name: string): Entry | undefined {
  const isNginx = edge.name === "ingress-nginx";
  const parent = name.replace(/^[^.]+\./, "*.");
  const host = hosts.has(name) ? name : hosts.has(parent) ? parent : undefined;
  if (isNginx && host === undefined) return undefined;
  const wanted = isNginx && host !== undefined ? host : name;
  const listed = tls.find(({ entry }) =>
    (entry.hosts ?? []).some((one) => nameCovers(one.toLowerCase(), wanted)),
  );
  if (listed !== undefined || !isNginx) return listed;
  const members = hosts.get(wanted)?.ingresses ?? [];
  return tls.find(({ ingress, entry }) => {
    if (!members.includes(ingress) || entry.secretName === undefined) return false;
    const secret = secretOf(view, ingress, entry.secretName);
    return secret !== undefined && isForHost(tlsSecret(secret), wanted);
  });
}

/** Whether some entry of TLS is for the name; without one the controller shows a certificate of its own. */
export function hasTlsEntry(view: ClusterView, table: IngressTable, name: string): boolean {
  return entryFor(view, table, name) !== undefined;
}

function isForHost(content: TlsSecret, host: string): boolean {
  const [leaf] = content.kind === "usable" ? content.chain : [];
  return leaf !== undefined && (coversHost(leaf, host) || leaf.names.includes(host));
}

function secretOf(view: ClusterView, { metadata }: Ingress, name: string): Secret | undefined {
  return view.get("Secret", metadata.namespace ?? "default", name);
}
