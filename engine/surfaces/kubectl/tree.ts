import type { Command } from "./command.ts";
import { APPLY } from "./commands/apply.ts";
import { CREATE } from "./commands/create.ts";
import { DELETE } from "./commands/delete.ts";
import { DESCRIBE } from "./commands/describe.ts";
import { EXPOSE } from "./commands/expose.ts";
import { GET } from "./commands/get.ts";
import { ANNOTATE, LABEL } from "./commands/label.ts";
import { PATCH } from "./commands/patch.ts";
import { REPLACE } from "./commands/replace.ts";
import { SCALE } from "./commands/scale.ts";

/** Every command of kubectl. */
export const KUBECTL: Command = {
  name: "kubectl",
  short: "kubectl controls the Kubernetes cluster manager",
  commands: [ANNOTATE, APPLY, CREATE, DELETE, DESCRIBE, EXPOSE, GET, PATCH, REPLACE, SCALE, LABEL],
};
