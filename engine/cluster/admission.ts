import type { Service } from "../api/core/service.ts";
import { type Decoded, issueOf, issuesOfNew } from "../api/decode.ts";
import { FieldErrors } from "../api/field-errors.ts";
import type { AnyKind, KindName, Kinds } from "../api/kinds.ts";
import { nameOf } from "../api/meta.ts";
import type { Ingress } from "../api/networking/ingress.ts";
import type { IngressClass } from "../api/networking/ingress-class.ts";
import type { ServiceCIDR } from "../api/networking/service-cidr.ts";
import { schemeRow } from "../api/scheme.ts";
import type { Cidr } from "../values/cidr.ts";
import type { Issue } from "../values/issue.ts";
import { childOf } from "../values/nested-map.ts";
import { formatFieldPath, formatLocation } from "../values/source.ts";
import { namespaceObject } from "./ambient.ts";
import { edgeIn } from "./edge-flags.ts";
import { edgeOf } from "./edges.ts";
import { withDefaultClass } from "./ingress-class.ts";
import { IngressWebhook, type Review } from "./ingress-webhook.ts";
import { NGINX_CONFIG_MAP } from "./nginx-config.ts";
import { withSharedNodePorts } from "./node-ports.ts";
import { suffixFor } from "./pod-template.ts";
import type { Profile } from "./profile.ts";
import { serviceBlocks } from "./service-blocks.ts";
import { checkServiceNetwork, OtherServices } from "./service-network.ts";
import type { Stored } from "./shelf.ts";
import type { Store } from "./store.ts";
import { withStored } from "./stored-fields.ts";

export interface AdmissionOptions {
  /** Namespace of objects that name none. */
  readonly namespace: string;
  /** Refuse namespaces that objects merely name. */
  readonly strict: boolean;
  /** A request to the API server, not files: what they bring may come from a cluster that took it long ago. */
  readonly isRequest?: boolean;
}

/** What would be stored, and what there is to say about it. Nothing is stored when an issue is an error. */
export interface Admitted {
  readonly objects: readonly Decoded[];
  /** Namespaces that the objects merely name. */
  readonly namespaces: readonly AnyKind[];
  readonly issues: readonly Issue[];
}

/**
 * The API server's last word before objects are stored: names, namespaces, duplicates, addresses. Without `looksForRepeated`
 * somebody else has to see to it that no object comes twice.
 */
export function admit(
  decoded: readonly Decoded[],
  store: Store,
  profile: Profile,
  options: AdmissionOptions,
  looksForRepeated = true,
): Admitted {
  const issues: Issue[] = [];
  const placed = decoded.map((one, index) => place(one, index, options.namespace));
  const kept = looksForRepeated ? withoutDuplicates(placed, issues) : placed;
  const namespaces = impliedNamespaces(kept, { store, profile, issues }, options.strict);
  const isRequest = options.isRequest === true;
  const replaced = kept.map((one) => merged(one, store, issues, isRequest));
  const objects = ingressesOf(replaced, { store, profile, issues }, isRequest);
  checkServices(objects, kept, { store, profile, issues }, isRequest);
  for (const one of kept) checkReplicas(one, issues);
  const first = objects.filter(isNamespace);
  const isInOrder = first.every((one, index) => one === objects[index]);
  const ordered = isInOrder ? objects : [...first, ...objects.filter((one) => !isNamespace(one))];
  return { objects: ordered, namespaces, issues };
}

/** The object with what the cluster gave the one that it replaces, if it may. */
function merged(one: Decoded, store: Store, issues: Issue[], isRequest: boolean): Decoded {
  const { kind, metadata } = one.object;
  const stored = store.stored(kind, metadata.namespace, metadata.name);
  if (stored === undefined) {
    issues.push(...issuesOfNew(one));
    return one.object.kind === "Service" ? { ...one, object: withSharedNodePorts(one.object) } : one;
  }
  const decoded = { ...one, object: withStored(one.object, stored) };
  if (stored.source !== undefined || isRequest) issues.push(...checkUpdate(decoded, stored));
  return decoded;
}

interface Known {
  readonly store: Store;
  readonly profile: Profile;
  readonly issues: Issue[];
}

