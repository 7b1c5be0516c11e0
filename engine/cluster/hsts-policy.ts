import type { Decoded } from "../api/decode.ts";
import { type KubernetesObject, nameOf } from "../api/meta.ts";
import type { RequiredHstsPolicy } from "../api/openshift/ingress-config.ts";
import type { Route } from "../api/openshift/route.ts";
import type { Issue } from "../values/issue.ts";
import { compileSelector, type Labels, selects } from "../values/label-selector.ts";
import type { ControlPlane } from "./control-plane.ts";
import { CLUSTER_INGRESS, generatedHost } from "./routers.ts";

export const HSTS_ANNOTATION = "haproxy.router.openshift.io/hsts_header";

/** Code of issues that the API server answers with 403. */
export const NOT_ADMITTED = "admission-forbidden";

/**
 * Routes that the cluster's policies refuse. The policies are those that are stored: Routes that come in one input with them
 * are taken to have been there before, and such stay.
 */
export function refusedByHsts(plane: ControlPlane, objects: readonly Decoded[]): readonly Issue[] {
  if (policiesOf(plane).length === 0) return [];
  return objects.flatMap(({ object: route, source }): readonly Issue[] => {
    if (route.kind !== "Route") return [];
    const { namespace, name } = route.metadata;
    const isOwn = ({ object }: Decoded): boolean =>
      object.kind === "Namespace" && object.metadata.name === namespace;
    const before = plane.get("Route", namespace, name);
    const problem = hstsUnmet(plane, route, objects.find(isOwn)?.object, before);
    if (problem === undefined) return [];
    const message = `routes.route.openshift.io ${JSON.stringify(name)} is forbidden: ${problem}`;
    const at = source.at(["metadata", "annotations", HSTS_ANNOTATION]);
    return [{ severity: "error", code: NOT_ADMITTED, message, object: nameOf(route), at }];
  });
}

type Reader = Pick<ControlPlane, "get" | "list" | "profile">;

function policiesOf(reader: Reader): readonly RequiredHstsPolicy[] {
  return reader.get(CLUSTER_INGRESS, undefined, "cluster")?.spec?.requiredHSTSPolicies ?? [];
}

/** What a Route lacks of the policy that is for it, as if it was written now. `space`: its namespace, if it comes with it. */
export function hstsUnmet(
  reader: Reader,
  route: Route,
  space?: KubernetesObject,
  before?: Route,
): string | undefined {
  const { namespace = "" } = route.metadata;
  const { host = "", subdomain = "" } = route.spec;
  const own = host === "" && subdomain === "" ? generatedHost(reader, route) : host;
  const hosts = [own, ...(route.status?.ingress ?? []).map((one) => one.host ?? "")];
  const { labels = {} } = (space ?? reader.get("Namespace", undefined, namespace))?.metadata ?? {};
  return hstsProblem(policiesOf(reader), route, hosts, labels, before);
}

/**
 * Why a Route may not be written: the first of the cluster's policies that is for its host asks for another
 * `Strict-Transport-Security` than it has (openshift-apiserver, admission plugin RequiredRouteAnnotations). Routes without
 * TLS, and such as pass it through, are not asked; neither is a Route that keeps the header it had.
 */
function hstsProblem(
  policies: readonly RequiredHstsPolicy[],
  route: Route,
  hosts: readonly string[],
  namespaceLabels: Labels,
  before: Route | undefined,
): string | undefined {
  const text = route.metadata.annotations?.[HSTS_ANNOTATION];
  if (before !== undefined && before.metadata.annotations?.[HSTS_ANNOTATION] === text) return undefined;
  const { termination = "" } = route.spec.tls ?? {};
  if (termination !== "edge" && termination !== "reencrypt") return undefined;
  const policy = policies.find(
    ({ namespaceSelector = {}, domainPatterns }) =>
      selects(compileSelector(namespaceSelector), namespaceLabels) &&
      domainPatterns.some((pattern) => hosts.some((host) => matchesGlob(pattern, host))),
  );
  return policy === undefined ? undefined : unmet(policy, text ?? "");
}

function unmet(policy: RequiredHstsPolicy, text: string): string | undefined {
  const { maxAge: { largestMaxAge, smallestMaxAge } = {}, preloadPolicy, includeSubDomainsPolicy } = policy;
  const header = text.replaceAll(" ", "").toLowerCase();
  const [, digits] = /max-age=(\d+)/.exec(header) ?? [];
  if (digits === undefined) return "HSTS max-age must be set correctly in HSTS annotation";
  const age = Number(digits);
  if (age >= 2 ** 31) return `strconv.ParseInt: parsing "${digits}": value out of range`;
  if (largestMaxAge !== undefined && age > largestMaxAge)
    return `HSTS max-age is greater than maximum age ${largestMaxAge}s`;
  if (smallestMaxAge !== undefined && age < smallestMaxAge)
    return `HSTS max-age is less than minimum age ${smallestMaxAge}s`;
  const words = header.split(";");
  const has = (word: string): boolean => words.includes(word.toLowerCase());
  return (
    wordProblem("preload", has("preload"), preloadPolicy) ??
    wordProblem("includeSubDomains", has("includeSubDomains"), includeSubDomainsPolicy)
  );
}

function wordProblem(word: string, isThere: boolean, policy = ""): string | undefined {
  if (policy.startsWith("RequireNo")) return isThere ? `HSTS ${word} must not be specified` : undefined;
  return policy.startsWith("Require") && !isThere ? `HSTS ${word} must be specified` : undefined;
}

/** One character of a pattern, or `*`: any number of them. A slash, which no host has, is matched by itself alone. */
type Piece = "*" | ((character: string) => boolean);

/** Go's `filepath.Match`; a pattern that cannot be read matches nothing. */
function matchesGlob(pattern: string, text: string): boolean {
  const pieces = piecesOf(pattern);
  if (pieces === undefined) return false;
  // Where the last star stands, and how much of the text it has taken: that is as far as one ever has to go back.
  let [piece, at, star, taken] = [0, 0, -1, 0];
  while (at < text.length) {
    const next = pieces[piece];
    if (next === "*") [star, taken, piece] = [piece, at, piece + 1];
    else if (next?.(text[at] ?? "") === true) [piece, at] = [piece + 1, at + 1];
    else if (star < 0 || text[taken] === "/") return false;
    else [taken, at, piece] = [taken + 1, taken + 1, star + 1];
  }
  return pieces.slice(piece).every((one) => one === "*");
}

function piecesOf(pattern: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let rest = pattern;
  while (rest !== "") {
    const [whole = "", escaped, negated, set] =
      /^(?:\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|[^\\[])/u.exec(rest) ?? [];
    if (whole === "") return undefined;
    rest = rest.slice(whole.length);
    if (set !== undefined) {
      const ranges = rangesOf(set);
      if (ranges === undefined) return undefined;
      pieces.push((one) => ranges.some(([low, high]) => low <= one && one <= high) === (negated === ""));
    } else if (whole === "*") pieces.push("*");
    else if (whole === "?") pieces.push((one) => one !== "/");
    else pieces.push((one) => one === (escaped ?? whole));
  }
  return pieces;
}

function rangesOf(set: string): readonly (readonly [string, string])[] | undefined {
  const ranges: (readonly [string, string])[] = [];
  let rest = set;
  while (rest !== "") {
    const [whole = "", low = "", high = low] = /^\\?([^-\\])(?:-\\?([^-\\]))?/u.exec(rest) ?? [];
    if (whole === "") return undefined;
    rest = rest.slice(whole.length);
    ranges.push([low, high]);
  }
  return ranges;
}
