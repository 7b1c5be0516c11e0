import { StatusFailure } from "../failure.ts";
import { at, isJson, type Json, listAt, textAt } from "../server/api.ts";
import type { Session } from "../session.ts";
import type { Describer } from "./describer.ts";
import { describeEvents } from "./events.ts";
import { endpointsText, slicesOf } from "./service.ts";
import { Sheet } from "./sheet.ts";

export const describeIngress: Describer = (subject) => {
  const { object, session } = subject;
  const namespace = textAt(object, "metadata", "namespace");
  const spec = at(object, "spec");
  const sheet = new Sheet();
  sheet.field(0, "Name", textAt(object, "metadata", "name"));
  sheet.labels("Labels", at(object, "metadata", "labels"));
  sheet.field(0, "Namespace", namespace);
  sheet.field(0, "Address", addressesOf(listAt(object, "status", "loadBalancer", "ingress")));
  sheet.field(0, "Ingress Class", textAt(spec, "ingressClassName") || "<none>");
  const fallback = at(spec, "defaultBackend");
  const byDefault = isJson(fallback) ? backend(session, namespace, fallback) : "<default>";
  sheet.field(0, "Default backend", byDefault);
  describeTls(sheet, listAt(spec, "tls"));
  sheet.line(0, "Rules:\n  Host\tPath\tBackends");
  sheet.line(1, "----\t----\t--------");
  const rules = listAt(spec, "rules").filter((rule) => isJson(rule["http"]));
  for (const rule of rules) {
    sheet.line(1, `${textAt(rule, "host") || "*"}\t`);
    for (const path of listAt(rule, "http", "paths"))
      sheet.line(2, `\t${textAt(path, "path")} \t${backend(session, namespace, at(path, "backend"))}`);
  }
  if (rules.length === 0) sheet.line(1, `*\t*\t${byDefault}`);
  sheet.annotations("Annotations", at(object, "metadata", "annotations"));
  describeEvents(sheet, subject);
  return sheet.text;
};

function addressesOf(ingress: readonly Json[]): string {
  return [
    ...new Set(
      ingress.map((one) => textAt(one, "ip") || textAt(one, "hostname")).filter((one) => one !== ""),
    ),
  ]
    .sort()
    .join(",");
}

function describeTls(sheet: Sheet, tls: readonly Json[]): void {
  if (tls.length === 0) return;
  sheet.line(0, "TLS:");
  for (const one of tls) {
    const hosts = Array.isArray(one["hosts"]) ? one["hosts"].join(",") : "";
    const secret = textAt(one, "secretName");
    sheet.line(1, secret === "" ? `SNI routes ${hosts}` : `${secret} terminates ${hosts}`);
  }
}

function backend(session: Session, namespace: string, value: unknown): string {
  const service = at(value, "service");
  if (isJson(service)) return serviceBackend(session, namespace, service);
  const resource = at(value, "resource");
  if (!isJson(resource)) return "";
  return `APIGroup: ${textAt(resource, "apiGroup") || "<none>"}, Kind: ${textAt(resource, "kind")}, Name: ${textAt(resource, "name")}`;
}

function serviceBackend(session: Session, namespace: string, service: Json): string {
  const name = textAt(service, "name");
  const [number, portName] = [textAt(service, "port", "number"), textAt(service, "port", "name")];
  const title = `${name}:${number || portName}`;
  try {
    const slices = slicesOf(session, namespace, name);
    const found = session.client.get({ resource: session.discovery.named("services"), namespace, name });
    const ports = listAt(found, "spec", "ports").filter((port) =>
      number === "" ? portName !== "" && textAt(port, "name") === portName : textAt(port, "port") === number,
    );
    return `${title} (${endpointsText(slices, textAt(ports.at(-1), "name"))})`;
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    return `${title} (<error: ${error.message}>)`;
  }
}

export const describeIngressClass: Describer = (subject) => {
  const { object } = subject;
  const sheet = new Sheet();
  sheet.head(object, { namespaced: false });
  sheet.field(0, "Controller", textAt(object, "spec", "controller"));
  const parameters = at(object, "spec", "parameters");
  if (isJson(parameters)) {
    sheet.line(0, "Parameters:");
    if (parameters["apiGroup"] !== undefined) sheet.field(1, "APIGroup", textAt(parameters, "apiGroup"));
    sheet.field(1, "Kind", textAt(parameters, "kind"));
    sheet.field(1, "Name", textAt(parameters, "name"));
  }
  describeEvents(sheet, subject);
  return sheet.text;
};
