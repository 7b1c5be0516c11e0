import type { Call, Command } from "../../command.ts";
import { selects } from "../../describe/matches.ts";
import { relativeTime } from "../../describe/time.ts";
import { bool, text } from "../../flags/flag.ts";
import { at, type Json, listAt, textAt } from "../../server/api.ts";
import { SERVER } from "../config.ts";
import { byExposure, type Marker, routeLines, routeMarkers, servicesOf } from "./status-routes.ts";

export const STATUS: Command = {
  name: "status",
  short: "Show an overview of the current project",
  flags: [text("output", "o"), bool("suggest")],
  run,
};

/** What a project's overview is made of. */
interface Project {
  readonly services: readonly Json[];
  readonly routes: readonly Json[];
  /** Deployments, StatefulSets and DaemonSets, each kind together. */
  readonly workloads: readonly Json[];
  readonly sets: readonly Json[];
  readonly pods: readonly Json[];
  readonly now: number;
}

function run({ session, flags }: Call): void {
  const { namespace, client, discovery, now } = session;
  const items = (type: string): readonly Json[] => {
    const resource = discovery.find(type);
    if (resource === undefined) return [];
    return listAt(client.get({ resource, namespace }), "items").map((one) => ({
      ...one,
      kind: resource.kind,
    }));
  };
  const project: Project = {
    services: items("services"),
    routes: items("routes.route.openshift.io"),
    workloads: [...items("statefulsets.apps"), ...items("deployments.apps"), ...items("daemonsets.apps")],
    sets: items("replicasets.apps"),
    pods: items("pods").filter((one) => listAt(one, "metadata", "ownerReferences").length === 0),
    now,
  };
  const shown = blocksOf(project)
    .map((lines) => `\n${lines.map((line) => `${line}\n`).join("")}`)
    .join("");
  session.out(`In project ${namespace} on server ${SERVER}\n${shown}\n`);
  session.out(closing(project, flags.bool("suggest")));
}

