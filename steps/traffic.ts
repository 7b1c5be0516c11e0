import type { CurlOptions, Protocol, Trace } from "../engine/index.ts";
import { pemOf } from "./bundle.ts";
import type { ClusterFace } from "./cluster-face.ts";
import { parseDestination, parsePort } from "./destination.ts";
import { StepError } from "./errors.ts";
import { defineSteps, type StepTable, step, type Table } from "./registry.ts";
import { rowsOf } from "./table.ts";
import type { World } from "./world.ts";

const CURL_EXAMPLE = [
  "When frontend curls http://api:8080/orders with:",
  "  | method | header              | option                         |",
  "  | POST   | Host: shop.example  | --resolve api:8080:10.96.20.10 |",
].join("\n");

const EXTERNAL_EXAMPLE = [
  "When an external client curls https://shop.example.com/ with:",
  "  | header               | option |",
  "  | X-Canary: always     | -k     |",
].join("\n");

function curls(world: World, client: string, target: string, options: CurlOptions = {}): void {
  const request = (cluster: ClusterFace, where: CurlOptions): Trace =>
    cluster.curl(client, target, { ...options, ...where });
  world.remember(world.ask(client, hostOf(target), request));
}

const MOST_TIMES = 1000;

/** The last of several requests of the same client; `age` says how long ago each of those before was, in seconds. */
function curlsTimes(
  world: World,
  [client, target]: readonly [client: string, target: string],
  times: number,
  before: (turn: number) => { readonly age: number; readonly isOpen?: boolean },
): void {
  if (times < 1 || times > MOST_TIMES)
    throw new StepError(`${times} times: expected a number from 1 to ${MOST_TIMES}`);
  curls(world, client, target, {
    earlier: Array.from({ length: times - 1 }, (_, turn) => before(turn + 1)),
  });
}

/** The host of a URL or of `host:port`, for suggestions only. */
export function hostOf(target: string): string {
  const authority = target.replace(/^[a-z]+:\/\//i, "").replace(/[/?#].*$/, "");
  return authority.replace(/^\[([^\]]+)\].*$/, "$1").replace(/:\d+$/, "");
}

function curlsWith(world: World, client: string, target: string, table: Table): void {
  const rows = rowsOf(table, [], ["method", "header", "option"]);
  const methods = rows.map(({ method = "" }) => method).filter((method) => method !== "");
  if (methods.length > 1) throw new StepError("a request has one method; the table names several");
  const headers: Record<string, string> = {};
  for (const { header = "" } of rows) if (header !== "") Object.assign(headers, parseHeader(header));
  const options = rows.flatMap(({ option = "" }) => {
    const user = USER.exec(option)?.[1];
    if (user !== undefined) headers["Authorization"] = `Basic ${btoa(user)}`;
    return option === "" || user !== undefined ? [] : [option];
  });
  const [method] = methods;
  if (method === undefined && options.length === 0 && Object.keys(headers).length === 0) {
    throw new StepError("the table is empty, so it says nothing");
  }
  curls(world, client, target, {
    ...(method === undefined ? {} : { method }),
    headers,
    ...parseOptions(options.filter((option) => !PEM_FILE.test(option))),
    ...certificatesOf(world, options),
  });
}

const PRIOR_KNOWLEDGE = "--http2-prior-knowledge";
const SWITCHES: ReadonlySet<string> = new Set(["-L", "--location", "-k", "--insecure", PRIOR_KNOWLEDGE]);

/** curl's own options, those that change a verdict. */
function parseOptions(
  options: readonly string[],
): Pick<CurlOptions, "resolve" | "maxTime" | "follow" | "insecure" | "priorKnowledge"> {
  const follow = options.some((option) => option === "-L" || option === "--location");
  const insecure = options.some((option) => option === "-k" || option === "--insecure");
  const seconds = options.map((option) => /^(?:-m|--max-time)[ =]?(\d+(?:\.\d+)?)$/.exec(option)?.[1]);
  const maxTime = seconds.findLast((one) => one !== undefined);
  const resolve = options
    .filter((option, index) => seconds[index] === undefined && !SWITCHES.has(option))
    .map(parseOption);
  return {
    resolve,
    ...(follow ? { follow } : {}),
    ...(insecure ? { insecure } : {}),
    ...(options.includes(PRIOR_KNOWLEDGE) ? { priorKnowledge: true } : {}),
    ...(maxTime === undefined ? {} : { maxTime: Number(maxTime) }),
  };
}

/** `-u user:password`. */
const USER = /^(?:-u|--user)[ =]([^:\s]+:\S*)$/;

const PEM_FILE = /^--(cacert|cert)[ =](\S+)$/;

