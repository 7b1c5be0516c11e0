import type { Call, Command } from "../command.ts";
import { CONTEXT, contextsOf, currentContext } from "../contexts.ts";
import { PlainError } from "../failure.ts";
import { OUTPUT, PRINT } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import { goJson } from "../print/json.ts";
import { JsonPath } from "../print/jsonpath.ts";
import { structJson } from "../print/struct-json.ts";
import { goYaml } from "../print/yaml.ts";
import { type Json, listAt, textAt } from "../server/api.ts";
import {
  deleteContext,
  getContexts,
  renameContext,
  setContext,
  showCurrent,
  unset,
  useContext,
} from "./config-contexts.ts";

export const SERVER = "https://127.0.0.1:6443";

export const CONFIG: Command = {
  name: "config",
  short: "Modify kubeconfig files",
  usage: "SUBCOMMAND [options]",
  commands: [
    {
      name: "current-context",
      short: "Display the current-context",
      run: showCurrent,
    },
    {
      name: "delete-context",
      short: "Delete the specified context from the kubeconfig",
      usage: "NAME [options]",
      run: deleteContext,
    },
    {
      name: "get-clusters",
      short: "Display clusters defined in the kubeconfig",
      run: ({ session }) => session.out(`NAME\n${CONTEXT}\n`),
    },
    {
      name: "get-contexts",
      short: "Describe one or many contexts",
      usage: "[(-o|--output=)name)] [options]",
      flags: [OUTPUT, bool("no-headers")],
      run: getContexts,
    },
    {
      name: "get-users",
      short: "Display users defined in the kubeconfig",
      run: ({ session }) => session.out(`NAME\n${CONTEXT}\n`),
    },
    {
      name: "rename-context",
      short: "Rename a context from the kubeconfig file",
      usage: "CONTEXT_NAME NEW_NAME [options]",
      run: renameContext,
    },
    {
      name: "set-context",
      short: "Set a context entry in kubeconfig",
      usage:
        "[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]",
      examples: ["kubectl config set-context --current --namespace=shop"],
      flags: [bool("current")],
      run: setContext,
    },
    {
      name: "unset",
      short: "Unset an individual value in a kubeconfig file",
      usage: "PROPERTY_NAME [options]",
      run: unset,
    },
    {
      name: "use-context",
      aliases: ["use"],
      short: "Set the current-context in a kubeconfig file",
      usage: "CONTEXT_NAME [options]",
      run: useContext,
    },
    {
      name: "view",
      short: "Display merged kubeconfig settings or a specified kubeconfig file",
      flags: [...PRINT, bool("minify"), bool("raw"), bool("flatten"), text("merge")],
      run: view,
    },
  ],
};

function view({ flags, session }: Call): void {
  const current = currentContext(session.memory);
  const contexts = contextsOf(session.memory).filter(({ name }) => !flags.bool("minify") || name === current);
  const config: Json = {
    apiVersion: "v1",
    clusters: [{ cluster: { server: SERVER }, name: CONTEXT }],
    contexts: contexts.map(({ name, cluster, user, namespace }) => ({
      context: { cluster, ...(namespace === "" ? {} : { namespace }), user },
      name,
    })),
    "current-context": current,
    kind: "Config",
    preferences: {},
    users: [{ name: CONTEXT, user: {} }],
  };
  const output = flags.text("output") || "yaml";
  if (output === "yaml") session.out(goYaml(config));
  else if (output === "json") session.out(`${structJson(config)}\n`);
  else if (output.startsWith("jsonpath="))
    session.out(new JsonPath(output.slice("jsonpath=".length)).print(config));
  else
    throw new PlainError(
      `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: json,jsonpath,yaml`,
    );
}

export const CLUSTER_INFO: Command = {
  name: "cluster-info",
  short: "Display cluster information",
  run: ({ session }) => {
    session.out(`Kubernetes control plane is running at ${SERVER}\n`);
    const resource = session.discovery.named("services");
    const found = session.client.get(
      { resource, namespace: "kube-system" },
      { labelSelector: "kubernetes.io/cluster-service=true" },
    );
    for (const service of listAt(found, "items")) session.out(`${serviceLine(service)}\n`);
    session.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
  },
};

function serviceLine(service: Json): string {
  const own = textAt(service, "metadata", "name");
  const name = textAt(service, "metadata", "labels", "kubernetes.io/name") || own;
  const [port] = listAt(service, "spec", "ports");
  const portName = textAt(port, "name");
  const scheme = portName === "https" || textAt(port, "port") === "443" ? "https:" : "";
  const target = `${scheme}${own}${portName === "" && scheme === "" ? "" : `:${portName}`}`;
  return `${name} is running at ${SERVER}/api/v1/namespaces/${textAt(service, "metadata", "namespace")}/services/${target}/proxy`;
}

export const VERSION: Command = {
  name: "version",
  short: "Print the client and server version information",
  flags: [OUTPUT, bool("client"), bool("short")],
  run: ({ flags, session }) => {
    const server = session.client.json("/version");
    const gitVersion = textAt(server, "gitVersion");
    const kustomizeVersion = "v5.5.0";
    const output = flags.text("output");
    const isClientOnly = flags.bool("client");
    const all = {
      clientVersion: server,
      kustomizeVersion,
      ...(isClientOnly ? {} : { serverVersion: server }),
    };
    if (output === "json") session.out(`${goJson(all, 2)}\n`);
    else if (output === "yaml") session.out(goYaml(all));
    else if (output !== "") throw new PlainError("--output must be 'yaml' or 'json'");
    else {
      session.out(`Client Version: ${gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
      if (!isClientOnly) session.out(`Server Version: ${gitVersion}\n`);
    }
  },
};
