import type { Ingress } from "../../../api/networking/ingress.ts";
import { knownNames, neededFor, ruleOf } from "../../../api/networking/nginx-annotation-rules.ts";
import {
  annotation,
  flag,
  PREFIX,
  type Unread,
  unreadOn,
} from "../../../api/networking/nginx-annotations.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { parseIp } from "../../../values/ip.ts";
import type { Issue } from "../../../values/issue.ts";
import { isSlip, suggest } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";
import { authProblem } from "./nginx/auth.ts";
import { backendTlsRefusal } from "./nginx/backend-tls.ts";
import { clientSecretRefusal } from "./nginx/client-certificate.ts";
import { configMapRefusal } from "./nginx/config-maps.ts";
import { compiled } from "./nginx/locations.ts";
import type { IngressTable } from "./table.ts";

/** Annotations of ingress-nginx that do not do what they say, and what the controller does instead. */
export function lintNginxValues(view: ClusterView, table: IngressTable, ingress: Ingress): readonly Issue[] {
  const names = Object.keys(ingress.metadata.annotations ?? {});
  return [
    ...unreadOn(ingress).flatMap((unread) => {
      const { code, does } = EFFECTS[unread.effect];
      const message = `${JSON.stringify(unread.text)} is not what ingress-nginx reads: ${does(unread.name)}`;
      return found(view, ingress, { code, name: PREFIX + unread.name, message, remedy: remedyFor(unread) });
    }),
    ...names.flatMap((name) => {
      const why = withoutEffect(table, ingress, name);
      return why === undefined ? [] : found(view, ingress, { code: IGNORED, name, ...why });
    }),
    ...closedBy(view, table, ingress),
    ...shortAuthHost(view, ingress),
    ...captures(view, ingress),
    ...lonelyCanary(view, table, ingress),
  ];
}

interface Why {
  readonly message: string;
  readonly remedy?: string;
}

function found(
  view: ClusterView,
  ingress: Ingress,
  { name, ...rest }: Why & { readonly code: string; readonly name: string },
): readonly Issue[] {
  return finding(view, ingress, { path: ["metadata", "annotations", name], ...rest });
}

const IGNORED = "ingress-annotation-ignored";

interface Told {
  readonly code: string;
  readonly does: (name: string) => string;
}

const EFFECTS: Readonly<Record<Unread["effect"], Told>> = {
  ignored: { code: IGNORED, does: () => "it counts for nothing, and the default holds" },
  "left-out": {
    code: "ingress-annotation-left-out",
    does: () => "the controller leaves the whole Ingress out, and its webhook refuses it",
  },
  closed: { code: "ingress-annotation-closed", does: () => "every path of this Ingress answers 503" },
  dropped: {
    code: IGNORED,
    does: (name) =>
      name.startsWith("auth-")
        ? "auth-url goes with it, so nobody is asked and everybody gets in"
        : "no redirect of this Ingress is made",
  },
};

function remedyFor({ name, text, expected }: Unread): string {
  const [, digits = "", unit = ""] = /^\s*(\d+)\s*([kmg])?/i.exec(text) ?? [];
  const meant = expected.startsWith("a whole number") ? digits : unit && digits + unit.toLowerCase();
  const isMeant = /^a (whole )?number/.test(expected) && meant !== "" && ruleOf(name)?.reads(meant) === true;
  return isMeant ? `write "${meant}"` : `write ${expected}`;
}

/** Names that lead to nothing when they are read by another controller, or that ingress-nginx had once. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "secure-backends": 'backend-protocol: "HTTPS"',
  "grpc-backend": 'backend-protocol: "GRPC"',
};

function withoutEffect(table: IngressTable, ingress: Ingress, full: string): Why | undefined {
  const slash = full.indexOf("/");
  const [prefix, name] = [full.slice(0, slash + 1), full.slice(slash + 1)];
  if (prefix !== PREFIX) {
    if (!/nginx|^ingress\.kubernetes\.io\/$/.test(prefix) || ruleOf(name) === undefined) return undefined;
    // Charts say it for several controllers at once.
    if (ingress.metadata.annotations?.[PREFIX + name] !== undefined) return undefined;
    const reads = `ingress-nginx reads annotations that begin with ${PREFIX} alone`;
    return { message: `it counts for nothing: ${reads}`, remedy: `did you mean ${PREFIX}${name}?` };
  }
  if (ruleOf(name) === undefined) {
    const meant = ELSEWHERE[name] ?? nearest(name);
    const message = "ingress-nginx reads no annotation of this name, so it counts for nothing";
    return meant === undefined ? { message } : { message, remedy: `did you mean ${PREFIX}${meant}?` };
  }
  if (name === "ssl-passthrough" && flag(ingress, name) === true && table.edge.passesTls !== true)
    return {
      message: "it counts for nothing: the controller runs without --enable-ssl-passthrough",
      remedy: "add --enable-ssl-passthrough to the controller's arguments",
    };
  const other = counting(ingress, name);
  if (other !== undefined) return { message: `it counts for nothing beside ${PREFIX}${other}` };
  const needed = neededFor(name);
  // Of what is not read itself, and of what it needs, that alone is said.
  if (needed === undefined || unreadOn(ingress).some((one) => one.name === name || one.name === needed))
    return undefined;
  const isSwitch = ruleOf(needed)?.isSwitch === true;
  if (isSwitch ? flag(ingress, needed) === true : annotation(ingress, needed) !== undefined) return undefined;
  return { message: `it counts for nothing without ${PREFIX}${needed}${isSwitch ? ': "true"' : ""}` };
}

/** The annotation that is asked in place of this one. */
function counting(ingress: Ingress, name: string): string | undefined {
  const beside = BESIDE[name];
  return beside !== undefined && annotation(ingress, beside) !== undefined ? beside : undefined;
}

