import { at, isJson, type Json, textAt } from "../server/api.ts";

/** A probe on one line, with its times. */
export function probeText(probe: Json): string {
  const number = (field: string): number => Number(probe[field] ?? 0);
  const times =
    `delay=${number("initialDelaySeconds")}s timeout=${number("timeoutSeconds")}s period=${number("periodSeconds")}s ` +
    `#success=${number("successThreshold")} #failure=${number("failureThreshold")}`;
  const { exec, httpGet, tcpSocket, grpc } = probe as Readonly<Record<string, unknown>>;
  if (isJson(exec)) {
    const command = Array.isArray(exec["command"]) ? exec["command"].map(String) : [];
    return `exec [${command.join(" ")}] ${times}`;
  }
  if (isJson(httpGet)) {
    const host = textAt(httpGet, "host");
    const address = host.includes(":") ? `[${host}]` : host;
    const path = textAt(httpGet, "path");
    const slash = path === "" || path.startsWith("/") ? path : `/${path}`;
    const scheme = textAt(httpGet, "scheme").toLowerCase();
    return `http-get ${scheme === "" ? "" : `${scheme}:`}//${address}:${textAt(httpGet, "port")}${slash} ${times}`;
  }
  if (isJson(tcpSocket))
    return `tcp-socket ${textAt(tcpSocket, "host")}:${textAt(tcpSocket, "port")} ${times}`;
  if (isJson(grpc)) return `grpc <pod>:${textAt(grpc, "port")} ${String(at(grpc, "service") ?? "")} ${times}`;
  return `unknown ${times}`;
}
