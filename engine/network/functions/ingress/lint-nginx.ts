import type { Ingress } from "../../../api/networking/ingress.ts";
import {
  annotation,
  flag,
  nameOfAnnotation,
  PREFIX,
  riskyOf,
  snippetsOf,
  usesExpressions,
} from "../../../api/networking/nginx-annotations.ts";
import { inspected, wrongPaths } from "../../../cluster/ingress-webhook.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { isSlip } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";
import { hasTlsEntry } from "./certificate.ts";
import { lintNginxValues } from "./lint-nginx-values.ts";
import { ANY_HOST, type IngressTable, ingressTable } from "./table.ts";

/** What annotations of ingress-nginx do to others, or do not do at all. */
export function lintNginx(view: ClusterView): readonly Issue[] {
  const table = ingressTable(view);
  const own = view.list("Ingress");
  if (table.edge.name !== "ingress-nginx")
    return own.flatMap((ingress) => withoutEffect(view, table, ingress));
  return [
    ...own.flatMap((ingress) => [
      ...snippets(view, ingress),
      ...risky(view, table, ingress),
      ...lintNginxValues(view, table, ingress),
      ...redirectLoop(view, table, ingress),
      ...unlistedHosts(view, table, ingress),
      ...unsafePath(view, ingress),
      ...expressionPaths(view, ingress),
      ...literalPaths(view, table, ingress),
    ]),
    ...contagion(view, table),
  ];
}

/** Annotations that somebody else's controller reads. */
function withoutEffect(view: ClusterView, { edge }: IngressTable, ingress: Ingress): readonly Issue[] {
  const names = Object.keys(ingress.metadata.annotations ?? {}).filter((name) => name.startsWith(PREFIX));
  if (names.length === 0) return [];
  const who =
    edge.name === "spec"
      ? "this profile's controller goes by the specification alone"
      : `${edge.workload} serves this Ingress`;
  return finding(view, ingress, {
    code: "ingress-annotation-foreign",
    path: ["metadata", "annotations", names[0] ?? ""],
    message: `${names.join(", ")}: only ingress-nginx reads it, and ${who}`,
    ...(edge.name === "spec" ? { remedy: "--profile ingress-controller=ingress-nginx" } : {}),
  });
}

function snippets(view: ClusterView, ingress: Ingress): readonly Issue[] {
  const [name, ...others] = snippetsOf(ingress);
  if (name === undefined) return [];
  return finding(view, ingress, {
    code: "ingress-snippet",
    path: ["metadata", "annotations", name],
    message: `${[name, ...others].join(", ")}: the controller allows no snippets unless it is told to, and leaves the whole Ingress out`,
  });
}

/** What the cluster's administrator does not let in. */
function risky(view: ClusterView, { config }: IngressTable, ingress: Ingress): readonly Issue[] {
  const snippets = new Set(snippetsOf(ingress));
  return riskyOf(ingress, config.risk)
    .filter((name) => !snippets.has(name))
    .flatMap((name) =>
      finding(view, ingress, {
        code: "ingress-annotation-left-out",
        path: ["metadata", "annotations", name],
        message: `it is riskier than the controller's annotations-risk-level (${config.text("annotations-risk-level")}) lets in: the controller leaves the whole Ingress out, and its webhook refuses it`,
      }),
    );
}

/** Hosts beside those that the TLS of their Ingress is for: it is on for them all the same, with nothing of their own to show. */
function unlistedHosts(view: ClusterView, table: IngressTable, ingress: Ingress): readonly Issue[] {
  const listed = (ingress.spec.tls ?? []).flatMap(({ hosts = [] }) => hosts);
  if (listed.length === 0) return [];
  return (ingress.spec.rules ?? []).flatMap(({ host }, rule) => {
    if (host === undefined || !table.hosts.has(host) || hasTlsEntry(view, table, host)) return [];
    const slip = listed.find((one) => isSlip(host, one));
    const redirects = flag(ingress, "ssl-redirect") !== false;
    return finding(view, ingress, {
      code: "ingress-tls-host-unlisted",
      path: ["spec", "rules", rule, "host"],
      message: `TLS of this Ingress is for ${listed.join(", ")}: ${redirects ? `${host} is redirected to HTTPS all the same, and shown` : `clients of ${host} are shown`} the controller's own certificate`,
      remedy: slip === undefined ? `add ${host} to the hosts of a TLS entry` : `did you mean ${slip}?`,
    });
  });
}

