import { clientRefusal } from "../cluster/client-refusal.ts";
import type { ClusterView, PodView } from "../cluster/view.ts";
import type { Answer, Server } from "../network/connection.ts";
import type { Flow } from "../network/function.ts";
import type { Network } from "../network/network.ts";
import { judgeServed, type Served } from "../network/shared/served-certificate.ts";
import type { ObjectUse } from "../trace/step.ts";
import type { Assumption } from "../trace/trace.ts";
import type { DnsType } from "../values/dns-message.ts";
import { isInZone } from "../values/hostname.ts";
import { type HttpRequest, upgradeOf } from "../values/http-message.ts";
import { isLoopback } from "../values/ip.ts";
import { formatSocket } from "../values/packet.ts";
import type { Protocol } from "../values/protocol.ts";
import { ANSWERS_ANNOTATION, type Answers, answersOf } from "./answers.ts";
import { type HealthCheck, healthCheckAt } from "./health-check.ts";
import {
  hostPods,
  keyOf,
  LISTEN_ANNOTATION,
  type Listener,
  listenersOf,
  listenersOfNode,
} from "./listener.ts";
import { type ClientAuthority, clientAuthority, podCertificate } from "./pod-certificate.ts";
import { answerOutside } from "./resolver-outside.ts";
import type { WorkloadStep } from "./steps.ts";
import type { Application } from "./well-known-ports.ts";

/** What the client says once connected: nothing, an HTTP request, or an HTTP request over TLS. */
export type Speech = "raw" | "http" | "https";

/** Who answers at an address. */
interface Respondent {
  readonly by: string;
  readonly objects: readonly ObjectUse[];
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly health?: HealthCheck;
  /** How a pod answers HTTP. */
  readonly answers?: Answers;
  /** What its TLS listeners show, where that is known. */
  readonly certificate?: Served;
  /** Whom its TLS listeners let in, where they ask. */
  readonly clients?: ClientAuthority;
}

/** The far end of a connection: the listener of the pod or node that owns the address, or the world outside. */
export function serverFor(network: Network, asked: Speech): Server {
  return (flow) => {
    const { payload } = flow.packet;
    // A proxy may speak otherwise to its backend than the client to it.
    const speech = payload?.kind === "http" ? payload.request.scheme : asked;
    const respondent = respondentTo(network, flow);
    if (respondent === undefined) return outsideAnswer(network, flow, speech);
    const answered = answer(respondent, flow, speech);
    if (speech !== "https" || answered.ending.kind !== "answered") return answered;
    const shown = withCertificate(network.view, respondent, flow, answered);
    return shown.ending.kind === "answered" ? asksClient(network.view, respondent, flow, shown) : shown;
  };
}

/** The pod that a flow arrived at; for a node's address, the pod of its host network that has the port. */
export function podReached(network: Network, flow: Flow): PodView | undefined {
  const { view } = network;
  const { destination, destinationPort, protocol } = flow.packet;
  const pod = view.podAt(destination);
  if (pod !== undefined) return pod;
  const node = view.nodeAt(destination);
  if (node === undefined) return undefined;
  const key = keyOf(destinationPort, protocol);
  return hostPods(view, node).find((candidate) => listenersOf(view, candidate).has(key));
}

function respondentTo(network: Network, flow: Flow): Respondent | undefined {
  const { view } = network;
  const pod = podReached(network, flow);
  if (pod !== undefined) {
    const certificate = podCertificate(view, pod);
    const { payload } = flow.packet;
    const answers = answersOf(pod.pod, payload?.kind === "http" ? payload.request : undefined);
    const base = {
      by: `Pod ${pod.id}`,
      objects: [view.use(pod.pod)],
      listeners: listenersOf(view, pod),
      answers,
    };
    const clients = clientAuthority(view, pod);
    return {
      ...base,
      ...(certificate === undefined ? {} : { certificate }),
      ...(clients === undefined ? {} : { clients }),
    };
  }
  const node = view.nodeAt(flow.packet.destination);
  if (node === undefined && flow.origin.kind === "external" && isLoopback(flow.packet.source))
    return { by: "the client", objects: [], listeners: new Map() };
  if (node === undefined) return undefined;
  const by = `node ${node.name}`;
  const health = healthCheckAt(view, node, flow.packet);
  if (health === undefined)
    return { by, objects: [view.use(node.node)], listeners: listenersOfNode(view, node) };
  const { listener, service } = health;
  const listeners = new Map([[keyOf(listener.port, listener.protocol), listener]]);
  return { by, objects: [service], listeners, health };
}

