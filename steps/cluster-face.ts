import type { Cluster, ClusterOptions, ManifestInput } from "../engine/index.ts";

/** What the steps use of a cluster: its public face, so that a test can stand in for it. */
export type ClusterFace = Pick<Cluster, keyof Cluster>;

export type LoadCluster = (input: ManifestInput, options?: ClusterOptions) => ClusterFace;
