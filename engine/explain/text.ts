import { isSuccess } from "../trace/ending.ts";
import type { Branch, Leg, Trace } from "../trace/trace.ts";
import { formatObjectName } from "../values/object-name.ts";
import { objectList } from "./helpers.ts";
import { type Paint, paint } from "./paint.ts";
import { layOut, type Row } from "./rows.ts";
import { endingSentence, nearestSentence, stepSentence } from "./sentence.ts";
import {
  groupBranches,
  lookupSentence,
  percent,
  placeOf,
  shareOf,
  stepPlace,
  targetText,
  whySentence,
} from "./why.ts";

export interface TextOptions {
  readonly color: boolean;
  /** Columns; lines keep within it where their words allow. */
  readonly width: number;
  /** Every hop of every look-up, and of every branch. */
  readonly verbose?: boolean;
  /** The branch that one request went, where somebody made one. */
  readonly went?: Branch;
}

/** A trace for the terminal: the verdict, the way, and why. Ends with a line break. */
export function traceToText(trace: Trace, { color, width, verbose = false, went }: TextOptions): string {
  const colors = paint(color);
  const groups = groupBranches(trace.branches);
  const bodies = groups.flatMap((group) => [
    "",
    ...groupText(group, { several: groups.length > 1, verbose, width, colors, went }),
  ]);
  const footer = footerRows(trace);
  const foot = footer.length === 0 ? [] : ["", ...layOut(footer, width, colors)];
  return `${[headline(trace, groups, colors), ...toolLines(trace, colors), ...bodies, ...foot].join("\n")}\n`;
}

function headline(trace: Trace, groups: readonly (readonly Branch[])[], { bold, red, green }: Paint): string {
  const mark = trace.outcome === "success" ? green("✓") : red("✗");
  const words = groups.map((group) => {
    const [first] = group;
    const ending = first === undefined ? "" : endingSentence(first.ending);
    return groups.length === 1 ? ending : `${percent(shareOf(group))} ${ending}`;
  });
  return `${mark} ${bold(`${trace.client} → ${targetText(trace.request)}`)}: ${words.join(", ")}`;
}

function toolLines({ branches }: Trace, { dim }: Paint): readonly string[] {
  const messages = new Set(
    branches.flatMap(({ tool }) => (tool === undefined || tool.message === "" ? [] : [tool.message])),
  );
  return [...messages].map((message) => dim(`  ${message}`));
}

interface GroupLook {
  readonly several: boolean;
  readonly verbose: boolean;
  readonly width: number;
  readonly colors: Paint;
  readonly went: Branch | undefined;
}

function groupText(
  group: readonly Branch[],
  { several, verbose, width, colors, went }: GroupLook,
): readonly string[] {
  const isOwn = went !== undefined && group.includes(went);
  const first = isOwn ? went : group[0];
  if (first === undefined) return [];
  const others = group.filter((one) => one !== first);
  const own = isOwn ? " (what you got)" : "";
  const title = several
    ? [colors.bold(`  ${percent(shareOf(group))}: ${endingSentence(first.ending)}${own}`)]
    : [];
  const shown = verbose ? group : [first];
  const rows = shown.flatMap((branch) => branchRows(branch, verbose));
  // Of ways that are as likely as one another the share goes without saying.
  const isEven = group.every(({ share }) => Math.abs(share - first.share) < 1e-6);
  const alike = verbose
    ? []
    : others.flatMap(({ reached, share }) =>
        reached.pod === undefined
          ? []
          : [`${formatObjectName(reached.pod)}${isEven ? "" : ` (${percent(share)})`}`],
      );
  const more: readonly Row[] =
    alike.length === 0
      ? []
      : [
          {
            label: "likewise",
            text: `${alike.join(", ")}${isEven ? "" : `; this way ${percent(first.share)}`}`,
          },
        ];
  return [...title, ...layOut([...rows, ...more], width, colors)];
}

function branchRows(branch: Branch, verbose: boolean): readonly Row[] {
  const good = isSuccess(branch.ending);
  const legs = branch.legs.map((leg, index) => {
    const decides = !good && index === branch.legs.length - 1;
    return leg.purpose === "dns" && !decides && !verbose ? [lookupRow(leg)] : legRows(leg, decides);
  });
  return withoutEarlierTries(branch.legs, legs, good).flat();
}

/** Names of the search list that came to nothing before the one that did are noise. */
function withoutEarlierTries(
  legs: readonly Leg[],
  rows: readonly (readonly Row[])[],
  good: boolean,
): readonly (readonly Row[])[] {
  const answered = legs.findLastIndex(
    ({ purpose, ending }) => purpose === "dns" && ending?.kind === "answered",
  );
  if (answered < 0 || !good) return rows;
  return rows.filter((_, index) => legs[index]?.purpose !== "dns" || index >= answered);
}

function lookupRow(leg: Leg): Row {
  return { label: "dns", text: lookupSentence(leg), at: stepPlace(leg.hops.at(-1)?.step.objects ?? []) };
}

function legRows(leg: Leg, decides: boolean): readonly Row[] {
  const places = leg.hops.map(({ step }) => stepPlace(step.objects));
  return leg.hops.map(({ step }, index) => ({
    label: leg.purpose,
    text: stepSentence(step),
    // The same line twice in a row says nothing new.
    at: places[index] === places[index - 1] ? undefined : places[index],
    mark: decides && index === leg.hops.length - 1 ? "✗" : undefined,
  }));
}

function footerRows(trace: Trace): readonly Row[] {
  const rows: Row[] = [];
  if (trace.outcome !== "success") {
    const failed = trace.branches.filter(({ ending }) => !isSuccess(ending));
    // A step says why where it is marked; a look-up needs the word that it was one.
    const lookups = failed.filter((branch) => whySentence(branch) !== stepSentence(branch.decidedBy.step));
    for (const text of new Set(lookups.map(whySentence))) rows.push({ label: "why", text });
    for (const nearest of trace.nearest) {
      rows.push({ label: "nearest", text: nearestSentence(nearest), at: placeOf(nearest.object) });
    }
    for (const direction of ["egress", "ingress"]) {
      const uses = trace.selectedBy.filter(({ path }) => path?.[1] === direction);
      if (uses.length > 0) rows.push({ label: direction, text: `isolated by ${objectList(uses)}` });
    }
  }
  for (const { subject, remedy } of uniqueAssumptions(trace))
    rows.push({ label: "assumed", text: `${subject}; ${remedy}` });
  for (const hint of trace.hints) rows.push({ label: "hint", text: hint });
  return rows;
}

function uniqueAssumptions({ branches }: Trace): Branch["assumed"] {
  const all = branches.flatMap(({ assumed }) => assumed);
  return [...new Map(all.map((assumption) => [assumption.subject, assumption])).values()];
}
