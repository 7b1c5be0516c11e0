import type { KubernetesObject } from "../engine/index.ts";
import { parsePort } from "./destination.ts";
import { StepError } from "./errors.ts";
import type { Table } from "./registry.ts";
import { type Row, rowsOf } from "./table.ts";

export const WORKLOADS_EXAMPLE: string = [
  "Given these workloads:",
  "  | name     | namespace | labels       | ports                | replicas | node   |",
  "  | frontend | shop      | app=frontend |                      |          |        |",
  "  | api      | shop      | app=api      | http:8080/TCP, 53/UDP | 2        | node-1 |",
].join("\n");

interface DeploymentObject extends KubernetesObject {
  readonly spec: object;
}

/** One Deployment a row. Labels default to `app=NAME`, the namespace to the current one. */
export function deploymentsOf(table: Table, namespace: string): readonly DeploymentObject[] {
  const rows = rowsOf(table, ["name"], ["namespace", "labels", "ports", "replicas", "node"]);
  const seen = new Set<string>();
  return rows.map((row, index) => {
    try {
      const deployment = deploymentOf(row, namespace);
      const id = `${deployment.metadata.namespace}/${deployment.metadata.name}`;
      if (seen.has(id)) throw new StepError(`${id} stands in the table twice`);
      seen.add(id);
      return deployment;
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      throw new StepError(`row ${index + 1} of the workloads: ${error.message}`);
    }
  });
}

function deploymentOf(row: Row, current: string): DeploymentObject {
  const {
    name = "",
    namespace = "",
    labels: labelCell = "",
    ports: portCell = "",
    replicas = "",
    node = "",
  } = row;
  if (name === "") throw new StepError("the name is empty");
  if (!/^\d*$/.test(replicas)) throw new StepError(`replicas is "${replicas}"; write a number`);
  const labels = labelCell === "" ? { app: name } : parseLabels(labelCell);
  const ports = cellsOf(portCell).map(parseContainerPort);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: namespace === "" ? current : namespace, labels },
    spec: {
      ...(replicas === "" ? {} : { replicas: Number(replicas) }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...(node === "" ? {} : { nodeName: node }),
          containers: [{ name, image: `${name}:latest`, ...(ports.length === 0 ? {} : { ports }) }],
        },
      },
    },
  };
}

function cellsOf(cell: string): readonly string[] {
  return cell
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function parseLabels(cell: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const part of cellsOf(cell)) {
    const match = /^([^=\s]+)=([^=\s]*)$/.exec(part);
    const [, key = "", value = ""] = match ?? [];
    if (match === null) throw new StepError(`"${part}" is no label; write labels as app=web,tier=front`);
    if (Object.hasOwn(labels, key)) throw new StepError(`the label ${key} stands there twice`);
    labels[key] = value;
  }
  return labels;
}

function parseContainerPort(text: string): object {
  const match = /^(?:([^:\s]+):)?([^:\s]+)$/.exec(text);
  if (match === null) throw new StepError(`"${text}" is no port; write http:8080/TCP or 53/UDP`);
  const { port, protocol } = parsePort(match[2] ?? "");
  const name = match[1];
  return { ...(name === undefined ? {} : { name }), containerPort: port, protocol };
}
