import { age } from "../../api-server/columns/age.ts";
import { PlainError } from "../failure.ts";
import { canonicalQuantity, quantityOf, sumOfQuantities } from "../print/quantity.ts";
import { at, type Json, listAt, pairsAt, textAt } from "../server/api.ts";
import type { Describer, Subject } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { Sheet } from "./sheet.ts";
import { rfc1123 } from "./time.ts";

const SYSTEM_INFO = [
  ["Machine ID", "machineID"],
  ["System UUID", "systemUUID"],
  ["Boot ID", "bootID"],
  ["Kernel Version", "kernelVersion"],
  ["OS Image", "osImage"],
  ["Operating System", "operatingSystem"],
  ["Architecture", "architecture"],
  ["Container Runtime Version", "containerRuntimeVersion"],
  ["Kubelet Version", "kubeletVersion"],
  ["Kube-Proxy Version", "kubeProxyVersion"],
] as const;

export const describeNode: Describer = (subject) => {
  const { object: node } = subject;
  const [spec, status] = [at(node, "spec"), at(node, "status")];
  const sheet = new Sheet();
  sheet.field(0, "Name", textAt(node, "metadata", "name"));
  sheet.field(0, "Roles", roles(node));
  sheet.labels("Labels", at(node, "metadata", "labels"));
  sheet.annotations("Annotations", at(node, "metadata", "annotations"));
  sheet.field(0, "CreationTimestamp", rfc1123(textAt(node, "metadata", "creationTimestamp")));
  sheet.line(0, `Taints:\t${taints(listAt(spec, "taints"))}`);
  sheet.field(0, "Unschedulable", at(spec, "unschedulable") === true);
  describeLease(sheet, subject);
  describeConditions(sheet, listAt(status, "conditions"));
  sheet.line(0, "Addresses:");
  for (const one of listAt(status, "addresses")) sheet.field(1, textAt(one, "type"), textAt(one, "address"));
  for (const [title, field] of [
    ["Capacity", "capacity"],
    ["Allocatable", "allocatable"],
  ] as const) {
    const amounts = pairsAt(status, field);
    if (amounts.length > 0) sheet.line(0, `${title}:`);
    for (const [name, amount] of amounts) sheet.field(1, name, canonicalQuantity(amount));
  }
  sheet.line(0, "System Info:");
  for (const [title, field] of SYSTEM_INFO) sheet.field(1, title, textAt(status, "nodeInfo", field));
  const cidr = textAt(spec, "podCIDR");
  if (cidr !== "") sheet.field(0, "PodCIDR", cidr);
  const cidrs = at(spec, "podCIDRs");
  if (Array.isArray(cidrs) && cidrs.length > 0) sheet.field(0, "PodCIDRs", cidrs.join(","));
  const provider = textAt(spec, "providerID");
  if (provider !== "") sheet.field(0, "ProviderID", provider);
  describePods(sheet, subject);
  describeEvents(sheet, subject);
  return sheet.text;
};

function roles(node: Json): string {
  const prefix = "node-role.kubernetes.io/";
  const named = pairsAt(node, "metadata", "labels").flatMap(([key, value]) => {
    if (key.startsWith(prefix)) return key === prefix ? [] : [key.slice(prefix.length)];
    return key === "kubernetes.io/role" && value !== "" ? [value] : [];
  });
  return [...new Set(named)].sort().join(",") || "<none>";
}

function taints(list: readonly Json[]): string {
  const key = (one: Json): string => `${textAt(one, "effect")},${textAt(one, "key")}`;
  const lines = [...list]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((one) => {
      const value = textAt(one, "value");
      return `${textAt(one, "key")}${value === "" ? "" : `=${value}`}:${textAt(one, "effect")}`;
    });
  return lines.join("\n\t") || "<none>";
}

function describeLease(sheet: Sheet, { session, object }: Subject): void {
  const name = textAt(object, "metadata", "name");
  try {
    const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`;
    const lease = session.client.json(path);
    sheet.line(0, "Lease:");
    sheet.field(1, "HolderIdentity", textAt(lease, "spec", "holderIdentity") || "<unset>");
    for (const [title, field] of [
      ["AcquireTime", "acquireTime"],
      ["RenewTime", "renewTime"],
    ] as const) {
      const time = textAt(lease, "spec", field);
      sheet.field(1, title, time === "" ? "<unset>" : rfc1123(time));
    }
  } catch (error) {
    if (!(error instanceof Error) || error instanceof PlainError) throw error;
    sheet.field(0, "Lease", `Failed to get lease: ${error.message}`);
  }
}

function describeConditions(sheet: Sheet, conditions: readonly Json[]): void {
  if (conditions.length === 0) return;
  sheet.line(0, "Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
  sheet.line(1, "----\t------\t-----------------\t------------------\t------\t-------");
  for (const one of conditions) {
    const times = [rfc1123(textAt(one, "lastHeartbeatTime")), rfc1123(textAt(one, "lastTransitionTime"))];
    const cells = [
      textAt(one, "type"),
      textAt(one, "status"),
      ...times,
      textAt(one, "reason"),
      textAt(one, "message"),
    ];
    sheet.line(1, cells.join(" \t"));
  }
}

function describePods(sheet: Sheet, { session, object }: Subject): void {
  const name = textAt(object, "metadata", "name");
  const fieldSelector = `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`;
  const resource = session.discovery.named("pods");
  const pods = listAt(session.client.get({ resource, namespace: undefined }, { fieldSelector }), "items");
  sheet.field(0, "Non-terminated Pods", `(${pods.length} in total)`);
  sheet.line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
  sheet.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
  const room = at(object, "status", "allocatable") ?? at(object, "status", "capacity");
  for (const pod of pods) {
    const shares = (["cpu", "memory"] as const).flatMap((kind) =>
      (["requests", "limits"] as const).map((side) => shareText([pod], side, kind, room, false)),
    );
    const cells = [textAt(pod, "metadata", "namespace"), textAt(pod, "metadata", "name"), "", ...shares];
    sheet.line(1, [...cells, age(textAt(pod, "metadata", "creationTimestamp"), session.now)].join("\t"));
  }
  sheet.line(0, "Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)");
  sheet.line(1, "Resource\tRequests\tLimits");
  sheet.line(1, "--------\t--------\t------");
  for (const kind of ["cpu", "memory", "ephemeral-storage"])
    sheet.line(
      1,
      `${kind}\t${shareText(pods, "requests", kind, room, true)}\t${shareText(pods, "limits", kind, room, true)}`,
    );
}

/** What pods ask for, and how much of the node that is. */
function shareText(
  pods: readonly Json[],
  side: "requests" | "limits",
  kind: string,
  room: unknown,
  total: boolean,
): string {
  const texts = pods.flatMap((pod) =>
    listAt(pod, "spec", "containers").map((one) => textAt(one, "resources", side, kind)),
  );
  const given = texts.filter((text) => text !== "");
  const sum = given.reduce((all, text) => all + (quantityOf(text) ?? 0), 0);
  const whole = quantityOf(textAt(room, kind)) ?? 0;
  // A node that tells no size divides by nothing, and Go prints that as the smallest number.
  const percent =
    whole === 0 ? (total ? "0" : "-9223372036854775808") : String(Math.trunc((sum / whole) * 100));
  return `${sumOfQuantities(given)} (${percent}%)`;
}
