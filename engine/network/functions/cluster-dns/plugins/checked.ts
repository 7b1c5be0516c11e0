import { parseCidr } from "../../../../values/cidr.ts";
import type { Directive } from "../corefile.ts";
import { argumentError, duration, hostAndPort, parseError, seconds, unknownProperty } from "./options.ts";
import { SetupError } from "./plugin.ts";

/** Reads the options of a plugin that changes no answer, or throws `SetupError` in CoreDNS' words. */
type Check = (directive: Directive) => void;

const LOG_LEVELS = ["warning", "error", "info", "debug"];
const LOG_CLASSES = ["all", "success", "denial", "error"];
const MONITORS = ["until-ready", "continuously"];
const LEAST_RELOAD = 2;
const LEAST_JITTER = 1;

function errors({ args, block, name, line }: Directive): void {
  if (args.length > 1) throw argumentError({ name, args, block, line });
  if (args[0] !== undefined && args[0] !== "stdout") throw parseError(line, `invalid log file: ${args[0]}`);
  for (const option of block) {
    if (option.name === "consolidate") consolidate(option);
    else if (option.name !== "stacktrace") {
      const words = `Syntax error: Unexpected token '${option.name}', expecting 'Unknown field ${option.name}'`;
      throw new SetupError(`/etc/coredns/Corefile:${option.line} - ${words}`);
    }
  }
}

function consolidate(option: Directive): void {
  const { args, line } = option;
  if (args.length < 2 || args.length > 4) throw argumentError(option);
  const [period = "", , ...rest] = args;
  const parsed = duration(period);
  if (typeof parsed === "string") throw parseError(line, parsed);
  let [level, showFirst] = [false, false];
  for (const word of rest) {
    if (word === "show_first") showFirst = true;
    else if (!LOG_LEVELS.includes(word)) throw parseError(line, `unknown option in consolidate: ${word}`);
    else if (level) throw parseError(line, "multiple log levels specified in consolidate");
    else if (showFirst) throw parseError(line, "log level must come before show_first in consolidate");
    else level = true;
  }
}

function log({ block }: Directive): void {
  for (const option of block) {
    if (option.name !== "class") throw unknownProperty(option);
    if (option.args.length === 0) throw argumentError(option);
    const unknown = option.args.find((word) => !LOG_CLASSES.includes(word));
    if (unknown !== undefined) throw new SetupError(`invalid Class: ${unknown}`);
  }
}

/** What it does is done once, when the server starts: see `server.ts`. */
function loop(directive: Directive): void {
  if (directive.args.length > 0) throw argumentError({ ...directive, args: directive.args.slice(0, 1) });
}

/** Shuffles the addresses of an answer; clients that take any of them see no difference. */
function loadbalance({ args, block, line }: Directive): void {
  const [policy = "round_robin", ...rest] = args;
  const isWeighted = policy === "weighted";
  if (policy !== "round_robin" && !isWeighted) throw new SetupError(`unknown policy: ${policy}`);
  if (!isWeighted && rest.length > 0) throw parseError(line, `unknown property for ${policy}`);
  if (isWeighted && rest.length === 0) throw parseError(line, "missing weight file argument");
  if (isWeighted && rest.length > 1) throw parseError(line, "unexpected argument(s)");
  for (const option of block) {
    if (isWeighted && option.name === "reload") weightReload(option);
    else if (isWeighted || option.name !== "prefer") throw unknownProperty(option);
    else for (const text of option.args) preferred(text, option.line);
  }
}

function weightReload({ args, line }: Directive): void {
  const [first] = args;
  if (first === undefined) throw parseError(line, "reload duration value is missing");
  if (args.length > 1) throw parseError(line, "unexpected argument");
  if (typeof duration(first) === "string") throw parseError(line, `invalid reload duration '${first}'`);
}

function preferred(text: string, line: number): void {
  if (parseCidr(text) !== undefined) return;
  const quoted = JSON.stringify(text);
  throw parseError(line, `invalid CIDR ${quoted}: invalid CIDR address: ${text}`);
}

function reload(directive: Directive): void {
  const { args } = directive;
  if (args.length > 2) throw argumentError(directive);
  const [interval, jitter] = args.map(seconds);
  if (interval !== undefined && interval < LEAST_RELOAD)
    throw new SetupError(`interval value must be greater or equal to ${LEAST_RELOAD}s`);
  if (jitter !== undefined && jitter !== 0 && jitter < LEAST_JITTER)
    throw new SetupError(`jitter value must be 0 or greater or equal to ${LEAST_JITTER}s`);
}

function prometheus(directive: Directive): void {
  address(directive);
  for (const option of directive.block) {
    const { name, args, line } = option;
    if (name !== "runtime_metrics" && name !== "tls") throw parseError(line, `unknown option: ${name}`);
    if (args.length !== (name === "tls" ? 1 : 0)) throw argumentError(option);
  }
}

function health(directive: Directive): void {
  address(directive);
  for (const option of directive.block) {
    const [first = ""] = option.args;
    if (option.name !== "lameduck") throw unknownProperty(option);
    if (option.args.length !== 1) throw argumentError(option);
    const parsed = duration(first);
    if (typeof parsed === "string")
      throw new SetupError(`unable to parse lameduck duration value: '${first}' : ${parsed}`);
  }
}

function ready(directive: Directive): void {
  address(directive);
  for (const option of directive.block) {
    const [first = ""] = option.args;
    if (option.name !== "monitor") throw unknownProperty(option);
    if (option.args.length !== 1) throw argumentError(option);
    if (!MONITORS.includes(first)) throw parseError(option.line, `monitor type '${first}' not supported`);
  }
}

function address(directive: Directive): void {
  const { args } = directive;
  if (args.length > 1) throw argumentError(directive);
  for (const text of args) hostAndPort(text);
}

export const CHECKED: Readonly<Record<string, Check>> = {
  errors,
  health,
  loadbalance,
  log,
  loop,
  prometheus,
  ready,
  reload,
};
