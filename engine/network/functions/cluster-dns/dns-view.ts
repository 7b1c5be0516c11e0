import type { KindName, Kinds } from "../../../api/kinds.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { type CompiledSelector, selects } from "../../../values/label-selector.ts";

/** What names are made from. */
export type DnsView = Pick<
  ClusterView,
  "profile" | "revision" | "podAt" | "namespaceLabels" | "list" | "labelled" | "get"
>;

/** Which objects the server watches: `labels` and `namespace_labels` of its `kubernetes` plugin. */
export interface Watched {
  readonly labels?: CompiledSelector;
  readonly namespaceLabels?: CompiledSelector;
}

/** The cluster without what the server does not watch. */
export function watchedView(
  view: ClusterView,
  { labels, namespaceLabels }: Watched,
  isSynced: boolean,
): DnsView {
  if (!isSynced) return emptyView(view);
  if (labels === undefined && namespaceLabels === undefined) return view;
  // CoreDNS watches ServiceImports with the labels that it wants of namespaces.
  const isWatched = (object: Kinds[KindName] | undefined): boolean => {
    const wanted = object?.kind === "ServiceImport" ? namespaceLabels : labels;
    return object !== undefined && (wanted === undefined || selects(wanted, object.metadata.labels ?? {}));
  };
  return {
    profile: view.profile,
    revision: view.revision,
    podAt: (address) => {
      const pod = view.podAt(address);
      return isWatched(pod?.pod) ? pod : undefined;
    },
    namespaceLabels: (namespace) => {
      const found = view.namespaceLabels(namespace);
      const isThere =
        found !== undefined && (namespaceLabels === undefined || selects(namespaceLabels, found));
      return isThere ? found : undefined;
    },
    list: (kind, namespace) => view.list(kind, namespace).filter(isWatched),
    labelled: (kind, namespace, wanted) => view.labelled(kind, namespace, wanted).filter(isWatched),
    get: (kind, namespace, name) => {
      const found = view.get(kind, namespace, name);
      return isWatched(found) ? found : undefined;
    },
  };
}

/** What a server knows that has heard nothing of the API server yet. */
function emptyView({ profile, revision }: ClusterView): DnsView {
  const nothing = (): undefined => undefined;
  const none = (): readonly [] => [];
  return {
    profile,
    revision,
    podAt: nothing,
    namespaceLabels: nothing,
    list: none,
    labelled: none,
    get: nothing,
  };
}
