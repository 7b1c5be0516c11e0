import { describeProfile, profileNamed, profileNames } from "../../../engine/index.ts";
import { type GeneratedFile, page, table } from "./page.mts";

/** Presets side by side: a row for each switch. */
export function profilesPage(): GeneratedFile {
  const profiles = new Map(profileNames().map((name) => [name, describeProfile(profileNamed(name))]));
  const keys = [...new Set([...profiles.values()].flatMap(Object.keys))].filter((key) => key !== "name");
  if (keys.length === 0) throw new Error("podwire profiles names no switch");
  const rows = keys.map((key) => [
    `\`${key}\``,
    ...[...profiles.values()].map((switches) => switches[key] || "–"),
  ]);
  return page(
    "reference/profiles.md",
    {
      title: "Profiles",
      description: "The choices that real clusters make, by preset.",
      slug: "/reference/profiles",
      sidebar_position: 3,
    },
    'Verdicts depend on choices that clusters make differently. A profile names them all. Pass a preset or one switch with `--profile`, as in `--profile eks --profile nodes=3`, or write `Given the profile "cni=cilium"` in a scenario.',
    table(["switch", ...profiles.keys()], rows),
  );
}
