/** Registers the vocabulary with cucumber-js: `import "podwire/steps"` in anyone's own set-up. */
import { basename, dirname, resolve } from "node:path";
import {
  After,
  AfterAll,
  Before,
  BeforeAll,
  DataTable,
  defineParameterType,
  Given,
  type ITestCaseHookParameter,
  type IWorld,
  Status,
  setDefaultTimeout,
  Then,
  When,
} from "@cucumber/cucumber";
import { formatIssue, type Issue, traceToText } from "../engine/index.ts";
import { docStringLine } from "./doc-string-line.ts";
import { StepError, VerdictMismatch } from "./errors.ts";
import { labProfile } from "./lab-profile.ts";
import { readManifestFiles } from "./manifest-files.ts";
import { PARAMETER_TYPES } from "./parameter-types.ts";
import type { ProfileSetting } from "./profiles.ts";
import { argumentCount, runStep, type StepArgument, type StepDefinition } from "./registry.ts";
import { recordOf, VERDICT_MEDIA_TYPE, type VerdictRecord } from "./verdict-record.ts";
import { ALL_STEPS } from "./vocabulary.ts";
import { type NamedText, type Surroundings, World } from "./world.ts";

/** What a run passes as cucumber's `worldParameters`. */
export interface RunParameters {
  /** Paths for `the manifests under test`, relative to the working directory; `-` stands for `stdin`. */
  readonly manifests?: readonly string[];
  readonly stdin?: string;
  /** Settings that every scenario starts with. */
  readonly profile?: readonly ProfileSetting[];
  readonly strict?: boolean;
  /** `false` refuses verdicts that rest on assumptions. */
  readonly assume?: boolean;
  /** Attaches what every When and Then came to, and lets a claim that does not hold stop nothing. */
  readonly compare?: boolean;
}

type Scenario = Pick<ITestCaseHookParameter, "gherkinDocument" | "pickle">;

/** Keyed by cucumber's own world object, so that users may bring a World class of theirs. */
const worlds = new WeakMap<object, World>();

/** Files are read once a run; a watching process starts each run afresh. */
const cache = new Map<string, readonly NamedText[]>();

function read(cwd: string, base: string, paths: readonly string[], stdin?: string): readonly NamedText[] {
  const key = JSON.stringify([base, paths]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const { files } = readManifestFiles(paths, { cwd, base, ...(stdin === undefined ? {} : { stdin }) });
  cache.set(key, files);
  return files;
}

function surroundingsOf(scenario: Scenario, parameters: RunParameters): Surroundings {
  const cwd = process.cwd();
  const { uri } = scenario.pickle;
  const used = new Set<string>();
  return {
    read: (path) => read(cwd, resolve(cwd, dirname(uri)), [path]),
    underTest: () => {
      const { manifests = [], stdin } = parameters;
      if (manifests.length > 0) return read(cwd, cwd, manifests, stdin);
      throw new StepError("the run was given no manifests; pass them with -f or name them in podwire.yaml");
    },
    lab: () => {
      const base = resolve(cwd, dirname(uri));
      const [settings] = read(cwd, base, ["lab.yaml"]);
      return { files: read(cwd, base, ["start"]), profile: labProfile(settings?.text ?? "", basename(base)) };
    },
    inline: (text) => {
      const line = docStringLine(scenario.gherkinDocument, scenario.pickle, text, used);
      return { name: uri, text: "\n".repeat(line) + text };
    },
  };
}

function isCompared({ parameters }: IWorld): boolean {
  return (parameters as RunParameters | undefined)?.compare === true;
}

function attachVerdict(scenario: IWorld, { keyword }: StepDefinition, world: World): void {
  if (keyword === "Then") attach(scenario, { verdict: "holds", why: [] });
  const trace = keyword === "When" ? world.lastTrace() : undefined;
  if (trace !== undefined) attach(scenario, recordOf(trace));
}

function attach(scenario: IWorld, record: VerdictRecord): void {
  scenario.attach(JSON.stringify(record), VERDICT_MEDIA_TYPE);
}

function register(definition: StepDefinition): void {
  function run(this: IWorld, ...args: readonly (string | number | DataTable)[]): undefined | Promise<void> {
    const world = worlds.get(this);
    if (world === undefined)
      throw new StepError("the scenario has not begun: the hooks of podwire/steps did not run");
    const values = args.map((arg): StepArgument => (arg instanceof DataTable ? arg.raw() : arg));
    const done = (): void => {
      if (isCompared(this)) attachVerdict(this, definition, world);
    };
    const fail = (error: unknown): void => {
      if (isCompared(this) && error instanceof VerdictMismatch) {
        attach(this, { verdict: "does not hold", why: error.message.split("\n").slice(0, 3) });
        return;
      }
      const claimed = error instanceof VerdictMismatch ? error.grounds.trace : undefined;
      const trace = claimed ?? world.lastTrace();
      if (trace !== undefined)
        this.attach(traceToText(trace, { color: false, width: 120 }), {
          mediaType: "text/plain",
          fileName: "trace.txt",
        });
      throw error;
    };
    try {
      const running = runStep(definition, world, values);
      if (running !== undefined) return running.then(done, fail);
      done();
    } catch (error) {
      fail(error);
    }
    return undefined;
  }
  Object.defineProperty(run, "length", { value: argumentCount(definition) });
  const keywords = { Given, When, Then };
  keywords[definition.keyword](definition.expression, run);
}

for (const { name, regexp, transformer } of PARAMETER_TYPES) {
  defineParameterType({ name, regexp, transformer, useForSnippets: false });
}
for (const definition of ALL_STEPS) register(definition);

/** Each note once, however many scenarios share the manifests. */
const noted = new WeakSet<Issue>();
const notes = new Set<string>();
const MOST_NOTES = 20;

/** Milliseconds for one step. The first one in a terminal reads the shell, and a busy machine is slow at that. */
const STEP_TIMEOUT = 30_000;
setDefaultTimeout(STEP_TIMEOUT);

BeforeAll(() => {
  cache.clear();
  notes.clear();
});

Before(function (this: IWorld<RunParameters>, scenario) {
  const { profile, strict, assume } = this.parameters;
  const options = {
    surroundings: surroundingsOf(scenario, this.parameters),
    ...(profile === undefined ? {} : { profile }),
    ...(strict === undefined ? {} : { strict }),
    ...(assume === undefined ? {} : { assume }),
  };
  worlds.set(this, new World(options));
});

After(function (this: IWorld, { result }) {
  const world = worlds.get(this);
  for (const issue of world?.notes() ?? []) {
    if (noted.has(issue)) continue;
    noted.add(issue);
    notes.add(formatIssue(issue));
  }
  world?.checkRefusal();
  if (result?.status === Status.PASSED) world?.judge();
});

AfterAll(() => {
  const shown = [...notes].slice(0, MOST_NOTES);
  const more = notes.size - shown.length;
  const lines = more > 0 ? [...shown, `… and ${more} more; podwire lint shows them all`] : shown;
  if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`);
});
