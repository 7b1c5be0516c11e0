import { describeProfile } from "../cluster/profiles.ts";
import type { Network } from "../network/network.ts";
import { isSuccess } from "../trace/ending.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { ObjectUse } from "../trace/step.ts";
import {
  type Branch,
  checkTrace,
  outcomeOf,
  type Request,
  type ToolExit,
  type Trace,
} from "../trace/trace.ts";
import { formatObjectName } from "../values/object-name.ts";
import { formatFieldPath } from "../values/source.ts";
import type { Attempt } from "./conversation.ts";
import { hintsFor } from "./hints.ts";

/** Words of the program that made the request. */
export type Tool = (way: Pick<Attempt, "ending" | "decidedBy" | "legs">) => ToolExit;

/**
 * Puts the ways of all clients together. Each client weighs the same; ways that no table tells apart count once,
 * with the shares of all of them.
 */
export function traceOf(
  network: Network,
  request: Request,
  attempts: readonly (readonly Attempt[])[],
  tool?: Tool,
): Trace {
  const kept = new Map<string, Attempt>();
  for (const ofClient of attempts) {
    for (const attempt of ofClient) {
      const share = attempt.share / attempts.length;
      const key = signatureOf(attempt);
      const same = kept.get(key);
      kept.set(key, same === undefined ? { ...attempt, share } : { ...same, share: same.share + share });
    }
  }
  const ways = [...kept.values()];
  const branches = ways.map((way) => branchOf(way, tool));
  const failed = ways.filter(({ ending }) => !isSuccess(ending));
  return checkTrace({
    profile: describeProfile(network.view.profile),
    client: attempts[0]?.[0]?.client.id ?? "",
    request,
    outcome: outcomeOf(branches),
    branches,
    selectedBy: unique(
      ways.flatMap((way) => way.selectedBy),
      useKey,
    ),
    nearest: unique(
      failed.flatMap((way) => way.nearest),
      nearestKey,
    ),
    hints: failed.length === 0 ? [] : hintsFor(network, request, failed),
  });
}

function branchOf({ client, nearest: _, selectedBy: __, ...rest }: Attempt, tool: Tool | undefined): Branch {
  const branch = { ...rest, client: client.id };
  return tool === undefined ? branch : { ...branch, tool: tool(rest) };
}

/** Two ways with the same facts about the same objects are one, whichever replica of the client went it. */
function signatureOf({ client, ending, legs, reached }: Attempt): string {
  const own = client.origin.kind === "pod" ? client.id : undefined;
  const parts = [ending.kind, ending.kind === "answered" ? (ending.status ?? "") : "", reached.address ?? ""];
  for (const leg of legs) {
    parts.push(leg.purpose, leg.question?.name ?? "");
    for (const { step } of leg.hops) {
      parts.push(step.code);
      for (const { kind, namespace, name } of step.objects) {
        parts.push(
          kind === "Pod" && `${namespace}/${name}` === own ? "client" : `${kind}/${namespace}/${name}`,
        );
      }
    }
  }
  return parts.join(" ");
}

function unique<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Map(items.map((item) => [key(item), item]));
  return [...seen.values()];
}

function useKey(use: ObjectUse): string {
  return `${formatObjectName(use)} ${formatFieldPath(use.path ?? [])}`;
}

function nearestKey({ object, direction, rule, peer, port }: Nearest): string {
  return `${formatObjectName(object)} ${direction} ${rule} ${peer} ${port}`;
}
