import { Bash, defineCommand } from "just-bash/browser";
import { containerVariables } from "./container-env.ts";
import { envCommand, printenvCommand } from "./env-command.ts";
import { everydayCommands } from "./everyday-commands.ts";
import { isBusybox, toolsAt } from "./images.ts";
import { mountedFiles, tokenFiles } from "./mounts.ts";
import type { OwnCommand } from "./own-command.ts";
import { clientAt, hostnameAt, type Place } from "./place.ts";
import { Remembered } from "./remembered.ts";
import type { Result, Tool, ToolWorld } from "./tool.ts";
import { conntrack } from "./tools/conntrack.ts";
import { crictl } from "./tools/crictl.ts";
import { curl } from "./tools/curl.ts";
import { date as dateTool } from "./tools/date.ts";
import { dig } from "./tools/dig.ts";
import { getent } from "./tools/getent.ts";
import { host } from "./tools/host.ts";
import { hostname as hostnameTool } from "./tools/hostname.ts";
import { ip } from "./tools/ip.ts";
import { ip6tables, iptables } from "./tools/iptables.ts";
import { ip6tablesSave, iptablesSave } from "./tools/iptables-save.ts";
import { ipset, ipvsadm } from "./tools/ipvs.ts";
import { nc } from "./tools/nc.ts";
import { netstat } from "./tools/netstat.ts";
import { nft } from "./tools/nft.ts";
import { nslookup } from "./tools/nslookup.ts";
import { openssl } from "./tools/openssl.ts";
import { ping } from "./tools/ping.ts";
import { ps } from "./tools/ps.ts";
import { ss } from "./tools/ss.ts";
import { tcpdump } from "./tools/tcpdump.ts";
import { telnet } from "./tools/telnet.ts";
import { traceroute } from "./tools/traceroute.ts";
import { wget } from "./tools/wget.ts";

const TOOLS: Readonly<Record<string, Tool>> = {
  curl,
  wget,
  nslookup,
  dig,
  host,
  getent,
  nc,
  telnet,
  ping,
  traceroute,
  tcpdump,
  ip,
  ss,
  netstat,
  ps,
  iptables,
  ip6tables,
  "iptables-save": iptablesSave,
  "ip6tables-save": ip6tablesSave,
  nft,
  ipvsadm,
  ipset,
  conntrack,
  crictl,
  openssl,
};

/** What just-bash keeps an alias as. */
const ALIAS = "BASH_ALIAS_";

/** What a runaway script is stopped at. */
const LIMITS = { maxCommandCount: 2000, maxLoopIterations: 2000, maxCallDepth: 50 };

/** One shell at one place: its files and variables live as long as it does. */
export class Session {
  readonly place: Place;
  readonly #bash: Bash;
  readonly #remembered = new Remembered();
  #prepared: Promise<unknown> | undefined;
  #env: Record<string, string>;
  /** Where the command that runs was typed: a `cd` earlier in its line counts. */
  #at: string | undefined;

