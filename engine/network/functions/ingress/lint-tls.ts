import type { Ingress, IngressTls } from "../../../api/networking/ingress.ts";
import { tlsSecret } from "../../../cluster/tls-secret.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Certificate } from "../../../values/certificate.ts";
import { coversHost } from "../../../values/certificate-trust.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { Issue } from "../../../values/issue.ts";
import type { FieldPath } from "../../../values/source.ts";
import { finding } from "../../shared/finding.ts";

const OWN = "clients are served the controller's default certificate";

/** Secrets of TLS entries that a controller cannot use, and certificates that no client takes. */
export function lintTls(view: ClusterView, ingress: Ingress): readonly Issue[] {
  return (ingress.spec.tls ?? []).flatMap((entry, index) =>
    lintEntry(view, ingress, entry, ["spec", "tls", index]),
  );
}

function lintEntry(
  view: ClusterView,
  ingress: Ingress,
  { secretName, hosts = [] }: IngressTls,
  at: FieldPath,
): readonly Issue[] {
  const { namespace = "default" } = ingress.metadata;
  if (secretName === undefined || secretName === "") return [];
  const path = [...at, "secretName"];
  const say = (code: string, message: string, remedy?: string): readonly Issue[] =>
    finding(view, ingress, { code, path, message, ...(remedy === undefined ? {} : { remedy }) });
  const id = `${namespace}/${secretName}`;
  const secret = view.get("Secret", namespace, secretName);
  if (secret === undefined) {
    const elsewhere = view.list("Secret").filter(({ metadata }) => metadata.name === secretName);
    const where = elsewhere.map(({ metadata }) => metadata.namespace).join(", ");
    return say(
      "ingress-tls-secret-missing",
      `there is no Secret ${id}: ${OWN}`,
      where === ""
        ? undefined
        : `namespace ${where} has one of that name; an Ingress sees only its own namespace's`,
    );
  }
  const content = tlsSecret(secret);
  if (content.kind === "unread") return [];
  if (content.kind === "broken")
    return say("ingress-tls-secret-unusable", `Secret ${id} ${content.why}: ${OWN}`);
  const [leaf] = content.chain;
  if (leaf === undefined) return [];
  return [...expired(view, leaf, id, say), ...otherHosts(leaf, hosts, id, say)];
}

type Say = (code: string, message: string) => readonly Issue[];

function expired({ clock }: ClusterView, { notAfter }: Certificate, id: string, say: Say): readonly Issue[] {
  if (clock.now <= notAfter) return [];
  return say(
    "ingress-certificate-expired",
    `the certificate in Secret ${id} ran out on ${formatTimestamp(notAfter)}`,
  );
}

function otherHosts(leaf: Certificate, hosts: readonly string[], id: string, say: Say): readonly Issue[] {
  const without = hosts.filter((host) => !leaf.names.includes(host.toLowerCase()) && !coversHost(leaf, host));
  if (without.length === 0) return [];
  const names = leaf.names.length > 0 ? leaf.names.join(", ") : (leaf.commonName ?? "no host");
  return say(
    "ingress-certificate-host",
    `the certificate in Secret ${id} is for ${names}, not for ${without.join(", ")}`,
  );
}
