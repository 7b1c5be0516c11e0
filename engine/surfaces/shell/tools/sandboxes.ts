import { sha256 } from "@noble/hashes/sha2.js";
import { parseTimestamp } from "../../../values/clock.ts";
import type { ToolWorld } from "../tool.ts";

/** What a container runtime holds of a pod. */
export interface Sandbox {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly ready: boolean;
  readonly name: string;
  readonly namespace: string;
  readonly containers: readonly RunningContainer[];
}

export interface RunningContainer {
  readonly id: string;
  readonly image: string;
  readonly name: string;
  readonly running: boolean;
  readonly attempt: number;
}

interface Status {
  readonly name: string;
  readonly image?: string;
  readonly imageID?: string;
  readonly containerID?: string;
  readonly restartCount?: number;
  readonly state?: { readonly running?: unknown; readonly terminated?: unknown };
}

interface Item {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid?: string;
    readonly creationTimestamp?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly Status[];
    readonly initContainerStatuses?: readonly Status[];
  };
}

/** The youngest first, as the runtime lists them. What never ran has no container. */
export function sandboxesAt({ api, place }: ToolWorld): readonly Sandbox[] {
  if (place.kind !== "node") return [];
  const path = `/api/v1/pods?fieldSelector=spec.nodeName=${place.name}`;
  const { items = [] } = JSON.parse(api({ method: "GET", path, headers: {} }).body) as {
    readonly items?: readonly Item[];
  };
  const sandboxes = items.map(({ metadata, status = {} }): Sandbox => {
    const { name, namespace, uid = "", creationTimestamp = "" } = metadata;
    const key = `${uid} ${namespace}/${name}`;
    const statuses = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
    return {
      ...{ name, namespace, id: idOf(key), created: (parseTimestamp(creationTimestamp) ?? 0) / 1000 },
      ready: status.phase === "Running",
      containers: statuses
        .filter(({ state }) => state?.running !== undefined || state?.terminated !== undefined)
        .map((one) => ({
          id: one.containerID?.replace(/^\w+:\/\//, "") ?? idOf(`${key} ${one.name}`),
          image: idOf(one.image ?? ""),
          name: one.name,
          running: one.state?.running !== undefined,
          attempt: one.restartCount ?? 0,
        })),
    };
  });
  return [...sandboxes].sort((a, b) => b.created - a.created);
}

/** An id that stays the same as long as what it names. */
function idOf(key: string): string {
  return [...sha256(new TextEncoder().encode(key))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
