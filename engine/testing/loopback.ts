import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer, request as httpsRequest } from "node:https";
import { type AddressInfo, createServer as createPlain } from "node:net";

/** What came of one request to a real proxy, as far as it is compared. */
export interface Seen {
  /** Instead of an answer: `closed`, as the engine calls it. */
  readonly ending?: string;
  readonly status?: number;
  /** Of a 200: who answered, and the path it was asked for. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Header of an answer with those of its request. */
export const ASKED = "x-asked";

interface Answering {
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

/** Backends on loopback that say who they are and what they were asked for. */
export class Backends {
  readonly #servers: Server[] = [];
  readonly #cert: string;
  readonly #key: string;

  constructor(cert: string, key: string) {
    this.#cert = cert;
    this.#key = key;
  }

  /** The port that it listens on. */
  async start(name: string, secure: boolean): Promise<number> {
    const answer = (asked: IncomingMessage, response: Answering): void => {
      response.setHeader(ASKED, encodeURIComponent(JSON.stringify(asked.headers)));
      response.end(`${name} ${(asked.url ?? "").replace(/\?.*$/, "")}`);
    };
    const server = secure
      ? createSecureServer({ cert: this.#cert, key: this.#key }, answer)
      : createServer(answer);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  stop(): void {
    for (const server of this.#servers) server.close();
  }
}

export async function freePort(): Promise<number> {
  const server = createPlain();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** One request with this Host, and over TLS with its name in the hello. */
export function ask(
  scheme: "http" | "https",
  port: number,
  host: string,
  path: string,
  names: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  return new Promise((resolve) => {
    const base = { host: "127.0.0.1", port, path, headers: { ...more, host }, agent: false } as const;
    const take = (response: IncomingMessage): void => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response;
        const seen = names.flatMap((name) =>
          headers[name] === undefined ? [] : [[name, [headers[name]].flat().join()]],
        );
        resolve({ status, ...(status === 200 ? { body } : {}), headers: Object.fromEntries(seen) });
      });
    };
    const servername = host.replace(/:\d+$/, "").replace(/\.$/, "");
    const sent =
      scheme === "http"
        ? httpRequest(base, take)
        : httpsRequest({ ...base, servername, rejectUnauthorized: false }, take);
    sent.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ ending: error.code === "ECONNREFUSED" ? "refused" : "closed" });
    });
    sent.end();
  });
}

export async function untilItAnswers(once: () => Promise<Seen>): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    if ((await once()).status !== undefined) return;
    await new Promise((later) => setTimeout(later, 30));
  }
  throw new Error("the proxy does not answer");
}
