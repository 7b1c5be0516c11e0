import { at, isJson, type Json, listAt, textAt } from "../server/api.ts";
import { describeContainers } from "./containers.ts";
import { formatSelector } from "./selector.ts";
import type { Sheet } from "./sheet.ts";
import { describeVolumes } from "./volumes.ts";

export function describePodTemplate(sheet: Sheet, template: unknown): void {
  sheet.line(0, "Pod Template:");
  if (!isJson(template)) {
    sheet.write(1, "<unset>");
    return;
  }
  const metadata = at(template, "metadata");
  const spec = at(template, "spec");
  sheet.labels("  Labels", at(metadata, "labels"));
  if (isJson(at(metadata, "annotations"))) sheet.annotations("  Annotations", at(metadata, "annotations"));
  const account = textAt(spec, "serviceAccountName");
  if (account !== "") sheet.field(1, "Service Account", account);
  const init = listAt(spec, "initContainers");
  if (init.length > 0)
    describeContainers(sheet, { title: "Init Containers", containers: init, indent: "  " });
  describeContainers(sheet, { title: "Containers", containers: listAt(spec, "containers"), indent: "  " });
  describeVolumes(sheet, listAt(spec, "volumes"), "  ");
  describeSpread(sheet, listAt(spec, "topologySpreadConstraints"), "  ");
  const priority = textAt(spec, "priorityClassName");
  if (priority !== "") sheet.field(1, "Priority Class Name", priority);
  sheet.labels("  Node-Selectors", at(spec, "nodeSelector"));
  describeTolerations(sheet, "  Tolerations", listAt(spec, "tolerations"));
}

export function describeTolerations(sheet: Sheet, title: string, tolerations: readonly Json[]): void {
  const lines = [...tolerations].sort((a, b) => compare(textAt(a, "key"), textAt(b, "key"))).map(toleration);
  sheet.line(0, `${title}:\t${lines.length === 0 ? "<none>" : lines.join("\n\t")}`);
}

function toleration(one: Json): string {
  const [key, value, effect] = [textAt(one, "key"), textAt(one, "value"), textAt(one, "effect")];
  const what = `${key}${value === "" ? "" : `=${value}`}${effect === "" ? "" : `:${effect}`}`;
  const exists = one["operator"] === "Exists" && value === "" ? `${what === "" ? "" : " "}op=Exists` : "";
  const seconds = textAt(one, "tolerationSeconds");
  return `${what}${exists}${seconds === "" ? "" : ` for ${seconds}s`}`;
}

export function describeSpread(sheet: Sheet, constraints: readonly Json[], indent: string): void {
  if (constraints.length === 0) return;
  const lines = [...constraints]
    .sort((a, b) => compare(textAt(a, "topologyKey"), textAt(b, "topologyKey")))
    .map((one) => {
      const selector = isJson(one["labelSelector"])
        ? ` for selector ${formatSelector(one["labelSelector"])}`
        : "";
      return `${textAt(one, "topologyKey")}:${textAt(one, "whenUnsatisfiable")} when max skew ${textAt(one, "maxSkew")} is exceeded${selector}`;
    });
  sheet.line(0, `${indent}Topology Spread Constraints:\t${lines.join(`\n${indent}\t`)}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
