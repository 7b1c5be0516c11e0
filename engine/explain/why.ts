import type { ObjectUse } from "../trace/step.ts";
import type { Branch, Leg, Request } from "../trace/trace.ts";
import { formatLocation } from "../values/source.ts";
import { stepSentence } from "./sentence.ts";

/** Whether the branch never got past the name. */
export function failedAtLookup({ ending, legs }: Branch): boolean {
  return legs.at(-1)?.purpose === "dns" && ending.kind !== "answered";
}

/** The step that decided, as a sentence; a look-up that policy blocks says that it was one. */
export function whySentence(branch: Branch): string {
  const sentence = stepSentence(branch.decidedBy.step);
  const leg = branch.legs.at(-1);
  if (!failedAtLookup(branch) || branch.ending.kind !== "resolve-timeout" || leg?.question === undefined)
    return sentence;
  return `the name could not be looked up: ${sentence}`;
}

/** `manifests/shop.yaml:12:5`, for the field that mattered. */
export function placeOf({ source, path }: ObjectUse): string | undefined {
  return source === undefined ? undefined : formatLocation(source.at(path ?? []));
}

/** Place of the first object of a step that an input wrote. */
export function stepPlace(objects: readonly ObjectUse[]): string | undefined {
  const [first] = objects;
  return first === undefined ? undefined : placeOf(first);
}

export function targetText(request: Request): string {
  switch (request.kind) {
    case "http":
      return request.method === "GET" ? request.url : `${request.method} ${request.url}`;
    case "connect": {
      const host = request.host.includes(":") ? `[${request.host}]` : request.host;
      return `${host}:${request.port}/${request.protocol}`;
    }
    case "resolve":
      return `${request.name} (${request.type})`;
  }
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}

/** Branches that went the same way through the same functions are told once. */
export function groupBranches(branches: readonly Branch[]): readonly (readonly Branch[])[] {
  const groups = new Map<string, Branch[]>();
  for (const branch of branches) {
    const codes = branch.legs.flatMap((leg) => leg.hops.map(({ step }) => `${step.function}/${step.code}`));
    const key = [
      branch.ending.kind,
      branch.ending.kind === "answered" ? branch.ending.status : "",
      ...codes,
    ].join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [branch]);
    else group.push(branch);
  }
  return [...groups.values()].sort((a, b) => shareOf(b) - shareOf(a));
}

export function shareOf(branches: readonly Branch[]): number {
  return branches.reduce((sum, branch) => sum + branch.share, 0);
}

/** A look-up in one line: what came of it. */
export function lookupSentence({ hops }: Leg): string {
  const last = hops.at(-1);
  if (last === undefined) throw new Error("a look-up without a hop");
  return stepSentence(last.step);
}
