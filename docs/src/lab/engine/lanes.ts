import type { Header, HopView, LaneView, ObjectPlace } from "./views.ts";

/** The parts of a trace's JSON that a picture needs; trace.schema.json describes the whole. */
interface TraceJson {
  readonly client: string;
  readonly request: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly branches: readonly BranchJson[];
}

interface BranchJson {
  readonly share: number;
  readonly client: string;
  readonly ending: { readonly kind: string; readonly status?: number; readonly sentence: string };
  readonly decidedBy: { readonly function: string; readonly code: string; readonly sentence: string };
  readonly reached: { readonly service?: ObjectPlace; readonly pod?: unknown };
  readonly legs: readonly { readonly purpose: string; readonly hops: readonly HopJson[] }[];
}

interface HopJson {
  readonly place: string;
  readonly node?: string;
  readonly function: string;
  readonly code: string;
  readonly sentence: string;
  readonly objects: readonly ObjectPlace[];
  readonly packet?: Header;
}

/** Ways that look alike on a picture are drawn once, with their shares together. */
export function lanesOf(trace: Readonly<Record<string, unknown>> | undefined): readonly LaneView[] {
  if (trace === undefined) return [];
  const { request, branches } = trace as unknown as TraceJson;
  const lanes = new Map<string, LaneView>();
  for (const branch of branches) {
    const lane = laneOf(branch, requestText(request));
    const known = lanes.get(lane.key);
    lanes.set(lane.key, known === undefined ? lane : { ...known, share: known.share + lane.share });
  }
  return [...lanes.values()];
}

function laneOf(branch: BranchJson, request: string): LaneView {
  const hops = branch.legs.flatMap((leg) => hopsOf(leg.purpose, leg.hops, branch));
  const { kind, status, sentence } = branch.ending;
  const succeeds = kind === "connected" || (kind === "answered" && (status ?? 0) < 400);
  const client = plainName(branch.client);
  const via = branch.reached.service?.name ?? serviceIn(hops);
  const server = serverIn(hops);
  const ending = kind === "answered" && status !== undefined ? `HTTP ${status}` : sentence;
  return {
    key: [client, request, via, server, ending, branch.decidedBy.code].join(" "),
    client,
    request,
    via,
    server,
    share: branch.share,
    succeeds,
    ending,
    why: branch.decidedBy.sentence,
    stopsAt: succeeds ? "none" : stopsAtService(branch, server) ? "service" : "pod",
    hops,
  };
}

/** A Service without endpoints was found, and leads nowhere; one that lacks the port was not even met. */
function stopsAtService({ decidedBy }: BranchJson, server: string): boolean {
  return server === "" && decidedBy.code !== "no-endpoints" && decidedBy.function !== "network-policy";
}

function hopsOf(purpose: string, hops: readonly HopJson[], { decidedBy }: BranchJson): readonly HopView[] {
  return hops.map((hop, index) => {
    const before = hops[index - 1]?.packet ?? hop.packet;
    const { place, node = "", sentence, objects, code, function: name, packet } = hop;
    const decides = name === decidedBy.function && code === decidedBy.code && purpose !== "reply";
    const headers = before === undefined || packet === undefined ? {} : { before, after: packet };
    return { purpose, place, node, function: name, code, sentence, objects, decides, ...headers };
  });
}

function connecting(hops: readonly HopView[]): readonly HopView[] {
  const own = hops.filter(({ purpose }) => purpose === "connect" || purpose === "proxy");
  return own.length > 0 ? own : hops;
}

function serviceIn(hops: readonly HopView[]): string {
  const named = connecting(hops).flatMap(({ objects }) => objects.filter(({ kind }) => kind === "Service"));
  return named.at(-1)?.name ?? "";
}

/** The last pod on the way that is not the client's own. */
function serverIn(hops: readonly HopView[]): string {
  const arrived = connecting(hops).filter(
    ({ place, code }) => place.startsWith("server") || code === "translated",
  );
  const pods = arrived.flatMap(({ objects }) => objects.filter(({ kind }) => kind === "Pod"));
  return plainName(pods.at(-1)?.name ?? "");
}

/** A pod by its workload: the endings that controllers make up say nothing on a picture. */
export function plainName(pod: string): string {
  return pod.replace(/-[a-z0-9]{8,10}-[a-z0-9]{5}$/, "").replace(/^[^/]+\//, "");
}

function requestText(request: TraceJson["request"]): string {
  const { kind, url, name, host, port, type } = request;
  if (typeof url === "string") return url.replace(/\/$/, "");
  if (typeof name === "string") return `${name} ${typeof type === "string" ? type : ""}`.trim();
  return typeof host === "string" ? `${host}:${String(port)}` : kind;
}
