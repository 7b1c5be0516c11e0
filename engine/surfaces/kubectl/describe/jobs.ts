import { humanDuration, parseTimestamp } from "../../api-server/columns/age.ts";
import { at, type Json, listAt, textAt } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { controllerOf } from "./pod.ts";
import { describePodTemplate } from "./pod-template.ts";
import { formatSelector, selectorText } from "./selector.ts";
import { Sheet } from "./sheet.ts";
import { rfc1123 } from "./time.ts";

export const describeJob: Describer = (subject) => {
  const { object } = subject;
  const [spec, status] = [at(object, "spec"), at(object, "status")];
  const sheet = new Sheet();
  const optional = (name: string, value: string, unit = ""): void => {
    if (value !== "") sheet.field(0, name, value + unit);
  };
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.field(0, "Namespace", textAt(object, "metadata", "namespace"));
  sheet.field(0, "Selector", selectorText(at(spec, "selector")));
  sheet.labels("Labels", at(object, "metadata", "labels"));
  sheet.annotations("Annotations", at(object, "metadata", "annotations"));
  optional("Controlled By", controllerOf(object));
  optional("Parallelism", textAt(spec, "parallelism"));
  sheet.field(0, "Completions", textAt(spec, "completions") || "<unset>");
  optional("Completion Mode", textAt(spec, "completionMode"));
  optional("Suspend", textAt(spec, "suspend"));
  optional("Backoff Limit", textAt(spec, "backoffLimit"));
  optional("TTL Seconds After Finished", textAt(spec, "ttlSecondsAfterFinished"));
  const [start, end] = [textAt(status, "startTime"), textAt(status, "completionTime")];
  if (start !== "") sheet.field(0, "Start Time", rfc1123(start));
  if (end !== "") sheet.field(0, "Completed At", rfc1123(end));
  if (start !== "" && end !== "")
    sheet.field(0, "Duration", humanDuration((parseTimestamp(end) ?? 0) - (parseTimestamp(start) ?? 0)));
  optional("Active Deadline Seconds", textAt(spec, "activeDeadlineSeconds"), "s");
  sheet.field(0, "Pods Statuses", statuses(status));
  optional("Completed Indexes", textAt(status, "completedIndexes"));
  describePodTemplate(sheet, at(spec, "template"));
  describeEvents(sheet, subject);
  return sheet.text;
};

function statuses(status: unknown): string {
  const count = (field: string): string => textAt(status, field) || "0";
  const ready = textAt(status, "ready");
  const active = `${count("active")} Active${ready === "" ? "" : ` (${ready} Ready)`}`;
  return `${active} / ${count("succeeded")} Succeeded / ${count("failed")} Failed`;
}

export const describeCronJob: Describer = (subject) => {
  const { object } = subject;
  const [spec, status] = [at(object, "spec"), at(object, "status")];
  const sheet = new Sheet();
  sheet.head(object);
  sheet.field(0, "Schedule", textAt(spec, "schedule"));
  sheet.field(0, "Concurrency Policy", textAt(spec, "concurrencyPolicy"));
  sheet.field(0, "Suspend", suspended(textAt(spec, "suspend")));
  sheet.field(0, "Successful Job History Limit", textAt(spec, "successfulJobsHistoryLimit") || "<unset>");
  sheet.field(0, "Failed Job History Limit", textAt(spec, "failedJobsHistoryLimit") || "<unset>");
  const deadline = textAt(spec, "startingDeadlineSeconds");
  sheet.field(0, "Starting Deadline Seconds", deadline === "" ? "<unset>" : `${deadline}s`);
  jobTemplate(sheet, at(spec, "jobTemplate", "spec"));
  const last = textAt(status, "lastScheduleTime");
  sheet.field(0, "Last Schedule Time", last === "" ? "<unset>" : rfc1123(last));
  const active = listAt(status, "active").map((one: Json) => textAt(one, "name"));
  sheet.field(0, "Active Jobs", active.join(", ") || "<none>");
  describeEvents(sheet, subject);
  return sheet.text;
};

function suspended(value: string): string {
  if (value === "") return "<unset>";
  return value === "true" ? "True" : "False";
}

function jobTemplate(sheet: Sheet, spec: unknown): void {
  const selector = at(spec, "selector");
  sheet.field(0, "Selector", selector === undefined ? "<unset>" : formatSelector(selector));
  sheet.field(0, "Parallelism", textAt(spec, "parallelism") || "<unset>");
  sheet.field(0, "Completions", textAt(spec, "completions") || "<unset>");
  const deadline = textAt(spec, "activeDeadlineSeconds");
  if (deadline !== "") sheet.field(0, "Active Deadline Seconds", `${deadline}s`);
  describePodTemplate(sheet, at(spec, "template"));
}
