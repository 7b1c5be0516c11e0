import { readArguments } from "../arguments.ts";
import { CLUSTER_FLAGS, loadCluster } from "../cluster-input.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";

/** `podwire render WHAT`: a node's rules, or a pod's files, as they would be. */
export function render(argv: readonly string[], io: Io): ExitCode {
  const args = readArguments(argv, { ...CLUSTER_FLAGS, node: { type: "string" }, pod: { type: "string" } });
  const [what, extra] = args.positionals;
  if (what === undefined) throw new UsageError("what is to be rendered? podwire render --help lists it");
  if (extra !== undefined) throw new UsageError(`unexpected ${extra}; pass manifests with -f ${extra}`);
  const [node, pod, namespace] = [args.value("node"), args.value("pod"), args.value("namespace")];
  const text = loadCluster(args, io).render(what, {
    ...(node === undefined ? {} : { node }),
    ...(pod === undefined ? {} : { pod }),
    ...(namespace === undefined ? {} : { namespace }),
  });
  io.out(text);
  return 0;
}
