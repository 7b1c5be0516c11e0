import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Label, dns1123Subdomain } from "../formats.ts";
import { validateCidr } from "../ip-validation.ts";
import { validateMetadata } from "../metadata.ts";
import type { ConfigMap, Secret, ServiceAccount } from "./config.ts";
import type { Namespace } from "./namespace.ts";
import type { Node } from "./node.ts";

const KEY = /^[-._a-zA-Z0-9]+$/;
const KEY_WORDS =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

export function validateConfigMap({ metadata, data = {} }: ConfigMap, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  validateKeys(Object.keys(data), ["data"], errors);
}

export function validateSecret({ metadata, data = {}, stringData = {} }: Secret, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  validateKeys(Object.keys(data), ["data"], errors);
  validateKeys(Object.keys(stringData), ["stringData"], errors);
}

function validateKeys(keys: readonly string[], path: FieldPath, errors: FieldErrors): void {
  for (const key of keys) if (!KEY.test(key)) errors.invalid([...path, key], key, KEY_WORDS);
}

export function validateServiceAccount({ metadata }: ServiceAccount, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
}

export function validateNamespace({ metadata }: Namespace, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Label, errors);
}

/** `ValidateNode`, the fields that networking reads. */
export function validateNode({ metadata, spec = {} }: Node, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  for (const [index, text] of (spec.podCIDRs ?? []).entries())
    validateCidr(text, ["spec", "podCIDRs", index], errors);
  for (const [index, { key, effect }] of (spec.taints ?? []).entries()) {
    const path = ["spec", "taints", index];
    if (!key) errors.required([...path, "key"]);
    if (!TAINT_EFFECTS.includes(effect)) errors.notSupported([...path, "effect"], effect, TAINT_EFFECTS);
  }
}
