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
