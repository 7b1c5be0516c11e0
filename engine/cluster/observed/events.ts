import type { Pod } from "../../api/core/pod.ts";
import type { Service } from "../../api/core/service.ts";
import { SERVICE_NAME_LABEL } from "../../api/discovery/endpoint-slice.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Ingress } from "../../api/networking/ingress.ts";
import type { PodDisruptionBudget } from "../../api/policy/pod-disruption-budget.ts";
import { formatTimestamp } from "../../values/clock.ts";
import { hashText } from "../../values/random.ts";
import { incompleteRules } from "../controllers/ingress-to-route/ingress-to-route.ts";
import { guardOf } from "../disruption-budgets.ts";
import { waitsForApi } from "../dns-start.ts";
import { edgeOf } from "../edges.ts";
import { classVerdict } from "../ingress-class.ts";
import { nodeDns, podDns, resolvConfProblem } from "../pod-dns.ts";
import { hostnameProblem } from "../pod-hostname.ts";
import { KEPT_MILLISECONDS } from "../sayings.ts";
import { hasSelectedEndpoints, isReady } from "../service-endpoints.ts";
import { allotZones, wantsTopologyHints, zoneShares } from "../topology-hints.ts";
import type { ClusterView } from "../view.ts";

/** A core/v1 Event, as far as it follows from what is there. */
interface Event extends KubernetesObject {
  readonly kind: "Event";
  readonly involvedObject: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly message: string;
  readonly source: { readonly component?: string; readonly host?: string };
  readonly type: "Normal" | "Warning";
  readonly firstTimestamp: string | null;
  readonly lastTimestamp: string | null;
  readonly eventTime: string | null;
  readonly count?: number;
  readonly reportingComponent: string;
  readonly reportingInstance: string;
}

interface Said {
  readonly reason: string;
  readonly message: string;
  readonly by: string;
  /** The node of a kubelet. */
  readonly host?: string;
  /** The container that is meant. */
  readonly fieldPath?: string;
  readonly isWarning?: boolean;
}

const known = new WeakMap<ClusterView, readonly Event[]>();

/**
 * What scheduler, kubelets and controllers have said on the way to the objects that are there: an Event for each placing of
 * a pod, each container that was started, each pod that a ReplicaSet made and each ReplicaSet that a Deployment scaled up.
 * They follow from the objects, so they are made when somebody looks, and those of objects that are gone are gone with them.
 * By namespace, then name.
 */
export function eventsOf(view: ClusterView): readonly Event[] {
  let events = known.get(view);
  if (events === undefined) {
    const found = numbered([
      ...view.list("Pod").flatMap((pod) => podEvents(pod, view.profile.clusterDomain)),
      ...view.list("Pod").flatMap((pod) => ownerEvent(view, pod, "ReplicaSet")),
      ...view.list("ReplicaSet").flatMap((set) => ownerEvent(view, set, "Deployment")),
      ...dnsEvents(view),
      ...saidEvents(view),
      ...view.list("PodDisruptionBudget").flatMap((budget) => budgetEvents(view, budget)),
      ...view.list("Service").flatMap((service) => hintEvents(view, service)),
      ...(view.profile.ingressController === "openshift" ? view.list("Ingress") : []).flatMap((ingress) =>
        ingressEvent(view, ingress),
      ),
    ]);
    events = found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    known.set(view, events);
  }
  return events;
}

