import { spawnSync } from "node:child_process";
import { readArguments } from "../arguments.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";

/** What networking depends on. Secrets are not asked for; should an answer hold one, its data is left out. */
const NAMESPACED = [
  "pods",
  "replicasets.apps",
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "jobs.batch",
  "cronjobs.batch",
  "services",
  "endpointslices.discovery.k8s.io",
  "networkpolicies.networking.k8s.io",
  "configmaps",
  "serviceaccounts",
];
const CLUSTER = ["namespaces", "nodes"];
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

interface Live {
  readonly kind?: string;
  readonly metadata?: Readonly<Record<string, unknown>> & {
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** `podwire snapshot`: a live cluster's networking objects as one List, for every other command. */
export function snapshot(argv: readonly string[], io: Io): ExitCode {
  const args = readArguments(argv, {
    namespace: { type: "string", short: "n" },
    "all-namespaces": { type: "boolean", short: "A" },
    context: { type: "string" },
    kubeconfig: { type: "string" },
  });
  const namespace = args.value("namespace");
  if (namespace !== undefined && args.has("all-namespaces"))
    throw new UsageError("-n and -A exclude each other");
  const connection = ["context", "kubeconfig"].flatMap((flag) => {
    const value = args.value(flag);
    return value === undefined ? [] : [`--${flag}=${value}`];
  });
  const scope = args.has("all-namespaces")
    ? ["--all-namespaces"]
    : namespace === undefined
      ? []
      : [`--namespace=${namespace}`];
  const items = [...get(CLUSTER, connection, io), ...get(NAMESPACED, [...connection, ...scope], io)].map(
    stripped,
  );
  io.out(`${JSON.stringify({ apiVersion: "v1", kind: "List", items }, undefined, 2)}\n`);
  io.note(`${items.length} objects`);
  return 0;
}

function get(kinds: readonly string[], flags: readonly string[], io: Io): readonly Live[] {
  const args = ["get", kinds.join(","), ...flags, "--output=json"];
  const { error, status, stdout, stderr } = spawnSync("kubectl", args, {
    cwd: io.cwd,
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
  });
  if (error !== undefined)
    throw new UsageError(`kubectl cannot be run (${error.message}); snapshot reads through it`);
  if (status !== 0) throw new UsageError(`kubectl get failed: ${stderr.trim() || `exit code ${status}`}`);
  const { items = [] } = JSON.parse(stdout) as { readonly items?: readonly Live[] };
  return items;
}

/** Without what is secret, and without what only bloats the file. */
export function stripped(object: Live): Live {
  const { managedFields: _, annotations = {}, ...metadata } = object.metadata ?? {};
  const { [LAST_APPLIED]: __, ...kept } = annotations as Readonly<Record<string, string>>;
  const clean = Object.keys(kept).length === 0 ? metadata : { ...metadata, annotations: kept };
  if (object.kind !== "Secret") return { ...object, metadata: clean };
  const { data: ___, stringData: ____, ...rest } = object;
  return { ...rest, metadata: clean };
}
