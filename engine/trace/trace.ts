import type { DnsQuestion } from "../values/dns-message.ts";
import type { ObjectName } from "../values/object-name.ts";
import type { Packet } from "../values/packet.ts";
import type { Protocol } from "../values/protocol.ts";
import { type Ending, isSuccess } from "./ending.ts";
import type { Nearest } from "./nearest.ts";
import type { ObjectUse, StepShape } from "./step.ts";

/** One fact on the way: where, who recorded it, and the packet as it left. */
export interface Hop<Step extends StepShape = StepShape> {
  readonly place: string;
  readonly node?: string;
  readonly step: Step;
  readonly packet?: Packet;
}

export type Purpose = "dns" | "connect" | "proxy" | "reply";

/** One conversation of a request: a look-up, a connection, its reply. */
export interface Leg {
  readonly purpose: Purpose;
  readonly question?: DnsQuestion;
  readonly hops: readonly Hop[];
  readonly ending?: Ending;
}

/** Who the client ended up talking to. */
export interface Reached {
  readonly pod?: ObjectName;
  readonly workload?: ObjectName;
  readonly service?: ObjectName;
  /** An address outside the cluster, or a node. */
  readonly address?: string;
  /** Address that the server sees as the client's: masquerading hides the real one. */
  readonly clientSeenAs?: string;
}

/** Something the engine took for granted because no input says it, and how to say it. */
export interface Assumption {
  readonly code:
    | "external-answers"
    | "port-not-declared"
    | "external-address"
    | "external-dns"
    | "woken-in-time"
    | "answers-not-understood";
  readonly subject: string;
  readonly remedy: string;
}

/** What the client's program prints and exits with. */
export interface ToolExit {
  readonly name: "curl" | "nc" | "nslookup";
  readonly exitCode: number;
  /** What it writes to stderr; empty on success. */
  readonly message: string;
}

/** One way the request can go. Shares of a trace's branches add up to 1. */
export interface Branch {
  readonly share: number;
  /** `namespace/pod`, `node/NAME`, `external` or an address. */
  readonly client: string;
  readonly ending: Ending;
  /** The step that decided the ending. */
  readonly decidedBy: Hop;
  readonly reached: Reached;
  readonly assumed: readonly Assumption[];
  readonly legs: readonly Leg[];
  readonly tool?: ToolExit;
}

export type Request =
  | { readonly kind: "http"; readonly method: string; readonly url: string }
  | { readonly kind: "connect"; readonly host: string; readonly port: number; readonly protocol: Protocol }
  | { readonly kind: "resolve"; readonly name: string; readonly type: string };

export type Outcome = "success" | "failure" | "mixed";

export interface Trace {
  /** The switches of the profile that this verdict was given under. */
  readonly profile: Readonly<Record<string, string>>;
  /** As asked, resolved: `namespace/pod` of the first client. */
  readonly client: string;
  readonly request: Request;
  readonly outcome: Outcome;
  readonly branches: readonly Branch[];
  /** Every policy that isolates the client (egress) or a reached pod (ingress). */
  readonly selectedBy: readonly ObjectUse[];
  readonly nearest: readonly Nearest[];
  /** Facts that help, without deciding: `Service api has port 80 (→ 8080)`. */
  readonly hints: readonly string[];
}

export function outcomeOf(branches: readonly { readonly ending: Ending }[]): Outcome {
  const good = branches.filter((branch) => isSuccess(branch.ending)).length;
  if (good === branches.length) return "success";
  return good === 0 ? "failure" : "mixed";
}

/** Asserts what every reader relies on: there is a branch, and the shares add up. */
export function checkTrace(trace: Trace): Trace {
  const total = trace.branches.reduce((sum, branch) => sum + branch.share, 0);
  if (trace.branches.length === 0) throw new Error("a trace without a branch");
  if (Math.abs(total - 1) > 1e-6) throw new Error(`branch shares add up to ${total}`);
  if (trace.outcome !== outcomeOf(trace.branches)) throw new Error("outcome does not fit the branches");
  return trace;
}
