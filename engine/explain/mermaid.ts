import { isSuccess } from "../trace/ending.ts";
import type { Branch, Leg, Trace } from "../trace/trace.ts";
import { formatObjectName } from "../values/object-name.ts";
import { endingSentence, stepSentence } from "./sentence.ts";
import { groupBranches, percent, shareOf, targetText } from "./why.ts";

/** A Mermaid sequence diagram: client, DNS, Service, server; policies as notes. One rectangle for each way. */
export function traceToMermaid(trace: Trace): string {
  const groups = groupBranches(trace.branches);
  const lines = groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const body = branchLines(first, trace).map((line) => `    ${line}`);
    return groups.length === 1
      ? body
      : [`    opt ${percent(shareOf(group))}`, ...body.map((line) => `  ${line}`), "    end"];
  });
  const used = lines.join("\n");
  const people = participants(trace).filter(({ id }) => used.includes(id));
  return `${["sequenceDiagram", ...people.map(({ id, name }) => `    participant ${id} as ${escapeLabel(name)}`), ...lines].join("\n")}\n`;
}

function participants(trace: Trace): readonly { readonly id: string; readonly name: string }[] {
  const service = trace.branches.find(({ reached }) => reached.service !== undefined)?.reached.service;
  return [
    { id: "client", name: trace.client },
    { id: "dns", name: "cluster DNS" },
    { id: "proxy", name: service === undefined ? "Service" : formatObjectName(service) },
    { id: "server", name: serverName(trace) },
  ];
}

function serverName({ branches, request }: Trace): string {
  const pods = new Set(
    branches.flatMap(({ reached }) => (reached.pod === undefined ? [] : [formatObjectName(reached.pod)])),
  );
  if (pods.size === 0) return targetText(request);
  return [...pods].join(", ");
}

function branchLines(branch: Branch, trace: Trace): readonly string[] {
  return branch.legs.flatMap((leg) => {
    if (leg.purpose === "dns") return dnsLines(leg);
    if (leg.purpose === "reply") return [`server-->>client: ${escapeLabel(endingSentence(branch.ending))}`];
    return connectLines(leg, branch, trace);
  });
}

function dnsLines({ question, hops, ending }: Leg): readonly string[] {
  const last = hops.at(-1);
  const answer = last === undefined ? "" : escapeLabel(stepSentence(last.step));
  const asked = question === undefined ? "look up" : `${question.name} ${question.type}?`;
  const came = ending !== undefined && ["answered", "name-not-found", "no-data"].includes(ending.kind);
  const reply = came ? `dns-->>client: ${answer}` : `Note over client,dns: ${answer}`;
  return [`client${came ? "->>" : "-x"}dns: ${escapeLabel(asked)}`, reply];
}

function connectLines({ hops }: Leg, { ending }: Branch, trace: Trace): readonly string[] {
  const translated = hops.some(({ step }) => step.code === "translated");
  const good = isSuccess(ending) || ["closed", "tls-failed", "answered"].includes(ending.kind);
  const notes = hops
    .filter(({ step }) => step.function === "network-policy" && step.code !== "not-isolated")
    .map(
      ({ step }) => `Note over ${translated ? "proxy" : "client"},server: ${escapeLabel(stepSentence(step))}`,
    );
  const last = hops.at(-1);
  const target = escapeLabel(targetText(trace.request));
  const arrow = good ? "->>" : "-x";
  const ended =
    good || last === undefined ? [] : [`Note over client,server: ${escapeLabel(endingSentence(ending))}`];
  if (!translated) return [...notes, `client${arrow}server: ${target}`, ...ended];
  const translation = hops.find(({ step }) => step.code === "translated");
  const words = translation === undefined ? "" : escapeLabel(stepSentence(translation.step));
  return [`client->>proxy: ${target}`, ...notes, `proxy${arrow}server: ${words}`, ...ended];
}

/** Semicolons and hashes end or escape a Mermaid statement; names come from the input. */
function escapeLabel(text: string): string {
  return text.replace(/[#;<>]/g, (letter) => `#${letter.charCodeAt(0)};`).replace(/\s+/g, " ");
}
