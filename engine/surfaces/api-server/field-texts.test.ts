import { describe, expect, it } from "vitest";
import { fieldTypes } from "../../api/fields.ts";
import { fieldText, typeText } from "./field-texts.ts";
import { schemasOf } from "./openapi-schemas.ts";
import { RESOURCES } from "./resources.ts";
import type { JsonObject } from "./schema/json.ts";
import { EDGE_TEXTS } from "./texts/edge.ts";
import { OPENSHIFT_TEXTS } from "./texts/openshift.ts";
import { POD_TEXTS } from "./texts/pods.ts";
import { SERVICE_TEXTS } from "./texts/services.ts";
import { WORKLOAD_TEXTS } from "./texts/workloads.ts";

const TEXTS = [SERVICE_TEXTS, EDGE_TEXTS, POD_TEXTS, WORKLOAD_TEXTS, OPENSHIFT_TEXTS].join("");

describe("what fields are for", () => {
  it("is said of types and fields that there are, once", () => {
    const seen = new Set<string>();
    let type = "";
    for (const line of TEXTS.split("\n").filter((one) => one !== "")) {
      const [, indent, name = ""] = /^( {2})?([\w.]+)!?(?: \{[^}]*\})?: \S/.exec(line) ?? [];
      expect(name, line).not.toBe("");
      if (indent === undefined) type = name;
      const place = indent === undefined ? type : `${type}.${name}`;
      expect(seen.has(place), place).toBe(false);
      seen.add(place);
      expect(Object.keys(fieldTypes(type) ?? {}), place).toEqual(
        indent === undefined ? expect.any(Array) : expect.arrayContaining([name]),
      );
    }
    expect(seen.size).toBeGreaterThan(400);
  });

  it.each([
    ...["ServiceSpec", "ServicePort", "EndpointSlice", "Endpoint", "DiscoveryEndpointPort", "IngressSpec"],
    ...[
      "HTTPIngressPath",
      "NetworkPolicySpec",
      "NetworkPolicyPeer",
      "NetworkPolicyPort",
      "IPBlock",
      "PolicyRule",
    ],
    ...["RouteSpec", "TLSConfig", "EgressFirewallRule", "EgressIPSpec", "ContainerPort", "PodDNSConfig"],
  ])("is said of every field of %s", (type) => {
    expect(typeText(type)).toBeDefined();
    const silent = Object.keys(fieldTypes(type) ?? {}).filter(
      (field) => fieldText(type, field) === undefined,
    );
    expect(silent).toEqual([]);
  });

  it("is said of every field of Gateway API's kinds", () => {
    const served = RESOURCES.filter(({ group, version }) => group.startsWith("gateway.") && version === "v1");
    expect(served.length).toBeGreaterThan(5);
    for (const resource of served) {
      const schemas = Object.entries(schemasOf([resource]));
      const root = schemas.find(([name]) => name.endsWith(`.${resource.kind}`))?.[1];
      expect(silentFields(root, resource.kind)).toEqual([]);
    }
  });
});

/** Paths of fields without a description, below a schema. */
function silentFields(schema: JsonObject | undefined, path: string): readonly string[] {
  const inner = schema?.["items"] ?? schema?.["additionalProperties"];
  if (inner !== undefined) return silentFields(inner as JsonObject, path);
  const fields = Object.entries((schema?.["properties"] ?? {}) as Record<string, JsonObject>);
  return fields.flatMap(([name, own]) => [
    ...(typeof own["description"] === "string" ? [] : [`${path}.${name}`]),
    ...silentFields(own, `${path}.${name}`),
  ]);
}
