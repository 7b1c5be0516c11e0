import { at, isJson, type Json, listAt, textAt } from "../server/api.ts";
import type { Describer, Subject } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { controllerOf } from "./pod.ts";
import { describePodTemplate } from "./pod-template.ts";
import { formatLabels, formatSelector, selectorText } from "./selector.ts";
import { Sheet } from "./sheet.ts";
import { rfc1123 } from "./time.ts";

const number = (value: unknown, ...path: readonly string[]): number => Number(at(value, ...path) ?? 0);

export const describeDeployment: Describer = (subject) => {
  const { object } = subject;
  const [spec, status] = [at(object, "spec"), at(object, "status")];
  const sheet = new Sheet();
  top(sheet, object, () => undefined);
  sheet.field(0, "Selector", selectorText(at(spec, "selector")));
  const counts = [
    `${number(spec, "replicas")} desired`,
    `${number(status, "updatedReplicas")} updated`,
    `${number(status, "replicas")} total`,
    `${number(status, "availableReplicas")} available`,
    `${number(status, "unavailableReplicas")} unavailable`,
  ];
  sheet.field(0, "Replicas", counts.join(" | "));
  sheet.field(0, "StrategyType", textAt(spec, "strategy", "type"));
  sheet.field(0, "MinReadySeconds", number(spec, "minReadySeconds"));
  const rolling = at(spec, "strategy", "rollingUpdate");
  if (isJson(rolling))
    sheet.field(
      0,
      "RollingUpdateStrategy",
      `${textAt(rolling, "maxUnavailable")} max unavailable, ${textAt(rolling, "maxSurge")} max surge`,
    );
  describePodTemplate(sheet, at(spec, "template"));
  conditions(sheet, status);
  replicaSets(sheet, subject);
  describeEvents(sheet, subject);
  return sheet.text;
};

function top(sheet: Sheet, object: Json, between: () => void): void {
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.field(0, "Namespace", textAt(object, "metadata", "namespace"));
  sheet.field(0, "CreationTimestamp", rfc1123(textAt(object, "metadata", "creationTimestamp")));
  between();
  sheet.labels("Labels", at(object, "metadata", "labels"));
  sheet.annotations("Annotations", at(object, "metadata", "annotations"));
}

function conditions(sheet: Sheet, status: unknown): void {
  const all = listAt(status, "conditions");
  if (all.length === 0) return;
  sheet.line(0, "Conditions:\n  Type\tStatus\tReason");
  sheet.line(1, "----\t------\t------");
  for (const one of all)
    sheet.line(1, `${textAt(one, "type")} \t${textAt(one, "status")}\t${textAt(one, "reason")}`);
}

function replicaSets(sheet: Sheet, { session, object }: Subject): void {
  const resource = session.discovery.named("replicasets.apps");
  const namespace = textAt(object, "metadata", "namespace");
  const labelSelector = selectorText(at(object, "spec", "selector"));
  const all = listAt(session.client.get({ resource, namespace }, { labelSelector }), "items").filter((one) =>
    isOwned(one, object),
  );
  const current = newestOf(all, object);
  const old = all.filter((one) => one !== current);
  if (all.length === 0) return;
  sheet.field(0, "OldReplicaSets", setWords(old));
  sheet.field(0, "NewReplicaSet", setWords(current === undefined ? [] : [current]));
}

/** The ReplicaSet of the Deployment's present template: labels aside, both templates are the same. */
export function newestOf(sets: readonly Json[], deployment: Json): Json | undefined {
  const wanted = templateText(deployment);
  return sets.find((one) => templateText(one) === wanted);
}

function templateText(workload: Json): string {
  const template = at(workload, "spec", "template");
  const labels = { ...(at(template, "metadata", "labels") as object | undefined) } as Record<string, unknown>;
  delete labels["pod-template-hash"];
  return JSON.stringify([labels, at(template, "metadata", "annotations"), at(template, "spec")]);
}

function setWords(sets: readonly Json[]): string {
  const words = sets.map(
    (one) =>
      `${textAt(one, "metadata", "name")} (${number(one, "status", "replicas")}/${number(one, "spec", "replicas")} replicas created)`,
  );
  return words.length === 0 ? "<none>" : words.join(", ");
}

export function isOwned(one: Json, owner: Json): boolean {
  return listAt(one, "metadata", "ownerReferences").some(
    (reference) => reference["controller"] === true && reference["uid"] === at(owner, "metadata", "uid"),
  );
}

