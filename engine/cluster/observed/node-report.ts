import type { Node } from "../../api/core/node.ts";
import type { ClusterView } from "../view.ts";

/** A machine that has room for whatever an example asks for; 110 pods is the kubelet's default (`maxPods`). */
const ROOM = { cpu: "8", memory: "32Gi", "ephemeral-storage": "100Gi", pods: "110" };

interface NodeReport {
  readonly status: Readonly<Record<string, unknown>>;
  readonly from: readonly [];
}

/** What a kubelet says of its node besides addresses. */
export function nodeReport({ profile }: ClusterView, { metadata }: Node): NodeReport {
  const time = {
    lastHeartbeatTime: metadata.creationTimestamp,
    lastTransitionTime: metadata.creationTimestamp,
  };
  const ready = {
    type: "Ready",
    ...time,
    reason: "KubeletReady",
    message: "kubelet is posting ready status",
  };
  const nodeInfo = {
    kubeletVersion: `v${profile.kubernetes}.0`,
    kubeProxyVersion: "",
    operatingSystem: "linux",
    architecture: "amd64",
    machineID: "",
    systemUUID: "",
    bootID: "",
    kernelVersion: "",
    osImage: "",
    containerRuntimeVersion: "",
  };
  return {
    status: { conditions: [{ ...ready, status: "True" }], nodeInfo, capacity: ROOM, allocatable: ROOM },
    from: [],
  };
}
