import { canonicalHostname } from "../../../../values/hostname.ts";
import type { CompiledSelector } from "../../../../values/label-selector.ts";
import type { Directive } from "../corefile.ts";
import type { Watched } from "../dns-view.ts";
import type { ZoneOptions } from "../zone.ts";
import { parseSelector } from "./label-text.ts";
import { argumentError, duration, integer, isInteger, parseError, unknownProperty } from "./options.ts";
import { SetupError, zonesOf } from "./plugin.ts";

export type KubernetesOptions = Omit<ZoneOptions, "zone"> &
  Watched & {
    /** Seconds that the server waits for the API server before it starts without. */
    readonly startupTimeout: number;
    /** Zones that hold the names of the cluster set. */
    readonly multicluster: readonly string[];
  };

const PODS = ["disabled", "verified", "insecure"] as const;
const LONGEST_TTL = 3600;
/** Options that say how CoreDNS reaches the API server, with how many words they take. No question here asks about them. */
const ACCEPTED: Readonly<Record<string, readonly [least: number, most: number]>> = {
  endpoint: [1, Infinity],
  tls: [3, 3],
  kubeconfig: [1, 2],
  fallthrough: [0, Infinity],
  apiserver_qps: [1, 1],
  apiserver_burst: [1, 1],
  apiserver_max_inflight: [1, 1],
};

/** The `kubernetes` line of a server block, for plugins that ask it. */
export function kubernetesOf(
  directives: readonly Directive[],
  blockZones: readonly string[],
): { readonly zones: readonly string[]; readonly options: KubernetesOptions } | undefined {
  const directive = directives.find(({ name }) => name === "kubernetes");
  if (directive === undefined) return undefined;
  return { zones: zonesOf(directive.args, blockZones), options: kubernetesOptions(directive) };
}

export function kubernetesOptions({ block, line: start }: Directive): KubernetesOptions {
  let options: KubernetesOptions = {
    pods: "disabled",
    ttl: 5,
    podNames: false,
    ignoreEmpty: false,
    noEndpoints: false,
    zonal: false,
    startupTimeout: 5,
    multicluster: [],
  };
  for (const line of block) options = { ...options, ...optionOf(line) };
  if (options.namespaces !== undefined && options.namespaceLabels !== undefined)
    throw parseError(block.at(-1)?.line ?? start, "namespaces and namespace_labels cannot both be set");
  return options;
}

function optionOf(line: Directive): Partial<KubernetesOptions> {
  const [first] = line.args;
  switch (line.name) {
    case "pods":
      return { pods: podsMode(line) };
    case "multicluster":
      return { multicluster: line.args.map(canonicalHostname) };
    case "startup_timeout":
      return { startupTimeout: timeoutOf(line) };
    case "ttl":
      return { ttl: ttlOf(line) };
    case "namespaces":
      if (first === undefined) throw argumentError(line);
      return { namespaces: line.args.map(canonicalHostname) };
    case "labels":
      return { labels: selectorOf(line, "label") };
    case "namespace_labels":
      return { namespaceLabels: selectorOf(line, "namespace_label") };
    case "endpoint_pod_names":
      if (first !== undefined) throw argumentError(line);
      return { podNames: true };
    case "zonal":
      if (first !== undefined) throw argumentError(line);
      return { zonal: true };
    case "noendpoints":
      if (first !== undefined) throw argumentError(line);
      return { noEndpoints: true };
    case "ignore":
      if (first === undefined) throw argumentError(line);
      if (first !== "empty_service") throw new SetupError(`unable to parse ignore value: '${first}'`);
      return { ignoreEmpty: true };
    default:
      checkAccepted(line);
      return {};
  }
}

function selectorOf(line: Directive, what: string): CompiledSelector {
  if (line.args.length === 0) throw argumentError(line);
  const text = line.args.join(" ");
  const selector = parseSelector(text);
  if (selector === undefined) throw new SetupError(`unable to parse ${what} selector value: '${text}'`);
  return selector;
}

function podsMode(line: Directive): KubernetesOptions["pods"] {
  const [first] = line.args;
  if (first === undefined || line.args.length > 1) throw argumentError(line);
  const pods = PODS.find((mode) => mode === first);
  if (pods !== undefined) return pods;
  throw new SetupError(`wrong value for pods: ${first},  must be one of: ${PODS.join(", ")}`);
}

function ttlOf(line: Directive): number {
  const [first] = line.args;
  if (first === undefined) throw argumentError(line);
  const ttl = integer(first);
  if (ttl < 0 || ttl > LONGEST_TTL)
    throw parseError(line.line, `ttl must be in range [0, ${LONGEST_TTL}]: ${ttl}`);
  return ttl;
}

function checkAccepted(line: Directive): void {
  const { name, args } = line;
  const range = Object.hasOwn(ACCEPTED, name) ? ACCEPTED[name] : undefined;
  if (range === undefined) throw unknownProperty(line);
  if (args.length < range[0] || args.length > range[1]) throw argumentError(line);
  if (!name.startsWith("apiserver_")) return;
  const [text = ""] = args;
  const isRate = name === "apiserver_qps";
  if (!(isRate ? Number.isFinite(Number(text)) : isInteger(text))) {
    const parser = isRate ? "ParseFloat" : "Atoi";
    const why = `strconv.${parser}: parsing ${JSON.stringify(text)}: invalid syntax`;
    throw parseError(line.line, `invalid ${name} ${JSON.stringify(text)}: ${why}`);
  }
  if (Number(text) < 0) throw parseError(line.line, `${name} must be >= 0`);
}

function timeoutOf(line: Directive): number {
  const [first] = line.args;
  if (first === undefined) throw argumentError(line);
  const parsed = duration(first);
  if (typeof parsed === "number") return parsed;
  throw new SetupError(`failed to parse startup_timeout: ${first}, ${parsed}`);
}
