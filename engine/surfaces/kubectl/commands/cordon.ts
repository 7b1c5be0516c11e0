import type { Command } from "../command.ts";
import { DRY_RUN, SELECTOR } from "../flags/common.ts";
import { mark, nodesOf } from "./nodes.ts";

export const CORDON: Command = {
  name: "cordon",
  short: "Mark node as unschedulable",
  usage: "NODE [options]",
  examples: ["kubectl cordon worker-1"],
  flags: [SELECTOR, DRY_RUN],
  run: (call) => {
    for (const node of nodesOf(call)) mark(call, node, true);
  },
};

export const UNCORDON: Command = {
  name: "uncordon",
  short: "Mark node as schedulable",
  usage: "NODE [options]",
  examples: ["kubectl uncordon worker-1"],
  flags: [SELECTOR, DRY_RUN],
  run: (call) => {
    for (const node of nodesOf(call)) mark(call, node, false);
  },
};
