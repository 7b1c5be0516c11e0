import { type FieldPath, formatFieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import type { KubernetesObject } from "../meta.ts";
import { validateMetadata } from "../metadata.ts";
import { oneOf, withinRange } from "./schema-rules.ts";

export type ForwardingPolicy = "Random" | "RoundRobin" | "Sequential";

/** How questions get to servers outside. */
interface Forwarding {
  readonly policy?: ForwardingPolicy;
  readonly protocolStrategy?: "TCP" | "";
  readonly transportConfig?: {
    readonly transport?: "TLS" | "Cleartext" | "";
    readonly tls?: { readonly serverName?: string; readonly caBundle?: { readonly name: string } };
  };
}

/** A server block of its own for some zones. */
export interface DnsServer {
  readonly name?: string;
  readonly zones?: readonly string[];
  /** `upstreams`: addresses, with a port where it is not 53. */
  readonly forwardPlugin?: Forwarding & { readonly upstreams?: readonly string[] };
}

export interface Upstream {
  readonly type?: "SystemResolvConf" | "Network" | "";
  readonly address?: string;
  readonly port?: number;
}

/** The cluster's DNS server as OpenShift's operator runs it; the one named `default` counts. */
export interface DnsOperator extends KubernetesObject {
  readonly kind: "DNS";
  readonly spec?: {
    readonly managementState?: "Managed" | "Unmanaged" | "Force" | "Removed";
    readonly servers?: readonly DnsServer[];
    /** For every other name; without it the nodes' own resolv.conf. */
    readonly upstreamResolvers?: Forwarding & { readonly upstreams?: readonly Upstream[] };
    readonly logLevel?: "Normal" | "Debug" | "Trace";
    /** Durations in Go's notation. */
    readonly cache?: { readonly positiveTTL?: string; readonly negativeTTL?: string };
  };
  readonly status?: {
    readonly clusterIP: string;
    readonly clusterDomain: string;
    readonly conditions?: readonly Readonly<Record<string, string>>[];
  };
}

/** The CRD's defaults. */
export function defaultDnsOperator(object: DnsOperator): DnsOperator {
  const { spec = {} } = object;
  const { upstreams = [{ type: "SystemResolvConf" }], ...others } = spec.upstreamResolvers ?? {};
  const upstreamResolvers = {
    policy: "Sequential",
    ...others,
    upstreams: upstreams.map((one) => ({ port: DNS_PORT, ...one })),
  } as const;
  const servers = spec.servers?.map((server) => ({
    ...server,
    ...(server.forwardPlugin === undefined
      ? {}
      : { forwardPlugin: { policy: "Random" as const, ...server.forwardPlugin } }),
  }));
  const levels = { logLevel: "Normal", operatorLogLevel: "Normal" } as const;
  return {
    ...object,
    spec: { ...levels, ...spec, ...(servers === undefined ? {} : { servers }), upstreamResolvers },
  };
}

const DNS_PORT = 53;
const DURATION = String.raw`^(0|([0-9]+(\.[0-9]+)?(ns|us|µs|μs|ms|s|m|h))+)$`;
const SERVER_NAME = String.raw`^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9]))*$`;
const MANAGEMENT = "^(Managed|Unmanaged|Force|Removed)$";
const MOST_UPSTREAMS = 15;

/** The CRD `dnses.operator.openshift.io` of openshift/api. */
export function validateDnsOperator({ metadata, spec = {} }: DnsOperator, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  const { cache = {}, servers = [], upstreamResolvers = {} } = spec;
  matches(spec.managementState, MANAGEMENT, ["spec", "managementState"], errors);
  oneOf(spec.logLevel, ["Normal", "Debug", "Trace"], ["spec", "logLevel"], errors);
  for (const field of ["negativeTTL", "positiveTTL"] as const)
    matches(cache[field], DURATION, ["spec", "cache", field], errors);
  for (const [index, { forwardPlugin }] of servers.entries()) {
    const path = ["spec", "servers", index, "forwardPlugin"];
    if (forwardPlugin === undefined) continue;
    validateForwarding(forwardPlugin, path, errors);
    const count = forwardPlugin.upstreams?.length ?? 0;
    if (count > MOST_UPSTREAMS) errors.tooMany([...path, "upstreams"], count, MOST_UPSTREAMS);
  }
  validateForwarding(upstreamResolvers, ["spec", "upstreamResolvers"], errors);
  const upstreams = upstreamResolvers.upstreams ?? [];
  const path = ["spec", "upstreamResolvers", "upstreams"];
  if (upstreams.length > MOST_UPSTREAMS) errors.tooMany(path, upstreams.length, MOST_UPSTREAMS);
  for (const [index, { type, port }] of upstreams.entries()) {
    if (type === undefined) errors.required([...path, index, "type"]);
    oneOf(type, ["SystemResolvConf", "Network", ""], [...path, index, "type"], errors);
    withinRange(port, [1, 65_535], [...path, index, "port"], errors);
  }
}

function validateForwarding(
  { policy, protocolStrategy, transportConfig = {} }: Forwarding,
  path: FieldPath,
  errors: FieldErrors,
): void {
  oneOf(policy, ["Random", "RoundRobin", "Sequential"], [...path, "policy"], errors);
  oneOf(protocolStrategy, ["TCP", ""], [...path, "protocolStrategy"], errors);
  const { transport, tls } = transportConfig;
  oneOf(transport, ["TLS", "Cleartext", ""], [...path, "transportConfig", "transport"], errors);
  const name = [...path, "transportConfig", "tls", "serverName"];
  if (tls !== undefined && tls.serverName === undefined) errors.required(name);
  matches(tls?.serverName, SERVER_NAME, name, errors);
}

function matches(text: string | undefined, pattern: string, path: FieldPath, errors: FieldErrors): void {
  if (text === undefined || new RegExp(pattern).test(text)) return;
  errors.invalid(path, text, `${formatFieldPath(path)} in body should match '${pattern}'`);
}
