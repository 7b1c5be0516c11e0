import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Arguments, readArguments } from "../arguments.ts";
import { characterisation } from "../characterisation.ts";
import { CLUSTER_FLAGS, loadCluster } from "../cluster-input.ts";
import { glueText } from "../glue.ts";
import {
  SAMPLE_FEATURE,
  SAMPLE_MANIFESTS,
  VSCODE_EXTENSIONS,
  VSCODE_SETTINGS,
  WORKFLOW,
} from "../init-templates.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";

interface Written {
  readonly path: string;
  readonly text: string;
}

/** `podwire init`: a green start, from the user's own manifests if they are given. */
export function init(argv: readonly string[], io: Io): ExitCode {
  const args = readArguments(argv, { ...CLUSTER_FLAGS, force: { type: "boolean" } });
  const [extra] = args.positionals;
  if (extra !== undefined) throw new UsageError(`unexpected ${extra}; pass manifests with -f ${extra}`);
  const files = filesFor(args, io);
  const existing = files.filter(({ path }) => existsSync(join(io.cwd, path)));
  if (existing.length > 0 && !args.has("force")) {
    const names = existing.map(({ path }) => path).join(", ");
    throw new UsageError(
      `${names} ${existing.length === 1 ? "is" : "are"} there already; --force overwrites`,
    );
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(join(io.cwd, path)), { recursive: true });
    writeFileSync(join(io.cwd, path), text);
    io.out(`wrote ${path}\n`);
  }
  io.out("\nnext: npx podwire test\n");
  return 0;
}

function filesFor(args: Arguments, io: Io): readonly Written[] {
  const paths = args.values("file");
  const settings = [
    { path: ".github/workflows/podwire.yml", text: WORKFLOW },
    { path: ".vscode/settings.json", text: VSCODE_SETTINGS },
    { path: ".vscode/podwire-steps.mjs", text: glueText() },
    { path: ".vscode/extensions.json", text: VSCODE_EXTENSIONS },
  ];
  if (paths.length === 0) {
    return [
      { path: "podwire.yaml", text: configText(["manifests"], []) },
      { path: "manifests/shop.yaml", text: SAMPLE_MANIFESTS },
      { path: "features/shop.feature", text: SAMPLE_FEATURE },
      ...settings,
    ];
  }
  if (paths.includes("-"))
    throw new UsageError("init needs files it can name again: -f - would leave nothing to test later");
  const feature = characterisation(loadCluster(args, io));
  return [
    { path: "podwire.yaml", text: configText(paths, args.values("profile")) },
    { path: "features/reachable-today.feature", text: feature },
    ...settings,
  ];
}

function configText(manifests: readonly string[], profile: readonly string[]): string {
  const list = (items: readonly string[]): string =>
    items.map((item) => `  - ${JSON.stringify(item)}\n`).join("");
  const schema = "# yaml-language-server: $schema=./node_modules/podwire/podwire.schema.json\n";
  const profiles = profile.length === 0 ? "" : `profile:\n${list(profile)}`;
  return `${schema}manifests:\n${list(manifests)}features:\n  - features\n${profiles}`;
}
