import type { Service } from "../../api/core/service.ts";
import { parseCidr } from "../../values/cidr.ts";
import { parseIp, sameIp } from "../../values/ip.ts";

const OLDER = "service.kubernetes.io/topology-aware-hints";
const NEWER = "service.kubernetes.io/topology-mode";

/** `GetWarningsForService` of pkg/api/service: what is accepted, and does not do what one may think. */
export function serviceWarnings({ metadata, spec }: Service): readonly string[] {
  const { type, clusterIP, clusterIPs = [], externalIPs = [], loadBalancerIP = "", externalName = "" } = spec;
  const isHeadless = type === "ClusterIP" && clusterIP === "None";
  const isAlias = type === "ExternalName";
  const ignored = (field: string, holds: boolean): readonly string[] =>
    isHeadless && holds ? [`spec.${field} is ignored for headless services`] : [];
  return [
    ...(metadata.annotations?.[OLDER] === undefined
      ? []
      : [`annotation ${OLDER} is deprecated, please use ${NEWER} instead`]),
    ...(isHeadless ? [] : clusterIPs.flatMap((text, index) => ofAddress(`clusterIPs[${index}]`, text))),
    ...ignored("loadBalancerIP", loadBalancerIP !== ""),
    ...ignored("externalIPs", externalIPs.length > 0),
    ...ignored("SessionAffinity", spec.sessionAffinity === "ClientIP"),
    ...externalIPs.flatMap((text, index) => ofAddress(`externalIPs[${index}]`, text)),
    ...(externalIPs.length > 0 && !isHeadless && !isAlias
      ? ["spec.externalIPs is deprecated and may no longer be implemented in some clusters"]
      : []),
    ...ofAddress("loadBalancerIP", loadBalancerIP),
    ...(spec.loadBalancerSourceRanges ?? []).flatMap((text, index) => ofBlock(text.trim(), index)),
    ...(isAlias && externalIPs.length > 0
      ? ['spec.externalIPs is ignored when spec.type is "ExternalName"']
      : []),
    ...(!isAlias && externalName !== ""
      ? ['spec.externalName is ignored when spec.type is not "ExternalName"']
      : []),
    ...(spec.trafficDistribution === "PreferClose"
      ? ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"']
      : []),
  ];
}

/** `GetWarningsForIP`; IPv4 in other spellings is refused before. */
function ofAddress(field: string, text: string): readonly string[] {
  const ip = parseIp(text);
  if (ip?.family !== "IPv6" || ip.text === text) return [];
  return [`spec.${field}: IPv6 address "${text}" should be in RFC 5952 canonical format ("${ip.text}")`];
}

/** `GetWarningsForCIDR`: bits below the prefix are set, or IPv6 is spelt otherwise than it should be. */
function ofBlock(text: string, index: number): readonly string[] {
  const block = parseCidr(text);
  const [left = "", length = ""] = text.split("/");
  const ip = parseIp(left);
  if (block === undefined || ip === undefined) return [];
  const field = `spec.loadBalancerSourceRanges[${index}]`;
  const canonical = `${block.first.text}/${length}`;
  const single = `${ip.text}/${ip.family === "IPv4" ? 32 : 128}`;
  if (!sameIp(ip, block.first))
    return [
      `${field}: CIDR value "${text}" is ambiguous in this context (should be "${canonical}" or "${single}"?)`,
    ];
  if (ip.family === "IPv4" || text === canonical) return [];
  return [`${field}: IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ("${canonical}")`];
}
