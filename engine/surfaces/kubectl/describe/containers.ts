import { canonicalQuantity } from "../print/quantity.ts";
import { at, isJson, type Json, listAt, pairsAt, textAt } from "../server/api.ts";
import { describeEnv } from "./environment.ts";
import { probeText } from "./probe.ts";
import type { Sheet } from "./sheet.ts";
import { rfc1123 } from "./time.ts";

export interface ContainersOf {
  readonly title: string;
  readonly containers: readonly Json[];
  /** States by container, of a pod; none for a template. */
  readonly statuses?: readonly Json[];
  /** The pod, for values that are taken from its fields. */
  readonly pod?: Json;
  readonly indent: string;
}

export function describeContainers(
  sheet: Sheet,
  { title, containers, statuses = [], pod, indent }: ContainersOf,
): void {
  sheet.line(0, `${indent}${title}:${containers.length === 0 ? " <none>" : ""}`);
  for (const container of containers) {
    const status = statuses.find((one) => one["name"] === container["name"]);
    basics(sheet, container, status, indent);
    words(sheet, "Command", container["command"]);
    words(sheet, "Args", container["args"]);
    if (status !== undefined) state(sheet, status);
    describeResources(sheet, container["resources"], 2);
    for (const [name, field] of [
      ["Liveness", "livenessProbe"],
      ["Readiness", "readinessProbe"],
      ["Startup", "startupProbe"],
    ] as const)
      if (isJson(container[field])) sheet.field(2, name, probeText(container[field]));
    describeEnv(sheet, container, pod);
    mounts(sheet, container);
  }
}

function basics(sheet: Sheet, container: Json, status: Json | undefined, indent: string): void {
  sheet.line(1, `${indent === "" ? "" : " "}${textAt(container, "name")}:`);
  if (status !== undefined) sheet.field(2, "Container ID", textAt(status, "containerID"));
  sheet.field(2, "Image", textAt(container, "image"));
  if (status !== undefined) sheet.field(2, "Image ID", textAt(status, "imageID"));
  const ports = listAt(container, "ports");
  const list = (field: string): string =>
    ports.map((port) => `${textAt(port, field) || "0"}/${textAt(port, "protocol")}`).join(", ");
  const plural = ports.length > 1 ? "s" : "";
  sheet.field(2, `Port${plural}`, list("containerPort") || "<none>");
  sheet.field(2, `Host Port${plural}`, list("hostPort") || "<none>");
  const seccomp = at(container, "securityContext", "seccompProfile");
  if (!isJson(seccomp)) return;
  sheet.field(2, "SeccompProfile", textAt(seccomp, "type"));
  if (seccomp["type"] === "Localhost")
    sheet.field(3, "LocalhostProfile", textAt(seccomp, "localhostProfile"));
}

function words(sheet: Sheet, title: string, list: unknown): void {
  if (!Array.isArray(list) || list.length === 0) return;
  sheet.line(2, `${title}:`);
  for (const word of list) for (const part of String(word).split("\n")) sheet.line(3, part);
}

function state(sheet: Sheet, status: Json): void {
  describeState(sheet, "State", status["state"]);
  if (isJson(at(status, "lastState", "terminated"))) describeState(sheet, "Last State", status["lastState"]);
  sheet.field(2, "Ready", status["ready"] === true ? "True" : "False");
  sheet.field(2, "Restart Count", Number(status["restartCount"] ?? 0));
}

function describeState(sheet: Sheet, title: string, state: unknown): void {
  const [running, terminated] = [at(state, "running"), at(state, "terminated")];
  if (isJson(running)) {
    sheet.field(2, title, "Running");
    sheet.field(3, "Started", rfc1123(textAt(running, "startedAt")));
    return;
  }
  if (!isJson(terminated)) {
    sheet.field(2, title, "Waiting");
    const reason = textAt(state, "waiting", "reason");
    if (reason !== "") sheet.field(3, "Reason", reason);
    return;
  }
  sheet.field(2, title, "Terminated");
  for (const [name, field] of [
    ["Reason", "reason"],
    ["Message", "message"],
  ] as const)
    if (textAt(terminated, field) !== "") sheet.field(3, name, textAt(terminated, field));
  sheet.field(3, "Exit Code", Number(terminated["exitCode"] ?? 0));
  if (Number(terminated["signal"] ?? 0) > 0) sheet.field(3, "Signal", terminated["signal"]);
  sheet.field(3, "Started", rfc1123(textAt(terminated, "startedAt")));
  sheet.field(3, "Finished", rfc1123(textAt(terminated, "finishedAt")));
}

export function describeResources(sheet: Sheet, resources: unknown, level: number): void {
  for (const [title, field] of [
    ["Limits", "limits"],
    ["Requests", "requests"],
  ] as const) {
    const pairs = pairsAt(resources, field);
    if (pairs.length > 0) sheet.line(level, `${title}:`);
    for (const [name, quantity] of pairs) sheet.field(level + 1, name, canonicalQuantity(quantity));
  }
}

function mounts(sheet: Sheet, container: Json): void {
  const volumes = [...listAt(container, "volumeMounts")].sort((a, b) =>
    textAt(a, "mountPath") < textAt(b, "mountPath") ? -1 : 1,
  );
  sheet.line(2, `Mounts:${volumes.length === 0 ? "\t<none>" : ""}`);
  for (const mount of volumes) {
    const path = textAt(mount, "subPath");
    const flags = [
      mount["readOnly"] === true ? "ro" : "rw",
      ...(path === "" ? [] : [`path=${JSON.stringify(path)}`]),
    ];
    sheet.line(3, `${textAt(mount, "mountPath")} from ${textAt(mount, "name")} (${flags.join(",")})`);
  }
}