/** The objects with what admission makes of their Ingresses, which somebody may have to be asked about, in their order. */
function ingressesOf(
  objects: readonly Decoded[],
  { store, profile, issues }: Known,
  isRequest: boolean,
): readonly Decoded[] {
  if (!objects.some(({ object }) => object.kind === "Ingress")) return objects;
  const among = <K extends KindName>(kind: K): readonly Kinds[K][] =>
    objects.flatMap(({ object }) => (object.kind === kind ? [object as Kinds[K]] : []));
  const brought = among("IngressClass");
  const classes = [
    ...brought,
    ...store
      .list("IngressClass")
      .map(({ object }) => object as IngressClass)
      .filter((one) => brought.every(({ metadata }) => metadata.name !== one.metadata.name)),
  ];
  const isAsked = profile.ingressController === "ingress-nginx" && profile.ingressWebhook;
  const { namespace: at, name: of } = NGINX_CONFIG_MAP;
  const configMap =
    among("ConfigMap").find(({ metadata: { namespace, name } }) => name === of && namespace === at) ??
    store.get("ConfigMap", at, of);
  const stored = isAsked ? store.list("Ingress").map(({ object }) => object as Ingress) : [];
  const edge = edgeIn({ profile, get: (kind, namespace, name) => store.get(kind, namespace, name) });
  const webhook = isAsked ? new IngressWebhook({ ingresses: stored, classes, configMap, edge }) : undefined;
  return objects.map((one) => {
    const { object, source } = one;
    if (object.kind !== "Ingress") return one;
    const { namespace, name, uid } = object.metadata;
    const isNew = store.get("Ingress", namespace, name) === undefined;
    const ingress = isNew || !isRequest ? withDefaultClass(classes, object) : object;
    if (webhook !== undefined && (isRequest || uid === undefined))
      issues.push(...verdictOf(webhook.review(ingress), one));
    webhook?.add(ingress);
    return ingress === object ? one : { object: ingress, source };
  });
}

function verdictOf({ denied, warnings }: Review, { object, source }: Decoded): readonly Issue[] {
  type Said = Review["warnings"][number] & { readonly remedy?: string };
  const issue = (severity: Issue["severity"], { message, at, remedy }: Said): Issue => ({
    severity,
    code: severity === "error" ? WEBHOOK_DENIED : WEBHOOK_WARNED,
    message,
    object: nameOf(object),
    field: formatFieldPath(at),
    at: source.at(at),
    ...(remedy === undefined ? {} : { remedy }),
  });
  return [
    ...(denied === undefined ? [] : [issue("error", denied)]),
    ...warnings.map((warning) => issue("warning", warning)),
  ];
}

/** Codes of what a webhook says, as the API server passes it on. */
export const WEBHOOK_DENIED = "webhook-denied";
export const WEBHOOK_WARNED = "webhook-warned";

/** `kept` are the objects as they were asked for. */
function checkServices(
  objects: readonly Decoded[],
  kept: readonly Decoded[],
  { store, profile, issues }: Known,
  isRequest: boolean,
): void {
  const others = new OtherServices(() => store.list("Service").map(({ object }) => object as Service));
  const blocks = blocksAfter(objects, store);
  for (let index = 0; index < objects.length; index++) {
    const { object, source } = objects[index] as Decoded;
    if (object.kind !== "Service") continue;
    const { namespace, name } = object.metadata;
    const stored = store.stored("Service", namespace, name);
    // What no input wrote only stands in for what an input may bring.
    const isBefore = stored !== undefined && (stored.source !== undefined || isRequest);
    const before = isBefore ? (stored.object as Service) : undefined;
    issues.push(...checkServiceNetwork(object, before, others, { profile, blocks }, source));
    others.add((kept[index]?.object ?? object) as Service);
  }
}

/** Pods of one workload; no cluster upstream tests is larger than fifteen times that. */
const MOST_REPLICAS = 10_000;

const COUNTS = ["replicas", "parallelism", "completions"] as const;

/** An engine that took any number would hang on a slip of the finger. */
function checkReplicas({ object, source }: Decoded, issues: Issue[]): void {
  if (object.kind === "Pod") return;
  const spec = ("spec" in object ? object.spec : {}) as Readonly<Record<string, unknown>>;
  for (const field of COUNTS) {
    const wanted = spec[field];
    if (typeof wanted !== "number" || wanted <= MOST_REPLICAS) continue;
    issues.push({
      severity: "error",
      code: "replicas-beyond-engine",
      message: `spec.${field}: ${wanted} pods are more than the ${MOST_REPLICAS} that podwire makes of one workload`,
      object: nameOf(object),
      field: `spec.${field}`,
      at: source.at(["spec", field]),
      remedy: "two replicas show the same traffic as many",
    });
  }
}

function isNamespace({ object }: Decoded): boolean {
  return object.kind === "Namespace";
}