/** Upstream ends the names with the time of writing, so that events of one object come in their order: here it is a count. */
function numbered(events: readonly Event[]): Event[] {
  const counts = new Map<string, number>();
  return events.map((event) => {
    const { uid = "", kind, name = "" } = event.involvedObject;
    const key = `${kind} ${event.metadata.namespace} ${name}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const hex = (number: number): string => (number >>> 0).toString(16).padStart(8, "0");
    const own = `${name}.${hex(hashText(`${key} ${uid}`))}${hex(count)}`;
    return { ...event, metadata: { ...event.metadata, name: own } };
  });
}

function keyOf({ metadata }: Event): string {
  return `${metadata.namespace ?? ""} ${metadata.name}`;
}

function podEvents(pod: Pod, clusterDomain: string): readonly Event[] {
  const { metadata, spec, status } = pod;
  const { nodeName } = spec;
  if (nodeName === undefined) {
    const message = status?.conditions?.find(({ type }) => type === "PodScheduled")?.message;
    const said = { reason: "FailedScheduling", by: "default-scheduler", isWarning: true };
    return message === undefined ? [] : [eventOf(pod, { ...said, message })];
  }
  const placed = `Successfully assigned ${metadata.namespace}/${metadata.name} to ${nodeName}`;
  const scheduled = eventOf(pod, { reason: "Scheduled", message: placed, by: "default-scheduler" });
  if (status?.phase === undefined || status.phase === "Pending") {
    const problem = hostnameProblem(pod, clusterDomain);
    if (problem === undefined) return [scheduled];
    const message = `Failed to create pod sandbox: ${problem}`;
    const kubelet = { by: "kubelet", host: nodeName, isWarning: true };
    return [scheduled, eventOf(pod, { ...kubelet, reason: "FailedCreatePodSandBox", message })];
  }
  const parts = [
    ...(spec.initContainers ?? []).map((container) => ({ container, list: "initContainers" })),
    ...spec.containers.map((container) => ({ container, list: "containers" })),
  ];
  const started = parts.flatMap(({ container: { name, image = "" }, list }) => {
    const kubelet = { by: "kubelet", host: nodeName, fieldPath: `spec.${list}{${name}}` };
    const there = `Container image ${JSON.stringify(image)} already present on machine and can be accessed by the pod`;
    return [
      eventOf(pod, { ...kubelet, reason: "Pulled", message: there }),
      eventOf(pod, { ...kubelet, reason: "Created", message: "Container created" }),
      eventOf(pod, { ...kubelet, reason: "Started", message: "Container started" }),
    ];
  });
  const [first] = spec.containers;
  if (!waitsForApi(pod) || isReady(pod)) return [scheduled, ...started];
  const message = "Readiness probe failed: HTTP probe failed with statuscode: 503";
  const probed = { by: "kubelet", host: nodeName, fieldPath: `spec.containers{${first?.name}}` };
  const unhealthy = eventOf(pod, { ...probed, reason: "Unhealthy", message, isWarning: true });
  return [scheduled, ...started, unhealthy];
}

/** What the controller of an object said when it made the object. */
function ownerEvent(
  view: ClusterView,
  made: KubernetesObject,
  kind: "ReplicaSet" | "Deployment",
): readonly Event[] {
  const { namespace, name, ownerReferences = [], creationTimestamp } = made.metadata;
  const reference = ownerReferences.find((one) => one.kind === kind);
  const owner = reference && view.get(kind, namespace, reference.name);
  if (owner === undefined) return [];
  if (kind === "ReplicaSet") {
    const message = `Created pod: ${name}`;
    const said = { reason: "SuccessfulCreate", message, by: "replicaset-controller" };
    return [eventOf(owner, said, creationTimestamp)];
  }
  const { replicas = 0 } = (made as { readonly spec?: { readonly replicas?: number } }).spec ?? {};
  if (replicas === 0) return [];
  const message = `Scaled up replica set ${name} from 0 to ${replicas}`;
  const said = { reason: "ScalingReplicaSet", message, by: "deployment-controller" };
  return [eventOf(owner, said, creationTimestamp)];
}

/** That a budget speaks of nobody. */
function budgetEvents(view: ClusterView, budget: PodDisruptionBudget): readonly Event[] {
  if (view.list("Pod", budget.metadata.namespace).some(guardOf(budget))) return [];
  return [eventOf(budget, { reason: "NoPods", message: "No matching pods found", by: "controllermanager" })];
}

/** What controllers have said for themselves, as long as it is kept. */
function saidEvents({ sayings, clock }: ClusterView): readonly Event[] {
  return [...sayings].flatMap(({ of, at, isNameOnly = false, ...said }) => {
    if (clock.now - at > KEPT_MILLISECONDS) return [];
    const event = eventOf(of, said, formatTimestamp(at));
    const { uid: _, resourceVersion: __, ...named } = event.involvedObject;
    return [isNameOnly ? { ...event, involvedObject: named } : event];
  });
}

/** What kubelets say of resolver settings (pkg/kubelet/network/dns). */
function dnsEvents(view: ClusterView): readonly Event[] {
  const missing =
    'kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.';
  const warn = (object: KubernetesObject, reason: string, message: string, host = ""): Event =>
    eventOf(object, { reason, message, by: "kubelet", host, isWarning: true });
  const without = new Set<string>();
  const ofPods = view.list("Pod").flatMap((pod) => {
    const { nodeName } = pod.spec;
    if (nodeName === undefined) return [];
    const { isMissing, cut, nameservers, searches } = podDns(view, pod);
    if (isMissing) without.add(nodeName);
    const { namespace, name, uid = "" } = pod.metadata;
    const said = [
      isMissing && `pod: ${JSON.stringify(`${name}_${namespace}(${uid})`)}. ${missing}`,
      cut.nameservers &&
        `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${nameservers.join(" ")}`,
      cut.searches &&
        `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${searches.join(" ")}`,
    ];
    return said.flatMap((message, index) => {
      const reason = index === 0 ? "MissingClusterDNS" : "DNSConfigForming";
      return message === false ? [] : [warn(pod, reason, message, nodeName)];
    });
  });
  const ofNodes = view.list("Node").flatMap((node) => {
    const problem = resolvConfProblem(nodeDns(view.profile, node) ?? { searches: [] });
    const { name } = node.metadata;
    return [
      ...(problem === undefined ? [] : [warn(node, "CheckLimitsForResolvConf", problem, name)]),
      ...(without.has(name) ? [warn(node, "MissingClusterDNS", missing, name)] : []),
    ];
  });
  return [...ofPods, ...ofNodes];
}

/** Whether `topology-mode: Auto` had an effect (topologycache/event.go of kubernetes/endpointslice). */
function hintEvents(view: ClusterView, service: Service): readonly Event[] {
  if (!wantsTopologyHints(service) || !hasSelectedEndpoints(service)) return [];
  const { namespace = "default", name } = service.metadata;
  const slices = view.labelled("EndpointSlice", namespace, { [SERVICE_NAME_LABEL]: name });
  const shares = zoneShares(view.list("Node"));
  return [...new Set(slices.map(({ addressType }) => addressType))].map((family) => {
    const own = slices.filter(({ addressType }) => addressType === family);
    const { event } = allotZones(
      own.flatMap(({ endpoints }) => endpoints),
      shares,
    );
    const isWarning = event !== undefined;
    const words = event ?? "Topology Aware Hints has been enabled";
    const reason = isWarning ? "TopologyAwareHintsDisabled" : "TopologyAwareHintsEnabled";
    const message = `${words}, addressType: ${family}`;
    return eventOf(service, { reason, message, by: "endpoint-slice-controller", isWarning });
  });
}

/** What of an Ingress OpenShift makes no Route of. */
function ingressEvent(view: ClusterView, ingress: Ingress): readonly Event[] {
  const verdict = classVerdict(edgeOf("openshift"), view.list("IngressClass"), ingress);
  const rules = verdict.kind === "served" ? incompleteRules(view, ingress) : [];
  if (rules.length === 0) return [];
  const message = `Incomplete ingress to route rules detected: ${rules.join("; ")}`;
  return [
    eventOf(ingress, { reason: "IncompleteIngressToRouteRules", message, by: "ingress-to-route-controller" }),
  ];
}

/** The scheduler writes with `events.k8s.io`, which leaves the older times empty. */
function eventOf(
  object: KubernetesObject,
  { reason, message, by, host, fieldPath, isWarning = false }: Said,
  at: string | undefined = object.metadata.creationTimestamp,
): Event {
  const { name, namespace = "default", uid = "", resourceVersion = "" } = object.metadata;
  const time = at ?? "1970-01-01T00:00:00Z";
  const isNew = by === "default-scheduler";
  const { apiVersion, kind } = object;
  // A kubelet knows its node by name alone.
  const involvedObject: Readonly<Record<string, string>> =
    kind === "Node" ? { kind, name, uid: name } : { kind, namespace, name, uid, apiVersion, resourceVersion };
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name, namespace, creationTimestamp: time, resourceVersion },
    involvedObject: fieldPath === undefined ? involvedObject : { ...involvedObject, fieldPath },
    reason,
    message,
    source: isNew ? {} : { component: by, ...(host === undefined ? {} : { host }) },
    firstTimestamp: isNew ? null : time,
    lastTimestamp: isNew ? null : time,
    ...(isNew ? {} : { count: 1 }),
    type: isWarning ? "Warning" : "Normal",
    eventTime: isNew ? time.replace("Z", ".000000Z") : null,
    reportingComponent: by,
    reportingInstance: host ?? (isNew ? by : ""),
  };
}
