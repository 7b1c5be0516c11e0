import { traceToText } from "../../explain/text.ts";
import type { Trace } from "../../trace/trace.ts";
import { NameError } from "../../values/name-error.ts";
import { type Random, seededRandom } from "../../values/random.ts";
import { ApiServer } from "../api-server/api-server.ts";
import { kubectlFor } from "../kubectl/kubectl.ts";
import type { Entry } from "../kubectl/session.ts";
import type { Cluster } from "../library/cluster.ts";
import { completions } from "./completion.ts";
import { type Kubectl, readEntering } from "./kubectl-command.ts";
import { hostnameAt, type Place, podNamed, podPlace, WORKSTATION } from "./place.ts";
import { type OwnCommand, Session } from "./session.ts";
import { failed, ok, type Result } from "./tool.ts";

export interface ShellOptions {
  /** Another kubectl than the one that talks to the cluster's API server. */
  readonly kubectl?: Kubectl;
  /** Files of the workstation, by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Columns for `why`. Default 100. */
  readonly width?: number;
  /** Same seed, same choices among endpoints. */
  readonly seed?: number;
  /** The namespace that the session starts in; kubectl and oc may change it. Default `default`. */
  readonly namespace?: string;
  /** Lets the user change a text (`kubectl edit`); `undefined` when they gave up. */
  readonly edit?: (text: string) => string | undefined;
}

/** The namespaces, pods and nodes of one cluster, seen from a terminal. The innermost session runs the next line. */
export class Shell {
  readonly #cluster: Cluster;
  readonly #options: ShellOptions;
  readonly #context: { namespace: string };
  readonly #kubectlOf: Kubectl;
  readonly #random: Random;
  readonly #sessions: Session[] = [];
  /** Where the line that runs leads to, once it is over. */
  #entered: Session | undefined;
  #last: Trace | undefined;
  readonly #history: string[] = [];
  /** Pods that go when the shell inside them is left. */
  readonly #parting = new Map<Session, Entry>();

  constructor(cluster: Cluster, options: ShellOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#context = { namespace: options.namespace ?? "default" };
    this.#kubectlOf = options.kubectl ?? this.#client();
    this.#random = seededRandom(options.seed ?? 1);
    this.#sessions.push(this.#open(WORKSTATION));
  }

