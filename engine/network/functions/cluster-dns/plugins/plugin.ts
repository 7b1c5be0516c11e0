import type { KubernetesObject } from "../../../../api/meta.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { DnsQuestion, DnsRecord } from "../../../../values/dns-message.ts";
import { canonicalHostname, isInZone } from "../../../../values/hostname.ts";
import type { Ip } from "../../../../values/ip.ts";
import type { Outside } from "../../../outside.ts";
import type { Directive } from "../corefile.ts";
import type { Upstream } from "../upstreams.ts";

/** What a plugin says, or what comes back through it. */
export interface PluginAnswer {
  /** `NONE`: no answer is sent. */
  readonly rcode: "NOERROR" | "NXDOMAIN" | "SERVFAIL" | "REFUSED" | "NONE";
  readonly records: readonly DnsRecord[];
  /** Name of the plugin that decided. */
  readonly plugin: string;
  /** The object that the name belongs to. */
  readonly object?: KubernetesObject;
  /** A name outside the cluster that nobody mentioned. */
  readonly unknown?: boolean;
  /** The question came back to the server itself. */
  readonly looped?: boolean;
  /** The zone that has the name, or lacks it. */
  readonly zone?: string;
  /** What stands behind an answer without records. */
  readonly soa?: DnsRecord;
  readonly reason?: string;
  /** Servers that were asked for it, in order. */
  readonly upstreams?: readonly Upstream[];
}

/** Asks the plugins behind; with the whole chain again for the target of a CNAME. */
export interface Chain {
  /** Who asks, as the server sees it. */
  readonly client: Ip;
  next(question: DnsQuestion): PluginAnswer;
  again(question: DnsQuestion): PluginAnswer;
}

export interface Plugin {
  ask(question: DnsQuestion, chain: Chain): PluginAnswer;
}

/** What a plugin is made from. */
export interface Setup {
  readonly view: ClusterView;
  readonly outside: Outside;
  /** Whether the server has heard from the API server. */
  readonly isSynced: boolean;
  /** Zones of the server block. */
  readonly zones: readonly string[];
  readonly directive: Directive;
  /** Every line of the server block. */
  readonly siblings: readonly Directive[];
  /** Where the server block listens. */
  readonly port: number;
  /** Other entries of the ConfigMap, as files beside the Corefile. */
  readonly files: Readonly<Record<string, string>>;
}

export class SetupError extends Error {}

/** Makes a plugin, or throws `SetupError` in CoreDNS' words, which go behind `plugin/NAME: `. */
export type MakePlugin = (setup: Setup) => Plugin;

/** `plugin.Zones.Matches`: the longest of the zones that holds the name. */
export function matchingZone(zones: readonly string[], name: string): string | undefined {
  return zones
    .filter((zone) => isInZone(name, zone))
    .reduce<string | undefined>(
      (longest, zone) => (longest === undefined || zone.length > longest.length ? zone : longest),
      undefined,
    );
}

/** Zones named in a directive, else those of its server block. */
export function zonesOf(args: readonly string[], block: readonly string[]): readonly string[] {
  return args.length === 0 ? block : args.map((zone) => canonicalHostname(zone));
}

/** `fallthrough [ZONES…]`: for which names NXDOMAIN is left to the plugins behind. */
export function fallthroughOf(block: readonly Directive[]): (name: string) => boolean {
  const line = block.find(({ name }) => name === "fallthrough");
  if (line === undefined) return () => false;
  const zones = line.args.map(canonicalHostname);
  return (name) => zones.length === 0 || zones.some((zone) => isInZone(name, zone));
}

export function labelsLeft(name: string, zone: string): readonly string[] {
  const left = name === zone ? "" : zone === "" ? name : name.slice(0, -(zone.length + 1));
  return left === "" ? [] : left.split(".");
}
