import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";

const KINDS: readonly (readonly [string, string])[] = [
  ["Namespace", "v1"],
  ["Pod", "v1"],
  ["Service", "v1"],
  ["ConfigMap", "v1"],
  ["Deployment", "apps/v1"],
  ["StatefulSet", "apps/v1"],
  ["DaemonSet", "apps/v1"],
  ["EndpointSlice", "discovery.k8s.io/v1"],
  ["NetworkPolicy", "networking.k8s.io/v1"],
  ["Ingress", "networking.k8s.io/v1"],
  ["IngressClass", "networking.k8s.io/v1"],
  ["Gateway", "gateway.networking.k8s.io/v1"],
  ["HTTPRoute", "gateway.networking.k8s.io/v1"],
  ["ReferenceGrant", "gateway.networking.k8s.io/v1beta1"],
  ["Route", "route.openshift.io/v1"],
];

/** Kinds behind `kind:`, API versions behind `apiVersion:`, and everywhere else values that the lab's files have. */
export function completionsFor(files: () => readonly string[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const [, key = "", typed = ""] = /([\w./-]+):\s+(["\w./-]*)$/.exec(before) ?? [];
    if (key === "" || (typed === "" && !context.explicit)) return null;
    const options = optionsFor(key, files());
    return options.length === 0
      ? null
      : { from: context.pos - typed.length, options, validFor: /^["\w./-]*$/ };
  };
}

function optionsFor(key: string, files: readonly string[]): readonly Completion[] {
  if (key === "kind") return KINDS.map(([label, detail]) => ({ label, detail, type: "class" }));
  if (key === "apiVersion")
    return [...new Set(KINDS.map(([, version]) => version))].map((label) => ({ label }));
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const same = new RegExp(`(?:^|[\\s{,-])${escaped}:\\s+["']?([\\w./-]+)`, "g");
  const values = files.flatMap((text) => [...text.matchAll(same)].map(([, value = ""]) => value));
  return [...new Set(values)].slice(0, 50).map((label) => ({ label, type: "text" }));
}
