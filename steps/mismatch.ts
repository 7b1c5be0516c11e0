import {
  type Branch,
  type Ending,
  formatObjectName,
  isSuccess,
  type Trace,
  traceToShortText,
} from "../engine/index.ts";
import { VerdictMismatch } from "./errors.ts";

/** Fails the scenario: what the step claims, what happened, and the trace that says why. */
export function mismatch(
  expected: string,
  trace: Trace,
  observed: string = outcomeText(trace),
): VerdictMismatch {
  return new VerdictMismatch(`expected: ${expected}\nobserved: ${observed}\n${traceToShortText(trace)}`, {
    trace,
  });
}

/** `answered with status 200 by Pod shop/api-1`, or each way with its share. */
export function outcomeText(trace: Trace): string {
  const shares = new Map<string, number>();
  for (const branch of trace.branches) {
    const text = branchText(branch);
    shares.set(text, (shares.get(text) ?? 0) + branch.share);
  }
  if (shares.size === 1) return [...shares.keys()].join();
  return [...shares].map(([text, share]) => `${percent(share)} ${text}`).join(", ");
}

/** Share of the connections that succeed, 0–1. */
export function successShare(trace: Trace): number {
  return trace.branches.reduce((sum, branch) => sum + (isSuccess(branch.ending) ? branch.share : 0), 0);
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}

function branchText(branch: Branch): string {
  const { pod, address } = branch.reached;
  const who = pod === undefined ? address : formatObjectName(pod);
  const how = endingText(branch.ending);
  return who !== undefined && isSuccess(branch.ending) ? `${how} by ${who}` : how;
}

/** An ending in words; its kind comes first, as `it ends as` takes it. */
export function endingText(ending: Ending): string {
  switch (ending.kind) {
    case "answered":
      return ending.status === undefined ? "answered" : `answered with status ${ending.status}`;
    case "dropped":
      return "dropped (the client times out)";
    case "resolve-timeout":
      return "resolve-timeout (no answer from DNS, the client times out)";
    case "name-not-found":
      return "name-not-found (the name does not resolve)";
    case "no-data":
      return "no-data (the name has no address)";
    default:
      return ending.kind;
  }
}
