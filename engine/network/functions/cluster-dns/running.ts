import type { ConfigMap } from "../../../api/core/config.ts";
import type { Pod } from "../../../api/core/pod.ts";
import { waitsForApi } from "../../../cluster/dns-start.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Outside } from "../../outside.ts";
import { parseCorefile } from "./corefile.ts";
import { type DnsServer, dnsServerOf, type Files } from "./server.ts";

/** The server in a pod, with the files that it runs with. */
export interface Running {
  readonly server: DnsServer;
  /** Why it did not take what the ConfigMap became since; oldest first. */
  readonly refused: readonly string[];
}

const known = new WeakMap<Outside, WeakMap<ClusterView, Map<string, Running>>>();

/**
 * What runs in a DNS pod (`undefined`: in one that has just started). A server reads its Corefile when it starts; with `reload`
 * it takes later ones, too, unless it cannot start with them. One that has stopped is started again, and reads what is there.
 */
export function runningServer(view: ClusterView, outside: Outside, pod: Pod | undefined): Running {
  const { namespace, configMap } = view.profile.dns;
  const isSynced = pod === undefined || !waitsForApi(pod);
  const versions = pod === undefined ? [] : view.configsSinceStart(pod, namespace, configMap);
  const key = `${isSynced} ${versions.length}`;
  const ofOutside = known.get(outside) ?? new WeakMap<ClusterView, Map<string, Running>>();
  known.set(outside, ofOutside);
  const ofView = ofOutside.get(view) ?? new Map<string, Running>();
  ofOutside.set(view, ofView);
  const found = ofView.get(key) ?? started(view, outside, isSynced, versions);
  ofView.set(key, found);
  return found;
}

function started(
  view: ClusterView,
  outside: Outside,
  isSynced: boolean,
  [first, ...later]: readonly ConfigMap[],
): Running {
  let files: Files | undefined = later.length === 0 ? undefined : first?.data;
  let server = dnsServerOf(view, outside, isSynced, files);
  let refused: readonly string[] = [];
  for (const { data = {} } of later) {
    if (server.error === undefined && !reloads(files)) break;
    const next = dnsServerOf(view, outside, isSynced, data);
    const isFatal = next.error?.startsWith("plugin/loop: ") === true;
    if (server.error === undefined && next.error !== undefined && !isFatal)
      refused = [...refused, next.error];
    else [server, files, refused] = [next, data, []];
  }
  return { server, refused };
}

function reloads(files: Files = {}): boolean {
  const { blocks = [] } = parseCorefile(files["Corefile"] ?? "");
  return blocks.some(({ directives }) => directives.some(({ name }) => name === "reload"));
}