  constructor(
    world: ToolWorld,
    own: Readonly<Record<string, OwnCommand>>,
    files: Readonly<Record<string, string>> = {},
  ) {
    const { place } = world;
    this.place = place;
    this.#env = environmentAt(world);
    const tools = [...toolsAt(place)].flatMap((name) => {
      const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
      return tool === undefined
        ? []
        : [
            defineCommand(name, async (args, { fs, cwd, stdin }) => {
              const { files, ...result } = tool(args, {
                ...world,
                stdin: String(stdin ?? ""),
                files: await namedFiles(args, async (path) => fs.readFile(fs.resolvePath(cwd, path))),
              });
              for (const [path, text] of files ?? []) await fs.writeFile(fs.resolvePath(cwd, path), text);
              return result;
            }),
          ];
    });
    const everywhere: Readonly<Record<string, OwnCommand>> = {
      ...everydayCommands(world),
      env: (argv, _, at) => envCommand(argv, at),
      printenv: async (argv, _, at) => printenvCommand(argv, at),
    };
    const commands = Object.entries({ ...everywhere, ...own }).map(([name, run]) =>
      defineCommand(name, async (args, { stdin, env, cwd, exec }) => {
        const before = this.#at;
        this.#at = cwd;
        try {
          return await run(args, String(stdin ?? ""), {
            env,
            exec: async (line) => (await exec?.(line, { cwd })) ?? { stdout: "", stderr: "", exitCode: 127 },
          });
        } finally {
          this.#at = before;
        }
      }),
    );
    const hostname = defineCommand("hostname", async (args) => hostnameTool(args, world));
    const date = defineCommand("date", async (args) => dateTool(args, world));
    this.#bash = new Bash({
      files: { ...filesAt(world), ...files, "/tmp/.keep": "" },
      cwd: place.kind === "workstation" ? "/workspace" : "/",
      env: this.#env,
      customCommands: [...tools, ...commands, hostname, date],
      executionLimits: LIMITS,
      // Nobody waits: the cluster's clock moves on instead, by an hour at most.
      sleep: async (milliseconds) => {
        if (milliseconds > 0) world.cluster.advance(milliseconds / 1000);
      },
    });
    this.#remembered.attach(this.#bash);
  }

  async exec(line: string, stdin = ""): Promise<Result> {
    // Where somebody types, aliases are what they stand for.
    this.#prepared ??= this.#bash.exec("shopt -s expand_aliases");
    await this.#prepared;
    const cwd = this.#env["PWD"];
    const ran = await this.#bash.exec(this.#remembered.begun(line), {
      env: this.#env,
      stdin,
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.#env = { ...ran.env };
    this.#remembered.ended(ran.exitCode);
    const stderr = ran.stderr.replace(/increase executionLimits\.\w+/, "so it was stopped");
    return { stdout: ran.stdout, stderr: this.#worded(stderr), exitCode: ran.exitCode };
  }

  /** What was run there ended so: what `$?` of the next line tells. */
  ended(exitCode: number): void {
    this.#remembered.ended(exitCode);
  }

  /** busybox' ash and Debian's dash word it otherwise than bash. */
  #worded(stderr: string): string {
    if (!isBusybox(this.place)) return stderr;
    return stderr.replace(/^bash: (.+): command not found$/gm, "sh: $1: not found");
  }

  /** `undefined` when there is no such file. */
  async readFile(path: string): Promise<string | undefined> {
    try {
      return await this.#bash.readFile(path.startsWith("/") ? path : `${this.cwd}/${path}`);
    } catch {
      return undefined;
    }
  }

  /** The files below a folder, as paths that begin with its own; `undefined` when it is none. */
  async listFolder(path: string): Promise<readonly string[] | undefined> {
    const { fs } = this.#bash;
    const absolute = path.startsWith("/") ? path : `${this.cwd}/${path}`;
    const files: string[] = [];
    const walk = async (folder: string, shown: string): Promise<void> => {
      for (const name of await fs.readdir(folder)) {
        const stat = await fs.stat(`${folder}/${name}`);
        if (stat.isDirectory) await walk(`${folder}/${name}`, `${shown}/${name}`);
        else files.push(`${shown}/${name}`);
      }
    };
    try {
      await walk(absolute, path.replace(/\/$/, ""));
      return files;
    } catch {
      return undefined;
    }
  }

  async writeFile(path: string, text: string): Promise<void> {
    await this.#bash.writeFile(path.startsWith("/") ? path : `${this.cwd}/${path}`, text);
  }

  /** Every file and folder there, as absolute paths. */
  get paths(): readonly string[] {
    return this.#bash.fs.getAllPaths();
  }

  get aliases(): ReadonlyMap<string, string> {
    const own = Object.entries(this.#env).filter(([name]) => name.startsWith(ALIAS));
    return new Map(own.map(([name, value]) => [name.slice(ALIAS.length), value]));
  }

  get cwd(): string {
    return this.#at ?? this.#env["PWD"] ?? this.#bash.getCwd();
  }
}

/** Texts of the files that a tool's arguments name, alone or behind `=`. */
async function namedFiles(
  args: readonly string[],
  read: (path: string) => Promise<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const arg of args) {
    const name = arg.replace(/^--[a-z-]+=/, "");
    if (/^-|:\/\//.test(name)) continue;
    try {
      found.set(name, await read(name));
    } catch {
      // Most arguments name no file.
    }
  }
  return found;
}

function filesAt({ cluster, place }: ToolWorld): Record<string, string> {
  if (place.kind === "workstation") return { "/workspace/.keep": "" };
  if (place.kind === "node")
    return { "/etc/hostname": `${place.name}\n`, "/proc/sys/net/ipv4/ip_forward": "1\n" };
  const pod = clientAt(place);
  return {
    "/etc/resolv.conf": cluster.render("resolv.conf", { pod }),
    "/etc/hosts": cluster.render("hosts", { pod }),
    "/etc/hostname": `${hostnameAt(cluster, place)}\n`,
    ...tokenFiles(cluster, place),
    ...mountedFiles(cluster, place),
  };
}

/** A container starts with the Services' variables (enableServiceLinks) and its own. */
function environmentAt({ cluster, place }: ToolWorld): Record<string, string> {
  const base = {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOSTNAME: hostnameAt(cluster, place),
    HOME: place.kind === "workstation" ? "/workspace" : "/root",
  };
  if (place.kind !== "pod") return base;
  const lines = cluster.render("env", { pod: clientAt(place) }).split("\n");
  const found = lines.flatMap((line): readonly (readonly [string, string])[] => {
    const equals = line.indexOf("=");
    return equals < 1 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
  });
  return { ...containerVariables(cluster, place, Object.fromEntries(found)), ...base };
}
