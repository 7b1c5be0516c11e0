import type { ConfigMap } from "../../../api/core/config.ts";
import type { ClusterView } from "../../../cluster/view.ts";

/** Where flannel's manifests keep its CNI configuration, in newer and in older releases. */
const PLACES = ["kube-flannel", "kube-system"];
const NAME = "kube-flannel-cfg";
const FILE = "cni-conf.json";

/**
 * The configuration by which flannel's bridge sends nothing back through the port that it came from; `undefined` where it
 * does, as flannel's own manifest says. Other networks route between pods, and have no such bridge.
 */
export function hairpinOff(view: ClusterView): ConfigMap | undefined {
  if (view.profile.cni !== "flannel") return undefined;
  const found = PLACES.map((namespace) => view.get("ConfigMap", namespace, NAME));
  const map = found.find((one) => one?.data?.[FILE] !== undefined);
  const delegate = map === undefined ? undefined : delegateIn(map.data?.[FILE] ?? "");
  if (delegate === undefined) return undefined;
  return delegate["hairpinMode"] === true || delegate["promiscMode"] === true ? undefined : map;
}

/** Options of the bridge plugin, which flannel's plugin hands on (plugins/main/bridge: both modes are off unless said). */
function delegateIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const { plugins = [], ...single } = JSON.parse(text) as {
      readonly plugins?: readonly { readonly type?: string; readonly delegate?: object }[];
    };
    const flannel = [...plugins, single as (typeof plugins)[number]].find(({ type }) => type === "flannel");
    return flannel === undefined ? undefined : { ...flannel.delegate };
  } catch {
    return undefined;
  }
}
