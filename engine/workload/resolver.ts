import type { Resolver } from "../cluster/profile.ts";
import type { Journey } from "../network/connection.ts";
import type { Origin } from "../network/function.ts";
import { journey } from "../network/journey.ts";
import type { Network } from "../network/network.ts";
import type { Ending } from "../trace/ending.ts";
import type { Hop, Leg } from "../trace/trace.ts";
import type { DnsRecord, DnsType } from "../values/dns-message.ts";
import { canonicalHostname } from "../values/hostname.ts";
import type { Ip } from "../values/ip.ts";
import { port } from "../values/port.ts";
import { type ResolvConf, resolvConfOf } from "./resolv-conf.ts";
import { answerOutside, type OutsideAnswer } from "./resolver-outside.ts";
import { dnsServer } from "./server.ts";
import type { WorkloadStep } from "./steps.ts";

export type AddressType = "A" | "AAAA";

/** How one look-up can go. Shares of the alternatives add up to 1. */
export interface Lookup {
  readonly share: number;
  readonly ending: Ending;
  readonly decidedBy: Hop;
  readonly records: readonly DnsRecord[];
  readonly addresses: readonly Ip[];
  readonly legs: readonly Leg[];
  readonly selectedBy: Journey["selectedBy"];
  readonly nearest: Journey["nearest"];
}

/** What the search list has brought so far. */
interface State {
  readonly share: number;
  readonly legs: readonly Leg[];
  /** The first failure; the one to report unless a later name exists without data. */
  readonly failure?: { readonly ending: Ending; readonly decidedBy: Hop };
}

const DNS_PORT = port(53);
const cache = new WeakMap<Network, Map<string, readonly Lookup[]>>();

/** How a tool like dig asks. */
export interface Asked {
  /** Instead of the client's own nameservers; the search list stays. */
  readonly server?: Ip | undefined;
  /** It shows whatever comes back, where a program only takes what it asked for. */
  readonly takesAll?: boolean;
}

/** Looks a name up as glibc does in the client's place. Remembered: a network does not change. */
export function lookUp(
  network: Network,
  clientId: string,
  origin: Origin,
  name: string,
  types: readonly DnsType[],
  liftPolicies: boolean,
  { server, takesAll = false }: Asked = {},
): readonly Lookup[] {
  let known = cache.get(network);
  if (known === undefined) {
    known = new Map();
    cache.set(network, known);
  }
  const key = `${clientId} ${name} ${types} ${liftPolicies} ${server?.text ?? ""} ${takesAll}`;
  let lookups = known.get(key);
  if (lookups === undefined) {
    const own = resolvConfOf(network.view, origin);
    const conf = server === undefined ? own : { ...own, nameservers: [server], ofNode: false };
    lookups = lookUpAfresh(network, origin, name, types, conf, { liftPolicies, takesAll });
    known.set(key, lookups);
  }
  return lookups;
}

function lookUpAfresh(
  network: Network,
  origin: Origin,
  name: string,
  types: readonly DnsType[],
  conf: ResolvConf,
  { liftPolicies, takesAll }: { readonly liftPolicies: boolean; readonly takesAll: boolean },
): readonly Lookup[] {
  if (conf.ofNode) return [outsideLookup(answerOutside(network.outside, name, types, conf))];
  if (conf.nameservers.length === 0) return [withoutNameserver(conf)];
  const done: Lookup[] = [];
  let open: readonly State[] = [{ share: 1, legs: [] }];
  const { resolver } = network.view.profile;
  const takes: Takes = (lookup, asked, type) => (takesAll ? lookup : takenBy(resolver, lookup, asked, type));
  for (const candidate of candidateNames(name, conf, resolver)) {
    const next: State[] = [];
    for (const state of open) {
      for (const found of ask(network, origin, candidate, types, conf, liftPolicies, takes)) {
        const share = state.share * found.share;
        const legs = [...state.legs, ...found.legs];
        if (!goesOn(found.ending, resolver)) {
          done.push({ ...found, share, legs });
          continue;
        }
        const { ending, decidedBy } = found;
        const { failure } = state;
        const keeps = failure !== undefined && !isWorse(ending, failure.ending);
        next.push({ share, legs, failure: keeps ? failure : { ending, decidedBy } });
      }
    }
    open = next;
  }
  for (const { share, legs, failure } of open) {
    if (failure === undefined) throw new Error(`no name to try for ${name}`);
    done.push({ ...failure, share, legs, records: [], addresses: [], selectedBy: [], nearest: [] });
  }
  return done;
}

