import { canonicalQuantity } from "../print/quantity.ts";
import { at, type Json, listAt, textAt } from "../server/api.ts";
import type { Describer, Subject } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { Sheet } from "./sheet.ts";

const SHORT: Readonly<Record<string, string>> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};

export const describeClaim: Describer = (subject) => {
  const { object } = subject;
  const [spec, status] = [at(object, "spec"), at(object, "status")];
  const sheet = new Sheet();
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.field(0, "Namespace", textAt(object, "metadata", "namespace"));
  sheet.field(0, "StorageClass", textAt(spec, "storageClassName"));
  sheet.field(0, "Status", textAt(status, "phase"));
  sheet.field(0, "Volume", textAt(spec, "volumeName"));
  sheet.labels("Labels", at(object, "metadata", "labels"));
  sheet.annotations("Annotations", at(object, "metadata", "annotations"));
  const words = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
  sheet.field(0, "Finalizers", `[${words(at(object, "metadata", "finalizers")).join(" ")}]`);
  sheet.field(0, "Capacity", canonicalQuantity(textAt(status, "capacity", "storage")));
  const modes = words(at(status, "accessModes")).map((mode) => SHORT[mode] ?? mode);
  sheet.field(0, "Access Modes", modes.join(","));
  sheet.field(0, "VolumeMode", textAt(spec, "volumeMode"));
  usedBy(sheet, subject);
  describeEvents(sheet, subject);
  return sheet.text;
};

function usedBy(sheet: Sheet, { session, object }: Subject): void {
  const namespace = textAt(object, "metadata", "namespace");
  const pods = listAt(session.client.get({ resource: session.discovery.named("pods"), namespace }), "items");
  const name = textAt(object, "metadata", "name");
  const users = pods
    .filter((pod) => listAt(pod, "spec", "volumes").some((one) => mounts(one, name)))
    .map((pod) => textAt(pod, "metadata", "name"));
  sheet.field(0, "Used By", users.length === 0 ? "<none>" : users.join("\n\t"));
}

function mounts(volume: Json, claim: string): boolean {
  return textAt(volume, "persistentVolumeClaim", "claimName") === claim;
}
