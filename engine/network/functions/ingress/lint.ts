import {
  INGRESS_CLASS_ANNOTATION,
  type Ingress,
  type IngressBackend,
} from "../../../api/networking/ingress.ts";
import { incompleteRules } from "../../../cluster/controllers/ingress-to-route/ingress-to-route.ts";
import { edgeIn } from "../../../cluster/edge-flags.ts";
import { classVerdict } from "../../../cluster/ingress-class.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import type { FieldPath } from "../../../values/source.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";
import { lintConflicts } from "./lint-conflicts.ts";
import { lintHosts } from "./lint-hosts.ts";
import { lintNginx } from "./lint-nginx.ts";
import { lintRouterAnnotations } from "./lint-router.ts";
import { lintTls } from "./lint-tls.ts";

/** What looks wrong about Ingresses of the input: nothing of it is refused by an API server. */
export function lintIngresses(view: ClusterView): readonly Issue[] {
  if (view.list("Ingress").length === 0) return [];
  return [
    ...view
      .list("Ingress")
      .flatMap((ingress) => [
        ...withoutController(view, ingress),
        ...backendsOf(ingress).flatMap(([backend, path]) => lintBackend(view, ingress, backend, path)),
        ...lintTls(view, ingress),
        ...lintHosts(view, ingress),
        ...lintRouterAnnotations(view, ingress),
      ]),
    ...lintConflicts(view),
    ...lintNginx(view),
  ];
}

/** Paths that OpenShift makes no Route of, for which the router has nothing: only an event says so. */
function withoutRoute(view: ClusterView, ingress: Ingress): readonly Issue[] {
  if (edgeIn(view).name !== "openshift") return [];
  // A Service, port or Secret that is not there has a finding of its own.
  const rules = incompleteRules(view, ingress).filter((rule) => /^(Missing|Unsupported)/.test(rule));
  if (rules.length === 0) return [];
  return finding(view, ingress, {
    code: "ingress-route-missing",
    path: ["spec", "rules"],
    message: `no Route is made of some of its rules: ${rules.join("; ")}`,
  });
}

function withoutController(view: ClusterView, ingress: Ingress): readonly Issue[] {
  const classes = view.list("IngressClass");
  const verdict = classVerdict(edgeIn(view), classes, ingress);
  const names = classes.map(({ metadata }) => metadata.name);
  switch (verdict.kind) {
    case "served":
      return [...withoutPod(view, ingress), ...withoutRoute(view, ingress)];
    case "no-class":
      return finding(view, ingress, {
        code: "ingress-class-absent",
        path: ["spec"],
        message: "it names no ingressClassName and no class is the default: nobody acts on it",
        remedy: `classes are ${names.join(", ")}`,
      });
    case "class-missing":
      return finding(view, ingress, {
        code: "ingress-class-missing",
        path: ["spec", "ingressClassName"],
        message: `there is no IngressClass ${verdict.className}: nobody acts on it`,
        remedy: `classes are ${(suggest(verdict.className, names).length > 0 ? suggest(verdict.className, names) : names).join(", ")}`,
      });
    case "other-word":
      return finding(view, ingress, {
        code: "ingress-class-missing",
        path: ["metadata", "annotations", INGRESS_CLASS_ANNOTATION],
        message: `the annotation says ${verdict.className}, and the controller listens to ${verdict.word} alone there: nobody acts on it`,
        remedy: "name the class in spec.ingressClassName",
      });
    case "other-controller":
      return finding(view, ingress, {
        code: "ingress-controller-missing",
        path: ["spec", "ingressClassName"],
        message: `class ${verdict.className} belongs to ${verdict.controller}, which does not run here`,
      });
  }
}

/** The class is right, and nobody of the controller is there to answer. */
function withoutPod(view: ClusterView, ingress: Ingress): readonly Issue[] {
  const { name, namespace, labels, workload } = edgeIn(view);
  const isOwn = (pod: PodView): boolean =>
    pod.namespace === namespace && Object.entries(labels).every(([key, value]) => pod.labels[key] === value);
  if (name === "openshift" || view.pods.some((pod) => isOwn(pod) && pod.ready)) return [];
  return finding(view, ingress, {
    code: "ingress-controller-down",
    path: ["spec"],
    message: `no pod of ${namespace}/${workload} is ready: the Ingress is right, and nobody answers`,
    remedy: `kubectl get pods -n ${namespace}`,
  });
}

function backendsOf({ spec }: Ingress): readonly (readonly [IngressBackend, FieldPath])[] {
  const fallback =
    spec.defaultBackend === undefined ? [] : [[spec.defaultBackend, ["spec", "defaultBackend"]] as const];
  const paths = (spec.rules ?? []).flatMap(({ http }, rule) =>
    (http?.paths ?? []).map(
      ({ backend }, index) => [backend, ["spec", "rules", rule, "http", "paths", index, "backend"]] as const,
    ),
  );
  return [...fallback, ...paths];
}

function lintBackend(
  view: ClusterView,
  ingress: Ingress,
  { service }: IngressBackend,
  path: FieldPath,
): readonly Issue[] {
  if (service === undefined) return [];
  const { namespace = "default" } = ingress.metadata;
  const found = view.get("Service", namespace, service.name);
  if (found === undefined) {
    const near = suggest(
      service.name,
      view.list("Service", namespace).map(({ metadata }) => metadata.name),
    );
    return finding(view, ingress, {
      code: "ingress-service-missing",
      path: [...path, "service", "name"],
      message: `there is no Service ${namespace}/${service.name}: its paths are answered 503`,
      ...(near.length === 0 ? {} : { remedy: `did you mean ${near.join(" or ")}?` }),
    });
  }
  // A name has whatever port is asked for.
  if (found.spec.type === "ExternalName") return [];
  const { name, number } = service.port ?? {};
  const ports = found.spec.ports ?? [];
  if (ports.some((one) => (name === undefined ? one.port === number : one.name === name))) return [];
  const own = ports.find(
    ({ targetPort }) => targetPort !== undefined && String(targetPort) === String(name ?? number),
  );
  if (own !== undefined && view.profile.ingressController === "ingress-nginx")
    return finding(view, ingress, {
      code: "ingress-target-port",
      path: [...path, "service", "port"],
      message: `${name ?? number} is the targetPort of Service ${namespace}/${service.name}: ingress-nginx takes it, and no other controller does`,
      remedy: `say ${own.name === undefined ? `number: ${own.port}` : `name: ${own.name}`}`,
    });
  return finding(view, ingress, {
    code: "ingress-port-missing",
    path: [...path, "service", "port"],
    message: `Service ${namespace}/${service.name} has no port ${name ?? number}: its paths are answered 503`,
    remedy: `it has ${ports.map((one) => (one.name === undefined ? `${one.port}` : `${one.name} (${one.port})`)).join(", ")}; the pods' own port is never meant`,
  });
}
