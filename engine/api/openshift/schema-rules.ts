import type { LabelSelector } from "../../values/label-selector.ts";
import { type FieldPath, formatFieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";

/*
 * Custom resources are checked by their OpenAPI schema, whose words differ from those of the built-in kinds
 * (apiextensions-apiserver pkg/apiserver/validation, kube-openapi pkg/validation/errors).
 */

export function oneOf(
  value: string | undefined,
  values: readonly string[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (value !== undefined && !values.includes(value)) errors.notInEnum(path, value, values);
}

export function requiredOneOf(
  value: string | undefined,
  values: readonly string[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (value === undefined) errors.required(path);
  else oneOf(value, values, path, errors);
}

export function withinRange(
  value: number | undefined,
  [least, most]: readonly [number, number],
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (value === undefined) return;
  const place = `${formatFieldPath(path)} in body`;
  if (value < least) errors.invalid(path, value, `${place} should be greater than or equal to ${least}`);
  if (value > most) errors.invalid(path, value, `${place} should be less than or equal to ${most}`);
}

/** A text that is there, of at least one character and at most so many. */
export function withinLength(
  value: string | undefined,
  most: number,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (value === undefined) errors.required(path);
  else if (value === "") {
    errors.invalid(path, value, `${formatFieldPath(path)} in body should be at least 1 chars long`);
  } else if (value.length > most) errors.tooLong(path, most);
}

const BLOCKING: ReadonlySet<string> = new Set([
  "field-required",
  "field-unsupported",
  "field-too-long",
  "field-too-many",
]);

/** CEL rules are asked only of an object whose shape is right (`hasBlockingErr` of the custom resource strategy). */
export function hasRightShape(errors: FieldErrors): boolean {
  return !errors.problems.some(({ code }) => BLOCKING.has(code));
}

/** The schema asks for the two fields and for no more: a wrong operator gets through, and the operator complains. */
export function validateSelector(
  selector: LabelSelector | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [index, expression] of (selector?.matchExpressions ?? []).entries()) {
    for (const key of ["key", "operator"] as const) {
      if (expression[key] === undefined) errors.required([...path, "matchExpressions", index, key]);
    }
  }
}
