import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiServer } from "../surfaces/api-server/api-server.ts";

/** What a real kubectl printed, and its exit code. */
export interface KubectlRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The handler behind 127.0.0.1, and a kubeconfig that leads there. */
export interface Loopback {
  readonly url: string;
  readonly kubeconfig: string;
  /** Requests so far, as `GET /api/v1/pods`. */
  readonly requests: readonly string[];
  /** Runs a kubectl against the handler. */
  kubectl(args: readonly string[], stdin?: string): Promise<KubectlRun>;
  close(): Promise<void>;
}

/** Where a real kubectl is; `undefined` where there is none. */
export const KUBECTL: string | undefined = ["/usr/bin/kubectl", "/usr/local/bin/kubectl"].find(existsSync);

const isWatch = (path: string): boolean => /[?&]watch=(true|1)(&|$)/.test(path);

/** Serves the handler until it is closed; `program` is the kubectl to run. */
export async function startLoopback(
  server: ApiServer,
  program: string = KUBECTL ?? "kubectl",
): Promise<Loopback> {
  const requests: string[] = [];
  const stops = new Set<() => void>();
  const http = createServer((request, response) => {
    const path = request.url ?? "/";
    requests.push(`${request.method} ${path}`);
    if (request.method === "GET" && isWatch(path)) stream(server, request, response, stops);
    else void answer(server, request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const folder = mkdtempSync(join(tmpdir(), "podwire-loopback-"));
  const kubeconfig = join(folder, "config");
  writeFileSync(kubeconfig, configFor(url));
  const env = { ...process.env, KUBECONFIG: kubeconfig, HOME: folder, TZ: "UTC" };
  return {
    url,
    kubeconfig,
    requests,
    kubectl: (args, stdin) => run(program, ["--cache-dir", join(folder, "cache"), ...args], env, stdin),
    close: async () => {
      for (const stop of stops) stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configFor(server: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "podwire",
    contexts: [{ name: "podwire", context: { cluster: "podwire", user: "podwire" } }],
    clusters: [{ name: "podwire", cluster: { server } }],
    users: [{ name: "podwire", user: {} }],
  });
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
  );
}

async function answer(server: ApiServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const isBinary = (request.headers["content-type"] ?? "").includes("protobuf");
  const body = isBinary ? new Uint8Array(bytes) : bytes.toString("utf8");
  const { method = "GET", url = "/" } = request;
  const asked = { method, path: url, headers: headersOf(request) };
  const reply = server.handle(bytes.length === 0 ? asked : { ...asked, body });
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

/** One JSON object a line. Headers go out at once, or clients wait for the first event with their time-outs off. */
function stream(
  server: ApiServer,
  request: IncomingMessage,
  response: ServerResponse,
  stops: Set<() => void>,
): void {
  const { url = "/" } = request;
  const early: string[] = [];
  let write = (line: string): void => void early.push(line);
  const stop = server.watch({ method: "GET", path: url, headers: headersOf(request) }, (event) =>
    write(`${JSON.stringify(event)}\n`),
  );
  if (typeof stop !== "function") {
    response.writeHead(stop.status, stop.headers).end(stop.body);
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  write = (line) => void response.write(line);
  for (const line of early) write(line);
  const seconds = Number(/[?&]timeoutSeconds=(\d+)/.exec(url)?.[1] ?? "0");
  const timer = seconds > 0 ? setTimeout(() => end(), seconds * 1000) : undefined;
  const end = (): void => {
    stop();
    stops.delete(end);
    clearTimeout(timer);
    response.end();
  };
  stops.add(end);
  response.on("close", end);
}

function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdin: string | undefined,
): Promise<KubectlRun> {
  return new Promise((resolve) => {
    const options = { env, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ stdout, stderr, code });
    });
    child.stdin?.end(stdin ?? "");
  });
}
