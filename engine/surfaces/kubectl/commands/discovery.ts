import type { Call, Command } from "../command.ts";
import { PlainError, usageError } from "../failure.ts";
import { OUTPUT } from "../flags/common.ts";
import { bool, list, text } from "../flags/flag.ts";
import { alignTabs, TABLE_WIDTHS } from "../print/tabwriter.ts";
import { groupVersion, qualifiedName, type Resource } from "../server/resource.ts";

export const API_RESOURCES: Command = {
  name: "api-resources",
  short: "Print the supported API resources on the server",
  usage: "[flags] [options]",
  examples: [
    "kubectl api-resources --namespaced=true",
    "kubectl api-resources --api-group=networking.k8s.io -o wide",
  ],
  flags: [
    OUTPUT,
    text("api-group"),
    bool("namespaced", "", true),
    bool("no-headers"),
    bool("cached"),
    list("verbs", "slice"),
    list("categories", "slice"),
    text("sort-by"),
  ],
  run: apiResources,
};

export const API_VERSIONS: Command = {
  name: "api-versions",
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  run: ({ session, args, path }) => {
    if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(" ")}]`);
    session.out(
      [...session.discovery.groupVersions]
        .sort()
        .map((one) => `${one}\n`)
        .join(""),
    );
  },
};

function apiResources({ flags, session, args, path }: Call): void {
  const output = flags.text("output");
  if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(" ")}]`);
  if (!["", "wide", "name"].includes(output)) throw new PlainError(`--output ${output} is not available`);
  const sortBy = flags.text("sort-by");
  if (!["", "name", "kind"].includes(sortBy)) throw new PlainError("--sort-by accepts only name or kind");
  const has = (all: readonly string[], wanted: readonly string[]): boolean =>
    wanted.every((one) => all.includes(one));
  const rows = preferred(session.discovery.resources).filter(
    (one) =>
      one.verbs.length > 0 &&
      (!flags.changed("api-group") || one.group === flags.text("api-group")) &&
      (!flags.changed("namespaced") || one.namespaced === flags.bool("namespaced")) &&
      has(one.verbs, flags.list("verbs")) &&
      has(one.categories, flags.list("categories")),
  );
  const keyOf = (one: Resource): string =>
    sortBy === "name" ? one.plural : sortBy === "kind" ? one.kind : one.group;
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...rows].sort((a, b) => order(keyOf(a), keyOf(b)) || order(a.plural, b.plural));
  if (output === "name") {
    session.out(sorted.map((one) => `${qualifiedName(one)}\n`).join(""));
    return;
  }
  const headers = [
    "NAME",
    "SHORTNAMES",
    "APIVERSION",
    "NAMESPACED",
    "KIND",
    ...(output === "wide" ? ["VERBS", "CATEGORIES"] : []),
  ];
  const lines = sorted.map((one) => [
    ...[one.plural, one.shortNames.join(","), groupVersion(one), String(one.namespaced), one.kind],
    ...(output === "wide" ? [one.verbs.join(","), one.categories.join(",")] : []),
  ]);
  const all = flags.bool("no-headers") ? lines : [headers, ...lines];
  session.out(alignTabs(all.map((cells) => `${cells.join("\t")}\n`).join(""), TABLE_WIDTHS));
}

/** Each kind of a group once, in the version that stands first. */
function preferred(resources: readonly Resource[]): readonly Resource[] {
  const seen = new Set<string>();
  return resources.filter((one) => {
    const key = qualifiedName(one);
    return !seen.has(key) && seen.add(key);
  });
}
