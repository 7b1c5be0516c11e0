import type { PodSpec } from "../../../api/core/pod.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import { hostnameProblem } from "../../../cluster/pod-hostname.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import type { FieldPath } from "../../../values/source.ts";
import { outsideOf } from "../../outside.ts";
import { finding } from "../../shared/finding.ts";
import { lintDnsOperator } from "./lint-operator.ts";
import { foreignAnswer } from "./plugins/rewrite-name.ts";
import { dnsServerOf } from "./server.ts";

const WORKLOADS = ["Deployment", "DaemonSet", "StatefulSet"] as const;

/** Pods that ask their node's resolver, and are told names that only the cluster's server knows. */
export function lintClusterDns(view: ClusterView): readonly Issue[] {
  const bare = view.list("Pod").filter(({ metadata }) => (metadata.ownerReferences ?? []).length === 0);
  const pods = bare.map((pod) => [pod, pod.spec, ["spec"]] as const);
  const templates = WORKLOADS.flatMap((kind) =>
    view
      .list(kind)
      .map((object) => [object, object.spec.template.spec, ["spec", "template", "spec"]] as const),
  );
  const names = [...pods, ...templates].flatMap(([object, spec, path]) =>
    asksNode(spec) && view.use(object).source !== undefined ? namesIn(view, object, spec, path) : [],
  );
  return [...ofCorefile(view), ...names, ...longHostnames(view), ...lintDnsOperator(view)];
}

/** Pods that never start, because the kernel's host name is shorter than theirs; once for what they are made from. */
function longHostnames(view: ClusterView): readonly Issue[] {
  const found = new Map<string, Issue>();
  for (const { pod, id, workload } of view.pods) {
    const problem = hostnameProblem(pod, view.profile.clusterDomain);
    if (problem === undefined) continue;
    const made = WORKLOADS.find((kind) => kind === workload?.kind);
    const owner = made && view.get(made, workload?.namespace, workload?.name ?? "");
    const path = owner === undefined ? [] : ["spec", "template"];
    const issues = finding(view, owner ?? pod, {
      code: "hostname-too-long",
      path: [...path, "spec", "setHostnameAsFQDN"],
      message: `Pod ${id} never starts: ${problem}`,
      remedy: "a shorter hostname or subdomain, or no setHostnameAsFQDN: DNS has the full name without it",
    });
    const key = owner === undefined ? id : `${owner.kind} ${workload?.namespace}/${workload?.name}`;
    for (const issue of issues) if (!found.has(key)) found.set(key, issue);
  }
  return [...found.values()];
}

/** A Corefile that the server cannot start with, in its words; and rules whose answers programs do not take. */
function ofCorefile(view: ClusterView): readonly Issue[] {
  const { namespace, configMap } = view.profile.dns;
  const object = view.get("ConfigMap", namespace, configMap);
  if (object === undefined || view.use(object).source === undefined) return [];
  const path = ["data", "Corefile"];
  const { error, blocks } = dnsServerOf(view, outsideOf(view, new Map()));
  if (error !== undefined)
    return finding(view, object, {
      code: "corefile-refused",
      path,
      message: `the DNS server does not start: ${error}`,
    });
  if (view.profile.resolver !== "glibc") return [];
  return blocks
    .flatMap(({ directives }) => directives)
    .filter(({ name }) => name === "rewrite")
    .flatMap((directive) => {
      const rule = foreignAnswer(directive);
      if (rule === undefined) return [];
      const message = `the answer to a name that "rewrite ${rule}" changes has the new name: glibc does not take it`;
      return finding(view, object, {
        code: "rewrite-without-answer",
        path,
        message,
        remedy: `rewrite ${rule} answer auto`,
      });
    });
}

function asksNode({ dnsPolicy = "ClusterFirst", hostNetwork = false }: PodSpec): boolean {
  return dnsPolicy === "Default" || (hostNetwork && dnsPolicy === "ClusterFirst");
}

function namesIn(
  view: ClusterView,
  object: KubernetesObject,
  { containers, hostNetwork = false }: PodSpec,
  path: FieldPath,
): readonly Issue[] {
  const remedy = `dnsPolicy: ${hostNetwork ? "ClusterFirstWithHostNet" : "ClusterFirst"}`;
  return containers.flatMap(({ env = [] }, container) =>
    env.flatMap(({ name, value = "" }, index) => {
      const host = serviceNameIn(view, value, object.metadata.namespace ?? "default");
      if (host === undefined) return [];
      return finding(view, object, {
        code: "service-name-unresolvable",
        path: [...path, "containers", container, "env", index, "value"],
        message: `${name} holds ${host}, a name of the cluster, and these pods ask the resolver of their node: it does not know it`,
        remedy,
      });
    }),
  );
}

/** The first host in a text that is a Service's name: with its namespace, or alone behind `://`. */
function serviceNameIn(view: ClusterView, text: string, own: string): string | undefined {
  const ends = new RegExp(`(\\.svc)?(\\.${view.profile.clusterDomain.replaceAll(".", "\\.")})?$`);
  return [...text.matchAll(/(:\/\/)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)/g)]
    .filter(([, scheme, host = ""]) => {
      const [name = "", namespace, ...rest] = host.replace(ends, "").split(".");
      if (rest.length > 0 || (namespace === undefined && scheme === undefined)) return false;
      return view.get("Service", namespace ?? own, name) !== undefined;
    })
    .map(([, , host]) => host)[0];
}
