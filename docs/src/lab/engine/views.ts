/** What a lab's page shows of the engine. Plain data: it crosses from the worker, and into the page's module. */
import type { TaskResult } from "../../../../steps/lab/run-tasks.ts";

export interface ObjectPlace {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
}

export interface Header {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
}

/** One fact on a packet's way. */
export interface HopView {
  /** `dns`, `connect`, `proxy` or `reply`. */
  readonly purpose: string;
  readonly place: string;
  readonly node: string;
  readonly function: string;
  readonly code: string;
  readonly sentence: string;
  readonly objects: readonly ObjectPlace[];
  /** The packet when it came and when it left; both absent where no packet was sent. */
  readonly before?: Header;
  readonly after?: Header;
  /** It decided the request's end. */
  readonly decides: boolean;
}

/** A way that a share of a request's connections takes. */
export interface LaneView {
  readonly key: string;
  readonly client: string;
  readonly request: string;
  /** The Service on the way, if there is one. */
  readonly via: string;
  /** Pod that was reached or that stood at the end; empty when nobody did. */
  readonly server: string;
  /** `1` is all of them. */
  readonly share: number;
  readonly succeeds: boolean;
  readonly ending: string;
  readonly why: string;
  /** Where it ended: before the Service, between Service and pod, or at the pod. */
  readonly stopsAt: "service" | "pod" | "none";
  readonly hops: readonly HopView[];
}

export type TaskView = Omit<TaskResult, "trace"> & { readonly lanes: readonly LaneView[] };

/** Something to mark in the editor. */
export interface Finding {
  readonly severity: "error" | "warning" | "note";
  readonly code: string;
  readonly message: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Who reaches whom, by policy and listeners; rows are clients. */
export interface MatrixView {
  readonly servers: readonly string[];
  readonly rows: readonly { readonly client: string; readonly cells: readonly string[] }[];
}

export interface LabRun {
  readonly tasks: readonly TaskView[];
  readonly findings: readonly Finding[];
  readonly matrix: MatrixView;
  readonly milliseconds: number;
}