function answer(respondent: Respondent, { packet }: Flow, speech: Speech): Answer {
  const { by, objects, listeners } = respondent;
  const { destinationPort: port, protocol, payload } = packet;
  const base = { function: "workload", by, port, protocol, objects } as const;
  const listener = listeners.get(keyOf(port, protocol));
  if (listener === undefined) {
    const listens = [...listeners.keys()];
    const step: WorkloadStep = { ...base, code: "nobody-listens", listens };
    const refused = { ending: { kind: "refused" }, step } as const;
    return objects.length === 0 ? refused : { ...refused, assumed: undeclared(by, port, protocol) };
  }
  if (speech === "raw") return { ending: { kind: "connected" }, step: { ...base, code: "accepted" } };
  return answerHttp(
    base,
    listener,
    speech,
    respondent,
    payload?.kind === "http" ? payload.request : undefined,
  );
}

type Base = Pick<
  Extract<WorkloadStep, { code: "accepted" }>,
  "function" | "by" | "port" | "protocol" | "objects"
>;

function answerHttp(
  base: Base,
  { application, status }: Listener,
  speech: "http" | "https",
  { health, answers }: Respondent,
  request: HttpRequest | undefined,
): Answer {
  if (speech === "https" && application !== "TLS") {
    return { ending: { kind: "tls-failed" }, step: step({ ...base, code: "no-tls" }) };
  }
  if (application === "raw") {
    return { ending: { kind: "closed" }, step: step({ ...base, code: "closed-without-answer" }) };
  }
  if (speech === "http" && application === "TLS") {
    const refusal = { ...base, code: "plain-http-to-tls", status: 400 } as const;
    return { ending: { kind: "answered", status: 400 }, step: step(refusal) };
  }
  const spoken = request === undefined ? undefined : inItsVersion(base, application, request);
  if (spoken !== undefined) return spoken;
  const ending = { kind: "answered", status } as const;
  if (answers !== undefined) return asSaid(base, answers);
  if (health === undefined) return { ending, step: step({ ...base, code: "answered", status }) };
  const { service, endpoints } = health;
  const headers = {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "x-load-balancing-endpoint-weight": String(endpoints),
  };
  return {
    ending: { ...ending, headers },
    step: step({ ...base, code: "health-checked", status, service, endpoints }),
  };
}

/** What a listener says to a version of HTTP that it does not know, and to who wants to go on in WebSocket (RFC 6455 §4.2). */
function inItsVersion(base: Base, application: Application, request: HttpRequest): Answer | undefined {
  const asked = request.version === "2" ? "HTTP/2" : "HTTP/1.1";
  const speaks = application === "H2C" ? "HTTP/2" : "HTTP/1.1";
  const isStrict = application === "H2C" || application === "HTTP1" || application === "WS";
  if (isStrict && speaks !== asked)
    return { ending: { kind: "closed" }, step: step({ ...base, code: "other-http-version", speaks, asked }) };
  const upgrade = upgradeOf(request);
  if (application !== "WS" || upgrade !== "websocket") return undefined;
  const { headers } = request;
  const lacks =
    headers["sec-websocket-version"] !== "13"
      ? "Sec-WebSocket-Version: 13"
      : headers["sec-websocket-key"] === undefined
        ? "Sec-WebSocket-Key"
        : undefined;
  if (lacks !== undefined) {
    const refused = { ...base, code: "upgrade-refused", status: 400, lacks } as const;
    return { ending: { kind: "answered", status: 400 }, step: step(refused) };
  }
  const answer = { upgrade, connection: "upgrade" };
  return {
    ending: { kind: "answered", status: 101, headers: answer },
    step: step({ ...base, code: "upgraded", upgrade }),
  };
}

/** An answer of a pod, which may be slow, fail, or not come at all. */
function asSaid(base: Base, { status, took, closes, headers, unread }: Answers): Answer {
  const subject = `${base.by} answers 200, because nobody understands ${unread.join("; ")} of its ${ANSWERS_ANNOTATION}`;
  const remedy = "write status=503; delay=300ms; close; first=2; header=NAME: VALUE";
  const assumed: Assumption = { code: "answers-not-understood", subject, remedy };
  const doubts = unread.length === 0 ? {} : { assumed };
  if (closes) return { ending: { kind: "closed" }, step: step({ ...base, code: "hung-up" }), ...doubts };
  const late = took === 0 ? {} : { took };
  const shown = Object.keys(headers).length === 0 ? {} : { headers };
  const ending: Answer["ending"] = { kind: "answered", status, ...late, ...shown };
  return { ending, step: step({ ...base, code: "answered", status, ...late }), ...doubts };
}

