import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { type Ran, runOwn, runReal } from "../../testing/node-listings.ts";
import { cannotAsk } from "../../testing/real-programs.ts";
import { Shell } from "./index.ts";

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: default, labels: { app: web } }
spec: { nodeName: worker-1, containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 8080, name: http }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: box, namespace: default }
spec: { containers: [{ name: c, image: "busybox:1.36" }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: default }
spec: { clusterIP: 10.96.0.80, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: none, namespace: default }
spec: { clusterIP: 10.96.0.81, selector: { app: none }, ports: [{ port: 80 }] }
`;

const BUSYBOX = `
wget -S -O- http://10.96.0.80
wget -O- http://10.96.0.80/
wget -qO- http://10.96.0.80
wget -q -S -O /dev/null http://10.96.0.80
wget -S --spider http://10.96.0.80
wget --spider http://10.96.0.80
wget -O saved http://10.96.0.80
wget http://10.96.0.80/some/file.txt
wget -O- http://10.96.0.81
telnet 10.96.0.81 80
telnet 10.96.0.80 80
`;

const GNU = `
wget -O- http://10.96.0.80
wget -S -O- http://10.96.0.80/
wget -qO- http://10.96.0.80
wget -qS -O- http://10.96.0.80
wget -S --spider http://10.96.0.80
wget http://10.96.0.80/some/file.txt
wget -O saved http://10.96.0.80
wget -O- http://10.96.0.81
wget -O- http://10.96.0.81/x?y=z
`;

const linesOf = (text: string): readonly string[] => text.trim().split("\n");

/** Answers one request after another, as shortly as a server can, at the Service's address. */
const SERVE = `
const body = "200 OK from Pod default/web\\n";
const head = "HTTP/1.1 200 OK\\r\\nContent-Length: " + body.length + "\\r\\n\\r\\n";
const { spawn } = require("node:child_process");
require("node:net").createServer((socket) => {
  socket.on("data", (asked) => socket.end(String(asked).startsWith("HEAD") ? head : head + body));
  socket.on("error", () => {});
}).listen(80, "10.96.0.80", () => {
  spawn("sh", ["-c", process.argv[1]], { stdio: ["ignore", "inherit", "inherit"] }).on("exit", (code) => process.exit(code));
});
`;

function real(line: string): Ran {
  const network = "ip link set lo up && ip addr add 10.96.0.80/32 dev lo && ip addr add 10.96.0.81/32 dev lo";
  const folder = 'cd "$(mktemp -d)"';
  return runReal(`${network} && ${folder}`, "", `${process.execPath} -e '${SERVE}' '${line}'`);
}

/** When it was, how fast, how that was drawn, and the one header that our answers go without. */
function comparable({ stdout, stderr, exitCode }: Ran): Ran {
  const words = stderr
    .replace(/command terminated with exit code \d+\n/, "")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "NOW")
    .replace(/ \([\d.]+ [KMG]?B\/s\)/g, "")
    .replace(/^.*%.*\n/gm, "")
    .replace(/^ {2}Content-Length: .*\n/gm, "")
    .replace(/\n{2,}/g, "\n");
  return { stdout, stderr: words, exitCode };
}

const PROGRAMS = {
  "ip -V": /iproute2/,
  "wget -V": /GNU Wget 1\.21/,
  "busybox --help": /BusyBox v1\.3[5-7]\./,
};
const skip = cannotAsk("wget and telnet are", PROGRAMS, "-n");

describe.skipIf(skip)("as the real program", () => {
  it.each(linesOf(BUSYBOX))("in busybox: %s", async (line) => {
    const shell = new Shell(Cluster.load(MANIFESTS), {});
    const { stdout, stderr, exitCode } = await shell.exec(`kubectl exec box -- ${line}`);
    expect(comparable({ stdout, stderr, exitCode })).toEqual(comparable(real(`busybox ${line}`)));
  });

  it.each(linesOf(GNU))("on a node: %s", async (line) => {
    const own = await runOwn(Cluster.load(MANIFESTS), "worker-1", line);
    expect(comparable(own)).toEqual(comparable(real(line)));
  });
});
