import { LAST_APPLIED } from "../change/last-applied.ts";
import type { Call } from "../command.ts";
import { newestOf } from "../describe/workloads.ts";
import { PlainError } from "../failure.ts";
import { objectName } from "../print/printer.ts";
import { at, isJson, type Json, pairsAt } from "../server/api.ts";
import { groupKind, kindPrefix } from "../server/resource.ts";
import type { Info } from "../targets/info.ts";
import { type Revision, revisionsOf } from "./rollout-revisions.ts";

/** Annotations of the Deployment that stay its own when it goes back. */
const KEPT: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  "deployment.kubernetes.io/revision",
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
]);

/** Puts the template of an earlier revision back into a Deployment. */
export function undo({ flags, session }: Call, { resource, namespace, name, object }: Info): void {
  if (kindPrefix(resource) !== "deployment.apps")
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
  session.client.patch({ resource, namespace, name }, "application/json-patch+json", patch);
  session.out(`${objectName(object)} rolled back\n`);
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