/** `--cacert secret/shop-ca`, `--cert secret/alice`: where a file would be, an object of the cluster that holds the PEM text. */
function certificatesOf(world: World, options: readonly string[]): Pick<CurlOptions, "cacert" | "cert"> {
  const found = options.flatMap((option) => {
    const [, name, reference] = PEM_FILE.exec(option) ?? [];
    return name === undefined || reference === undefined ? [] : [[name, reference] as const];
  });
  return Object.fromEntries(
    found.map(([name, reference]) => [
      name,
      pemOf(world, reference, name === "cert" ? ["tls.crt"] : ["ca.crt", "tls.crt"]),
    ]),
  );
}

function parseHeader(text: string): Record<string, string> {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(text);
  if (match === null) throw new StepError(`"${text}" is no header; write Name: value`);
  return { [match[1] ?? ""]: match[2] ?? "" };
}

function parseOption(text: string): {
  readonly host: string;
  readonly port: number;
  readonly address: string;
} {
  const match = /^--resolve[ =]([^:\s]+):(\d+):(\S+)$/.exec(text);
  if (match === null) {
    throw new StepError(
      `the option "${text}" is not known; known are --resolve host:port:address, --cacert secret/NAME, --cert secret/NAME, -u user:password, -m seconds, -L and -k`,
    );
  }
  const address = (match[3] ?? "").replace(/^\[(.*)\]$/, "$1");
  return { host: match[1] ?? "", port: parsePort(match[2] ?? "").port, address };
}

function connects(world: World, client: string, target: string, protocol: Protocol): void {
  const { host, port } = parseDestination(target);
  const asked = world.ask(client, host, (cluster, where) =>
    cluster.connect(client, host, { ...where, port, protocol }),
  );
  world.remember(asked);
}

function connectsToPod(world: World, client: string, pod: string, port: number, protocol: Protocol): void {
  parsePort(String(port));
  const asked = world.ask(client, pod, (cluster, where) =>
    cluster.connectToPod(client, pod, { ...where, port, protocol }),
  );
  world.remember(asked);
}

export const trafficSteps: StepTable = defineSteps("steps/traffic.ts", [
  step({
    keyword: "When",
    expression: "{client} curls {target}",
    example: "When frontend curls api:8080",
    description: "The HTTP request that curl makes in the client's pod, by the client's own resolver.",
    run: (world, client, target): void => curls(world, client, target),
  }),
  step({
    keyword: "When",
    expression: "{client} curls {target} {int} times",
    example: "When external curls http://shop.example.com/ 5 times",
    description:
      "The same client one request after the other, in no time. Every verdict speaks of the last one: what limits of rates count.",
    run: (world, client, target, times): void =>
      curlsTimes(world, [client, target], times, () => ({ age: 0 })),
  }),
  step({
    keyword: "When",
    expression: "{client} curls {target} {int} times at once",
    example: "When external curls http://shop.example.com/ 5 times at once",
    description: "The same, and the connections before the last one are still open.",
    run: (world, client, target, times): void =>
      curlsTimes(world, [client, target], times, () => ({ age: 0, isOpen: true })),
  }),
  step({
    keyword: "When",
    expression: "{client} curls {target} {int} times, {int} second(s) apart",
    example: "When external curls http://shop.example.com/ 5 times, 2 seconds apart",
    description: "The same with time between the requests.",
    run: (world, client, target, times, seconds): void =>
      curlsTimes(world, [client, target], times, (turn) => ({ age: turn * seconds })),
  }),
  step({
    keyword: "When",
    expression: "{client} curls {target} with:",
    block: "table",
    example: CURL_EXAMPLE,
    description: "The same with a method, headers (one a row) and curl's --resolve.",
    run: curlsWith,
  }),
  step({
    keyword: "When",
    expression: "{client} connects to {target} over {protocol}",
    example: "When shop/api connects to postgres.data:5432 over TCP",
    description: "A raw connection to host:port.",
    run: connects,
  }),
  step({
    keyword: "When",
    expression: "{client} connects to pod {string} on port {int} over {protocol}",
    example: 'When frontend connects to pod "shop/api" on port 8080 over TCP',
    description: "A raw connection to the own address of a pod (or of each pod of a workload).",
    run: connectsToPod,
  }),
  step({
    keyword: "When",
    expression: "an external client curls {target}",
    example: "When an external client curls http://203.0.113.20",
    description: "The request of someone outside the cluster.",
    run: (world, target): void => curls(world, "external", target),
  }),
  step({
    keyword: "When",
    expression: "an external client curls {target} with:",
    block: "table",
    example: EXTERNAL_EXAMPLE,
    description: "The same with a method, headers (one a row) and curl's options.",
    run: (world, target, table): void => curlsWith(world, "external", target, table),
  }),
  step({
    keyword: "When",
    expression: "an external client at {string} curls {target}",
    example: 'When an external client at "198.51.100.7" curls http://203.0.113.20',
    description: "The request of someone outside the cluster who has this address.",
    run: (world, address, target): void => curls(world, address, target),
  }),
  step({
    keyword: "When",
    expression: "node {string} curls {target}",
    example: 'When node "node-1" curls http://10.96.20.10',
    description: "The request of a process on the node itself.",
    run: (world, node, target): void => curls(world, `node/${node}`, target),
  }),
]);
