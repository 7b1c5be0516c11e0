import { type ApiResponse, JSON_TYPE, jsonReply } from "./http.ts";
import { API_GROUPS, type ApiGroup, CONNECTIONS, type Resource, splitApiVersion } from "./resources.ts";

/** Kinds of what some subresources take and give, where it is not the parent's own. */
const SUBRESOURCE_KINDS: Readonly<
  Record<string, { readonly group: string; readonly version: string; readonly kind: string }>
> = {
  scale: { group: "autoscaling", version: "v1", kind: "Scale" },
  eviction: { group: "policy", version: "v1", kind: "Eviction" },
  attach: { group: "", version: "v1", kind: "PodAttachOptions" },
  exec: { group: "", version: "v1", kind: "PodExecOptions" },
  portforward: { group: "", version: "v1", kind: "PodPortForwardOptions" },
};

function subresourceVerbs(subresource: string): readonly string[] {
  if (subresource === "log") return ["get"];
  if (subresource === "eviction") return ["create"];
  if (CONNECTIONS.has(subresource)) return ["create", "get"];
  if (subresource === "finalize") return ["update"];
  return ["get", "patch", "update"];
}

/** `GET /api/v1` and `GET /apis/GROUP/VERSION`; `undefined` when nothing is served there. */
export function resourceList(apiVersion: string): ApiResponse | undefined {
  const found = API_GROUPS.flatMap(({ versions }) => versions).find(
    (version) => version.apiVersion === apiVersion,
  );
  if (found === undefined) return undefined;
  return jsonReply(200, {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: apiVersion,
    resources: found.resources.flatMap(plainResources),
  });
}

function plainResources(resource: Resource): readonly unknown[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories, subresources } = resource;
  const names = shortNames.length > 0 ? { shortNames } : {};
  const groups = categories.length > 0 ? { categories } : {};
  return [
    { name: plural, singularName: singular, namespaced, kind, verbs, ...names, ...groups },
    ...subresources.map((subresource) => ({
      name: `${plural}/${subresource}`,
      singularName: "",
      namespaced,
      ...(SUBRESOURCE_KINDS[subresource] ?? { kind }),
      verbs: subresourceVerbs(subresource),
    })),
  ];
}

/** `GET /api` in the form that the client asks for. */
export function coreVersions(accept: string): ApiResponse {
  const aggregated = aggregatedVersion(accept);
  if (aggregated !== undefined)
    return aggregatedReply(
      aggregated,
      API_GROUPS.filter(({ name }) => name === ""),
    );
  return jsonReply(200, {
    kind: "APIVersions",
    versions: ["v1"],
    serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: "" }],
  });
}

/** `GET /apis` in the form that the client asks for. */
export function groupList(accept: string): ApiResponse {
  const named = API_GROUPS.filter(({ name }) => name !== "");
  const aggregated = aggregatedVersion(accept);
  if (aggregated !== undefined) return aggregatedReply(aggregated, named);
  return jsonReply(200, { kind: "APIGroupList", apiVersion: "v1", groups: named.map(groupOf) });
}

/** `GET /apis/GROUP`. */
export function groupNamed(name: string): ApiResponse | undefined {
  const group = API_GROUPS.find((one) => one.name === name && name !== "");
  return group === undefined
    ? undefined
    : jsonReply(200, { kind: "APIGroup", apiVersion: "v1", ...groupOf(group) });
}

function groupOf({ name, versions }: ApiGroup): { readonly name: string } {
  const all = versions.map(({ apiVersion }) => ({
    groupVersion: apiVersion,
    version: splitApiVersion(apiVersion).version,
  }));
  return { name, ...{ versions: all, preferredVersion: all[0] } };
}

/** `v2` or `v2beta1` when the client takes the aggregated form; what it lists first wins. */
function aggregatedVersion(accept: string): string | undefined {
  for (const part of accept.split(",")) {
    if (!part.includes("g=apidiscovery.k8s.io") || !part.includes("as=APIGroupDiscoveryList")) continue;
    const version = /v=(v2beta1|v2)(;|$)/.exec(part.trim())?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

function aggregatedReply(version: string, groups: readonly ApiGroup[]): ApiResponse {
  const items = groups.map(({ name, versions }) => ({
    metadata: { name, creationTimestamp: null },
    versions: versions.map(({ apiVersion, resources }) => ({
      version: splitApiVersion(apiVersion).version,
      resources: resources.map(aggregatedResource),
      freshness: "Current",
    })),
  }));
  const body = {
    kind: "APIGroupDiscoveryList",
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items,
  };
  const type = `${JSON_TYPE};g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
  return { status: 200, headers: { "content-type": type }, body: JSON.stringify(body) };
}

function aggregatedResource(resource: Resource): unknown {
  const { group, version, kind, plural, singular, namespaced, verbs, shortNames, categories } = resource;
  const subresources = resource.subresources.map((subresource) => ({
    subresource,
    responseKind: SUBRESOURCE_KINDS[subresource] ?? { group, version, kind },
    verbs: subresourceVerbs(subresource),
  }));
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}
