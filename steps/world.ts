import {
  Cluster,
  InputError,
  type Issue,
  type ManifestInput,
  type Person,
  type RequestOptions,
  suggest,
  type Trace,
} from "../engine/index.ts";
import type { ClusterFace, LoadCluster } from "./cluster-face.ts";
import { didYouMean, StepError } from "./errors.ts";
import { type ProfileSetting, profileOf } from "./profiles.ts";

/** A manifest text and the name that issues and traces cite. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What lies around a scenario: files, and the feature file it stands in. Given by the runner. */
export interface Surroundings {
  /** Manifests of a file or folder, relative to the feature file. */
  readonly read: (path: string) => readonly NamedText[];
  /** Manifests that the run itself was given. */
  readonly underTest: () => readonly NamedText[];
  /** A doc string under the name of the place it was written in. */
  readonly inline: (text: string) => NamedText;
  /** The lab that the feature belongs to; absent where there is none. */
  readonly lab?: () => LabSurroundings;
}

/** What a lab's scenarios run on. */
export interface LabSurroundings {
  /** start/ with the learner's work in its place. */
  readonly files: readonly NamedText[];
  readonly profile: readonly ProfileSetting[];
}

export interface WorldOptions {
  readonly surroundings: Surroundings;
  readonly load?: LoadCluster;
  readonly profile?: readonly ProfileSetting[];
  readonly strict?: boolean;
  /** `false` makes every verdict that rests on an assumption an error. */
  readonly assume?: boolean;
}

/** The request that verdicts speak of. */
export interface Asked {
  /** The client as the step names it. */
  readonly client: string;
  /** Host that was asked for, for suggestions. */
  readonly host: string;
  readonly trace: Trace;
  /** The same request with every policy function lifted. */
  readonly lifted: () => Trace;
  /** When it was asked, in seconds on the cluster's clock. */
  readonly at: number;
}

/** Manifests that a scenario was given or applies, and the namespace that was current then. */
export interface Given {
  readonly input: ManifestInput;
  readonly namespace: string;
}

export type Ask = (cluster: ClusterFace, options: RequestOptions) => Trace;

