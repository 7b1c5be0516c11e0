import type { ConfigMap } from "../api/core/config.ts";
import type { Ingress, IngressServiceBackend } from "../api/networking/ingress.ts";
import type { IngressClass } from "../api/networking/ingress-class.ts";
import { riskOf } from "../api/networking/nginx-annotation-rules.ts";
import {
  brokenOf,
  canaryOf,
  PREFIX,
  riskyOf,
  SNIPPET_ENDING,
  snippetsOf,
  unreadOn,
} from "../api/networking/nginx-annotations.ts";
import type { FieldPath } from "../values/source.ts";
import type { Edge } from "./edges.ts";
import { classVerdict } from "./ingress-class.ts";
import { NginxConfig } from "./nginx-config.ts";

const NAME = "validate.nginx.ingress.kubernetes.io";

/** What the webhook knows: as its controller sees the cluster. */
export interface Surroundings {
  readonly ingresses: readonly Ingress[];
  readonly classes: readonly IngressClass[];
  readonly configMap: ConfigMap | undefined;
  readonly edge: Edge;
}

export interface Review {
  /** Why the object is not stored, as the API server passes it on. */
  readonly denied?: { readonly message: string; readonly at: FieldPath; readonly remedy?: string };
  readonly warnings: readonly { readonly message: string; readonly at: FieldPath }[];
}

/** A path of an Ingress that becomes a location of its host. */
interface Claim {
  readonly ingress: Ingress;
  readonly pathType: string;
  /** Namespace, Service and port: what the controller calls an upstream. */
  readonly upstream: string;
}

/**
 * The admission webhook of ingress-nginx (CheckIngress and checkOverlap of internal/ingress/controller/controller.go): it
 * makes its configuration as if the object were there already, after all others, and sees who has its paths.
 */
export class IngressWebhook {
  readonly #edge: Edge;
  readonly #classes: IngressClass[];
  readonly #config: NginxConfig;
  readonly #claims = new Map<string, Claim[]>();
  /** Ingresses by the upstreams they name, the first of which says whether it is a canary's. */
  readonly #upstreams = new Map<string, Ingress[]>();
  readonly #known = new Map<string, Ingress>();

  constructor({ ingresses, classes, configMap, edge }: Surroundings) {
    this.#edge = edge;
    this.#classes = [...classes, ...installed(edge, classes)];
    this.#config = new NginxConfig(configMap);
    for (const ingress of [...ingresses].sort(oldestThenLast)) this.add(ingress);
  }

