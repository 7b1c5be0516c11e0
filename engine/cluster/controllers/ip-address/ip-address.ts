import type { Service } from "../../../api/core/service.ts";
import type { AnyKind } from "../../../api/kinds.ts";
import type { IPAddress } from "../../../api/networking/service-cidr.ts";
import { canonicalIp } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import type { Changes } from "../../store.ts";

const FAMILY_LABEL = "ipaddress.kubernetes.io/ip-family";
const MANAGED_BY_LABEL = "ipaddress.kubernetes.io/managed-by";
const MANAGER = "ipallocator.k8s.io";

/** An IPAddress for every cluster IP; those whose Service is gone, or has another address, go too. */
export const ipAddress: Controller = {
  name: "ip-address",
  watches: ["Service", "IPAddress"],
  settles: true,
  reconcile: (plane, changes) => {
    for (const name of addressNames(plane, changes)) {
      const object = plane.get("IPAddress", undefined, name);
      if (object !== undefined && isOurs(object) && !isHeld(plane, object)) plane.remove(object);
    }
    for (const service of services(plane, changes))
      for (const text of addressesOf(service)) {
        if (plane.get("IPAddress", undefined, text) === undefined) plane.put(addressObject(service, text));
      }
  },
};

function addressesOf({ spec }: Service): readonly string[] {
  return (spec.clusterIPs ?? []).flatMap((text) => canonicalIp(text) ?? []);
}

function isOurs({ metadata }: IPAddress): boolean {
  return metadata.labels?.[MANAGED_BY_LABEL] === MANAGER;
}

function isHeld(plane: ControlPlane, { metadata, spec }: IPAddress): boolean {
  const { namespace, name } = spec.parentRef;
  const service = plane.get("Service", namespace, name);
  return service !== undefined && addressesOf(service).includes(metadata.name);
}

/** Addresses that somebody may have left, or taken away. */
function addressNames(plane: ControlPlane, changes: Changes): ReadonlySet<string> {
  const own = changes.of("IPAddress");
  const others = changes.of("Service");
  if (own === undefined || others === undefined)
    return new Set(plane.list("IPAddress").map(({ metadata }) => metadata.name));
  const left = others.flatMap(({ before }) => (before?.kind === "Service" ? addressesOf(before) : []));
  return new Set([...left, ...own.flatMap(({ before, after }) => (after ?? before)?.metadata.name ?? [])]);
}

/** Services that have to be looked at: those that changed, and those whose IPAddress did. */
function services(plane: ControlPlane, changes: Changes): readonly Service[] {
  const own = changes.of("Service");
  const others = changes.of("IPAddress");
  if (own === undefined || others === undefined) return plane.list("Service");
  const current = (object: AnyKind | undefined): readonly Service[] => {
    if (object?.kind === "IPAddress") {
      const { namespace, name } = object.spec.parentRef;
      return [plane.get("Service", namespace, name)].filter((service) => service !== undefined);
    }
    const { namespace, name } = object?.metadata ?? { name: "" };
    return [plane.get("Service", namespace, name)].filter((service) => service !== undefined);
  };
  const touched = [...own.map(({ after }) => after), ...others.map(({ before }) => before)];
  return [...new Set(touched.flatMap((object) => (object === undefined ? [] : current(object))))];
}

function addressObject({ metadata }: Service, text: string): IPAddress {
  const { namespace = "default", name } = metadata;
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "IPAddress",
    metadata: {
      name: text,
      labels: { [FAMILY_LABEL]: text.includes(":") ? "IPv6" : "IPv4", [MANAGED_BY_LABEL]: MANAGER },
    },
    spec: { parentRef: { group: "", resource: "services", namespace, name } },
  };
}
