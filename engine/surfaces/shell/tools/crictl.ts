import { compileRegularExpression } from "../../../values/regular-expression.ts";
import { alignTabs } from "../../kubectl/print/tabwriter.ts";
import { type Flags, readFlags } from "../flags.ts";
import { failed, ok, type Result, type Tool } from "../tool.ts";
import { type RunningContainer, type Sandbox, sandboxesAt } from "./sandboxes.ts";

const SHOWN_OF_ID = 13;
const POD_COLUMNS = ["POD ID", "CREATED", "STATE", "NAME", "NAMESPACE", "ATTEMPT", "RUNTIME"];
const COLUMNS = ["CONTAINER", "IMAGE", "CREATED", "STATE", "NAME", "ATTEMPT", "POD ID", "POD", "NAMESPACE"];

/** crictl 1.33, for looking: `ps` and `pods`, the containers and sandboxes of the node's pods. */
export const crictl: Tool = (argv, world) => {
  const flags = readFlags(argv, {
    letters: { a: "all", q: "quiet", p: "pod", o: "output", s: "state", v: "version" },
    values: ["pod", "output", "state", "name", "namespace", "runtime-endpoint"],
    switches: ["all", "quiet", "no-trunc", "version"],
  });
  if (flags.has("version")) return ok("crictl version v1.33.0\n");
  const [command = ""] = flags.positionals;
  if (command !== "ps" && command !== "pods")
    return failed(`crictl: this shell knows crictl ps and crictl pods; kubectl has logs and exec\n`);
  if (flags.unknown !== undefined)
    return failed(`Incorrect Usage: flag provided but not defined: -${flags.unknown.replace(/^-+/, "")}\n`);
  if (flags.has("output")) return failed("crictl: only tables here; kubectl get pods -o yaml has the rest\n");
  for (const flag of ["name", "namespace"]) {
    const compiled = compileRegularExpression(flags.value(flag) ?? "");
    if ("problem" in compiled) return failed(`FATA[0000] ${flag}: ${compiled.problem}\n`);
  }
  const sandboxes = sandboxesAt(world).filter(
    ({ id, namespace }) => id.startsWith(flags.value("pod") ?? "") && matches(flags, "namespace", namespace),
  );
  const { now } = world.cluster;
  return command === "pods" ? pods(sandboxes, flags, now) : containers(sandboxes, flags, now);
};

function matches(flags: Flags, flag: string, text: string): boolean {
  const compiled = compileRegularExpression(`.*(?:${flags.value(flag) ?? ""}).*`);
  return "matches" in compiled && compiled.matches(text);
}

function pods(sandboxes: readonly Sandbox[], flags: Flags, now: number): Result {
  const wanted = flags.value("state")?.toLowerCase();
  const chosen = sandboxes.filter(
    ({ name, ready }) =>
      matches(flags, "name", name) && (wanted === undefined || wanted === (ready ? "ready" : "notready")),
  );
  if (flags.has("quiet")) return ok(chosen.map(({ id }) => `${id}\n`).join(""));
  const rows = chosen.map(({ id, created, ready, name, namespace }) => {
    const state = ready ? "Ready" : "NotReady";
    return [short(id, flags), ago(now - created), state, name, namespace, "0", "(default)"];
  });
  return ok(table([POD_COLUMNS, ...rows]));
}

function containers(sandboxes: readonly Sandbox[], flags: Flags, now: number): Result {
  const wanted = flags.value("state")?.toLowerCase();
  const isWanted = ({ running }: RunningContainer): boolean =>
    wanted === undefined ? running || flags.has("all") : wanted === (running ? "running" : "exited");
  const chosen = sandboxes.flatMap((sandbox) =>
    sandbox.containers
      .filter((container) => isWanted(container) && matches(flags, "name", container.name))
      .map((container) => ({ sandbox, container })),
  );
  if (flags.has("quiet")) return ok(chosen.map(({ container }) => `${container.id}\n`).join(""));
  const rows = chosen.map(({ sandbox, container: { id, image, running, name, attempt } }) => [
    ...[short(id, flags), short(image, flags), ago(now - sandbox.created), running ? "Running" : "Exited"],
    ...[name, String(attempt), short(sandbox.id, flags), sandbox.name, sandbox.namespace],
  ]);
  return ok(table([COLUMNS, ...rows]));
}

function short(id: string, flags: Flags): string {
  return flags.has("no-trunc") ? id : id.slice(0, SHOWN_OF_ID);
}

function table(rows: readonly (readonly string[])[]): string {
  return alignTabs(rows.map((cells) => `${cells.join("\t")}\n`).join(""), { minimum: 20, padding: 3 });
}

/** `HumanDuration` of docker's go-units. */
function ago(seconds: number): string {
  const hours = Math.floor(seconds / 3600 + 0.5);
  const minutes = Math.floor(seconds / 60);
  const text = (): string => {
    if (seconds < 1) return "Less than a second";
    if (seconds < 2) return "1 second";
    if (seconds < 60) return `${Math.floor(seconds)} seconds`;
    if (minutes === 1) return "About a minute";
    if (minutes < 60) return `${minutes} minutes`;
    if (hours === 1) return "About an hour";
    if (hours < 48) return `${hours} hours`;
    if (hours < 24 * 14) return `${Math.floor(hours / 24)} days`;
    if (hours < 24 * 60) return `${Math.floor(hours / 24 / 7)} weeks`;
    if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
    return `${Math.floor(hours / 24 / 365)} years`;
  };
  return `${text()} ago`;
}
