import { LAST_APPLIED } from "../change/last-applied.ts";
import { dryRunOf, writeQuery } from "../change/outcome.ts";
import type { Call } from "../command.ts";
import { describePodTemplate } from "../describe/pod-template.ts";
import { Sheet } from "../describe/sheet.ts";
import { newestOf } from "../describe/workloads.ts";
import { PlainError } from "../failure.ts";
import { objectName } from "../print/printer.ts";
import { at, isJson, type Json, pairsAt } from "../server/api.ts";
import { groupKind } from "../server/resource.ts";
import type { Info } from "../targets/info.ts";
import { hasRevisions, type Revision, revisionsOf } from "./rollout-revisions.ts";

/** Annotations of the Deployment that stay its own when it goes back. */
const KEPT: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  "deployment.kubernetes.io/revision",
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
]);

/** Puts the template of an earlier revision back into a Deployment. */
export function undo(call: Call, info: Info): void {
  const { flags, session } = call;
  const { resource, namespace, name, object } = info;
  if (hasRevisions(resource) && object.kind !== "Deployment") {
    undoSet(call, info);
    return;
  }
  if (!hasRevisions(resource))
    throw new PlainError(`no rollbacker has been implemented for ${JSON.stringify(groupKind(resource))}`);
  if (at(object, "spec", "paused") === true)
    throw new PlainError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  const wanted = flags.int("to-revision");
  const revisions = revisionsOf(session, object);
  const target =
    wanted === 0 ? previousOf(revisions, object) : revisions.find(({ number }) => number === wanted);
  if (target === undefined)
    throw new PlainError(
      wanted === 0
        ? `no rollout history found for deployment ${JSON.stringify(name)}`
        : `unable to find specified revision ${wanted} in history`,
    );
  if (dryRunOf(call) === "client") {
    session.out(`${objectName(object)} ${pageOf(target)} (dry run)\n`);
    return;
  }
  if (newestOf([target.set], object) !== undefined) {
    session.out(
      `${objectName(object)} skipped rollback (current template already matches revision ${wanted})\n`,
    );
    return;
  }
  const own = pairsAt(object, "metadata", "annotations").filter(([key]) => KEPT.has(key));
  const others = pairsAt(target.set, "metadata", "annotations").filter(([key]) => !KEPT.has(key));
  const patch = [
    { op: "replace", path: "/spec/template", value: withoutHash(at(target.set, "spec", "template")) },
    { op: "replace", path: "/metadata/annotations", value: Object.fromEntries([...own, ...others]) },
  ];
  session.client.patch({ resource, namespace, name }, "application/json-patch+json", patch, writeQuery(call));
  session.out(`${objectName(object)} ${rolledBack(call)}\n`);
}

const rolledBack = (call: Call): string =>
  dryRunOf(call) === "server" ? "rolled back (server dry run)" : "rolled back";

function pageOf({ template }: Revision): string {
  const sheet = new Sheet();
  describePodTemplate(sheet, template);
  return sheet.raw;
}

/** Puts the template of a ControllerRevision back into a StatefulSet or DaemonSet. */
function undoSet(call: Call, { resource, namespace, name, object }: Info): void {
  const { flags, session } = call;
  const wanted = flags.int("to-revision");
  const revisions = revisionsOf(session, object);
  if (wanted === 0 && revisions.length < 2) throw new PlainError("no last revision to roll back to");
  const target = wanted === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === wanted);
  if (target === undefined) throw new PlainError(`unable to find specified revision ${wanted} in history`);
  if (target === revisions.at(-1)) {
    session.out(
      `${objectName(object)} skipped rollback (current template already matches revision ${wanted})\n`,
    );
    return;
  }
  if (dryRunOf(call) === "client") {
    session.out(`${objectName(object)} will roll back to ${pageOf(target)} (dry run)\n`);
    return;
  }
  const type = "application/strategic-merge-patch+json";
  session.client.patch({ resource, namespace, name }, type, target.set["data"], writeQuery(call));
  session.out(`${objectName(object)} ${rolledBack(call)}\n`);
}

/** The second newest revision; among equals the present template comes last. */
function previousOf(revisions: readonly Revision[], deployment: Json): Revision | undefined {
  const isNew = ({ set }: Revision): boolean => newestOf([set], deployment) !== undefined;
  let latest: Revision | undefined;
  let previous: Revision | undefined;
  for (const one of [...revisions.filter((revision) => !isNew(revision)), ...revisions.filter(isNew)]) {
    if (latest === undefined || latest.number < one.number) [previous, latest] = [latest, one];
    else if (previous === undefined || previous.number < one.number) previous = one;
  }
  return previous;
}

function withoutHash(template: unknown): Json {
  if (!isJson(template) || !isJson(template["metadata"])) return {};
  const labels = Object.fromEntries(
    pairsAt(template, "metadata", "labels").filter(([key]) => key !== "pod-template-hash"),
  );
  return { ...template, metadata: { ...template["metadata"], labels } };
}