/** Behind a load balancer that ends TLS the controller sees plain HTTP, and sends the client round in circles. */
function redirectLoop(view: ClusterView, { config }: IngressTable, ingress: Ingress): readonly Issue[] {
  if (config.flag("use-forwarded-headers", false)) return [];
  if (flag(ingress, "force-ssl-redirect") !== true || (ingress.spec.tls ?? []).length > 0) return [];
  // TLS that is passed through is ended by the backend, and by nobody before.
  if (flag(ingress, "ssl-passthrough") === true) return [];
  return finding(view, ingress, {
    code: "ingress-redirect-loop",
    path: ["metadata", "annotations", nameOfAnnotation("force-ssl-redirect")],
    message:
      "force-ssl-redirect without TLS of its own: where a load balancer ends TLS, the controller sees plain HTTP and redirects for ever",
    remedy: "set use-forwarded-headers in the controller's ConfigMap, so that it believes X-Forwarded-Proto",
  });
}

/** What the controller takes for an attack. */
function unsafePath(view: ClusterView, ingress: Ingress): readonly Issue[] {
  const unsafe = inspected(ingress);
  if (unsafe === undefined) return [];
  return finding(view, ingress, {
    code: "ingress-path-left-out",
    path: unsafe.at,
    message:
      "the controller takes it for an attack (deep-inspect) and leaves the whole Ingress out, and its webhook refuses it",
  });
}

/** What the webhook refuses, where there is none or it was told to let it pass. */
function expressionPaths(view: ClusterView, ingress: Ingress): readonly Issue[] {
  return wrongPaths(ingress).flatMap(({ message, at }) =>
    finding(view, ingress, {
      code: "ingress-path-expression",
      path: at,
      message: `${message}: unless the host has a rewrite or use-regex it is compared as it is written, and the controller's webhook refuses it`,
      remedy: "expressions are of pathType ImplementationSpecific",
    }),
  );
}

/** A path that means to be an expression, on a host where no Ingress asks for expressions. */
function literalPaths(view: ClusterView, { hosts }: IngressTable, ingress: Ingress): readonly Issue[] {
  return (ingress.spec.rules ?? []).flatMap(({ host = ANY_HOST, http }, rule) =>
    (http?.paths ?? []).flatMap(({ path = "", pathType }, index) => {
      if (pathType !== "ImplementationSpecific" || !/[()[\]*+?|^$\\]/.test(path)) return [];
      const served = hosts.get(host.toLowerCase());
      if (served === undefined || served.usesExpressions) return [];
      return finding(view, ingress, {
        code: "ingress-path-expression",
        path: ["spec", "rules", rule, "http", "paths", index, "path"],
        message: `path ${path} is compared as it is written: no Ingress of host ${host || "*"} has use-regex or a rewrite-target`,
        remedy: `add ${nameOfAnnotation("use-regex")}: "true"`,
      });
    }),
  );
}

/** One rewrite makes expressions of every path of the host, in every Ingress that has it. */
function contagion(view: ClusterView, { hosts }: IngressTable): readonly Issue[] {
  return [...hosts.values()].flatMap(({ host, ingresses, routes }) => {
    const infect = (one: Ingress): boolean =>
      routes.some(({ ingress, path }) => ingress === one && usesExpressions(ingress, path));
    const cause = ingresses.find(infect);
    if (cause === undefined) return [];
    const what = annotation(cause, "rewrite-target") === undefined ? "use-regex" : "rewrite-target";
    const { namespace = "default", name } = cause.metadata;
    return ingresses
      .filter((one) => !infect(one))
      .flatMap((one) =>
        finding(view, one, {
          code: "ingress-regex-contagion",
          path: ["spec", "rules"],
          message: `Ingress ${namespace}/${name} has ${what} on host ${host}: the paths of this one become expressions too, without regard to case and open at their end`,
        }),
      );
  });
}
