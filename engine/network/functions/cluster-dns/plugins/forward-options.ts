import { parseIp } from "../../../../values/ip.ts";
import type { Directive } from "../corefile.ts";
import { argumentError, integer, parseError, seconds, unknownProperty } from "./options.ts";
import { SetupError } from "./plugin.ts";

const POLICIES = ["random", "round_robin", "sequential"];
const METHODS = ["POST", "GET"];
const RCODES = new Set(
  (
    "NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE BADSIG BADKEY BADTIME " +
    "BADMODE BADNAME BADALG BADTRUNC BADCOOKIE"
  ).split(" "),
);

type Check = (first: string, option: Directive) => void;

/** Reads one option of `forward` as `parseBlock` of plugin/forward/setup.go does, or throws `SetupError` in its words. */
export function checkForwardOption(option: Directive): void {
  const { name, args } = option;
  if (BARE.has(name)) {
    if (args.length > 0) throw argumentError(option);
    return;
  }
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (check === undefined) throw unknownProperty(option);
  const [first] = args;
  if (first === undefined && name !== "tls") throw argumentError(option);
  check(first ?? "", option);
}

const BARE = new Set(["force_tcp", "prefer_udp", "next_on_nodata", "failfast_all_unhealthy_upstreams"]);

const CHECKS: Readonly<Record<string, Check>> = {
  except: () => {},
  tls_servername: () => {},
  tls: (_, option) => {
    if (option.args.length > 3) throw argumentError(option);
  },
  max_fails: unsigned,
  max_connect_attempts: unsigned,
  max_idle_conns: (first) => notNegative("max_idle_conns", integer(first), first),
  max_concurrent: (first) => notNegative("max_concurrent", integer(first), first),
  health_check: (first) => notNegative("health_check", seconds(first), first),
  expire: (first) => notNegative("expire", seconds(first), first),
  max_age: (first) => notNegative("max_age", seconds(first), first),
  read_timeout: (first) => {
    if (seconds(first) <= 0) throw new SetupError(`read_timeout must be positive: ${first}`);
  },
  doh_method: (first) => {
    if (!METHODS.includes(first)) throw new SetupError("doh_method must be either POST or GET");
  },
  policy: (first, { line }) => {
    if (!POLICIES.includes(first)) throw parseError(line, `unknown policy '${first}'`);
  },
  next: (_, { args }) => args.forEach(checkRcode),
  failover: (_, { args }) => {
    for (const rcode of args) {
      checkRcode(rcode);
      if (rcode.toUpperCase() === "NOERROR") throw new SetupError("NoError cannot be used in failover");
    }
  },
  resolver: (_, { args }) => {
    for (const text of args) {
      if (
        parseIp(text) === undefined &&
        parseIp(text.replace(/:\d+$/, "").replace(/^\[|\]$/g, "")) === undefined
      )
        throw new SetupError(`resolver must be an IP address or IP:port: ${JSON.stringify(text)}`);
    }
  },
  source_address: (first, { line }) => {
    if (parseIp(first) === undefined) throw parseError(line, `invalid IP address: ${first}`);
  },
};

function unsigned(first: string): void {
  if (!/^\d+$/.test(first))
    throw new SetupError(`strconv.ParseUint: parsing ${JSON.stringify(first)}: invalid syntax`);
}

function notNegative(name: string, value: number, text: string): void {
  if (value < 0) throw new SetupError(`${name} can't be negative: ${text}`);
}

function checkRcode(rcode: string): void {
  if (!RCODES.has(rcode.toUpperCase())) throw new SetupError(`${rcode} is not a valid rcode`);
}
