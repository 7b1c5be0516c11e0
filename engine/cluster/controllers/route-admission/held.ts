import type { Route } from "../../../api/openshift/route.ts";

/** An admitted Route with the host that it holds. */
export interface Claim {
  readonly route: Route;
  readonly host: string;
  /** Its place by age. */
  readonly order: number;
}

interface HostClaims {
  /** The oldest of each namespace. */
  readonly namespaces: Map<string, Claim>;
  readonly paths: Map<string, Claim>;
  passthrough?: Claim;
  secured?: Claim;
}

interface Siblings {
  /** The oldest of each namespace, and the oldest of its others with another host than that. */
  readonly all: Map<string, readonly Claim[]>;
  readonly wildcards: Map<string, readonly Claim[]>;
}

/** What the admitted Routes of a router hold, found by host: a router has thousands of them. */
export class Held {
  private readonly hosts = new Map<string, HostClaims>();
  private readonly parents = new Map<string, Siblings>();
  private size = 0;

  add(route: Route, host: string): void {
    const claim: Claim = { route, host, order: this.size++ };
    const key = keyOf(route, host);
    const same: HostClaims = this.hosts.get(key) ?? { namespaces: new Map(), paths: new Map() };
    this.hosts.set(key, same);
    keepOldest(same.namespaces, route.metadata.namespace ?? "", claim);
    keepOldest(same.paths, route.spec.path ?? "", claim);
    const { tls } = route.spec;
    if (tls !== undefined) same.secured ??= claim;
    if (tls?.termination === "passthrough") same.passthrough ??= claim;
    const parent = parentOf(host);
    const siblings: Siblings = this.parents.get(parent) ?? { all: new Map(), wildcards: new Map() };
    this.parents.set(parent, siblings);
    keepTwo(siblings.all, claim);
    if (isWildcard(route)) keepTwo(siblings.wildcards, claim);
  }

  /** Claims that may stand against a Route, oldest first; whichever does is among them. */
  rivals(route: Route, host: string): readonly Claim[] {
    const own = route.metadata.namespace ?? "";
    const found: (Claim | undefined)[] = [];
    const same = this.hosts.get(keyOf(route, host));
    if (same !== undefined) {
      found.push(same.paths.get(route.spec.path ?? ""), ...foreign(same.namespaces, own));
      const { tls } = route.spec;
      if (tls !== undefined) found.push(same.passthrough);
      if (tls?.termination === "passthrough") found.push(same.secured);
    }
    const siblings = this.parents.get(parentOf(host));
    if (siblings !== undefined) {
      found.push(...foreign(siblings.wildcards, own).flat());
      if (isWildcard(route)) found.push(...foreign(siblings.all, own).flat());
    }
    return found.filter((one) => one !== undefined).sort((a, b) => a.order - b.order);
  }
}

export function isWildcard({ spec }: Route): boolean {
  return spec.wildcardPolicy === "Subdomain";
}

export function parentOf(host: string): string {
  return host.replace(/^[^.]+\./, "");
}

function keyOf(route: Route, host: string): string {
  return isWildcard(route) ? `*${host}` : host;
}

function keepOldest(map: Map<string, Claim>, key: string, claim: Claim): void {
  if (!map.has(key)) map.set(key, claim);
}

/** A Route of the same host stands against another by other rules, so the next host of the namespace is kept as well. */
function keepTwo(map: Map<string, readonly Claim[]>, claim: Claim): void {
  const namespace = claim.route.metadata.namespace ?? "";
  const known = map.get(namespace) ?? [];
  if (known.length === 0 || (known.length === 1 && known[0]?.host !== claim.host))
    map.set(namespace, [...known, claim]);
}

function foreign<T>(map: ReadonlyMap<string, T>, own: string): readonly T[] {
  return [...map].flatMap(([namespace, one]) => (namespace === own ? [] : [one]));
}
