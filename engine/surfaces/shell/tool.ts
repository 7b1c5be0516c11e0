import type { Branch, Trace } from "../../trace/trace.ts";
import type { Random } from "../../values/random.ts";
import type { ApiRequest, ApiResponse } from "../api-server/http.ts";
import type { Cluster } from "../library/cluster.ts";
import type { Place } from "./place.ts";

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** What the tool has written into files, by their names as typed. */
  readonly files?: ReadonlyMap<string, string>;
}

/** The far end of `kubectl port-forward`. */
export interface Forwarded {
  /** `namespace/name`. */
  readonly pod: string;
  readonly port: number;
}

/** What a tool sees of the world it runs in. */
export interface ToolWorld {
  readonly cluster: Cluster;
  readonly place: Place;
  /** Chooses between the ways that one request can go; seeded, so that a session can be repeated. */
  readonly random: Random;
  /** What is in the files that the arguments name, by their names as written. */
  readonly files?: ReadonlyMap<string, string>;
  /** What comes in from a pipe. */
  readonly stdin?: string;
  /** Asks the cluster's API server. */
  api(request: ApiRequest): ApiResponse;
  /** For `why`: the last request that somebody made, and which of its ways it went, where the tool went one alone. */
  remember(trace: Trace, way?: Branch): void;
  /** The last request that somebody made. */
  last(): Trace | undefined;
  /** Where `kubectl port-forward` leads from a port of this machine: into a pod, to its own loopback. */
  forwarded(port: number): Forwarded | undefined;
  /** When the same client asked for the URL before in this line, in seconds on the cluster's clock; and notes that it does now. */
  earlier(client: string, url: string): readonly number[];
}

/** A command of an image. `argv` is without its name. */
export type Tool = (argv: readonly string[], world: ToolWorld) => Result;

export function ok(stdout: string): Result {
  return { stdout, stderr: "", exitCode: 0 };
}

export function failed(stderr: string, exitCode = 1): Result {
  return { stdout: "", stderr, exitCode };
}

/** One way of a request, with the chance that its share gives it: each try is one connection. */
export function pick<T extends { readonly share: number }>(branches: readonly T[], random: Random): T {
  let left = random.next();
  for (const branch of branches) {
    left -= branch.share;
    if (left < 0) return branch;
  }
  const last = branches.at(-1);
  if (last === undefined) throw new Error("a trace without a branch");
  return last;
}

/** The way that one request goes, which `why` knows from then on. */
export function went(trace: Trace, { random, remember }: Pick<ToolWorld, "random" | "remember">): Branch {
  const way = pick(trace.branches, random);
  remember(trace, way);
  return way;
}
