import type { Call, Command } from "../../command.ts";
import { CommandError, PlainError } from "../../failure.ts";
import { SELECTOR } from "../../flags/common.ts";
import { text } from "../../flags/flag.ts";
import { CORDON, UNCORDON } from "../cordon.ts";
import { DRAIN } from "../drain.ts";
import { TAINT } from "../taint.ts";

function podNetwork(name: string, short: string, needsTo: boolean): Command {
  return {
    name,
    short,
    usage: "<PROJECT> [flags]",
    flags: [SELECTOR, ...(needsTo ? [text("to")] : [])],
    run: (call) => refuse(call, needsTo),
  };
}

/** Only OpenShift SDN in its multitenant mode had such networks; OVN-Kubernetes has no ClusterNetwork to ask. */
function refuse({ flags, args }: Call, needsTo: boolean): void {
  const problems: string[] = [];
  if (needsTo && flags.text("to") === "") throw new PlainError("must provide --to=<project_name>");
  const selector = flags.text("selector");
  if (selector !== "" && args.length > 0)
    problems.push("either specify --selector=<project_selector> or projects but not both");
  if (selector === "" && args.length === 0)
    problems.push("must provide --selector=<project_selector> or projects");
  problems.push("managing pod network is only supported for openshift multitenant network plugin");
  throw new CommandError(problems.map((words) => `error: ${words}`).join("\n"));
}

export const ADM: Command = {
  name: "adm",
  short: "Tools for managing a cluster",
  commands: [
    ...[CORDON, DRAIN, TAINT, UNCORDON],
    {
      name: "pod-network",
      short: "Manage pod network",
      commands: [
        podNetwork("isolate-projects", "Isolate project network", false),
        podNetwork("join-projects", "Join project network", true),
        podNetwork("make-projects-global", "Make project network global", false),
      ],
    },
  ],
};
