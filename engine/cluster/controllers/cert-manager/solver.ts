import type { Certificate, Challenge } from "../../../api/cert-manager/certificate.ts";
import type { AcmeSolver } from "../../../api/cert-manager/issuer.ts";
import type { Pod } from "../../../api/core/pod.ts";
import { defaultPod } from "../../../api/core/pod-validation.ts";
import type { Service } from "../../../api/core/service.ts";
import { defaultService } from "../../../api/core/service-validation.ts";
import type { AnyKind } from "../../../api/kinds.ts";
import type { ObjectMeta } from "../../../api/meta.ts";
import { INGRESS_CLASS_ANNOTATION, type Ingress } from "../../../api/networking/ingress.ts";
import { defaultIngress } from "../../../api/networking/ingress-validation.ts";
import { hashText } from "../../../values/random.ts";
import { type ControlPlane, controlledBy } from "../../control-plane.ts";

const PORT = 8089;
const LABEL = "acme.cert-manager.io/";
export const CHALLENGE_PATH = "/.well-known/acme-challenge/";

/** The solver for a name: one that is meant for it, else the first that is meant for any. */
export function solverFor(solvers: readonly AcmeSolver[], host: string): AcmeSolver | undefined {
  const isFor = ({ selector = {} }: AcmeSolver): boolean =>
    selector.dnsNames?.includes(host) === true ||
    selector.dnsZones?.some((zone) => host === zone || host.endsWith(`.${zone}`)) === true;
  return solvers.find(isFor) ?? solvers.find(({ selector }) => selector === undefined);
}

/** The challenge of one name, as it is there until it is met. */
export function challengeOf(certificate: Certificate, host: string, solver: AcmeSolver): Challenge {
  const { metadata, spec } = certificate;
  const { namespace = "default", name } = metadata;
  const seed = `${namespace}/${name}/${host}`;
  return {
    apiVersion: "acme.cert-manager.io/v1",
    kind: "Challenge",
    metadata: { name: `${name}-1-${hashText(seed)}`, namespace, ownerReferences: controlledBy(certificate) },
    spec: { type: "HTTP-01", dnsName: host, token: tokenOf(seed), issuerRef: spec.issuerRef, solver },
    status: { state: "pending", presented: true, processing: true },
  };
}

/** 43 characters, as Let's Encrypt's are. */
function tokenOf(seed: string): string {
  let token = "";
  for (let part = 0; token.length < 43; part++) token += hashText(`${seed}#${part}`).toString(36);
  return token.slice(0, 43);
}

/** A pod that knows the answer, a Service before it and an Ingress for the one path; all of them the challenge's own. */
export function present(plane: ControlPlane, challenge: Challenge): void {
  const { namespace = "default" } = challenge.metadata;
  const name = `cm-acme-http-solver-${hashText(challenge.metadata.name).toString(36).slice(0, 5)}`;
  const labels = {
    [`${LABEL}http-domain`]: String(hashText(challenge.spec.dnsName)),
    [`${LABEL}http-token`]: String(hashText(challenge.spec.token)),
    [`${LABEL}http01-solver`]: "true",
  };
  const metadata = { name, namespace, labels, ownerReferences: controlledBy(challenge) };
  const pod: Pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata,
    spec: {
      containers: [
        {
          name: "acmesolver",
          image: "quay.io/jetstack/cert-manager-acmesolver",
          ports: [{ name: "http", containerPort: PORT }],
        },
      ],
    },
  };
  const service: Service = {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: { type: "NodePort", selector: labels, ports: [{ name: "http", port: PORT, targetPort: PORT }] },
  };
  const objects: readonly AnyKind[] = [
    defaultPod(pod),
    defaultService(service),
    defaultIngress(ingressFor(plane, challenge, metadata)),
  ];
  for (const object of objects) if (plane.get(object.kind, namespace, name) === undefined) plane.put(object);
}

function ingressFor(plane: ControlPlane, { spec }: Challenge, metadata: ObjectMeta): Ingress {
  const { class: annotated, ingressClassName, name } = spec.solver.http01?.ingress ?? {};
  const model = name === undefined ? undefined : plane.get("Ingress", metadata.namespace, name);
  const className = ingressClassName ?? model?.spec.ingressClassName;
  const older = annotated ?? model?.metadata.annotations?.[INGRESS_CLASS_ANNOTATION];
  const backend = { service: { name: metadata.name, port: { number: PORT } } };
  const path = `${CHALLENGE_PATH}${spec.token}`;
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      ...metadata,
      annotations: {
        // Whoever may not see the site has to see this.
        "nginx.ingress.kubernetes.io/whitelist-source-range": "0.0.0.0/0,::/0",
        ...(older === undefined ? {} : { [INGRESS_CLASS_ANNOTATION]: older }),
      },
    },
    spec: {
      ...(className === undefined ? {} : { ingressClassName: className }),
      rules: [
        { host: spec.dnsName, http: { paths: [{ path, pathType: "ImplementationSpecific", backend }] } },
      ],
    },
  };
}

/** The challenge is over, one way or the other. */
export function cleanUp(plane: ControlPlane, challenge: Challenge): void {
  for (const kind of ["Ingress", "Service", "Pod"] as const)
    for (const object of plane.owned(kind, challenge)) plane.remove(object);
  plane.remove(challenge);
}