  /** Says the Ingress is stored now, in place of one of its name. */
  add(ingress: Ingress): void {
    const before = this.#known.get(idOf(ingress));
    if (before !== undefined) this.#forget(before);
    this.#known.set(idOf(ingress), ingress);
    const isRisky = snippetsOf(ingress).length > 0 || riskyOf(ingress, this.#config.risk).length > 0;
    const isLeftOut = isRisky || brokenOf(ingress).length > 0;
    if (!this.#isOwn(ingress) || isLeftOut) return;
    for (const { key, claim } of claimsOf(ingress)) {
      push(this.#claims, key, claim);
      push(this.#upstreams, claim.upstream, ingress);
    }
  }

  review(ingress: Ingress): Review {
    const paths = wrongPaths(ingress);
    const old = deprecated(ingress);
    return { ...this.#denial(ingress, paths), warnings: [...old, ...paths] };
  }

  #denial(ingress: Ingress, paths: Review["warnings"]): Pick<Review, "denied"> {
    const no = (words: string, at: FieldPath, remedy?: string): Pick<Review, "denied"> => ({
      denied: {
        message: `admission webhook "${NAME}" denied the request: ${words}`,
        at,
        ...(remedy === undefined ? {} : { remedy }),
      },
    });
    const unsafe = inspected(ingress);
    if (unsafe !== undefined) return no(`invalid object: ${unsafe.message}`, unsafe.at);
    if (!this.#isOwn(ingress)) return {};
    const [wrong] = paths;
    if (wrong !== undefined && this.#config.flag("strict-validate-path-type", true))
      return no(
        `ingress contains invalid paths: ${paths.map(({ message }) => message).join("\n")}`,
        wrong.at,
      );
    const words = this.#config.list("annotation-value-word-blocklist");
    const allowsSnippets = this.#config.flag("allow-snippet-annotations", false);
    for (const [key, value] of Object.entries(ingress.metadata.annotations ?? {})) {
      const at = ["metadata", "annotations", key];
      const word = key.startsWith(PREFIX) ? words.find((one) => value.includes(one)) : undefined;
      if (word !== undefined) return no(`${key} annotation contains invalid word ${word}`, at);
      if (!allowsSnippets && key.endsWith(SNIPPET_ENDING))
        return no(
          `${key} annotation cannot be used. Snippet directives are disabled by the Ingress administrator`,
          at,
        );
    }
    const [risky] = riskyOf(ingress, this.#config.risk);
    if (risky !== undefined)
      return no(
        `annotation group ${riskOf(risky.slice(PREFIX.length))?.parser} contains risky annotation based on ingress configuration`,
        ["metadata", "annotations", risky],
      );
    const broken = unreadOn(ingress).find(({ effect }) => effect === "left-out");
    if (broken !== undefined) {
      const name = PREFIX + broken.name;
      const at = ["metadata", "annotations", name];
      return no(`annotation ${name} contains invalid value`, at, `write ${broken.expected}`);
    }
    return this.#overlap(ingress, no);
  }

  #overlap(
    ingress: Ingress,
    no: (words: string, at: FieldPath) => Pick<Review, "denied">,
  ): Pick<Review, "denied"> {
    const canary = canaryOf(ingress);
    for (const { key, host, path, at } of claimsOf(ingress)) {
      for (const other of this.#ownersOf(key, ingress)) {
        const existing = canaryOf(other);
        const isRefused =
          (canary === true && existing === true) || (canary === undefined && existing === undefined);
        if (isRefused)
          return no(`host "${host}" and path "${path}" is already defined in ingress ${idOf(other)}`, at);
      }
    }
    return {};
  }

  /** Of those that say the same path and type the first has the location; a canary's has none, unless another shares its Service. */
  #ownersOf(key: string, ingress: Ingress): readonly Ingress[] {
    const id = idOf(ingress);
    const owners = new Map<string, Ingress>();
    for (const { ingress: one, pathType, upstream } of this.#claims.get(key) ?? []) {
      if (idOf(one) === id || owners.has(pathType)) continue;
      const first = this.#upstreams.get(upstream)?.find((other) => idOf(other) !== id);
      if (first === undefined || canaryOf(first) !== true) owners.set(pathType, one);
    }
    return [...owners.values()];
  }

  #forget(ingress: Ingress): void {
    for (const { key, claim } of claimsOf(ingress)) {
      drop(this.#claims, key, (one) => one.ingress === ingress);
      drop(this.#upstreams, claim.upstream, (one) => one === ingress);
    }
  }

  #isOwn(ingress: Ingress): boolean {
    return classVerdict(this.#edge, this.#classes, ingress).kind === "served";
  }
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

function drop<T>(lists: Map<string, T[]>, key: string, isGone: (one: T) => boolean): void {
  const kept = lists.get(key)?.filter((one) => !isGone(one)) ?? [];
  lists.set(key, kept);
}

function idOf({ metadata }: Ingress): string {
  return `${metadata.namespace ?? "default"}/${metadata.name}`;
}

/** The controller's own classes come with it, before an input speaks of any. */
function installed(edge: Edge, classes: readonly IngressClass[]): readonly IngressClass[] {
  const names = new Set(classes.map(({ metadata }) => metadata.name));
  return Object.entries(edge.classes)
    .filter(([name]) => !names.has(name))
    .map(([name, controller]) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata: { name },
      spec: { controller },
    }));
}

/** Of the same second ingress-nginx has the last by namespace and name first (store.go). */
export function oldestThenLast(a: Ingress, b: Ingress): number {
  const [made, other] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
  if (made !== other) return made < other ? -1 : 1;
  return idOf(a) < idOf(b) ? 1 : -1;
}

/** What the controller calls the server of rules without a host. */
const ANY_HOST = "_";

interface Place {
  readonly key: string;
  readonly host: string;
  readonly path: string;
  readonly at: FieldPath;
  readonly claim: Claim;
}

function claimsOf(ingress: Ingress): readonly Place[] {
  const { rules = [], defaultBackend } = ingress.spec;
  const place = (
    host: string,
    path: string,
    pathType: string,
    service: IngressServiceBackend,
    at: FieldPath,
  ) => {
    const { name, port } = service;
    const upstream = `${ingress.metadata.namespace ?? "default"}-${name}-${port?.name ?? port?.number}`;
    return { key: `${host} ${path}`, host, path, at, claim: { ingress, pathType, upstream } };
  };
  if (rules.length === 0 && defaultBackend?.service !== undefined && canaryOf(ingress) !== true)
    return [place(ANY_HOST, "/", "Prefix", defaultBackend.service, ["spec", "defaultBackend"])];
  return rules.flatMap(({ host = "", http }, rule) =>
    (http?.paths ?? []).flatMap(({ path = "", pathType, backend }, index) => {
      const at: FieldPath = ["spec", "rules", rule, "http", "paths", index, "path"];
      // SetDefaultNGINXPathType
      const type = pathType === "ImplementationSpecific" ? "Prefix" : pathType;
      return backend.service === undefined
        ? []
        : [place(host || ANY_HOST, path || "/", type, backend.service, at)];
    }),
  );
}

/** `validPathType` of internal/ingress/inspector/rules.go. */
const LITERAL = /^\/[A-Za-z0-9._\-/]*$/;

/** Exact and Prefix paths that are no plain paths. */
export function wrongPaths(ingress: Ingress): Review["warnings"] {
  return (ingress.spec.rules ?? []).flatMap(({ http }, rule) =>
    (http?.paths ?? []).flatMap(({ path = "", pathType }, index) => {
      if (path === "" || pathType === "ImplementationSpecific" || LITERAL.test(path)) return [];
      const at: FieldPath = ["spec", "rules", rule, "http", "paths", index, "path"];
      return [{ message: `path ${path} cannot be used with pathType ${pathType}`, at }];
    }),
  );
}

/** What no path needs: the inspection of hosts and Secrets finds nothing that their own validation lets through (inspector/rules.go). */
function isUnsafe(path: string): boolean {
  const ends = path.lastIndexOf(";");
  const isDirective = ["alias", "root"].some((word) => ends > path.indexOf(word) && path.includes(word));
  return (
    isDirective ||
    /\/etc\/(passwd|shadow|group|nginx|ingress-controller)|\/var\/run\/secrets|_by_lua/.test(path)
  );
}

interface Unsafe {
  readonly message: string;
  readonly at: FieldPath;
}

const looked = new WeakMap<Ingress, { readonly unsafe: Unsafe | undefined }>();

/**
 * A path that the controller's deep inspection takes for an attack, which it makes when an Ingress comes and when it changes.
 * Stored Ingresses never change, so they are looked at once.
 */
export function inspected(ingress: Ingress): Unsafe | undefined {
  const known = looked.get(ingress) ?? { unsafe: unsafeIn(ingress) };
  looked.set(ingress, known);
  return known.unsafe;
}

function unsafeIn(ingress: Ingress): Unsafe | undefined {
  for (const [rule, { http }] of (ingress.spec.rules ?? []).entries()) {
    const index = (http?.paths ?? []).findIndex(({ path = "" }) => isUnsafe(path));
    if (index < 0) continue;
    const message = `invalid rule in ingress ${idOf(ingress)}: invalid http path: invalid value found: ${http?.paths[index]?.path}`;
    return { message, at: ["spec", "rules", rule, "http", "paths", index, "path"] };
  }
  return undefined;
}

const DEPRECATED = new Set(
  [
    "enable-influxdb",
    "influxdb-measurement",
    "influxdb-port",
    "influxdb-host",
    "influxdb-server-name",
    "secure-verify-ca-secret",
  ].map((name) => PREFIX + name),
);

function deprecated({ metadata }: Ingress): Review["warnings"] {
  return Object.keys(metadata.annotations ?? {})
    .filter((key) => DEPRECATED.has(key))
    .map((key) => ({ message: `annotation ${key} is deprecated`, at: ["metadata", "annotations", key] }));
}