function podPhases({ session, object }: Subject): string {
  const resource = session.discovery.named("pods");
  const namespace = textAt(object, "metadata", "namespace");
  const labelSelector = selectorText(at(object, "spec", "selector"));
  const pods = listAt(session.client.get({ resource, namespace }, { labelSelector }), "items").filter((one) =>
    isOwned(one, object),
  );
  const count = (phase: string): number =>
    pods.filter((pod) => textAt(pod, "status", "phase") === phase).length;
  return `${count("Running")} Running / ${count("Pending")} Waiting / ${count("Succeeded")} Succeeded / ${count("Failed")} Failed`;
}

export const describeReplicaSet: Describer = (subject) => {
  const { object } = subject;
  const [spec, status] = [at(object, "spec"), at(object, "status")];
  const sheet = new Sheet();
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.field(0, "Namespace", textAt(object, "metadata", "namespace"));
  sheet.field(0, "Selector", formatSelector(at(spec, "selector")));
  sheet.labels("Labels", at(object, "metadata", "labels"));
  sheet.annotations("Annotations", at(object, "metadata", "annotations"));
  const owner = controllerOf(object);
  if (owner !== "") sheet.field(0, "Controlled By", owner);
  sheet.field(0, "Replicas", `${number(status, "replicas")} current / ${number(spec, "replicas")} desired`);
  sheet.field(0, "Pods Status", podPhases(subject));
  describePodTemplate(sheet, at(spec, "template"));
  conditions(sheet, status);
  describeEvents(sheet, subject);
  return sheet.text;
};

export const describeStatefulSet: Describer = (subject) => {
  const { object } = subject;
  const [spec, status] = [at(object, "spec"), at(object, "status")];
  const sheet = new Sheet();
  top(sheet, object, () => sheet.field(0, "Selector", selectorText(at(spec, "selector"))));
  sheet.field(0, "Replicas", `${number(spec, "replicas")} desired | ${number(status, "replicas")} total`);
  sheet.field(0, "Update Strategy", textAt(spec, "updateStrategy", "type"));
  const partition = textAt(spec, "updateStrategy", "rollingUpdate", "partition");
  if (partition !== "") sheet.field(1, "Partition", partition);
  sheet.field(0, "Pods Status", podPhases(subject));
  describePodTemplate(sheet, at(spec, "template"));
  volumeClaims(sheet, listAt(spec, "volumeClaimTemplates"));
  describeEvents(sheet, subject);
  return sheet.text;
};

function volumeClaims(sheet: Sheet, claims: readonly Json[]): void {
  if (claims.length === 0) {
    sheet.line(0, "Volume Claims:\t<none>");
    return;
  }
  sheet.line(0, "Volume Claims:");
  for (const claim of claims) {
    const modes = at(claim, "spec", "accessModes");
    sheet.field(1, "Name", textAt(claim, "metadata", "name"));
    sheet.field(1, "StorageClass", textAt(claim, "spec", "storageClassName"));
    sheet.labels("Labels", at(claim, "metadata", "labels"), "  ");
    sheet.labels("Annotations", at(claim, "metadata", "annotations"), "  ");
    sheet.field(1, "Capacity", textAt(claim, "spec", "resources", "requests", "storage") || "<default>");
    sheet.field(1, "Access Modes", `[${Array.isArray(modes) ? modes.join(" ") : ""}]`);
  }
}

export const describeDaemonSet: Describer = (subject) => {
  const { object } = subject;
  const [spec, status] = [at(object, "spec"), at(object, "status")];
  const sheet = new Sheet();
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.field(0, "Selector", selectorText(at(spec, "selector")));
  sheet.field(0, "Node-Selector", formatLabels(at(spec, "template", "spec", "nodeSelector")));
  sheet.labels("Labels", at(object, "metadata", "labels"));
  sheet.annotations("Annotations", at(object, "metadata", "annotations"));
  sheet.line(0, `Desired Number of Nodes Scheduled: ${number(status, "desiredNumberScheduled")}`);
  sheet.line(0, `Current Number of Nodes Scheduled: ${number(status, "currentNumberScheduled")}`);
  sheet.line(
    0,
    `Number of Nodes Scheduled with Up-to-date Pods: ${number(status, "updatedNumberScheduled")}`,
  );
  sheet.line(0, `Number of Nodes Scheduled with Available Pods: ${number(status, "numberAvailable")}`);
  sheet.line(0, `Number of Nodes Misscheduled: ${number(status, "numberMisscheduled")}`);
  sheet.field(0, "Pods Status", podPhases(subject));
  describePodTemplate(sheet, at(spec, "template"));
  describeEvents(sheet, subject);
  return sheet.text;
};
