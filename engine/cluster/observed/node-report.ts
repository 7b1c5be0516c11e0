import type { Node } from "../../api/core/node.ts";
import type { Profile } from "../profile.ts";

/** A machine that has room for whatever an example asks for; 110 pods is the kubelet's default (`maxPods`). */
const ROOM = { cpu: "8", memory: "32Gi", "ephemeral-storage": "100Gi", pods: "110" };

/** What a kubelet says of its node besides addresses. */
export function nodeReport({ metadata }: Node, profile: Profile): Readonly<Record<string, unknown>> {
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
  return { conditions: [{ ...ready, status: "True" }], nodeInfo, capacity: ROOM, allocatable: ROOM };
}