/** Services, those of one selector together, with what they select; then what no Service selects. */
function blocksOf(project: Project): readonly (readonly string[])[] {
  const { services, workloads, pods, now } = project;
  const groups = new Map<string, Json[]>();
  for (const service of services) {
    const key = JSON.stringify(Object.entries(at(service, "spec", "selector") ?? {}).sort());
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  const covered = new Set<Json>();
  const grouped = [...groups.values()].map(([first, ...others]) => {
    const own = workloads.filter((one) => isSelected(first, at(one, "spec", "template", "metadata")));
    const bare = pods.filter((one) => isSelected(first, at(one, "metadata")));
    for (const one of [...own, ...bare]) covered.add(one);
    return [
      ...[...others, first].flatMap((one) => (one === undefined ? [] : serviceLines(one, project))),
      ...own.flatMap((one) => workloadLines(one, project).map((line) => `  ${line}`)),
      ...bare.map((pod) => `  ${podLine(pod)}`),
    ];
  });
  const rank = ["Deployment", "StatefulSet", "DaemonSet"];
  const alone = workloads
    .filter((one) => !covered.has(one))
    .sort((a, b) => rank.indexOf(textAt(a, "kind")) - rank.indexOf(textAt(b, "kind")));
  return [
    ...grouped,
    ...alone.map((one) => workloadLines(one, { ...project, now })),
    ...pods.filter((one) => !covered.has(one)).map((pod) => [podLine(pod)]),
  ];
}

function isSelected(service: Json | undefined, metadata: unknown): boolean {
  const selector = at(service, "spec", "selector");
  return selector !== undefined && selects(selector, at(metadata, "labels"));
}

function serviceLines(service: Json, { routes }: Project): readonly string[] {
  const name = textAt(service, "metadata", "name");
  const exposed = routes
    .filter((route) => servicesOf(route).includes(name))
    .flatMap(routeLines)
    .sort(byExposure);
  const [first, ...others] = exposed;
  if (first !== undefined) return [`${first} (svc/${name})`, ...others];
  const spec = at(service, "spec");
  const [ip, external] = [textAt(spec, "clusterIP"), textAt(spec, "externalName")];
  if (textAt(spec, "type") === "NodePort") return [`svc/${name} (all nodes)${ports(spec)}`];
  if (ip === "None") return [`svc/${name} (headless)${ports(spec)}`];
  if (ip !== "") return [`svc/${name} - ${ip}${ports(spec)}`];
  return [external === "" ? `svc/${name} <initializing>${ports(spec)}` : `svc/${name} - ${external}`];
}

function ports(spec: unknown): string {
  const isHeadless = textAt(spec, "clusterIP") === "None";
  const isNodePort = textAt(spec, "type") === "NodePort";
  const pairs = listAt(spec, "ports").map((port) => [
    textAt(port, isNodePort ? "nodePort" : "port") || "<initializing>",
    isHeadless ? "" : textAt(port, "targetPort"),
    textAt(port, "port"),
  ]);
  const [only] = pairs;
  if (only === undefined) return " no ports";
  if (pairs.length === 1) {
    const [outer = "", inner = ""] = only;
    return inner === "" || inner === outer ? `:${outer}` : `:${outer} -> ${inner}`;
  }
  return ` ports ${pairs
    .map(([outer = "", inner = "", port]) =>
      inner === "" ? outer : inner === port ? inner : `${outer}->${inner}`,
    )
    .join(", ")}`;
}

function workloadLines(workload: Json, { sets, now }: Project): readonly string[] {
  const kind = textAt(workload, "kind");
  const name = textAt(workload, "metadata", "name");
  const images = listAt(workload, "spec", "template", "spec", "containers").map((one) =>
    textAt(one, "image"),
  );
  const since = (object: Json): string =>
    relativeTime(now, textAt(object, "metadata", "creationTimestamp")).toLowerCase();
  const status = at(workload, "status");
  const number = (object: unknown, ...path: readonly string[]): number => Number(at(object, ...path) ?? 0);
  if (kind === "StatefulSet") {
    const replicas = number(status, "replicas");
    const counts = podCounts(replicas, replicas, number(workload, "spec", "replicas"));
    return [`statefulset/${name} manages ${images.join(",")}`, `  created ${since(workload)} ago${counts}`];
  }
  if (kind === "DaemonSet") {
    const wanted = number(status, "desiredNumberScheduled");
    const counts = podCounts(number(status, "numberReady"), number(status, "numberAvailable"), wanted);
    const generation = textAt(workload, "metadata", "generation");
    return [
      `daemonset/${name} manages ${images.join(",")}`,
      `  generation #${generation} running for ${since(workload)}${counts}`,
    ];
  }
  const revision = revisionOf(workload);
  const own = sets
    .filter((set) => listAt(set, "metadata", "ownerReferences").some((one) => one["name"] === name))
    .sort((a, b) => Number(revisionOf(b)) - Number(revisionOf(a)));
  return [
    `deployment/${name} deploys ${images.join(",")}`,
    ...own.map((set, index) => {
      const counts = podCounts(
        number(set, "status", "readyReplicas"),
        number(set, "status", "replicas"),
        number(set, "spec", "replicas"),
        revisionOf(set) !== revision && index === 0,
      );
      const what = `  deployment #${revisionOf(set)}`;
      return revisionOf(set) === revision
        ? `${what} running for ${since(set)}${counts}`
        : `${what} deployed ${since(set)} ago${counts}`;
    }),
  ];
}

function revisionOf(object: Json): string {
  return textAt(object, "metadata", "annotations", "deployment.kubernetes.io/revision");
}

function podCounts(ready: number, actual: number, wanted: number, showsNone = false): string {
  if (ready === wanted && ready === 0) return showsNone ? " - 0 pods" : "";
  const pods = ready === wanted ? `${ready} pod${ready === 1 ? "" : "s"}` : `${ready}/${wanted} pods`;
  const change = wanted < actual ? ` reducing to ${wanted}` : wanted > actual ? ` growing to ${wanted}` : "";
  return ` - ${pods}${change}`;
}

function podLine(pod: Json): string {
  const images = listAt(pod, "spec", "containers").map((one) => textAt(one, "image"));
  return `pod/${textAt(pod, "metadata", "name")} runs ${images.join(", ")}`;
}

/** Errors, and with `--suggest` all there is; how many of them there are, or where to look next. */
function closing({ services, routes, workloads }: Project, suggest: boolean): string {
  const markers: readonly Marker[] = [
    ...routes.flatMap((route) => routeMarkers(route, services)),
    ...workloads.flatMap(probeMarkers),
  ];
  const named = { error: "Errors:", warning: "Warnings:", info: "Info:" } as const;
  const sections = (["error", "warning", "info"] as const).flatMap((severity) => {
    const own = markers.filter((one) => one.severity === severity);
    if (own.length === 0 || (severity !== "error" && !suggest)) return [];
    const lines = own.flatMap(({ message, suggestion }) => [
      `  * ${message}`,
      ...(suggest && suggestion !== undefined ? [`    try: ${suggestion}`] : []),
    ]);
    return [`${[named[severity], ...lines].join("\n")}\n`];
  });
  const hasInfos = markers.some(({ severity }) => severity === "info");
  const gap = sections.length > 0 || hasInfos ? "\n" : "";
  const counted = (["error", "warning", "info"] as const).flatMap((severity) => {
    const { length } = markers.filter((one) => one.severity === severity);
    return length === 0 ? [] : [`${length} ${severity}${length === 1 ? "" : "s"}`];
  });
  const isMore = markers.some(({ severity, suggestion }) => severity !== "error" || suggestion !== undefined);
  const end =
    !suggest && isMore
      ? `${counted.join(", ")} identified, use 'oc status --suggest' to see details.\n`
      : services.length === 0
        ? "You have no services, deployment configs, or build configs.\nRun 'oc new-app' to create an application.\n"
        : "View details with 'oc describe <resource>/<name>' or list resources with 'oc get all'.\n";
  return `${sections.join("\n")}${gap}${end}`;
}

function probeMarkers(workload: Json): readonly Marker[] {
  const containers = listAt(workload, "spec", "template", "spec", "containers");
  if (containers.some((one) => at(one, "livenessProbe") !== undefined)) return [];
  const name = `${textAt(workload, "kind").toLowerCase()}/${textAt(workload, "metadata", "name")}`;
  const message = `${name} has no liveness probe to verify pods are still running.`;
  return [{ severity: "info", message, suggestion: `oc set probe ${name} --liveness ...` }];
}
