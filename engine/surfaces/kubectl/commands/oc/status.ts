import type { Call, Command } from "../../command.ts";
import { selects } from "../../describe/matches.ts";
import { bool, text } from "../../flags/flag.ts";
import { at, type Json, listAt, textAt } from "../../server/api.ts";
import { SERVER } from "../config.ts";

export const STATUS: Command = {
  name: "status",
  short: "Show an overview of the current project",
  flags: [text("output", "o"), bool("suggest")],
  run,
};

function run({ session }: Call): void {
  const { namespace, client, discovery } = session;
  const items = (type: string): readonly Json[] => {
    const resource = discovery.find(type);
    return resource === undefined ? [] : listAt(client.get({ resource, namespace }), "items");
  };
  const [services, deployments, routes] = [
    items("services"),
    items("deployments.apps"),
    items("routes.route.openshift.io"),
  ];
  const blocks = services.map((service) => {
    const own = deployments.filter((one) =>
      selects(at(service, "spec", "selector"), at(one, "spec", "template", "metadata", "labels")),
    );
    const shown = routes.filter(
      (route) => textAt(route, "spec", "to", "name") === textAt(service, "metadata", "name"),
    );
    return [...heads(service, shown), ...own.flatMap(deploymentLines)].join("\n");
  });
  const served = new Set(
    services.flatMap((service) =>
      deployments.filter((one) =>
        selects(at(service, "spec", "selector"), at(one, "spec", "template", "metadata", "labels")),
      ),
    ),
  );
  const alone = deployments
    .filter((one) => !served.has(one))
    .map((one) =>
      deploymentLines(one)
        .map((line) => line.slice(2))
        .join("\n"),
    );
  session.out(`In project ${namespace} on server ${SERVER}\n\n`);
  const all = [...blocks, ...alone];
  session.out(
    all.length === 0
      ? "You have no services, deployment configs, or build configs.\nRun 'oc new-app' to create an application.\n"
      : `${all.join("\n\n")}\n\n\nView details with 'oc describe <resource>/<name>' or list resources with 'oc get all'.\n`,
  );
}

function heads(service: Json, routes: readonly Json[]): readonly string[] {
  const name = textAt(service, "metadata", "name");
  const ports = listAt(service, "spec", "ports").map((port) => {
    const [outer, inner] = [textAt(port, "port"), textAt(port, "targetPort")];
    return inner === "" || inner === outer ? outer : `${outer} -> ${inner}`;
  });
  const ip = textAt(service, "spec", "clusterIP");
  const address = ip === "None" ? "headless" : ip;
  const words = `${address}${ports.length > 0 && address !== "headless" ? ` ports ${ports.join(", ")}` : ports.length > 0 ? `:${ports.join(", ")}` : ""}`;
  const single = ports.length === 1 && address !== "headless" ? `${address}:${ports[0]}` : words;
  if (routes.length === 0) return [`svc/${name} - ${single}`];
  return routes.map((route) => {
    const scheme = at(route, "spec", "tls") === undefined ? "http" : "https";
    const target = textAt(route, "spec", "port", "targetPort");
    return `${scheme}://${textAt(route, "spec", "host")}${textAt(route, "spec", "path")} to pod port ${target || "<all endpoints>"} (svc/${name})`;
  });
}

function deploymentLines(deployment: Json): readonly string[] {
  const images = listAt(deployment, "spec", "template", "spec", "containers").map((one) =>
    textAt(one, "image"),
  );
  const ready = Number(at(deployment, "status", "readyReplicas") ?? 0);
  const wanted = Number(at(deployment, "spec", "replicas") ?? 0);
  const pods = `${ready === wanted ? wanted : `${ready}/${wanted}`} pod${wanted === 1 ? "" : "s"}`;
  return [
    `  deployment/${textAt(deployment, "metadata", "name")} deploys ${images.join(",")}`,
    `    deployment #${textAt(deployment, "status", "observedGeneration") || "1"} running - ${pods}`,
  ];
}
