import { StatusFailure } from "./failure.ts";
import type { FlagValues } from "./flags/parse.ts";
import type { Server } from "./server/api.ts";
import { Client } from "./server/client.ts";
import { Discovery } from "./server/discovery.ts";

/** What kubectl is given of the place where it is typed. */
export interface Surroundings {
  readonly stdin: string;
  /** The text of a file; `undefined` when there is none. */
  readFile(path: string): string | undefined;
  /** The files in a folder, by path; `undefined` when it is no folder. */
  readonly listFolder?: (path: string) => readonly string[] | undefined;
  readonly writeFile?: (path: string, text: string) => void;
  /** Lets the user change a text; `undefined` when there is no editor. */
  readonly edit?: (text: string) => string | undefined;
  readonly forward?: (forward: Forward) => void;
  /** Goes into a container once the command is over; `undefined` where nobody can. */
  readonly enter?: (entry: Entry) => void;
}

/** A command in a container, or a way into the one that runs there. */
export interface Entry {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Nothing stands for what the container runs by itself. */
  readonly command: readonly string[];
  readonly isInteractive: boolean;
  /** The pod goes with the end of the command. */
  readonly isLast: boolean;
}

/** A port of the workstation that leads into a pod. */
export interface Forward {
  readonly namespace: string;
  readonly pod: string;
  readonly localPort: number;
  readonly podPort: number;
}

/** What lasts from one command to the next. */
export interface Memory {
  namespace: string;
}

export interface Settings {
  readonly program: "kubectl" | "oc";
  readonly server: Server;
  readonly memory: Memory;
  readonly around: Surroundings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What was discovered before, kept by whoever makes sessions. */
  readonly discovered: { value?: Discovery };
}

/** One run of kubectl: whom it talks to, where it reads, and what it has printed so far. */
export class Session {
  readonly program: "kubectl" | "oc";
  readonly around: Surroundings;
  readonly memory: Memory;
  readonly now: number;
  readonly client: Client;
  readonly #discovered: { value?: Discovery };
  readonly #flags: FlagValues;
  #stdout = "";
  #stderr = "";

  constructor({ program, server, memory, around, now, discovered }: Settings, flags: FlagValues) {
    this.program = program;
    this.around = around;
    this.memory = memory;
    this.now = now();
    this.#discovered = discovered;
    this.#flags = flags;
    const user = flags.text("as");
    const groups = flags.list("as-group");
    const identity = { ...(user === "" ? {} : { user }), ...(user === "" ? {} : { groups: [...groups] }) };
    this.client = new Client(server, identity, (words) => this.err(`Warning: ${words}\n`));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  get discovery(): Discovery {
    this.#discovered.value ??= new Discovery(this.client);
    return this.#discovered.value;
  }

  /** The namespace that the command speaks of. */
  get namespace(): string {
    return this.#flags.text("namespace") || this.memory.namespace;
  }

  get isNamespaceGiven(): boolean {
    return this.#flags.text("namespace") !== "";
  }

  get canEnter(): boolean {
    return this.around.enter !== undefined;
  }

  enter(entry: Entry): void {
    this.around.enter?.(entry);
  }

  out(text: string): void {
    this.#stdout += text;
  }

  err(text: string): void {
    this.#stderr += text;
  }

  /** The answer, or `undefined` when the server says that it does not exist. */
  ifFound<T>(ask: () => T): T | undefined {
    try {
      return ask();
    } catch (error) {
      if (error instanceof StatusFailure && error.isNotFound) return undefined;
      throw error;
    }
  }
}
