import equal from "fast-deep-equal";
import { dryRunOf, Outcome, writeQuery } from "../../change/outcome.ts";
import type { Call, Command } from "../../command.ts";
import { PlainError, StatusFailure, throwAll } from "../../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT, SELECTOR } from "../../flags/common.ts";
import { bool } from "../../flags/flag.ts";
import { alignTabs } from "../../print/tabwriter.ts";
import { type ApiObject, at, isJson, type Json, listAt } from "../../server/api.ts";
import type { Info } from "../../targets/info.ts";
import { objectsOf } from "../../targets/objects.ts";
import { SET } from "../set.ts";
import { type Backend, checkTransform, readInput, type Transform, transformed } from "./backend-weights.ts";

const ROUTE_BACKENDS: Command = {
  name: "route-backends",
  short: "Update the backends for a route",
  usage: "ROUTENAME [--zero|--equal] [--adjust] SERVICE=WEIGHT[%] [...] [options]",
  examples: [
    "oc set route-backends web",
    "oc set route-backends web stable=90 canary=10",
    "oc set route-backends web --adjust canary=+10%",
    "oc set route-backends web --zero",
  ],
  flags: [
    ...PRINT,
    ...FILES,
    SELECTOR,
    DRY_RUN,
    bool("all"),
    bool("local"),
    bool("adjust"),
    bool("zero"),
    bool("equal"),
    fieldManager("kubectl-set"),
  ],
  run: setRouteBackends,
};

/** kubectl's `set`, and the backends of Routes. */
export const OC_SET: Command = { ...SET, commands: [...(SET.commands ?? []), ROUTE_BACKENDS] };

function setRouteBackends(call: Call): void {
  const { flags, args } = call;
  const inputs = args.filter((word) => word.includes("=")).map(readInput);
  const transform = {
    adjust: flags.bool("adjust"),
    zero: flags.bool("zero"),
    equal: flags.bool("equal"),
    inputs,
  };
  checkTransform(transform);
  const names = args.filter((word) => !word.includes("="));
  const isOfFiles = flags.list("filename").length > 0;
  const targets = names.map((name) => (name.includes("/") ? name : `route/${name}`));
  const { infos, errors } = objectsOf(call, targets.length > 0 || isOfFiles ? targets : ["routes"]);
  const isQuestion = inputs.length === 0 && !transform.zero && !transform.equal;
  if (isQuestion) call.session.out(tableOf(infos));
  const refused = isQuestion ? [] : changed(call, infos, transform);
  throwAll([...errors, ...refused]);
}

function changed(call: Call, infos: readonly Info[], transform: Transform): readonly Error[] {
  const outcome = new Outcome(call);
  return infos.flatMap((info) => {
    try {
      const after = transformed(backendsOf(info.object), transform);
      if (!equal(after, backendsOf(info.object)))
        outcome.print(written(call, info, after), "backends updated");
      return [];
    } catch (error) {
      if (error instanceof PlainError)
        return [new PlainError(`${info.resource.plural}/${info.name} ${error.message}`)];
      if (error instanceof StatusFailure)
        return [new PlainError(`failed to patch route backends: ${error.message}`)];
      throw error;
    }
  });
}

function written(
  call: Call,
  { resource, namespace, name, object }: Info,
  backends: readonly Backend[],
): ApiObject {
  const [to, ...alternates] = backends;
  const alternateBackends = alternates.length === 0 ? null : alternates;
  const spec = at(object, "spec");
  if (dryRunOf(call) === "client") {
    const { alternateBackends: _, ...rest } = isJson(spec) ? spec : {};
    return { ...object, spec: { ...rest, to, ...(alternateBackends === null ? {} : { alternateBackends }) } };
  }
  return call.session.client.patch(
    { resource, namespace, name },
    "application/merge-patch+json",
    { spec: { to, alternateBackends } },
    writeQuery(call),
  );
}

/** The primary one first. */
function backendsOf(object: Json): readonly Backend[] {
  const to = at(object, "spec", "to");
  const all = [...(isJson(to) ? [to] : []), ...listAt(object, "spec", "alternateBackends")];
  return all.map((one) => one as unknown as Backend);
}

function tableOf(infos: readonly Info[]): string {
  const lines = infos.flatMap(({ resource, name, object }) => {
    const backends = backendsOf(object);
    const total = backends.reduce((sum, { weight = 0 }) => sum + weight, 0);
    return backends.map((one) => {
      const percent = `${one.weight} (${Math.trunc(((one.weight ?? 0) * 100) / total)}%)`;
      const weight = total === 0 || backends.length === 1 ? String(total) : percent;
      return [`${resource.plural}/${name}`, one.kind, one.name, one.weight === undefined ? "" : weight].join(
        "\t",
      );
    });
  });
  return alignTabs(`${["NAME\tKIND\tTO\tWEIGHT", ...lines].join("\n")}\n`, { minimum: 0, padding: 2 });
}
