import type { ConfigMap, Secret } from "../../../api/core/config.ts";
import type { Service } from "../../../api/core/service.ts";
import { type Certificate, readCertificates } from "../../../values/certificate.ts";
import { mintCertificate } from "../../../values/certificate-mint.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { SERVICE_SIGNER, serviceCa } from "../../service-ca.ts";
import { secretText } from "../../tls-secret.ts";

/** Each annotation has an older name, which counts as well. */
const BETA = "service.beta.openshift.io/";
const ALPHA = "service.alpha.openshift.io/";
const NAMED = "serving-cert-secret-name";
const INJECTED = "inject-cabundle";
const OWNER = { "openshift.io/owning-component": "service-ca" };
/** Two years. */
const LIFETIME = 730 * 86_400_000;
/** After as many failures it tries no more. */
const MOST_FAILURES = "10";

/** OpenShift's authority for Services (service-ca-operator): serving certificates, and its own one in ConfigMaps. */
export const serviceCaController: Controller = {
  name: "service-ca",
  watches: ["Service", "Secret", "ConfigMap", "Route"],
  settles: true,
  reconcile: (plane) => {
    if (plane.profile.ingressController !== "openshift" && plane.list("Route").length === 0) return;
    for (const service of plane.list("Service")) {
      const prefix = prefixOf(service, NAMED);
      if (prefix !== undefined) serve(plane, service, prefix);
    }
    for (const bundle of plane.list("ConfigMap")) inject(plane, bundle);
  },
};

function prefixOf({ metadata }: Service | ConfigMap, name: string): string | undefined {
  const { annotations = {} } = metadata;
  return [BETA, ALPHA].find((prefix) => (annotations[prefix + name] ?? "") !== "");
}

function serve(plane: ControlPlane, service: Service, prefix: string): void {
  const { namespace = "default", annotations = {} } = service.metadata;
  const name = annotations[prefix + NAMED] ?? "";
  const found = plane.get("Secret", namespace, name);
  const isOwn = found !== undefined && isOf(found, service);
  // What was made here is good, and nobody has to read it to know.
  if (isOwn && !plane.isFromInput(found)) return;
  if (found !== undefined && isGood(found, hostsOf(plane, service))) return;
  if (found === undefined || isOwn) {
    plane.put({ ...service, metadata: { ...service.metadata, annotations: signed(annotations) } });
    issue(plane, service, prefix, name);
  } else {
    const error = `secret ${namespace}/${name} does not have corresponding service UID ${service.metadata.uid}`;
    plane.put({ ...service, metadata: { ...service.metadata, annotations: failed(annotations, error) } });
  }
}

/** Whether the Secret holds what would be made; one whose data nobody knows is taken for good. */
function isGood(secret: Secret, hosts: readonly string[]): boolean {
  if (secret.data === undefined && secret.stringData === undefined) return true;
  const [leaf] = certificatesOf(secretText(secret, "tls.crt"));
  const [authority] = certificatesOf(serviceCa());
  if (leaf === undefined || leaf.authorityKey !== authority?.subjectKey) return false;
  return leaf.names.length === hosts.length && hosts.every((host) => leaf.names.includes(host));
}

function certificatesOf(text: string): readonly Certificate[] {
  const read = readCertificates(text);
  return "problem" in read ? [] : read;
}

function isOf({ metadata: { annotations = {} } }: Secret, { metadata }: Service): boolean {
  return [BETA, ALPHA].some((prefix) => annotations[`${prefix}originating-service-uid`] === metadata.uid);
}

function issue(plane: ControlPlane, service: Service, prefix: string, name: string): void {
  const { namespace = "default", uid = "" } = service.metadata;
  const now = plane.now();
  const expiry = formatTimestamp(now + LIFETIME);
  const hosts = hostsOf(plane, service);
  const secret: Secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name,
      namespace,
      annotations: {
        [`${prefix}originating-service-uid`]: uid,
        [`${prefix}originating-service-name`]: service.metadata.name,
        [`${BETA}expiry`]: expiry,
        [`${ALPHA}expiry`]: expiry,
        ...OWNER,
      },
      ownerReferences: [{ apiVersion: "v1", kind: "Service", name: service.metadata.name, uid }],
    },
    type: "kubernetes.io/tls",
    data: {},
  };
  plane.putLazily(secret, "data", () => {
    const made = mintCertificate({ hosts, issuer: SERVICE_SIGNER, notBefore: now, notAfter: now + LIFETIME });
    return { "tls.crt": btoa(made.certificate + serviceCa()), "tls.key": btoa(made.key) };
  });
}

/** A headless Service is for its pods' names as well. */
function hostsOf({ profile }: ControlPlane, { metadata, spec }: Service): readonly string[] {
  const name = `${metadata.name}.${metadata.namespace ?? "default"}.svc`;
  const both = [name, `${name}.${profile.clusterDomain}`];
  return spec.clusterIP === "None" ? [...both, ...both.map((one) => `*.${one}`)] : both;
}

type Annotations = Readonly<Record<string, string>>;

function signed(annotations: Annotations): Annotations {
  const rest = Object.entries(annotations).filter(([key]) => !key.includes("/serving-cert-generation-error"));
  return { ...Object.fromEntries(rest), ...both("serving-cert-signed-by", SERVICE_SIGNER) };
}

function failed(annotations: Annotations, error: string): Annotations {
  const words = both("serving-cert-generation-error", error);
  return { ...annotations, ...words, ...both("serving-cert-generation-error-num", MOST_FAILURES) };
}

function both(name: string, value: string): Annotations {
  return { [BETA + name]: value, [ALPHA + name]: value };
}

/** What else the ConfigMap holds is gone: the bundle is all of its data. */
function inject(plane: ControlPlane, bundle: ConfigMap): void {
  const { annotations = {} } = bundle.metadata;
  if (![BETA, ALPHA].some((prefix) => annotations[prefix + INJECTED]?.toLowerCase() === "true")) return;
  const metadata = { ...bundle.metadata, annotations: { ...OWNER, ...annotations } };
  plane.put({ ...bundle, metadata, data: { "service-ca.crt": serviceCa() } });
}
