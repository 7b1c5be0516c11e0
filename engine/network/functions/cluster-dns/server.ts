import type { ClusterView } from "../../../cluster/view.ts";
import type { DnsQuestion } from "../../../values/dns-message.ts";
import { type Ip, ip } from "../../../values/ip.ts";
import { hashText } from "../../../values/random.ts";
import type { Outside } from "../../outside.ts";
import { parseCorefile, type ServerBlock } from "./corefile.ts";
import { isNeutral, pluginOrder } from "./plugin-order.ts";
import { acl } from "./plugins/acl.ts";
import { autopath } from "./plugins/autopath.ts";
import { cache } from "./plugins/cache.ts";
import { CHECKED } from "./plugins/checked.ts";
import { forward } from "./plugins/forward.ts";
import { hosts } from "./plugins/hosts.ts";
import { k8sExternal } from "./plugins/k8s-external.ts";
import { kubernetes } from "./plugins/kubernetes.ts";
import { kubernetesOf } from "./plugins/kubernetes-options.ts";
import {
  type Chain,
  type MakePlugin,
  matchingZone,
  type Plugin,
  type PluginAnswer,
  type Setup,
  SetupError,
} from "./plugins/plugin.ts";
import { rewrite } from "./plugins/rewrite.ts";
import type { Upstream } from "./upstreams.ts";

/** Plugins that decide an answer. */
const DECIDING: Readonly<Record<string, MakePlugin>> = {
  acl,
  autopath,
  cache,
  forward,
  hosts,
  k8s_external: k8sExternal,
  kubernetes,
  rewrite,
};

/** Plugins that a server block may have once. */
const ONCE = new Set(["cache", "errors", "hosts", "kubernetes", "loop", "prometheus", "ready"]);

/** The server asks itself again for the target of an alias; what needs it more often never ends. */
const MOST_AGAIN = 10;

/** Who asks when the server tests whether it forwards to itself. */
const ITSELF = ip("127.0.0.1");

/** CoreDNS with its Corefile read: ready to answer, or stopped by an error in it. */
export type DnsServer =
  | {
      readonly error?: undefined;
      readonly blocks: readonly ServerBlock[];
      /** `undefined`: no server block listens on the port, which is the first one's unless it is said. */
      answer(question: DnsQuestion, client: Ip, port?: number): PluginAnswer | undefined;
      /** Seconds that it waits for the API server before it listens. */
      readonly startupTimeout: number;
      /** The server block that a name's questions go to. */
      blockFor(name: string, port: number): ServerBlock | undefined;
    }
  | { readonly error: string; readonly blocks?: undefined };

/** A ConfigMap's entries, as files. */
export type Files = Readonly<Record<string, string>>;

/**
 * `isSynced`: whether the server has heard from the API server since it started. `running`: the files that it runs with, where
 * they are not those of the ConfigMap.
 */
export function dnsServerOf(
  view: ClusterView,
  outside: Outside,
  isSynced = true,
  running?: Files,
): DnsServer {
  const { namespace, configMap } = view.profile.dns;
  const files = running ?? view.get("ConfigMap", namespace, configMap)?.data ?? {};
  const text = files["Corefile"];
  if (text === undefined) return { error: `ConfigMap ${namespace}/${configMap} has no Corefile` };
  const { blocks, error } = parseCorefile(text);
  if (error !== undefined) return { error };
  try {
    const servers = blocks.map((block) => ({
      zones: block.zones,
      ports: block.ports,
      plugins: pluginsOf(block, { view, outside, files, isSynced }),
    }));
    for (const block of blocks) detectLoop(servers, block);
    const blockFor = (name: string, port: number): ServerBlock | undefined =>
      blockWith(onPort(blocks, port), name);
    const startupTimeout = Math.max(0, ...blocks.map(startupOf));
    return { blocks, answer: remembered(servers, blocks), blockFor, startupTimeout };
  } catch (failure) {
    if (failure instanceof SetupError) return { error: failure.message };
    throw failure;
  }
}

function startupOf({ directives, zones }: ServerBlock): number {
  return kubernetesOf(directives, zones)?.options.startupTimeout ?? 0;
}

/** Plugins whose answer depends on who asks. */
const BY_CLIENT = new Set(["acl", "autopath"]);
const MOST_ANSWERS = 65_536;