/** Whether the next name of the list is tried: musl stops at everything but NXDOMAIN. */
function goesOn({ kind }: Ending, resolver: Resolver): boolean {
  return kind === "name-not-found" || (resolver === "glibc" && (kind === "no-data" || kind === "servfail"));
}

/** What glibc reports of a list that brought nothing (`res_nsearch`): no data before a failing server before the first. */
const REPORTED: readonly Ending["kind"][] = ["no-data", "servfail", "name-not-found"];

function isWorse({ kind }: Ending, before: Ending): boolean {
  return REPORTED.indexOf(kind) < REPORTED.indexOf(before.kind);
}

/**
 * The search list of resolv.conf(5): names with fewer dots than ndots try it first, a trailing dot never. For the others
 * glibc tries it last, and musl (src/network/lookup_name.c) not at all.
 */
export function candidateNames(
  name: string,
  { search, ndots }: Pick<ResolvConf, "search" | "ndots">,
  resolver: Resolver,
): readonly string[] {
  const absolute = canonicalHostname(name);
  if (name.endsWith(".")) return [absolute];
  const searched = search.map((suffix) =>
    suffix === "." ? absolute : `${absolute}.${canonicalHostname(suffix)}`,
  );
  const dots = dotsIn(absolute);
  if (resolver === "musl" && dots >= ndots) return [absolute];
  return dots >= ndots ? [absolute, ...searched] : [...searched, absolute];
}

function dotsIn(name: string): number {
  let dots = 0;
  for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) dots++;
  return dots;
}

/** What a client takes of an answer. */
type Takes = (lookup: Lookup, name: string, type: DnsType) => Lookup;

/** One name, all types, the first nameserver that answers. */
function ask(
  network: Network,
  origin: Origin,
  name: string,
  types: readonly DnsType[],
  conf: ResolvConf,
  liftPolicies: boolean,
  takes: Takes,
): readonly Lookup[] {
  let silent: readonly Lookup[] = [];
  for (const nameserver of conf.nameservers) {
    const lookups = types
      .map((type) =>
        question(network, origin, name, type, nameserver, liftPolicies).map((found) =>
          takes(found, name, type),
        ),
      )
      .reduce((both, more) =>
        both === undefined ? more : both.flatMap((a) => more.map((b) => joined(a, b))),
      );
    const before = silent;
    silent = lookups.map((lookup) => ({ ...lookup, legs: [...(before[0]?.legs ?? []), ...lookup.legs] }));
    if (silent.every((lookup) => lookup.ending.kind !== "resolve-timeout")) return silent;
  }
  return silent;
}

/** The answers for A and AAAA are awaited together: one that never comes spoils both. */
function joined(a: Lookup, b: Lookup): Lookup {
  const order = ["resolve-timeout", "servfail", "answered", "no-data", "name-not-found"];
  const rank = (lookup: Lookup): number => order.indexOf(lookup.ending.kind);
  const winner = rank(b) < rank(a) ? b : a;
  const records = [...a.records, ...b.records];
  return {
    ...winner,
    ending: winner.ending.kind === "answered" ? { kind: "answered", records } : winner.ending,
    share: a.share * b.share,
    records,
    addresses: [...a.addresses, ...b.addresses],
    legs: [...a.legs, ...b.legs],
  };
}

