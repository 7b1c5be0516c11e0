import { type Chain, referencesTo, wordsOf } from "./iptables-tables.ts";
import { serviceName } from "./service-names.ts";

export interface ListFormat {
  readonly isSix: boolean;
  readonly numeric: boolean;
  readonly verbose: boolean;
  readonly exact: boolean;
  readonly lineNumbers: boolean;
}

const PROTOCOLS: Readonly<Record<string, string>> = { tcp: "6", udp: "17", sctp: "132" };

/** Chains as `iptables -L` shows them, a blank line between two. */
export function listing(chains: readonly Chain[], all: readonly Chain[], format: ListFormat): string {
  const references = referencesTo(all);
  const counted = format.verbose ? " 0 packets, 0 bytes" : "";
  return chains
    .map(({ name, policy, rules }) => {
      const about =
        policy === undefined ? `${references.get(name) ?? 0} references` : `policy ${policy}${counted}`;
      const rows = rules.map((rule, index) => listedRule(rule, index + 1, format));
      return `Chain ${name} (${about})\n${head(format)}${rows.join("")}`;
    })
    .join("\n");
}

function head({ verbose, exact, lineNumbers }: ListFormat): string {
  const counters = exact ? "    pkts      bytes " : " pkts bytes ";
  return [
    lineNumbers ? "num  " : "",
    verbose ? counters : "",
    "target     prot opt ",
    verbose ? "in     out     " : "",
    "source               destination         \n",
  ].join("");
}

/** One row; `number` counts from 1 within the chain. */
export function listedRule(rule: string, number: number, format: ListFormat): string {
  const { verbose, exact, lineNumbers, numeric, isSix } = format;
  const read = readRule(wordsOf(rule), numeric);
  const counters = exact ? "       0        0 " : "    0     0 ";
  const any = numeric ? "*      *      " : "any    any    ";
  return [
    lineNumbers ? `${String(number).padEnd(4)} ` : "",
    verbose ? counters : "",
    `${read.target.padEnd(9)}  `,
    `${(numeric ? (PROTOCOLS[read.protocol] ?? "0") : read.protocol).padEnd(4)} -- `,
    verbose ? ` ${any}` : "",
    addressCell(read.source, numeric, isSix),
    addressCell(read.destination, numeric, isSix),
    read.matches.map((words) => ` ${words}`).join(""),
    "\n",
  ].join("");
}

/** With a sign in front where everybody else is meant. */
function addressCell(text: string, numeric: boolean, isSix: boolean): string {
  const [sign, address] = text.startsWith("!") ? ["!", text.slice(1)] : [" ", text];
  const everybody = numeric ? (isSix ? "::/0" : "0.0.0.0/0") : "anywhere";
  const shown = address === "" ? everybody : address.replace(/\/(32|128)$/, "");
  // /etc/networks knows one network.
  return `${sign}${(numeric ? shown : shown.replace(/^127\.0\.0\.0\//, "loopback/")).padEnd(19)} `;
}

interface ReadRule {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly matches: readonly string[];
  readonly target: string;
}

/** What stands behind the addresses: the matches in their order, then what the target does. */
function readRule(words: readonly string[], numeric: boolean): ReadRule {
  const found = { source: "", destination: "", protocol: "all", target: "" };
  const matches: string[] = [];
  const rest = [...words];
  const options = (): string[] => {
    const end = rest.findIndex((word) => word === "-m" || word === "-j");
    return rest.splice(0, end < 0 ? rest.length : end);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const not = word === "!" ? "!" : "";
    const flag = not === "" ? word : rest.shift();
    const value = rest.shift() ?? "";
    if (flag === "-s") found.source = not + value;
    else if (flag === "-d") found.destination = not + value;
    else if (flag === "-p") found.protocol = value;
    else if (flag === "-m") matches.push(matchText(value, options(), numeric));
    else if (flag === "-j") {
      found.target = value;
      const text = targetText(value, rest.splice(0));
      if (text !== "") matches.push(text);
    }
  }
  return { ...found, matches };
}

function matchText(name: string, options: readonly string[], numeric: boolean): string {
  const [sign, [option = "", value = ""]] = options[0] === "!" ? ["! ", options.slice(1)] : ["", options];
  switch (name) {
    case "comment":
      return `/* ${value} */`;
    case "addrtype":
      return `ADDRTYPE match ${option.slice(2)} ${value}`;
    case "mark":
      return `mark match ${sign}${value}`;
    case "conntrack":
      return `${sign}ctstate ${value}`;
    case "recent":
      return recentText(options);
    case "statistic":
      return `statistic mode ${value} probability ${options[3] ?? ""}`;
    default:
      return option === "" ? name : `${name} dpt:${numeric ? value : serviceName(value, name)}`;
  }
}

function recentText(options: readonly string[]): string {
  const after = (flag: string): string => options[options.indexOf(flag) + 1] ?? "";
  const what = options.includes("--set") ? "SET" : `CHECK seconds: ${after("--seconds")} reap`;
  return `recent: ${what} name: ${after("--name")} side: source mask: ${after("--mask")}`;
}

function targetText(name: string, [option = "", value = ""]: readonly string[]): string {
  if (name === "DNAT") return `to:${value}`;
  if (name !== "MARK") return `${option.slice(2)}${value === "" ? "" : ` ${value}`}`;
  const [bits = "", mask] = value.split("/");
  return `MARK ${mask === "0x0" ? "xor" : "or"} ${bits}`;
}
