import equal from "fast-deep-equal";
import type { FieldErrors } from "../field-errors.ts";
import { immutable } from "../immutable.ts";
import type { ConfigMap, Secret } from "./config.ts";

const SEALED = "field is immutable when `immutable` is set";

/** `ValidateConfigMapUpdate`. */
export function validateConfigMapUpdate(map: ConfigMap, before: ConfigMap, errors: FieldErrors): void {
  validateSealed(map, before, errors);
}

/** `ValidateSecretUpdate`. */
export function validateSecretUpdate(secret: Secret, before: Secret, errors: FieldErrors): void {
  immutable(secret.type ?? "Opaque", before.type ?? "Opaque", ["type"], errors);
  validateSealed(secret, before, errors);
}

function validateSealed(now: ConfigMap | Secret, before: ConfigMap | Secret, errors: FieldErrors): void {
  if (before.immutable !== true) return;
  if (now.immutable !== true) errors.forbidden(["immutable"], SEALED);
  if (!equal(now.data ?? {}, before.data ?? {})) errors.forbidden(["data"], SEALED);
}