  #client(): Kubectl {
    const now = (): number => this.#cluster.now * 1000;
    const server = new ApiServer(this.#cluster, { now });
    return kubectlFor(server, { now, memory: this.#context });
  }

  /** Where the next line runs. */
  get place(): Place {
    return this.#session.place;
  }

  get prompt(): string {
    const { place } = this;
    if (place.kind === "workstation") return "$ ";
    const user = place.kind === "node" ? "root@" : "";
    return `${user}${hostnameAt(place)}:${this.#session.cwd}# `;
  }

  /** How many shells are open, one inside the other; 1 on the workstation. */
  get depth(): number {
    return this.#sessions.length;
  }

  /** Lines typed so far, oldest first. */
  get history(): readonly string[] {
    return this.#history;
  }

  /** Words that may stand at the end of a line, for the Tab key; the last word is the start of each. */
  complete(line: string): readonly string[] {
    return completions(line, {
      cluster: this.#cluster,
      place: this.place,
      namespace: this.#context.namespace,
    });
  }

  /** Runs a line, or several, as a terminal would. Never throws for what a user may type. */
  async exec(line: string): Promise<Result> {
    if (line.trim() !== "") this.#history.push(line);
    const leaving = /^\s*(exit|logout)(?:\s+(\d{1,3}))?\s*$/.exec(line);
    if (leaving !== null && this.#sessions.length > 1) {
      const left = this.#sessions.pop();
      const entry = left === undefined ? undefined : this.#parting.get(left);
      const stdout = entry === undefined ? "" : this.#part(entry);
      return { stdout, stderr: "", exitCode: Number(leaving[2] ?? 0) & 255 };
    }
    const result = await this.#session.exec(line);
    if (this.#entered !== undefined) this.#sessions.push(this.#entered);
    this.#entered = undefined;
    return result;
  }

  /** A file of the workstation. */
  async writeFile(path: string, text: string): Promise<void> {
    await this.#sessions[0]?.writeFile(path, text);
  }

  get #session(): Session {
    const session = this.#sessions.at(-1);
    if (session === undefined) throw new Error("a shell without a session");
    return session;
  }

  #open(place: Place): Session {
    const world = {
      cluster: this.#cluster,
      place,
      random: this.#random,
      remember: (trace: Trace): void => {
        this.#last = trace;
      },
      last: () => this.#last,
    };
    const why: OwnCommand = async () => this.#why();
    const history: OwnCommand = async () =>
      ok(this.#history.map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`).join(""));
    if (place.kind !== "workstation") return new Session(world, { why, history });
    const own = {
      why,
      history,
      kubectl: (argv: readonly string[], stdin: string) => this.#kubectl("kubectl", argv, stdin),
      oc: (argv: readonly string[], stdin: string) => this.#kubectl("oc", argv, stdin),
      ssh: async (argv: readonly string[]) => this.#ssh(argv),
    } satisfies Record<string, OwnCommand>;
    return new Session(world, own, this.#options.files);
  }

  #why(): Result {
    if (this.#last === undefined) return failed("why: no request was made yet; curl something\n");
    return ok(traceToText(this.#last, { color: false, width: this.#options.width ?? 100 }));
  }

  async #kubectl(program: "kubectl" | "oc", argv: readonly string[], stdin: string): Promise<Result> {
    const entering = readEntering(program, argv);
    if (entering?.kind === "node") return this.#debug(entering.node, entering.command);
    const line = entering === undefined ? argv : entering.argv;
    let entry: Entry | undefined;
    const session = this.#session;
    const files = new Map<string, string>();
    const folders = new Map<string, readonly string[]>();
    for (const path of mentionedFiles(line)) {
      const text = await session.readFile(path);
      if (text !== undefined) files.set(path, text);
      else await this.#readFolder(path, files, folders);
    }
    const written = new Map<string, string>();
    const { edit } = this.#options;
    const result = this.#kubectlOf(program, line, {
      stdin,
      readFile: (path) => files.get(path),
      listFolder: (path) => folders.get(path),
      writeFile: (path, text) => void written.set(path, text),
      ...(edit === undefined ? {} : { edit }),
      enter: (asked) => {
        entry = asked;
      },
    });
    for (const [path, text] of written) await session.writeFile(path, text);
    return entry === undefined ? result : this.#enter(entry, result, stdin);
  }

  async #readFolder(
    path: string,
    files: Map<string, string>,
    folders: Map<string, readonly string[]>,
  ): Promise<void> {
    const inside = await this.#session.listFolder(path);
    if (inside === undefined) return;
    folders.set(path, inside);
    for (const file of inside) files.set(file, (await this.#session.readFile(file)) ?? "");
  }

  /** Runs a command in a container, or opens a shell there; `before` is what kubectl said on the way. */
  async #enter(entry: Entry, before: Result, stdin: string): Promise<Result> {
    const { namespace, pod: name, container, command, isInteractive, isLast } = entry;
    const pod = podNamed(this.#cluster, namespace, name);
    const place = pod === undefined ? undefined : podPlace(pod, container);
    if (place === undefined) return failed(`Error from server (NotFound): pods "${name}" not found\n`);
    const session = this.#open(place);
    const isShell =
      command.length === 0 || (command.length === 1 && /^(\/bin\/)?(sh|bash|ash)$/.test(command[0] ?? ""));
    if (isInteractive && isShell) {
      this.#entered = session;
      if (isLast) this.#parting.set(session, entry);
      return before;
    }
    const ran = command.length === 0 ? ok("") : await session.exec(commandLine(command), stdin);
    const code = ran.exitCode === 0 ? "" : `command terminated with exit code ${ran.exitCode}\n`;
    const gone = isLast ? this.#part(entry) : "";
    return {
      stdout: `${before.stdout}${ran.stdout}${gone}`,
      stderr: `${before.stderr}${ran.stderr}${isLast ? "" : code}`,
      exitCode: ran.exitCode,
    };
  }

  /** `--rm`: the pod goes when its shell is left. */
  #part({ namespace, pod: name }: Entry): string {
    this.#cluster.delete({ kind: "Pod", namespace, name });
    return `pod "${name}" deleted\n`;
  }

  /** `debug node/NAME`: a shell on the node, whatever pod would be made for it. */
  async #debug(node: string, command: readonly string[]): Promise<Result> {
    const entered = this.#ssh([node]);
    if (entered.exitCode !== 0)
      return failed(`Error from server (NotFound): nodes ${JSON.stringify(node)} not found\n`);
    const session = this.#entered;
    if (command.length === 0 || session === undefined) return entered;
    this.#entered = undefined;
    const own = command[0] === "chroot" ? command.slice(2) : command;
    return own.length === 0 ? ok("") : session.exec(commandLine(own));
  }

  #ssh([name]: readonly string[]): Result {
    const target = (name ?? "").replace(/^.*@/, "");
    try {
      this.#cluster.render("iptables", { node: target });
    } catch (error) {
      if (!(error instanceof NameError)) throw error;
      return failed(`ssh: Could not resolve hostname ${target}: Name or service not known\n`, 255);
    }
    this.#entered = this.#open({ kind: "node", name: target });
    return ok("");
  }
}

/** Files that a kubectl command line may read: `-f FILE`, `--from-file=…`, `--cert=…`. */
function mentionedFiles(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word) => {
    const value = word.startsWith("--") ? word.slice(word.indexOf("=") + 1) : word.replace(/^-f=?/, "");
    const path = value.slice(value.lastIndexOf("=") + 1);
    return path === "" || path.startsWith("-") ? [] : [path];
  });
}

/** Words as a shell would have to be given them. */
function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
