import type { HttpIngressPath } from "../../../api/networking/ingress.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { ANY_HOST, type IngressTable, type Route } from "./table.ts";

type LeftOut = IngressTable["unserved"][number];

/** The host and rule that take a request. */
export interface Taken {
  readonly host: string | undefined;
  readonly route: Route | undefined;
}

/** The Ingress that would have taken the request before the one that does, if the controller acted on it. */
export function leftOutFor(
  { unserved }: IngressTable,
  host: string,
  path: string,
  { host: chosen, route }: Taken,
): LeftOut | undefined {
  const rank = chosen === undefined ? -1 : rankOf(chosen, host);
  const length = route === undefined || route.isDefault ? -1 : route.path.length;
  const names = [host, `*${host.slice(host.indexOf("."))}`, ANY_HOST];
  const near = names.flatMap((name) => byHost(unserved).get(name) ?? []);
  return near.find((one) => {
    const { ingress, verdict } = one;
    const { rules = [{}], defaultBackend } = ingress.spec;
    // Somebody else may serve what is of another class.
    const isForeign = verdict.kind === "other-controller" || verdict.kind === "other-word";
    return rules.some(({ host: pattern = ANY_HOST, http }) => {
      const own = rankOf(pattern.toLowerCase(), host);
      if (own < rank || own < 0 || (isForeign && own === rank)) return false;
      const lengths = (http?.paths ?? []).flatMap((rule) =>
        takes(rule, path) ? [rule.path?.length ?? 1] : [],
      );
      const most = Math.max(...lengths, defaultBackend === undefined ? -2 : -1);
      return own > rank ? most > -2 : most >= length && most > -2;
    });
  });
}

const indexes = new WeakMap<IngressTable["unserved"], ReadonlyMap<string, readonly LeftOut[]>>();

/** A cluster may have thousands that are somebody else's: they are found by their hosts. */
function byHost(unserved: IngressTable["unserved"]): ReadonlyMap<string, readonly LeftOut[]> {
  const known = indexes.get(unserved);
  if (known !== undefined) return known;
  const index = new Map<string, LeftOut[]>();
  for (const one of unserved)
    for (const { host = ANY_HOST } of one.ingress.spec.rules ?? [{}]) {
      const list = index.get(host.toLowerCase());
      if (list === undefined) index.set(host.toLowerCase(), [one]);
      else list.push(one);
    }
  indexes.set(unserved, index);
  return index;
}

/** How near a rule's host is to the one that is asked for; -1: not this one. */
function rankOf(pattern: string, host: string): number {
  if (pattern === ANY_HOST) return 0;
  if (!pattern.startsWith("*.")) return pattern === host ? 2 : -1;
  return pattern.slice(1) === host.slice(host.indexOf(".")) ? 1 : -1;
}

function takes({ path = "/", pathType }: HttpIngressPath, asked: string): boolean {
  if (pathType === "Exact") return path === asked;
  const bare = path.replace(/\/+$/, "");
  return asked === bare || asked.startsWith(`${bare}/`) || /[(*+?[\\]/.test(path);
}

/** What a step says of it: where it is written, and why nobody acts on it. */
export function leftOutFacts(
  view: ClusterView,
  { config }: IngressTable,
  { ingress, verdict, snippets, broken, unsafe, kept }: LeftOut,
): { readonly ingress: ObjectUse; readonly why: string; readonly objects: readonly ObjectUse[] } {
  const [annotation] = [...snippets, ...broken];
  const at =
    annotation === undefined
      ? (unsafe ?? ["spec", "ingressClassName"])
      : ["metadata", "annotations", annotation];
  const use = view.use(ingress, at);
  const reason =
    annotation === undefined
      ? unsafe === undefined
        ? whyNot(verdict)
        : "it takes one of its paths for an attack"
      : snippets.length > 0
        ? `it has ${snippets.join(", ")}, which ${config.takesCritical ? "nobody here can read, so that no verdict about it would hold" : "the controller does not allow"}`
        : `it refuses the value of ${broken.join(", ")}`;
  const why = kept === undefined ? reason : `${reason}; until it starts anew it goes by what this was before`;
  return { ingress: use, why, objects: [use] };
}

function whyNot(verdict: LeftOut["verdict"]): string {
  switch (verdict.kind) {
    case "no-class":
      return "it names no class and no class is the default";
    case "class-missing":
      return `there is no IngressClass ${verdict.className}`;
    case "other-word":
      return `the controller listens to the annotation's word ${verdict.word}, and not to ${verdict.className}`;
    case "other-controller":
      return `class ${verdict.className} belongs to ${verdict.controller}, which does not run here`;
    case "served":
      return "";
  }
}
