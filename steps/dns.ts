import type { DnsRecord, DnsType, EndingKind, Trace } from "../engine/index.ts";
import { StepError } from "./errors.ts";
import { mismatch, outcomeText } from "./mismatch.ts";
import { defineSteps, type StepTable, step, type Table } from "./registry.ts";
import { columnOf } from "./table.ts";
import type { World } from "./world.ts";

/** The answers that say "there is no such address"; silence and server failure say nothing about the name. */
const NO_ADDRESS: readonly EndingKind[] = ["name-not-found", "no-data"];

function doesNotResolve(world: World): void {
  const { trace } = world.asked();
  const none = trace.branches.every(({ ending }) => NO_ADDRESS.includes(ending.kind));
  if (!none) throw mismatch("the name does not resolve", trace);
}

function resolvesTo(world: World, table: Table): void {
  const expected = [...new Set(columnOf(table))].sort();
  const { trace } = world.asked();
  if (trace.request.kind !== "resolve") {
    throw new StepError(
      'the last request was no look-up; a step such as `frontend looks up "api"` comes first',
    );
  }
  const claim = `it resolves to ${expected.join(", ")}`;
  if (trace.outcome !== "success") throw mismatch(claim, trace);
  const observed = addressesOf(trace);
  if (observed.join() === expected.join()) return;
  throw mismatch(
    claim,
    trace,
    observed.length === 0 ? outcomeText(trace) : `it resolves to ${observed.join(", ")}`,
  );
}

/** Every answer without repetition, as text order has them: addresses for an address question, else the record's data. */
function addressesOf(trace: Trace): readonly string[] {
  const records = trace.branches.flatMap(({ ending }) =>
    ending.kind === "answered" ? (ending.records ?? []) : [],
  );
  const type = trace.request.kind === "resolve" ? trace.request.type : "A";
  const wanted = records.filter((record) => record.type === type);
  return [...new Set(wanted.map(recordData))].sort();
}

/** The data as zone files write it: `0 100 80 api.shop.svc.cluster.local` for SRV. */
function recordData(record: DnsRecord): string {
  if ("address" in record) return record.address.text;
  if (record.type === "SRV") return `${record.priority} ${record.weight} ${record.port} ${record.target}`;
  return "text" in record ? record.text : record.target;
}

const TYPES: readonly DnsType[] = ["A", "AAAA", "CNAME", "SRV", "PTR", "TXT", "NS", "SOA", "AXFR"];

function looksUp(world: World, client: string, name: string, type?: DnsType): void {
  world.remember(world.ask(client, name, (cluster, where) => cluster.resolve(client, name, type, where)));
}

export const dnsSteps: StepTable = defineSteps("steps/dns.ts", [
  step({
    keyword: "When",
    expression: "{client} looks up {string}",
    example: 'When frontend looks up "api"',
    description: "A look-up of addresses by the client's resolver, with its search list.",
    run: (world, client, name): void => looksUp(world, client, name),
  }),
  step({
    keyword: "When",
    expression: "{client} looks up {word} records of {string}",
    example: 'When frontend looks up SRV records of "_http._tcp.api.shop.svc.cluster.local."',
    description: "A look-up of another type: A, AAAA, CNAME, SRV, PTR, TXT, NS, SOA or AXFR.",
    run: (world, client, word, name): void => {
      const type = TYPES.find((known) => known === word);
      if (type === undefined)
        throw new StepError(`"${word}" is no record type; known are ${TYPES.join(", ")}`);
      looksUp(world, client, name, type);
    },
  }),
  step({
    keyword: "Then",
    expression: "the name does not resolve",
    example: "Then the name does not resolve",
    description: "DNS answers that the name does not exist or has no address. Silence is not such an answer.",
    run: doesNotResolve,
  }),
  step({
    keyword: "Then",
    expression: "it resolves to:",
    block: "table",
    example: "Then it resolves to:\n  | 10.96.20.10 |",
    description:
      "Exactly these addresses (or record data, as `0 100 80 api.shop.svc.cluster.local`), in any order.",
    run: resolvesTo,
  }),
]);