const BESIDE: Readonly<Record<string, string>> = {
  "whitelist-source-range": "allowlist-source-range",
  "limit-whitelist": "limit-allowlist",
  "permanent-redirect": "temporal-redirect",
  "canary-by-header-pattern": "canary-by-header-value",
};

/** Secrets and ConfigMaps that annotations name, and that are not there or no use. */
function closedBy(view: ClusterView, { config }: IngressTable, ingress: Ingress): readonly Issue[] {
  return [
    authProblem(view, ingress),
    clientSecretRefusal(view, ingress),
    backendTlsRefusal(view, ingress),
    configMapRefusal(view, config, ingress),
  ]
    .filter((refusal) => refusal !== undefined)
    .flatMap(({ annotation: name, why, status }) =>
      found(view, ingress, {
        code: "ingress-annotation-closed",
        name: PREFIX + name,
        message: `${why}: every path of ${status === 403 ? "its hosts" : "this Ingress"} answers ${status}`,
      }),
    );
}

/** nginx' resolver knows of no search list. */
function shortAuthHost(view: ClusterView, ingress: Ingress): readonly Issue[] {
  const host = /^https?:\/\/([^/:?$]+)(?=[/:?]|$)/i.exec(annotation(ingress, "auth-url") ?? "")?.[1];
  const isShort = host !== undefined && parseIp(host) === undefined && /^[^.]+(\.[^.]+)?(\.svc)?$/.test(host);
  const services = isShort ? view.list("Service").map(({ metadata }) => metadata) : [];
  const [name, namespace = ingress.metadata.namespace ?? "default"] = (host ?? "").split(".");
  if (!services.some((one) => one.name === name && (one.namespace ?? "default") === namespace)) return [];
  return found(view, ingress, {
    code: "ingress-auth-url-short",
    name: `${PREFIX}auth-url`,
    message: `nginx asks the DNS for ${host} as it stands, without a search list: requests are answered 500`,
    remedy: `write ${name}.${namespace}.svc.${view.profile.clusterDomain}`,
  });
}

function nearest(name: string): string | undefined {
  const names = [...knownNames()];
  const [near] = suggest(
    name,
    names.filter((one) => isSlip(name, one)),
    1,
  );
  return near ?? names.filter((one) => one.includes(name)).sort((a, b) => a.length - b.length)[0];
}

/** `$2` of a target whose path has one group is nothing at all. */
function captures(view: ClusterView, ingress: Ingress): readonly Issue[] {
  const target = annotation(ingress, "rewrite-target") ?? "";
  const most = Math.max(0, ...[...target.matchAll(/\$(\d)/g)].map(([, digit]) => Number(digit)));
  if (most === 0) return [];
  return (ingress.spec.rules ?? []).flatMap(({ http }, rule) =>
    (http?.paths ?? []).flatMap(({ path = "/" }, index) => {
      const groups = compiled(`^${path}`)?.matcher("").groupCount();
      if (groups === undefined || groups >= most) return [];
      const has = groups === 0 ? "no group in parentheses" : `${groups} of them alone`;
      return finding(view, ingress, {
        code: "ingress-rewrite-capture",
        path: ["spec", "rules", rule, "http", "paths", index, "path"],
        message: `rewrite-target uses $${most}, and path ${path} has ${has}: nothing stands in its place`,
        remedy: `write path: ${path.replace(/\/$/, "")}(/|$)(.*) with pathType ImplementationSpecific and rewrite-target: /$2`,
      });
    }),
  );
}

/** A canary has no paths of its own. */
function lonelyCanary(view: ClusterView, { alternatives }: IngressTable, ingress: Ingress): readonly Issue[] {
  if (flag(ingress, "canary") !== true) return [];
  if ([...alternatives.values()].some((one) => one.ingress === ingress)) return [];
  return found(view, ingress, {
    code: "ingress-canary-alone",
    name: `${PREFIX}canary`,
    message:
      "no request gets to it: no other Ingress has its host, path and pathType with a Service of its own, or another canary stands there",
  });
}