/** What stands between the two of a TLS connection: the server has nothing to show, or the client does not trust it. */
function withCertificate(
  view: ClusterView,
  { by, objects: own, certificate }: Respondent,
  { packet }: Flow,
  answered: Answer,
): Answer {
  if (certificate === undefined) return answered;
  const { destinationPort: port, protocol, payload } = packet;
  const base = { function: "workload", by, port, protocol } as const;
  const objects = [...certificate.objects, ...own];
  if (certificate.why !== undefined) {
    const recorded = step({ ...base, code: "no-certificate", why: certificate.why, objects });
    return { ending: { kind: "tls-failed" }, step: recorded };
  }
  const hello = payload?.kind === "http" ? payload.request.tls : undefined;
  const judged = judgeServed(view, hello, certificate);
  if (!("refused" in judged)) {
    if (hello?.keepsChain !== true || answered.step.code !== "answered") return answered;
    return { ...answered, step: step({ ...(answered.step as Answered), shown: judged.facts }) };
  }
  const recorded = step({ ...base, ...judged.refused, code: "certificate-refused", objects });
  return { ending: judged.ending, step: recorded };
}

/** A server that lets in only clients whose certificate its authorities signed. */
function asksClient(
  view: ClusterView,
  { by, objects: own, clients }: Respondent,
  { packet }: Flow,
  answered: Answer,
): Answer {
  const { destinationPort: port, protocol, payload } = packet;
  const hello = payload?.kind === "http" ? payload.request.tls : undefined;
  const refusal = clients === undefined ? undefined : clientRefusal(view, clients.authorities, hello);
  if (clients === undefined || refusal === undefined) return answered;
  const why = clients.why === undefined ? refusal.why : `${refusal.why} (${clients.why})`;
  const objects = [...clients.objects, ...own];
  const recorded = step({ function: "workload", by, port, protocol, code: "client-refused", why, objects });
  return { ending: { kind: "tls-failed", alert: refusal.alert }, step: recorded };
}

type Answered = Extract<WorkloadStep, { code: "answered" }>;

function step(recorded: WorkloadStep): WorkloadStep {
  return recorded;
}

function undeclared(by: string, port: number, protocol: Protocol): Assumption {
  const kind = protocol === "TCP" ? "HTTP" : protocol;
  return {
    code: "port-not-declared",
    subject: `${by} does not listen on ${port}/${protocol}, because it declares no such port`,
    remedy: `if it does, add a containerPort or the annotation ${LISTEN_ANNOTATION}: "${port}/${kind}"`,
  };
}

function outsideAnswer(network: Network, { packet }: Flow, speech: Speech): Answer {
  const { destination, destinationPort: port, protocol } = packet;
  const by = destination.text;
  const base = { function: "workload", by, port, protocol, objects: [] } as const;
  const answered: Answer =
    speech === "raw"
      ? { ending: { kind: "connected" }, step: step({ ...base, code: "outside-answers" }) }
      : {
          ending: { kind: "answered", status: 200 },
          step: step({ ...base, code: "outside-answers", status: 200 }),
        };
  if (network.outside.isKnown(destination)) return answered;
  const assumed: Assumption = {
    code: "external-answers",
    subject: `${formatSocket(destination, port)} is outside the cluster and answers`,
    remedy: "say so with: Given the external host NAME at ADDRESS",
  };
  return { ...answered, assumed };
}

/** A nameserver that is not the cluster's own: one outside knows the outside, a pod must at least listen. */
export function dnsServer(network: Network, name: string, type: DnsType): Server {
  const raw = serverFor(network, "raw");
  return (flow) => {
    const reached = raw(flow);
    if (reached.ending.kind !== "connected") return reached;
    const why = `nameserver ${flow.packet.destination.text}`;
    const inZone = isInZone(name, network.view.profile.clusterDomain);
    const outside = inZone ? { ...network.outside, addressesOf: () => undefined } : network.outside;
    const { ending, step } = answerOutside(outside, name, [type], { why, objects: [] });
    return { ending, step };
  };
}