/** Fills in the namespace, a generated name, and the label that every namespace carries. */
function place(decoded: Decoded, index: number, namespace: string): Decoded {
  const { object } = decoded;
  const { metadata, kind } = object;
  const name =
    metadata.name || `${metadata.generateName ?? ""}${suffixFor(kind, metadata.generateName ?? "", index)}`;
  if (kind === "Namespace") {
    const labels = { ...metadata.labels, "kubernetes.io/metadata.name": name };
    return { ...decoded, object: { ...object, metadata: { ...metadata, name, labels } } };
  }
  const isPlaced = metadata.name === name && metadata.namespace !== undefined;
  if (isPlaced || !schemeRow(kind).namespaced) return decoded;
  return {
    ...decoded,
    object: { ...object, metadata: { ...metadata, name, namespace: metadata.namespace ?? namespace } },
  };
}

/** What there is to say of objects that come a second time. */
export function repeated(decoded: readonly Decoded[]): readonly Issue[] {
  const issues: Issue[] = [];
  withoutDuplicates(decoded, issues);
  return issues;
}

function withoutDuplicates(decoded: readonly Decoded[], issues: Issue[]): readonly Decoded[] {
  const seen = new Map<string, Map<string, Map<string, Decoded>>>();
  const kept: Decoded[] = [];
  for (const one of decoded) {
    const { kind, metadata } = one.object;
    const names = childOf(childOf(seen, kind), metadata.namespace ?? "");
    const first = names.get(metadata.name);
    if (first === undefined) {
      names.set(metadata.name, one);
      kept.push(one);
    } else {
      issues.push({
        severity: "error",
        code: "object-duplicate",
        message: `is defined twice, first at ${formatLocation(first.source.at(["metadata", "name"]))}`,
        object: nameOf(one.object),
        at: one.source.at(["metadata", "name"]),
        remedy: "keep one of them",
      });
    }
  }
  return kept;
}

function impliedNamespaces(
  decoded: readonly Decoded[],
  { store, profile, issues }: Known,
  strict: boolean,
): readonly AnyKind[] {
  const edge = edgeOf(profile.ingressController);
  const declared = new Set<string>();
  for (const { object } of decoded) if (object.kind === "Namespace") declared.add(object.metadata.name);
  const implied = new Map<string, AnyKind>();
  let last: string | undefined;
  for (const { object, source } of decoded) {
    const { namespace } = object.metadata;
    if (namespace === last) continue;
    last = namespace;
    if (namespace === undefined || declared.has(namespace) || implied.has(namespace)) continue;
    if (store.get("Namespace", undefined, namespace) !== undefined) continue;
    // That of the controller is there with its installation.
    const isOfEdge = edge.name !== "spec" && namespace === edge.namespace;
    implied.set(namespace, namespaceObject(namespace, isOfEdge ? edge.namespaceLabels : {}));
    if (isOfEdge) continue;
    issues.push({
      severity: strict ? "error" : "warning",
      code: "namespace-not-declared",
      message: strict
        ? `namespaces "${namespace}" not found`
        : `namespace ${namespace} is not declared; created without labels of its own`,
      object: nameOf(object),
      field: "metadata.namespace",
      at: source.at(["metadata", "namespace"]),
      remedy: `declare it: { apiVersion: v1, kind: Namespace, metadata: { name: ${namespace} } }`,
    });
  }
  return [...implied.values()];
}

/**
 * What must not change between the stored object and the one that replaces it. What no input wrote (the ambient cluster,
 * what controllers made) only stands in for what files may bring; for a request it is there.
 */
function checkUpdate({ object, source }: Decoded, before: Stored): readonly Issue[] {
  const errors = new FieldErrors();
  const row = schemeRow(object.kind as KindName);
  // What it keeps of the stored one may not go with its new type.
  const isOther = row.withoutLeftovers && row.withoutLeftovers(object, before.object) !== object;
  if (isOther) row.validate(object, errors);
  row.validateUpdate?.(object, before.object, errors);
  return errors.problems.map((problem) => issueOf(problem, nameOf(object), source));
}

/** Blocks of Services once the objects are stored: an input may bring the block that its Services use. */
function blocksAfter(objects: readonly Decoded[], store: Store): readonly Cidr[] {
  const known = new Map<string, ServiceCIDR>();
  for (const each of [store.list("ServiceCIDR"), objects])
    for (const { object } of each) if (object.kind === "ServiceCIDR") known.set(object.metadata.name, object);
  return serviceBlocks([...known.values()]);
}
