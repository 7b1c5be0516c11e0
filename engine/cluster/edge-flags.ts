import type { KindName, Kinds } from "../api/kinds.ts";
import { type Edge, edgeOf } from "./edges.ts";
import type { Profile } from "./profile.ts";

/** Whoever knows objects by name: a view, or the API server as a controller sees it. */
export interface EdgeReader {
  readonly profile: Profile;
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined;
}

/** Flags of ingress-nginx' installation; of whoever installs nothing but the image, too. */
export const NGINX_ARGS = [
  "/nginx-ingress-controller",
  "--publish-service=$(POD_NAMESPACE)/ingress-nginx-controller",
  "--controller-class=k8s.io/ingress-nginx",
  "--ingress-class=nginx",
  "--configmap=$(POD_NAMESPACE)/ingress-nginx-controller",
  "--validating-webhook=:8443",
] as const;

/** The profile's controller, with what the flags of its workload say of the classes it acts on and the address it tells. */
export function edgeIn(reader: EdgeReader): Edge {
  const edge = edgeOf(reader.profile.ingressController);
  if (edge.name !== "ingress-nginx") return edge;
  const { namespace, workload } = edge;
  const found = reader.get("Deployment", namespace, workload) ?? reader.get("DaemonSet", namespace, workload);
  const [container] = found?.spec.template.spec?.containers ?? [];
  const { args = [] } = container ?? {};
  const flags = flagsOf(args.length === 0 ? NGINX_ARGS : args, namespace);
  const controller = flags.get("controller-class");
  const publishService = flags.get("publish-service");
  const statusAddress = flags.get("publish-status-address");
  return {
    ...edge,
    ...(controller === undefined ? {} : { classes: { nginx: controller } }),
    word: flags.get("ingress-class") ?? "nginx",
    passesTls: flags.get("enable-ssl-passthrough") === "true",
    defaultService: flags.get("default-backend-service") ?? "",
    takesAll: flags.get("watch-ingress-without-class") === "true",
    publishes: {
      ...(statusAddress === undefined || statusAddress === ""
        ? {}
        : { addresses: statusAddress.split(/,\s*/) }),
      ...(publishService === undefined || publishService === "" ? {} : { service: publishService }),
      internal: flags.get("report-node-internal-ip-address") === "true",
    },
  };
}

/** `--name=value`, `--name value`, and `--name` for a switch. */
function flagsOf(args: readonly string[], namespace: string): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const [index, arg] of args.entries()) {
    const match = /^--?([a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(arg);
    if (match === null) continue;
    const next = args[index + 1];
    const value = match[2] ?? (next === undefined || next.startsWith("-") ? "true" : next);
    flags.set(match[1] ?? "", value.replaceAll("$(POD_NAMESPACE)", namespace));
  }
  return flags;
}
