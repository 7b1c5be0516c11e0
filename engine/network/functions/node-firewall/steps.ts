import type { StepShape } from "../../../trace/step.ts";
import type { Protocol } from "../../../values/protocol.ts";

interface Recorded extends StepShape {
  readonly function: "node-firewall";
}

export type NodeFirewallStep =
  /** A client outside asked a node for a port that the firewall keeps closed. */
  Recorded & {
    readonly code: "blocked";
    readonly node: string;
    readonly address: string;
    readonly port: number;
    readonly protocol: Protocol;
    /** Ports and ranges that are open. */
    readonly open: readonly string[];
  };
