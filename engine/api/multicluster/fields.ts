/** Names and types of the fields of ServiceImport, written from kubernetes-sigs/mcs-api v0.5.0. */
export const MULTICLUSTER_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ServiceImport: {
    apiVersion: "string",
    kind: "string",
    metadata: "ObjectMeta",
    spec: "ServiceImportSpec",
    status: "ServiceImportStatus",
  },
  ServiceImportSpec: {
    type: "string",
    ports: "[]ServiceImportPort",
    ips: "[]string",
    ipFamilies: "[]string",
    sessionAffinity: "string",
    sessionAffinityConfig: "SessionAffinityConfig",
    internalTrafficPolicy: "string",
    trafficDistribution: "string",
  },
  ServiceImportPort: { name: "string", protocol: "string", appProtocol: "string", port: "int32" },
  ServiceImportStatus: { clusters: "[]ServiceImportCluster", conditions: "[]Condition" },
  ServiceImportCluster: { cluster: "string" },
};
