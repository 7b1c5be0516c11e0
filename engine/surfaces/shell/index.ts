import { traceToText } from "../../explain/text.ts";
import type { Branch, Trace } from "../../trace/trace.ts";
import { NameError } from "../../values/name-error.ts";
import { type Random, seededRandom } from "../../values/random.ts";
import { ApiServer } from "../api-server/api-server.ts";
import type { ApiRequest } from "../api-server/http.ts";
import { contextsOf, type Memory } from "../kubectl/contexts.ts";
import { type Kubectl, kubectlFor } from "../kubectl/kubectl.ts";
import type { Entry } from "../kubectl/session.ts";
import { noteWay } from "../library/affinity-memory.ts";
import type { Cluster } from "../library/cluster.ts";
import { markApplied } from "./applied.ts";
import { completions } from "./completion.ts";
import { editedWith, editorOf } from "./editor.ts";
import { commandLine, finished, isShell, mentionedFiles, missingProgram } from "./kubectl-command.ts";
import type { OwnCommand, OwnCommandPlace } from "./own-command.ts";
import { hostnameAt, type Place, podNamed, podPlace, WORKSTATION } from "./place.ts";
import { Session } from "./session.ts";
import { readSsh, SSH_USAGE } from "./ssh.ts";
import { type Forwarded, failed, ok, type Result } from "./tool.ts";

export interface ShellOptions {
  /** Files of the workstation, by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Texts that the cluster was made of, when they count as applied with kubectl. */
  readonly applied?: readonly string[];
  /** Columns for `why`. Default 100. */
  readonly width?: number;
  /** Same seed, same choices among endpoints. */
  readonly seed?: number;
  /** The namespace that the session starts in; kubectl and oc may change it. Default `default`. */
  readonly namespace?: string;
  /** Lets the user change a text (`kubectl edit`); `undefined` when they gave up. */
  readonly edit?: (text: string) => string | undefined;
}

/** A shell that is open, and what is to be said when it is left. */
interface Open {
  readonly session: Session;
  left?(exitCode: number): Result;
}

/** The namespaces, pods and nodes of one cluster, seen from a terminal. The innermost session runs the next line. */
export class Shell {
  readonly #cluster: Cluster;
  readonly #options: ShellOptions;
  readonly #context: Memory;
  readonly #server: ApiServer;
  readonly #kubectlOf: Kubectl;
  readonly #random: Random;
  readonly #sessions: Open[] = [];
  /** Where the line that runs leads to, once it is over. */
  #entered: Open | undefined;
  #last: { readonly trace: Trace; readonly way?: Branch } | undefined;
  /** Requests of the line that runs, by client and URL: between two lines somebody types, so rates start anew. */
  readonly #asked = new Map<string, readonly number[]>();
  readonly #history: string[] = [];
  readonly #forwards = new Map<number, Forwarded>();

