import { checkAccess, type Memory, namespaceOf } from "./contexts.ts";
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
  /** Lets seconds pass while a command waits; absent where nothing but the command's own count of them does. */
  readonly pass?: (seconds: number) => void;
  /** Runs a process in a container or on a node once the command is over; absent where there is no terminal. */
  readonly enter?: (entry: Entry) => void;
}

/** A process that a command starts elsewhere. */
export interface Entry {
  readonly where:
    | {
        readonly kind: "container";
        readonly namespace: string;
        readonly pod: string;
        readonly container: string;
        /** Of a container that is there for debugging only; else the container's own. */
        readonly image?: string;
      }
    | { readonly kind: "node"; readonly node: string };
  /** Nothing: the shell that is there. */
  readonly command: readonly string[];
  readonly tty: boolean;
  /** What the command prints, and its own exit code, once the process is over. */
  ended(end: EntryEnd): { readonly stdout: string; readonly stderr: string; readonly exitCode: number };
}

export interface EntryEnd {
  readonly exitCode: number;
  /** Whether somebody typed into it. */
  readonly interactive: boolean;
  /** The program that the image lacks. */
  readonly missing?: string;
}

/** A port of the workstation that leads into a pod. */
export interface Forward {
  readonly namespace: string;
  readonly pod: string;
  readonly localPort: number;
  readonly podPort: number;
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
  readonly #client: Client;
  #isChecked = false;
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
    this.#client = new Client(server, identity, (words) => this.err(`Warning: ${words}\n`));
  }

  /** Whoever asks for it wants to talk to a cluster: the flags have to lead to one. */
  get client(): Client {
    if (!this.#isChecked) checkAccess(this.memory, this.#flags);
    this.#isChecked = true;
    return this.#client;
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
    return this.#flags.text("namespace") || namespaceOf(this.memory, this.#flags.text("context"));
  }

  get isNamespaceGiven(): boolean {
    return this.#flags.text("namespace") !== "";
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
