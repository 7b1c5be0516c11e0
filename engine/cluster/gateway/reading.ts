import type { KindName, Kinds } from "../../api/kinds.ts";

/** What control loops and the data plane can both read: the rules of Gateway API are asked from either side. */
export interface Reader {
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined;
  list<K extends KindName>(kind: K, namespace?: string): readonly Kinds[K][];
}

/** A condition before it is dated: whether it holds, and why. */
export interface Verdict {
  readonly holds: boolean;
  readonly reason: string;
  readonly message: string;
}

export function yes(reason: string): Verdict {
  return { holds: true, reason, message: "" };
}

export function no(reason: string, message: string): Verdict {
  return { holds: false, reason, message };
}

export const GATEWAY_GROUP = "gateway.networking.k8s.io";