/** The objects behind a server do not change, so neither do its answers. */
function remembered(
  servers: readonly Server[],
  blocks: readonly ServerBlock[],
): (question: DnsQuestion, client: Ip, port?: number) => PluginAnswer | undefined {
  const byPort = new Map<number, readonly Server[]>();
  for (const port of new Set(servers.flatMap(({ ports }) => ports))) byPort.set(port, onPort(servers, port));
  const [first] = byPort.keys();
  const known = new Map<string, PluginAnswer>();
  const byClient = blocks.some(({ directives }) => directives.some(({ name }) => BY_CLIENT.has(name)));
  return (question, client, port = first ?? 0) => {
    const own = byPort.get(port);
    if (own === undefined) return undefined;
    const key = `${question.name} ${question.type} ${port}${byClient ? client.text : ""}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = answerBy(own, question, client, 0);
      if (known.size >= MOST_ANSWERS) known.clear();
      known.set(key, answer);
    }
    return answer;
  };
}

/** The server blocks with the zones that they have on a port. */
function onPort<B extends Pick<Server, "zones" | "ports">>(
  servers: readonly B[],
  port: number,
): readonly B[] {
  return servers.flatMap((server) => {
    const zones = server.zones.filter((_, index) => server.ports[index] === port);
    return zones.length === 0 ? [] : [{ ...server, zones }];
  });
}

interface Server {
  readonly zones: readonly string[];
  /** Where each zone is served. */
  readonly ports: readonly number[];
  readonly plugins: readonly Plugin[];
}

/** In the order of plugin.cfg; lines of one plugin in the order of the Corefile. */
function pluginsOf(
  { zones, port, directives }: ServerBlock,
  world: Pick<Setup, "view" | "outside" | "files" | "isSynced">,
): readonly Plugin[] {
  return [...directives]
    .sort((a, b) => pluginOrder(a.name) - pluginOrder(b.name))
    .flatMap((directive) => {
      const setup = { ...world, zones, port, directive, siblings: directives };
      try {
        return pluginOf(setup);
      } catch (failure) {
        if (failure instanceof SetupError)
          throw new SetupError(`plugin/${directive.name}: ${failure.message}`);
        throw failure;
      }
    });
}

function pluginOf(setup: Setup): readonly Plugin[] {
  const { directive, siblings } = setup;
  const { name } = directive;
  if (ONCE.has(name) && siblings.find((one) => one.name === name) !== directive)
    throw new SetupError("this plugin can only be used once per Server Block");
  const make = Object.hasOwn(DECIDING, name) ? DECIDING[name] : undefined;
  if (make !== undefined) return [make(setup)];
  const check = Object.hasOwn(CHECKED, name) ? CHECKED[name] : undefined;
  if (check === undefined && !isNeutral(name))
    throw new SetupError("podwire does not know what this plugin answers; leave it out to go without it");
  check?.(directive);
  return [];
}

/** What `loop` does at the start: it asks for a name that nobody has, and stops the server when that comes back. */
function detectLoop(servers: readonly Server[], { zones, port, directives }: ServerBlock): void {
  const [zone = ""] = zones;
  if (!directives.some(({ name }) => name === "loop")) return;
  const nobody = `${hashText(zone)}.${hashText(`${zone}:${port}`)}${zone === "" ? "" : `.${zone}`}`;
  if (answerBy(onPort(servers, port), { name: nobody, type: "TXT" }, ITSELF, 0).looped !== true) return;
  throw new SetupError(
    `plugin/loop: Loop (${ITSELF.text} -> :${port}) detected for zone "${zone}.", ` +
      `see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO ${nobody}."`,
  );
}

/** The server block with the longest zone that holds the name. */
function blockWith<B extends Pick<Server, "zones">>(servers: readonly B[], name: string): B | undefined {
  const zone = matchingZone(
    servers.flatMap(({ zones }) => zones),
    name,
  );
  return servers.find(({ zones }) => zone !== undefined && zones.includes(zone));
}

/** Asks the plugins of the name's server block; without one the question is refused. */
function answerBy(
  servers: readonly Server[],
  question: DnsQuestion,
  client: Ip,
  depth: number,
): PluginAnswer {
  const failed = (rcode: "REFUSED" | "SERVFAIL", reason: string): PluginAnswer => {
    return { rcode, records: [], plugin: "server", reason };
  };
  if (depth > MOST_AGAIN) return failed("SERVFAIL", "an alias leads round in a circle");
  const server = blockWith(servers, question.name);
  if (server === undefined) return failed("REFUSED", "no server block is for this name");
  // Those behind an alias count for its answer.
  const behind: Upstream[] = [];
  const from = (index: number): ((asked: DnsQuestion) => PluginAnswer) => {
    const plugin = server.plugins[index];
    if (plugin === undefined) return () => failed("SERVFAIL", "no next plugin found");
    const chain: Chain = {
      client,
      next: (asked) => from(index + 1)(asked),
      again: (asked) => {
        const answer = answerBy(servers, asked, client, depth + 1);
        behind.push(...(answer.upstreams ?? []));
        return answer;
      },
    };
    return (asked) => plugin.ask(asked, chain);
  };
  const answer = from(0)(question);
  return behind.length === 0 || answer.upstreams !== undefined ? answer : { ...answer, upstreams: behind };
}
