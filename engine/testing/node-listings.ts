import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Cluster, profileNamed, withChoice } from "../index.ts";
import { Shell } from "../surfaces/shell/index.ts";

/** Services of every kind, and pods behind them. */
export const SERVICES: string = readFileSync(
  resolve(import.meta.dirname, "../network/functions/service-proxy/render/services.yaml"),
  "utf8",
);

/** Ports, protocols and sources whose order, names and union a tool decides otherwise than one would read them. */
export const ORDERS = `
apiVersion: v1
kind: Service
metadata: { name: many, namespace: ns }
spec:
  type: LoadBalancer
  clusterIP: 10.96.40.40
  selector: { app: w }
  loadBalancerSourceRanges: [192.168.1.0/24, 10.1.0.0/16, 192.168.0.0/24, 10.0.0.0/8, 1.2.3.4/32, 172.16.0.0/16, 172.17.0.0/17]
  ports:
    - { name: a, port: 443, nodePort: 30256 }
    - { name: b, port: 8080, nodePort: 30500 }
    - { name: c, port: 256, protocol: UDP, nodePort: 30501 }
    - { name: d, port: 8080, protocol: SCTP, nodePort: 30500 }
status: { loadBalancer: { ingress: [{ ip: 9.9.0.1 }, { ip: 9.8.1.0 }] } }
---
apiVersion: v1
kind: Service
metadata: { name: sticky, namespace: ns }
spec:
  clusterIP: 10.96.40.41
  selector: { app: w }
  sessionAffinity: ClientIP
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 86399 } }
  ports: [{ port: 80 }]
`;

/** A dual-stack cluster unless a choice says otherwise. */
export function clusterOf(input: string, ...choices: readonly string[]): Cluster {
  const all = ["ip-families=IPv4,IPv6", ...choices];
  return Cluster.load(input, { profile: all.reduce(withChoice, profileNamed("kubeadm")) });
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs a line in a network of its own, after `load` has read the input there. */
export function runReal(load: string, input: string, line: string): Ran {
  const script = ["-n", "sh", "-c", `${load} || exit 99; ${line}`];
  const { stdout, stderr, status } = spawnSync("unshare", script, { input, encoding: "utf8" });
  return { stdout, stderr, exitCode: status };
}

/** The same line in our shell, on a node. */
export async function runOwn(cluster: Cluster, node: string, line: string): Promise<Ran> {
  const { stdout, stderr, exitCode } = await new Shell(cluster, {}).exec(`ssh ${node} '${line}'`);
  return { stdout, stderr, exitCode };
}