function question(
  network: Network,
  origin: Origin,
  name: string,
  type: DnsType,
  nameserver: Ip,
  liftPolicies: boolean,
): readonly Lookup[] {
  if (DNS_PORT === undefined) throw new Error("port 53");
  const payload = { kind: "dns", question: { name, type } } as const;
  const to = { address: nameserver, port: DNS_PORT, protocol: "UDP", payload } as const;
  const server = dnsServer(network, name, type);
  const groups = new Map<string, Lookup>();
  for (const way of journey(network, origin, to, server, liftPolicies)) {
    const lookup = lookupOf(way);
    const key = `${lookup.ending.kind} ${lookup.records.map(recordText).join()}`;
    const same = groups.get(key);
    groups.set(key, same === undefined ? lookup : { ...same, share: same.share + lookup.share });
  }
  return [...groups.values()];
}

function lookupOf({ share, ending, decidedBy, legs, selectedBy, nearest }: Journey): Lookup {
  const asked = legs.filter((leg) => leg.purpose === "dns");
  const records = ending.kind === "answered" ? (ending.records ?? []) : [];
  const addresses = records.flatMap((record) => (isAddress(record) ? [record.address] : []));
  const failed = ending.kind !== "answered";
  return {
    share,
    ending: answersOfServer.has(ending.kind) ? ending : { kind: "resolve-timeout" },
    decidedBy,
    records,
    addresses,
    legs: asked,
    selectedBy: failed ? selectedBy : [],
    nearest: failed ? nearest : [],
  };
}

/** Records of another type are no answer, and to glibc neither are records of a name that was not asked for (`getanswer_r`). */
function takenBy(resolver: Resolver, lookup: Lookup, name: string, type: DnsType): Lookup {
  if (lookup.addresses.length === 0 || !isAddressType(type)) return lookup;
  let expected = canonicalHostname(name);
  const isOwn = (record: DnsRecord): boolean => {
    if (resolver === "glibc" && canonicalHostname(record.name) !== expected) return false;
    if (record.type === "CNAME") expected = canonicalHostname(record.target);
    return record.type === type;
  };
  const { records } = lookup;
  const own = new Set(records.filter(isOwn));
  const addresses = records.flatMap((record) =>
    isAddress(record) && own.has(record) ? [record.address] : [],
  );
  if (addresses.length > 0)
    return addresses.length === lookup.addresses.length ? lookup : { ...lookup, addresses };
  const names = [...new Set(records.map((record) => `${record.name} ${record.type}`))];
  const step: WorkloadStep = { function: "workload", code: "other-answer", objects: [], name, type, names };
  return {
    ...lookup,
    ending: { kind: "no-data" },
    decidedBy: { place: "client pod", step },
    records: [],
    addresses: [],
  };
}

function isAddressType(type: DnsType): type is AddressType {
  return type === "A" || type === "AAAA";
}

/** Anything else means that no answer came back; glibc gives up then instead of trying the next name. */
const answersOfServer: ReadonlySet<Ending["kind"]> = new Set([
  "answered",
  "name-not-found",
  "no-data",
  "servfail",
]);

function isAddress(record: DnsRecord): record is Extract<DnsRecord, { readonly type: AddressType }> {
  return isAddressType(record.type);
}

function recordText(record: DnsRecord): string {
  return isAddress(record) ? record.address.text : `${record.type} ${record.name}`;
}

function outsideLookup({ ending, step, records, addresses }: OutsideAnswer): Lookup {
  return lookupWithoutPacket(ending, step, records, addresses);
}

function withoutNameserver({ why, objects }: ResolvConf): Lookup {
  const step: WorkloadStep = { function: "workload", code: "no-nameserver", why, objects };
  return lookupWithoutPacket({ kind: "resolve-timeout" }, step, [], []);
}

function lookupWithoutPacket(
  ending: Ending,
  step: WorkloadStep,
  records: readonly DnsRecord[],
  addresses: readonly Ip[],
): Lookup {
  const decidedBy: Hop = { place: "client pod", step };
  const legs: readonly Leg[] = [{ purpose: "dns", hops: [decidedBy], ending }];
  return { share: 1, ending, decidedBy, records, addresses, legs, selectedBy: [], nearest: [] };
}
