import type { Call, Command } from "../../command.ts";
import { CONTEXT } from "../../contexts.ts";
import { PlainError, StatusFailure, usageError } from "../../failure.ts";
import { bool, text } from "../../flags/flag.ts";
import { listAt, textAt } from "../../server/api.ts";
import type { Session } from "../../session.ts";
import { userOf } from "../auth.ts";
import { SERVER } from "../config.ts";

export const NEW_PROJECT: Command = {
  name: "new-project",
  short: "Request a new project",
  usage: "NAME [--display-name=DISPLAYNAME] [--description=DESCRIPTION] [flags]",
  flags: [text("display-name"), text("description"), bool("skip-config-write")],
  run: newProject,
};

export const PROJECT: Command = {
  name: "project",
  short: "Switch to another project",
  usage: "[NAME] [flags]",
  flags: [bool("short", "q")],
  run: project,
};

export const PROJECTS: Command = {
  name: "projects",
  short: "Display existing projects",
  flags: [bool("short", "q")],
  run: ({ flags, session }) => {
    const names = projectNames(session);
    if (flags.bool("short")) {
      session.out(names.map((name) => `${name}\n`).join(""));
      return;
    }
    const lines = names.map((name) => `${name === session.namespace ? "  * " : "    "}${name}\n`).join("");
    session.out(
      `You have access to the following projects and can switch between them with ' project <projectname>':\n\n${lines}\n`,
    );
    session.out(`Using project ${JSON.stringify(session.namespace)} on server ${JSON.stringify(SERVER)}.\n`);
  },
};

export const WHOAMI: Command = {
  name: "whoami",
  short: "Return information about the current session",
  flags: [bool("show-token", "t"), bool("show-context", "c"), bool("show-server"), bool("show-console")],
  run: ({ flags, session }) => {
    if (flags.bool("show-token")) throw new PlainError("no token is currently in use for this session");
    if (flags.bool("show-context")) session.out(`${CONTEXT}\n`);
    else if (flags.bool("show-server")) session.out(`${SERVER}\n`);
    else session.out(`${textAt(userOf(session.client), "username")}\n`);
  },
};

function projectNames({ client, discovery }: Session): readonly string[] {
  const found = client.get({ resource: discovery.named("namespaces"), namespace: undefined });
  return listAt(found, "items").map((one) => textAt(one, "metadata", "name"));
}

function newProject(call: Call): void {
  const { flags, args, session, path } = call;
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) throw usageError(path, "must have exactly one argument");
  const annotations = {
    "openshift.io/description": flags.text("description"),
    "openshift.io/display-name": flags.text("display-name"),
    "openshift.io/requester": textAt(userOf(session.client), "username"),
  };
  const resource = session.discovery.named("namespaces");
  try {
    session.client.create(
      { resource, namespace: undefined },
      { apiVersion: "v1", kind: "Namespace", metadata: { name, annotations } },
    );
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.status.reason !== "AlreadyExists") throw error;
    const message = `project.project.openshift.io ${JSON.stringify(name)} already exists`;
    throw new StatusFailure({ ...error.status, message });
  }
  if (!flags.bool("skip-config-write")) session.memory.namespace = name;
  session.out(
    [
      `Now using project ${JSON.stringify(name)} on server ${JSON.stringify(SERVER)}.`,
      "",
      "You can add applications to this project with the 'new-app' command. For example, try:",
      "",
      "    oc new-app rails-postgresql-example",
      "",
      "to build a new example application in Ruby. Or use kubectl to deploy a simple Kubernetes application:",
      "",
      "    kubectl create deployment hello-node --image=registry.k8s.io/e2e-test-images/agnhost:2.43 -- /agnhost serve-hostname",
      "",
      "",
    ].join("\n"),
  );
}

function project(call: Call): void {
  const { flags, args, session, path } = call;
  const [name, ...more] = args;
  if (more.length > 0)
    throw usageError(path, "Only one argument is supported (project name or context name).");
  const server = JSON.stringify(SERVER);
  if (name === undefined) {
    session.out(
      flags.bool("short")
        ? `${session.namespace}\n`
        : `Using project ${JSON.stringify(session.namespace)} on server ${server}.\n`,
    );
    return;
  }
  const names = projectNames(session);
  if (!names.includes(name)) {
    const yours = names.map((one) => `\n* ${one}`).join("");
    throw new PlainError(
      `A project named ${JSON.stringify(name)} does not exist on ${server}.\nYour projects are:${yours}\nTo see projects on another server, pass '--server=<server>'.`,
    );
  }
  const already = name === session.memory.namespace;
  session.memory.namespace = name;
  session.out(
    `${already ? "Already on" : "Now using"} project ${JSON.stringify(name)} on server ${server}.\n`,
  );
}
