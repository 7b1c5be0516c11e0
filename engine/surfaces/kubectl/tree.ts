import type { Command } from "./command.ts";
import { APPLY } from "./commands/apply.ts";
import { ATTACH } from "./commands/attach.ts";
import { AUTH } from "./commands/auth.ts";
import { COMPLETION } from "./commands/completion.ts";
import { CLUSTER_INFO, CONFIG, VERSION } from "./commands/config.ts";
import { CORDON, UNCORDON } from "./commands/cordon.ts";
import { CREATE } from "./commands/create.ts";
import { DEBUG, OC_DEBUG } from "./commands/debug.ts";
import { DELETE } from "./commands/delete.ts";
import { DESCRIBE } from "./commands/describe.ts";
import { DIFF } from "./commands/diff.ts";
import { API_RESOURCES, API_VERSIONS } from "./commands/discovery.ts";
import { DRAIN } from "./commands/drain.ts";
import { EDIT } from "./commands/edit.ts";
import { EVENTS } from "./commands/events.ts";
import { EXEC, RSH } from "./commands/exec.ts";
import { EXPLAIN } from "./commands/explain.ts";
import { EXPOSE } from "./commands/expose.ts";
import { GET } from "./commands/get.ts";
import { ANNOTATE, LABEL } from "./commands/label.ts";
import { LOGS } from "./commands/logs.ts";
import { ADM } from "./commands/oc/adm.ts";
import { OC_EXPOSE } from "./commands/oc/expose.ts";
import { IDLE } from "./commands/oc/idle.ts";
import { NEW_PROJECT, PROJECT, PROJECTS, WHOAMI } from "./commands/oc/projects.ts";
import { CREATE_ROUTE } from "./commands/oc/route.ts";
import { OC_SET } from "./commands/oc/route-backends.ts";
import { STATUS } from "./commands/oc/status.ts";
import { PATCH } from "./commands/patch.ts";
import { PORT_FORWARD } from "./commands/port-forward.ts";
import { REFUSED, TOP } from "./commands/refused.ts";
import { REPLACE } from "./commands/replace.ts";
import { ROLLOUT } from "./commands/rollout.ts";
import { RUN } from "./commands/run.ts";
import { SCALE } from "./commands/scale.ts";
import { SET } from "./commands/set.ts";
import { TAINT } from "./commands/taint.ts";
import { WAIT } from "./commands/wait.ts";

/** Every command of kubectl. */
export const KUBECTL: Command = {
  name: "kubectl",
  short: "kubectl controls the Kubernetes cluster manager",
  commands: [
    ...[CREATE, EXPOSE, RUN, EXPLAIN, GET, EDIT, DELETE, ROLLOUT, SCALE, CLUSTER_INFO, TOP, DESCRIBE, LOGS],
    ...[ATTACH, EXEC, DEBUG, EVENTS],
    ...[PORT_FORWARD, AUTH, DIFF, APPLY, PATCH, REPLACE, WAIT, LABEL, ANNOTATE, API_RESOURCES, API_VERSIONS],
    ...[SET, CORDON, UNCORDON, DRAIN, TAINT, COMPLETION, CONFIG, VERSION, ...REFUSED],
  ],
};

const OC_CREATE: Command = { ...CREATE, commands: [...(CREATE.commands ?? []), CREATE_ROUTE] };

/** Commands of kubectl that oc has in a form of its own. */
const OWN = new Map<Command, Command>([
  [CREATE, OC_CREATE],
  [EXPOSE, OC_EXPOSE],
  [DEBUG, OC_DEBUG],
  [SET, OC_SET],
]);

/** Every command of oc: kubectl's, some in a form of its own, `rsh`, and projects. */
export const OC: Command = {
  name: "oc",
  short: "OpenShift Client",
  commands: [
    ...(KUBECTL.commands ?? []).map((command) => OWN.get(command) ?? command),
    ...[RSH, IDLE, NEW_PROJECT, PROJECT, PROJECTS, STATUS, WHOAMI, ADM],
  ],
};
