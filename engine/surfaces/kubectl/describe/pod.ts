import { age as ageText } from "../../api-server/columns/age.ts";
import { at, type Json, listAt, textAt } from "../server/api.ts";
import { describeContainers } from "./containers.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { describeSpread, describeTolerations } from "./pod-template.ts";
import { Sheet } from "./sheet.ts";
import { rfc1123 } from "./time.ts";
import { describeVolumes } from "./volumes.ts";

export const describePod: Describer = (subject) => {
  const { object: pod } = subject;
  const sheet = new Sheet();
  describeTop(sheet, pod, subject.session.now);
  const spec = at(pod, "spec");
  const init = listAt(spec, "initContainers");
  const statuses = (field: string): readonly Json[] => listAt(pod, "status", field);
  if (init.length > 0)
    describeContainers(sheet, {
      title: "Init Containers",
      containers: init,
      statuses: statuses("initContainerStatuses"),
      pod,
      indent: "",
    });
  describeContainers(sheet, {
    title: "Containers",
    containers: listAt(spec, "containers"),
    statuses: statuses("containerStatuses"),
    pod,
    indent: "",
  });
  const ephemeral = listAt(spec, "ephemeralContainers");
  if (ephemeral.length > 0)
    describeContainers(sheet, {
      title: "Ephemeral Containers",
      containers: ephemeral,
      statuses: statuses("ephemeralContainerStatuses"),
      pod,
      indent: "",
    });
  const conditions = listAt(pod, "status", "conditions");
  describeGates(sheet, listAt(spec, "readinessGates"), conditions);
  if (conditions.length > 0) {
    sheet.line(0, "Conditions:\n  Type\tStatus");
    for (const one of conditions) sheet.line(1, `${textAt(one, "type")} \t${textAt(one, "status")} `);
  }
  describeVolumes(sheet, listAt(spec, "volumes"), "");
  sheet.field(0, "QoS Class", textAt(pod, "status", "qosClass") || "BestEffort");
  sheet.labels("Node-Selectors", at(spec, "nodeSelector"));
  describeTolerations(sheet, "Tolerations", listAt(spec, "tolerations"));
  describeSpread(sheet, listAt(spec, "topologySpreadConstraints"), "");
  describeEvents(sheet, subject);
  return sheet.text;
};

function describeGates(sheet: Sheet, gates: readonly Json[], conditions: readonly Json[]): void {
  if (gates.length === 0) return;
  sheet.line(0, "Readiness Gates:\n  Type\tStatus");
  for (const gate of gates) {
    const type = textAt(gate, "conditionType");
    const found = conditions.find((one) => one["type"] === type);
    sheet.line(1, `${type} \t${found === undefined ? "<none>" : textAt(found, "status")} `);
  }
}

function describeTop(sheet: Sheet, pod: Json, now: number): void {
  const [spec, status] = [at(pod, "spec"), at(pod, "status")];
  const optional = (name: string, value: string): void => {
    if (value !== "") sheet.field(0, name, value);
  };
  sheet.field(0, "Name", textAt(pod, "metadata", "name"));
  sheet.field(0, "Namespace", textAt(pod, "metadata", "namespace"));
  optional("Priority", textAt(spec, "priority"));
  optional("Priority Class Name", textAt(spec, "priorityClassName"));
  optional("Runtime Class Name", textAt(spec, "runtimeClassName"));
  optional("Service Account", textAt(spec, "serviceAccountName"));
  const node = textAt(spec, "nodeName");
  sheet.field(0, "Node", node === "" ? "<none>" : `${node}/${textAt(status, "hostIP")}`);
  const start = textAt(status, "startTime");
  if (start !== "") sheet.field(0, "Start Time", rfc1123(start));
  sheet.labels("Labels", at(pod, "metadata", "labels"));
  sheet.annotations("Annotations", at(pod, "metadata", "annotations"));
  describePhase(sheet, pod, now);
  optional("Reason", textAt(status, "reason"));
  optional("Message", textAt(status, "message"));
  optional("SeccompProfile", textAt(spec, "securityContext", "seccompProfile", "type"));
  sheet.field(0, "IP", textAt(status, "podIP"));
  const addresses = listAt(status, "podIPs");
  if (addresses.length === 0) sheet.line(0, "IPs:\t<none>");
  else sheet.line(0, "IPs:");
  for (const one of addresses) sheet.field(1, "IP", textAt(one, "ip"));
  optional("Controlled By", controllerOf(pod));
  optional("NominatedNodeName", textAt(status, "nominatedNodeName"));
}

function describePhase(sheet: Sheet, pod: Json, now: number): void {
  const deleted = textAt(pod, "metadata", "deletionTimestamp");
  const phase = textAt(pod, "status", "phase");
  if (deleted === "" || phase === "Failed" || phase === "Succeeded") {
    sheet.field(0, "Status", phase);
    return;
  }
  sheet.field(0, "Status", `Terminating (lasts ${ageText(deleted, now)})`);
  sheet.field(0, "Termination Grace Period", `${textAt(pod, "metadata", "deletionGracePeriodSeconds")}s`);
}

/** `Deployment/web`: the owner that steers an object; nothing without one. */
export function controllerOf(object: Json): string {
  const owner = listAt(object, "metadata", "ownerReferences").find((one) => one["controller"] === true);
  return owner === undefined ? "" : `${textAt(owner, "kind")}/${textAt(owner, "name")}`;
}
