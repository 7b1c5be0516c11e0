import { StatusFailure } from "../failure.ts";
import { at, isJson, type Json, listAt, pairsAt, textAt } from "../server/api.ts";
import type { Session } from "../session.ts";
import type { Describer } from "./describer.ts";
import { relativeTime } from "./time.ts";

/** oc's page of a Route: the routers that serve it, and the endpoints behind each of its Services. */
export const describeRoute: Describer = ({ object, session }) => {
  const spec = at(object, "spec");
  const host = textAt(spec, "host");
  const ingresses = listAt(object, "status", "ingress");
  const tls = at(spec, "tls");
  const port = at(spec, "port", "targetPort");
  const lines = [
    ...head(object, session.now),
    field("Requested Host", host || "<auto>"),
    ...(host === ""
      ? []
      : ingresses.filter((one) => one["host"] === host).flatMap((one) => router(one, true, session.now))),
    ...ingresses.filter((one) => one["host"] !== host).flatMap((one) => router(one, false, session.now)),
    field("Path", textAt(spec, "path")),
    field("TLS Termination", textAt(tls, "termination")),
    field("Insecure Policy", textAt(tls, "insecureEdgeTerminationPolicy")),
    field("Endpoint Port", port === undefined ? "<all endpoint ports>" : String(port)),
    ...backends(session, object, port),
  ];
  return alignWithTabs(lines);
};

function field(label: string, value: string): string {
  return `${label}:\t${value === "" ? "<none>" : value}`;
}

function map(label: string, pairs: readonly (readonly [string, string])[]): readonly string[] {
  if (pairs.length === 0) return [field(label, "")];
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([key, value], index) => `${index === 0 ? `${label}:` : ""}\t${key}=${value}`);
}

function head(object: Json, now: number): readonly string[] {
  const metadata = at(object, "metadata");
  const annotations = pairsAt(metadata, "annotations");
  const description = annotations.find(([key]) => key === "description")?.[1] ?? "";
  return [
    field("Name", textAt(metadata, "name")),
    field("Namespace", textAt(metadata, "namespace")),
    field("Created", `${relativeTime(now, textAt(metadata, "creationTimestamp"))} ago`),
    ...map("Labels", pairsAt(metadata, "labels")),
    ...(description === "" ? [] : [field("Description", description)]),
    ...map(
      "Annotations",
      annotations.filter(([key]) => key !== "description"),
    ),
  ];
}

/** What one router says of the Route. */
function router(ingress: Json, short: boolean, now: number): readonly string[] {
  const admitted = listAt(ingress, "conditions").find(({ type }) => type === "Admitted");
  const canonical = textAt(ingress, "routerCanonicalHostname");
  const host = canonical === "" ? "" : ` (host ${canonical})`;
  const name = textAt(ingress, "routerName");
  const since = textAt(admitted, "lastTransitionTime");
  const age = since === "" ? "" : `${relativeTime(now, since).toLowerCase()} ago`;
  switch (textAt(admitted, "status")) {
    case "True":
      return [
        `\t  ${short ? "" : textAt(ingress, "host")} exposed on router ${name}${host}${age === "" ? "" : ` ${age}`}`,
      ];
    case "False": {
      const message = textAt(admitted, "message");
      return [
        `\trejected by router ${name}: ${host}${textAt(admitted, "reason")}${age === "" ? "" : ` (${age})`}`,
        ...(message === "" ? [] : [`\t  ${message}`]),
      ];
    }
    default:
      return [];
  }
}

function backends(session: Session, object: Json, port: unknown): readonly string[] {
  const spec = at(object, "spec");
  const all = [at(spec, "to"), ...listAt(spec, "alternateBackends")].filter(isJson);
  const total = all.reduce((sum, one) => sum + Number(one["weight"] ?? 0), 0);
  return all.flatMap((backend) => {
    const weight = Number(backend["weight"] ?? 0);
    const name = textAt(backend, "name");
    return [
      "",
      field("Service", name),
      field("Weight", weight > 0 ? `${weight} (${Math.floor((weight * 100) / total)}%)` : "0"),
      field(
        "Endpoints",
        endpoints(session, { namespace: textAt(object, "metadata", "namespace"), name, port }),
      ),
    ];
  });
}

interface Behind {
  readonly namespace: string;
  readonly name: string;
  /** The Route's target port; absent: all of them. */
  readonly port: unknown;
}

const SHOWN = 3;

function endpoints(session: Session, { namespace, name, port }: Behind): string {
  let found: Json;
  try {
    found = session.client.get({ resource: session.discovery.named("endpoints"), namespace, name });
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    return `<error: ${error.message}>`;
  }
  // oc looks for port 0 where the Route names none, and finds nothing.
  const wanted = String(port ?? 0);
  const subsets = listAt(found, "subsets");
  if (subsets.length === 0) return "<none>";
  const isWanted = (one: Json): boolean => textAt(one, "name") === wanted || textAt(one, "port") === wanted;
  const addresses = subsets.flatMap((subset) =>
    listAt(subset, "ports")
      .filter(isWanted)
      .flatMap((one) => listAt(subset, "addresses").map(({ ip }) => `${String(ip)}:${textAt(one, "port")}`)),
  );
  const more = addresses.length > SHOWN ? ` + ${addresses.length - SHOWN} more...` : "";
  return addresses.slice(0, SHOWN).join(", ") + more;
}

const TAB = 8;

/** Two columns as Go's tabwriter lays them out with tabs for padding; an empty line begins new ones. */
function alignWithTabs(lines: readonly string[]): string {
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line === "") blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  return blocks.map(alignBlock).join("");
}

function alignBlock(lines: readonly string[]): string {
  const cells = lines.map((line) => line.split("\t"));
  const widest = Math.max(
    0,
    ...cells.map(([first = "", second]) => (second === undefined ? 0 : first.length)),
  );
  const column = Math.ceil((widest + 1) / TAB);
  return cells
    .map(([first = "", second]) =>
      second === undefined
        ? `${first}\n`
        : `${first}${"\t".repeat(column - Math.floor(first.length / TAB))}${second}\n`,
    )
    .join("");
}
