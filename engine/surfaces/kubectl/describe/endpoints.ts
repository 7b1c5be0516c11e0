import { at, type Json, listAt, textAt } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { Sheet } from "./sheet.ts";

export const describeEndpoints: Describer = (subject) => {
  const sheet = new Sheet();
  sheet.head(subject.object);
  sheet.line(0, "Subsets:");
  for (const subset of listAt(subject.object, "subsets")) {
    sheet.field(1, "Addresses", ips(subset, "addresses"));
    sheet.field(1, "NotReadyAddresses", ips(subset, "notReadyAddresses"));
    const ports = listAt(subset, "ports");
    if (ports.length > 0) {
      sheet.line(1, "Ports:");
      portTable(sheet, 2, ports);
    }
    sheet.line(0, "");
  }
  describeEvents(sheet, subject);
  return sheet.text;
};

function ips(subset: Json, field: string): string {
  return (
    listAt(subset, field)
      .map((one) => textAt(one, "ip"))
      .join(",") || "<none>"
  );
}

function portTable(sheet: Sheet, level: number, ports: readonly Json[]): void {
  sheet.line(level, "Name\tPort\tProtocol");
  sheet.line(level, "----\t----\t--------");
  for (const port of ports) {
    const [name, number] = [textAt(port, "name") || "<unset>", textAt(port, "port") || "<unset>"];
    sheet.line(level, `${name}\t${number}\t${textAt(port, "protocol")}`);
  }
}

export const describeEndpointSlice: Describer = (subject) => {
  const { object } = subject;
  const sheet = new Sheet();
  sheet.head(object);
  sheet.field(0, "AddressType", textAt(object, "addressType"));
  const ports = listAt(object, "ports");
  sheet.line(0, ports.length === 0 ? "Ports: <unset>" : "Ports:");
  if (ports.length > 0) portTable(sheet, 1, ports);
  const endpoints = listAt(object, "endpoints");
  sheet.line(0, endpoints.length === 0 ? "Endpoints: <none>" : "Endpoints:");
  for (const endpoint of endpoints) describeEndpoint(sheet, endpoint);
  describeEvents(sheet, subject);
  return sheet.text;
};

function describeEndpoint(sheet: Sheet, endpoint: Json): void {
  const addresses = Array.isArray(endpoint["addresses"]) ? endpoint["addresses"].join(", ") : "";
  sheet.field(1, "- Addresses", addresses || "<none>");
  sheet.line(2, "Conditions:");
  sheet.field(3, "Ready", textAt(endpoint, "conditions", "ready") || "<unset>");
  sheet.field(2, "Hostname", endpoint["hostname"] ?? "<unset>");
  const target = at(endpoint, "targetRef");
  if (target !== undefined)
    sheet.field(2, "TargetRef", `${textAt(target, "kind")}/${textAt(target, "name")}`);
  sheet.field(2, "NodeName", endpoint["nodeName"] ?? "<unset>");
  sheet.field(2, "Zone", endpoint["zone"] ?? "<unset>");
}
