import { type Branch, formatObjectName, type Trace, traceToJson } from "../engine/index.ts";
import { endingText, percent } from "./mismatch.ts";

/** Media type of the attachments that carry what one step came to, where a run is compared with another. */
export const VERDICT_MEDIA_TYPE = "application/vnd.podwire.verdict+json";

/** What one step came to. Two runs agree where `verdict` is equal. */
export interface VerdictRecord {
  /** What a client would notice, without addresses that a cluster gives by chance. */
  readonly verdict: string;
  /** The deciding sentence of each way, with its objects and where they were written. */
  readonly why: readonly string[];
}

export function recordOf(trace: Trace): VerdictRecord {
  const shares = new Map<string, number>();
  for (const branch of trace.branches) {
    const text = noticed(branch);
    shares.set(text, (shares.get(text) ?? 0) + branch.share);
  }
  const ways = [...shares].sort(([a], [b]) => (a < b ? -1 : 1));
  const verdict = ways.map(([text, share]) => (ways.length === 1 ? text : `${percent(share)} ${text}`));
  return { verdict: verdict.join(", "), why: reasonsOf(trace) };
}

function noticed({ ending, reached: { service, workload }, tool, decidedBy }: Branch): string {
  const location = ending.kind === "answered" ? ending.headers?.["location"] : undefined;
  // A proxy that answers itself is another one in every profile.
  const by = decidedBy.step.function === "workload" ? (service ?? workload) : undefined;
  const exit = tool !== undefined && tool.exitCode !== 0 ? ` (${tool.message})` : "";
  return [
    `${endingText(ending)}${exit}`,
    ...(location === undefined ? [] : [`to ${location}`]),
    ...(by === undefined || ending.kind !== "answered" ? [] : [`by ${formatObjectName(by)}`]),
  ].join(" ");
}

interface Deciding {
  readonly sentence: string;
  readonly objects: readonly {
    readonly kind: string;
    readonly name: string;
    readonly file?: string;
    readonly line?: number;
  }[];
}

function reasonsOf(trace: Trace): readonly string[] {
  const { branches } = traceToJson(trace) as {
    readonly branches: readonly { readonly decidedBy: Deciding }[];
  };
  const texts = branches.map(({ decidedBy: { sentence, objects } }) => {
    const places = objects.flatMap(({ file, line }) => (file === undefined ? [] : `${file}:${line}`));
    return places.length === 0 ? sentence : `${sentence} (${[...new Set(places)].join(", ")})`;
  });
  return [...new Set(texts)];
}
