import type { LocalObjectReference } from "../../api/gateway/references.ts";
import { readCertificates } from "../../values/certificate.ts";
import type { Reader } from "../remembered.ts";
import { no, type Verdict } from "./reading.ts";

/** PEM of a ConfigMap's `ca.crt`, or why there is none; `oddKind` is the reason for what is no ConfigMap. */
export function authorityOf(
  reader: Reader,
  namespace: string,
  { group, kind, name }: LocalObjectReference,
  oddKind: string,
): string | Verdict {
  if (group !== "" || kind !== "ConfigMap")
    return no(oddKind, `CA certificates come from ConfigMaps, not from ${kind}.${group}`);
  const invalid = (why: string): Verdict =>
    no("InvalidCACertificateRef", `ConfigMap ${namespace}/${name} ${why}`);
  const bundle = reader.get("ConfigMap", namespace, name);
  if (bundle === undefined) return invalid("does not exist");
  const { data = {} } = bundle;
  const text = Object.hasOwn(data, "ca.crt") ? data["ca.crt"] : undefined;
  if (text === undefined) return invalid("has no key ca.crt");
  const read = readCertificates(text);
  return "problem" in read ? invalid(`has ${read.problem} in ca.crt`) : text;
}