  constructor(cluster: Cluster, options: ShellOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#context = { namespace: options.namespace ?? "default" };
    const now = (): number => cluster.now * 1000;
    this.#server = new ApiServer(cluster, { now });
    this.#kubectlOf = kubectlFor(this.#server, {
      now,
      memory: this.#context,
      pass: (seconds) => cluster.advance(seconds),
      // It runs in another window, so to speak: a forwarded port stays open as long as the shell does.
      forward: ({ namespace, pod, localPort, podPort }) =>
        void this.#forwards.set(localPort, { pod: `${namespace}/${pod}`, port: podPort }),
    });
    this.#random = seededRandom(options.seed ?? 1);
    if (options.applied !== undefined) markApplied(cluster, options.applied, this.#context.namespace);
    this.#sessions.push({ session: this.#open(WORKSTATION) });
  }

  /** Texts of manifests that count as applied with kubectl, into this namespace where they name none. */
  markApplied(texts: readonly string[], namespace: string): void {
    markApplied(this.#cluster, texts, namespace);
  }

  /** Where the next line runs. */
  get place(): Place {
    return this.#session.place;
  }

  get prompt(): string {
    const { place } = this;
    if (place.kind === "workstation") return "$ ";
    const user = place.kind === "node" ? "root@" : "";
    // As bash's \\h: up to the first dot.
    const [host = ""] = hostnameAt(this.#cluster, place).split(".");
    return `${user}${host}:${this.#session.cwd}# `;
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
      cwd: this.#session.cwd,
      aliases: this.#session.aliases,
      contexts: contextsOf(this.#context).map(({ name }) => name),
      paths: () => this.#session.paths,
    });
  }

  /** Runs a line, or several, as a terminal would. Never throws for what a user may type. */
  async exec(line: string): Promise<Result> {
    if (line.trim() !== "") this.#history.push(line);
    const leaving = /^\s*(exit|logout)(?:\s+(\d{1,3}))?\s*$/.exec(line);
    if (leaving !== null && this.#sessions.length > 1) {
      const exitCode = Number(leaving[2] ?? 0) & 255;
      const left = this.#sessions.pop()?.left?.(exitCode) ?? { stdout: "", stderr: "", exitCode };
      this.#session.ended(left.exitCode);
      return left;
    }
    this.#asked.clear();
    const result = await this.#session.exec(line);
    if (this.#entered !== undefined) this.#sessions.push(this.#entered);
    this.#entered = undefined;
    return result;
  }

  /** A file of the workstation. */
  async writeFile(path: string, text: string): Promise<void> {
    await this.#sessions[0]?.session.writeFile(path, text);
  }

  get #session(): Session {
    const innermost = this.#sessions.at(-1);
    if (innermost === undefined) throw new Error("a shell without a session");
    return innermost.session;
  }

  #open(place: Place): Session {
    const world = {
      cluster: this.#cluster,
      place,
      random: this.#random,
      api: (request: ApiRequest) => this.#server.handle(request),
      remember: (trace: Trace, way?: Branch): void => {
        this.#last = { trace, ...(way && { way }) };
        if (way !== undefined) noteWay(this.#cluster, way, this.#cluster.now);
      },
      last: () => this.#last?.trace,
      forwarded: (port: number) => (place.kind === "workstation" ? this.#forwards.get(port) : undefined),
      earlier: (client: string, url: string) => this.#earlier(client, url),
    };
    const why: OwnCommand = async () => this.#why();
    const history: OwnCommand = async () =>
      ok(this.#history.map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`).join(""));
    const chroot: OwnCommand = async (argv) => this.#chroot(place, argv);
    if (place.kind === "node") return new Session(world, { why, history, chroot });
    if (place.kind !== "workstation") return new Session(world, { why, history });
    const own = {
      why,
      history,
      kubectl: (argv, stdin, at) => this.#kubectl("kubectl", argv, stdin, at),
      oc: (argv, stdin, at) => this.#kubectl("oc", argv, stdin, at),
      ssh: (argv, stdin) => this.#ssh(argv, stdin),
    } satisfies Readonly<Record<string, OwnCommand>>;
    return new Session(world, own, this.#options.files);
  }

  #earlier(client: string, url: string): readonly number[] {
    const key = `${client} ${url}`;
    const times = this.#asked.get(key) ?? [];
    this.#asked.set(key, [...times, this.#cluster.now]);
    return times;
  }

  #why(): Result {
    if (this.#last === undefined) return failed("why: no request was made yet; curl something\n");
    const { trace, way } = this.#last;
    const width = this.#options.width ?? 100;
    return ok(traceToText(trace, { color: false, width, ...(way && { went: way }) }));
  }

  async #kubectl(
    program: "kubectl" | "oc",
    argv: readonly string[],
    stdin: string,
    at: OwnCommandPlace,
  ): Promise<Result> {
    const session = this.#session;
    const files = new Map<string, string>();
    const folders = new Map<string, readonly string[]>();
    for (const path of mentionedFiles(argv)) {
      const text = await session.readFile(path);
      if (text !== undefined) files.set(path, text);
      else await this.#readFolder(path, files, folders);
    }
    const written = new Map<string, string>();
    let entry: Entry | undefined;
    const run = (edit: ShellOptions["edit"]): Result =>
      this.#kubectlOf(program, argv, {
        stdin,
        readFile: (path) => files.get(path),
        listFolder: (path) => folders.get(path),
        writeFile: (path, text) => void written.set(path, text),
        enter: (wanted) => {
          entry = wanted;
        },
        ...(edit === undefined ? {} : { edit }),
      });
    const editor = argv.includes("edit") ? editorOf(at) : undefined;
    const result =
      editor === undefined ? run(this.#options.edit) : await this.#edited(run, editor, session, at);
    for (const [path, text] of written) await session.writeFile(path, text);
    return entry === undefined ? result : this.#enter(entry, result, stdin);
  }

  /** kubectl waits for no editor of the shell: it is asked what there is to edit, and then given what became of it. */
  async #edited(
    run: (edit: ShellOptions["edit"]) => Result,
    editor: string,
    session: Session,
    at: OwnCommandPlace,
  ): Promise<Result> {
    const shown: string[] = [];
    const first = run((text) => {
      shown.push(text);
      return undefined;
    });
    const texts: string[] = [];
    for (const text of shown) {
      const edited = await editedWith(editor, text, session, at);
      if ("problem" in edited) return failed(edited.problem);
      texts.push(edited.text);
    }
    return shown.length === 0 ? first : run(() => texts.shift());
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

  /** Does what kubectl has led to: opens a shell for the lines to come, or runs one command. */
  async #enter(entry: Entry, kubectl: Result, stdin: string): Promise<Result> {
    const { command, tty } = entry;
    const session = this.#open(this.#placeOf(entry));
    if (tty && isShell(command) && stdin === "") {
      const left = (exitCode: number): Result => entry.ended({ exitCode, interactive: true });
      this.#entered = { session, left };
      return kubectl;
    }
    const noTerminal = "Unable to use a TTY - input is not a terminal or the right kind of file\n";
    const said = tty && stdin !== "" ? { ...kubectl, stderr: noTerminal } : kubectl;
    const result = isShell(command)
      ? await session.exec(stdin)
      : await session.exec(commandLine(command), stdin);
    const missing = missingProgram(command, result);
    return finished(entry, said, { result, ...(missing === undefined ? {} : { missing }) });
  }

  #placeOf({ where }: Entry): Place {
    if (where.kind === "node") return { kind: "node", name: where.node };
    const pod = podNamed(this.#cluster, where.namespace, where.pod);
    const place =
      pod === undefined ? undefined : podPlace(pod, where.image === undefined ? where.container : undefined);
    if (place === undefined)
      throw new Error(`kubectl led to ${where.namespace}/${where.pod}, which is not there`);
    return where.image === undefined ? place : { ...place, container: where.container, image: where.image };
  }

  /** The root of a node that a debugging pod has below `/host`: one is there already. */
  async #chroot(place: Place, [root, ...command]: readonly string[]): Promise<Result> {
    if (root === undefined) return failed("chroot: missing operand\n", 125);
    if (root.replace(/\/$/, "") !== "/host")
      return failed(`chroot: cannot change root directory to '${root}': No such file or directory\n`, 125);
    const session = this.#open(place);
    if (!isShell(command)) return session.exec(commandLine(command));
    this.#entered = { session };
    return ok("");
  }

  /** A shell on a node, or one line run there; what is piped into it is what that shell reads. */
  async #ssh(argv: readonly string[], stdin: string): Promise<Result> {
    const { host, command } = readSsh(argv);
    if (host === undefined) return failed(SSH_USAGE, 255);
    try {
      this.#cluster.render("iptables", { node: host });
    } catch (error) {
      if (!(error instanceof NameError)) throw error;
      return failed(`ssh: Could not resolve hostname ${host}: Name or service not known\n`, 255);
    }
    const session = this.#open({ kind: "node", name: host });
    if (command !== "") return session.exec(command, stdin);
    if (stdin !== "") return session.exec(stdin);
    this.#entered = { session };
    return ok("");
  }
}
