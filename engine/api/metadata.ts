import type { LabelSelector, Labels } from "../values/label-selector.ts";
import type { FieldPath } from "../values/source.ts";
import type { FieldErrors } from "./field-errors.ts";
import { type Format, labelValue, qualifiedName } from "./formats.ts";
import type { ObjectMeta } from "./meta.ts";

/** Total size of all annotations, in bytes (apimachinery `TotalAnnotationSizeLimitB`). */
const ANNOTATION_LIMIT = 256 * 1024;

/** `ValidateObjectMeta`: name, labels, annotations. */
export function validateMetadata(metadata: Partial<ObjectMeta>, name: Format, errors: FieldErrors): void {
  if (!metadata.name) {
    if (!metadata.generateName) errors.required(["metadata", "name"], "name or generateName is required");
  } else {
    for (const words of name(metadata.name)) errors.invalid(["metadata", "name"], metadata.name, words);
  }
  if (metadata.labels !== undefined) validateLabels(metadata.labels, LABELS, errors);
  if (metadata.annotations !== undefined) validateAnnotations(metadata.annotations, errors);
}

const LABELS: FieldPath = ["metadata", "labels"];
const ANNOTATIONS: FieldPath = ["metadata", "annotations"];

function validateAnnotations(annotations: Readonly<Record<string, string>>, errors: FieldErrors): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    for (const words of qualifiedName(key.toLowerCase())) errors.invalid(ANNOTATIONS, key, words);
    size += key.length + value.length;
  }
  if (size > ANNOTATION_LIMIT)
    errors.invalid(ANNOTATIONS, "", `may not be more than ${ANNOTATION_LIMIT} bytes`);
}

export function validateLabels(labels: Labels, path: FieldPath, errors: FieldErrors): void {
  for (const key in labels) {
    const value = labels[key] ?? "";
    for (const words of qualifiedName(key)) errors.invalid(path, key, words);
    for (const words of labelValue(value)) errors.invalid(path, value, words);
  }
}

/** `ValidateLabelSelector` of apimachinery. */
export function validateLabelSelector(selector: LabelSelector, path: FieldPath, errors: FieldErrors): void {
  validateLabels(selector.matchLabels ?? {}, [...path, "matchLabels"], errors);
  for (const [index, { key, operator, values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const at = [...path, "matchExpressions", index];
    switch (operator) {
      case "In":
      case "NotIn":
        if (values.length === 0) {
          errors.required([...at, "values"], "must be specified when `operator` is 'In' or 'NotIn'");
        }
        break;
      case "Exists":
      case "DoesNotExist":
        if (values.length > 0) {
          errors.forbidden(
            [...at, "values"],
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
          );
        }
        break;
      default:
        errors.invalid([...at, "operator"], operator, "not a valid selector operator");
    }
    for (const words of qualifiedName(key ?? "")) errors.invalid([...at, "key"], key, words);
    for (const [which, value] of values.entries()) {
      for (const words of labelValue(value)) errors.invalid([...at, "values", which], value, words);
    }
  }
}