/** What one scenario knows: its inputs, its cluster once it was needed, and the last request. */
export class World {
  namespace = "default";
  readonly surroundings: Surroundings;
  /** Groups that the scenario puts people into. */
  readonly groups: Map<string, readonly string[]> = new Map();
  readonly #options: WorldOptions;
  readonly #load: LoadCluster;
  #profile: ProfileSetting[];
  #inputs: ((cluster: ClusterFace) => void)[] = [];
  #policies: ((cluster: ClusterFace) => void)[] = [];
  #checks: ((cluster: ClusterFace) => void)[] = [];
  #first: { readonly input: ManifestInput; readonly namespace: string } | undefined;
  #cluster: ClusterFace | undefined;
  #asked: Asked | undefined;
  #last: Asked | undefined;
  #stale = false;
  #refusal: { readonly message: string; claimed: boolean } | undefined;
  #applied = false;
  readonly #manifests: Given[] = [];

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#load = options.load ?? Cluster.load;
    this.#profile = [...(options.profile ?? [])];
    this.surroundings = options.surroundings;
  }

  /** Adds a switch of the profile; only before anything was asked of the cluster. */
  choose(setting: ProfileSetting): void {
    if (this.#cluster !== undefined) {
      throw new StepError(
        "the cluster is already running; say its profile, CNI and nodes before the first When",
      );
    }
    profileOf([setting]); // an error belongs to the step that writes it
    this.#profile.push(setting);
  }

  /** Applies manifests when the cluster is first needed, each step on top of the ones before. */
  give(input: ManifestInput): void {
    const namespace = this.namespace;
    this.#manifests.push({ input, namespace });
    if (this.#cluster === undefined && this.#first === undefined && this.#inputs.length === 0) {
      this.#first = { input, namespace };
      return;
    }
    this.prepare((cluster) => void cluster.apply(input, { namespace }));
  }

  prepare(input: (cluster: ClusterFace) => void): void {
    if (this.#cluster === undefined) this.#inputs.push(input);
    else this.change(() => input(this.cluster()));
  }

  /** Policies come after all other inputs, so that they never have to create their namespace. */
  giveLast(policy: (cluster: ClusterFace) => void, check: (cluster: ClusterFace) => void): void {
    if (this.#cluster === undefined) {
      this.#policies.push(policy);
      this.#checks.push(check);
      return;
    }
    this.change((cluster) => {
      policy(cluster);
      check(cluster);
    });
  }

  cluster(): ClusterFace {
    if (this.#cluster !== undefined) return this.#cluster;
    const { strict, assume } = this.#options;
    const first = this.#first;
    const cluster = this.#load(first?.input ?? [], {
      profile: profileOf(this.#profile),
      begun: false,
      ...(strict === undefined ? {} : { strict }),
      ...(assume === undefined ? {} : { assume }),
      ...(first === undefined ? {} : { namespace: first.namespace }),
    });
    for (const input of [...this.#inputs, ...this.#policies]) input(cluster);
    for (const check of this.#checks) check(cluster);
    cluster.begin();
    this.#cluster = cluster;
    return cluster;
  }

  /** Manifests that nothing was asked of are judged all the same. */
  judge(): void {
    if (this.#first !== undefined || this.#inputs.length > 0) this.cluster();
  }

  /** Changes the running cluster; the last request's verdict no longer speaks of it. */
  change(change: (cluster: ClusterFace) => void): void {
    change(this.cluster());
    this.#stale = this.#asked !== undefined || this.#stale;
    this.#asked = undefined;
  }

  /** Applies manifests, as somebody or with every right; a refusal is kept for the step that expects it. */
  apply(input: ManifestInput, as?: Person): void {
    this.#refusal = undefined;
    this.#applied = true;
    this.change((cluster) => {
      try {
        cluster.apply(input, { namespace: this.namespace, ...(as === undefined ? {} : { as }) });
        this.#manifests.push({ input, namespace: this.namespace });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        this.#refusal = { message: error.message, claimed: false };
      }
    });
  }

  /** The message of the last refusal, `undefined` when everything was accepted; now expected. */
  claimRefusal(): string | undefined {
    if (!this.#applied) throw new StepError("nothing was applied yet; a step `I apply:` comes first");
    if (this.#refusal !== undefined) this.#refusal.claimed = true;
    return this.#refusal?.message;
  }

  /** A refusal that no step expects is an error, at the next step or at the scenario's end. */
  checkRefusal(expression = ""): void {
    if (this.#refusal === undefined || this.#refusal.claimed || expression.startsWith("applying is")) return;
    const { message } = this.#refusal;
    this.#refusal = undefined;
    throw new StepError(`what the scenario applies is refused:\n${message}`);
  }

  ask(client: string, host: string, request: Ask): Asked {
    const cluster = this.cluster();
    this.#checkNamespace(cluster);
    const options = { namespace: this.namespace };
    const trace = this.#checkAssumptions(request(cluster, options));
    const lifted = (): Trace => this.#checkAssumptions(request(cluster, { ...options, liftPolicies: true }));
    return { client, host, trace, lifted, at: cluster.now };
  }

  /** A misspelt current namespace must not pass for one that nothing is in. */
  #checkNamespace(cluster: ClusterFace): void {
    const names = cluster.objects("Namespace").map(({ metadata }) => metadata.name);
    if (this.namespace === "default" || names.includes(this.namespace)) return;
    const meant = didYouMean(suggest(this.namespace, names));
    throw new StepError(`namespace "${this.namespace}" does not exist${meant}`);
  }

  remember(asked: Asked): void {
    this.#asked = asked;
    this.#last = asked;
  }

  /** The last request, also when the cluster has changed since: for whoever makes it again. */
  last(): Asked {
    if (this.#last !== undefined) return this.#last;
    throw new StepError("no request was made yet; a step such as `frontend curls api:8080` comes first");
  }

  /** The client has come again, so that its time starts anew. */
  cameAgain(): void {
    if (this.#last !== undefined) this.#last = { ...this.#last, at: this.cluster().now };
  }

  asked(): Asked {
    if (this.#asked !== undefined) return this.#asked;
    throw new StepError(
      this.#stale
        ? "the cluster changed after the last request; repeat the request before its verdict"
        : "no request was made yet; a step such as `frontend curls api:8080` comes first",
    );
  }

  /** Everything that was given or applied as a manifest, oldest first. */
  get manifests(): readonly Given[] {
    return this.#manifests;
  }

  /** What the scenario's manifests should be looked at for. */
  notes(): readonly Issue[] {
    return this.#cluster?.notes() ?? [];
  }

  /** The last request's trace, for reports. */
  lastTrace(): Trace | undefined {
    return this.#asked?.trace;
  }

  #checkAssumptions(trace: Trace): Trace {
    if (this.#options.assume !== false) return trace;
    const [first] = trace.branches.flatMap((branch) => branch.assumed);
    if (first === undefined) return trace;
    throw new StepError(`the verdict rests on an assumption about ${first.subject}: ${first.remedy}`);
  }
}
