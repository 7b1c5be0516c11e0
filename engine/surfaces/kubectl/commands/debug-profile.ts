import { PlainError } from "../failure.ts";
import { type Json, listAt } from "../server/api.ts";

export type Target = "node" | "copy" | "ephemeral";

interface Profile {
  readonly name: string;
  /** What the debugging container may do, by what is debugged. */
  readonly security: (target: Target) => Json | undefined;
  /** Whether it is in the node's namespaces, and whether it has the node's files, when a node is debugged. */
  readonly isOnHost: boolean;
  readonly hasHostFiles: boolean;
}

const added = (...add: readonly string[]): Json => ({ capabilities: { add } });
const none = (): undefined => undefined;

/** As pkg/cmd/debug/profiles.go of kubectl has them. */
const PROFILES: readonly Profile[] = [
  { name: "legacy", security: none, isOnHost: true, hasHostFiles: true },
  {
    name: "general",
    security: (target) => (target === "node" ? undefined : added("SYS_PTRACE")),
    isOnHost: true,
    hasHostFiles: true,
  },
  { name: "baseline", security: none, isOnHost: false, hasHostFiles: false },
  {
    name: "restricted",
    security: () => ({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    }),
    isOnHost: false,
    hasHostFiles: false,
  },
  { name: "netadmin", security: () => added("NET_ADMIN", "NET_RAW"), isOnHost: true, hasHostFiles: false },
  { name: "sysadmin", security: () => ({ privileged: true }), isOnHost: true, hasHostFiles: true },
];

export function profileNamed(name: string): Profile {
  const found = PROFILES.find((one) => one.name === name);
  if (found === undefined) throw new PlainError(`unknown profile: ${name}`);
  return found;
}

/** The container with what the profile lets it do. */
export function secured(container: Json, profile: Profile, target: Target): Json {
  const security = profile.security(target);
  return security === undefined ? container : { ...container, securityContext: security };
}

const HOST_ROOT = "host-root";

/** The pod's spec on a node, with the node's namespaces and files as far as the profile has them. */
export function onHost(spec: Json, { isOnHost, hasHostFiles }: Profile): Json {
  if (!isOnHost) return spec;
  const shared = { ...spec, hostIPC: true, hostNetwork: true, hostPID: true };
  if (!hasHostFiles) return shared;
  const mount = { mountPath: "/host", name: HOST_ROOT };
  const containers = listAt(spec, "containers").map((one) => ({ ...one, volumeMounts: [mount] }));
  return { ...shared, containers, volumes: [{ hostPath: { path: "/" }, name: HOST_ROOT }] };
}

/** A copy as its profile has it: without labels, so that no Service and no policy selects it, and mostly without probes. */
export function asCopy(
  { metadata, spec }: { readonly metadata: Json; readonly spec: Json },
  { name }: Profile,
  keeps: (what: string) => boolean,
): { readonly metadata: Json; readonly spec: Json } {
  const isLegacy = name === "legacy";
  const gone = (what: string): boolean => !isLegacy && !keeps(`keep-${what}`);
  const without = [
    ...(isLegacy || gone("labels") ? ["labels"] : []),
    ...(gone("annotations") ? ["annotations"] : []),
  ];
  if (isLegacy) return { metadata: omit(metadata, without), spec };
  const probes = ["liveness", "readiness", "startup"].filter(gone).map((probe) => `${probe}Probe`);
  const containers = listAt(spec, "containers").map((one) => omit(one, probes));
  const rest = omit(spec, gone("init-containers") ? ["initContainers"] : []);
  return { metadata: omit(metadata, without), spec: { shareProcessNamespace: true, ...rest, containers } };
}

export function omit(object: Json, fields: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}
