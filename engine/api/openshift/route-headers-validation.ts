import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import {
  type HttpHeaderAction,
  isHeaderName,
  isHeaderValue,
  MAX_ACTIONS,
  MAX_NAME_LENGTH,
  MAX_VALUE_LENGTH,
  RESERVED_HEADERS,
} from "./http-headers.ts";
import type { RouteSpec } from "./route.ts";

const SIDES = ["response", "request"] as const;
type Side = (typeof SIDES)[number];

const NAME_WORDS = "name must be a valid HTTP header name as defined in RFC 2616 section 4.2";
const RESERVED_WORDS = `the following headers may not be modified using this API: ${RESERVED_HEADERS.join(", ")}`;

function valueWords(side: Side): string {
  const fetch = side === "request" ? "req.hdr" : "res.hdr";
  return `Either header value provided is not in correct format or the converter specified is not allowed. The dynamic header value  may use HAProxy's %[] syntax and otherwise must be a valid HTTP header value as defined in https://datatracker.ietf.org/doc/html/rfc7230#section-3.2 Sample fetchers allowed are ${fetch}, ssl_c_der. Converters allowed are lower, base64.`;
}

/** `validateHeaders` and its callers in `pkg/route/validation` of openshift/library-go. */
export function validateRouteHeaders({ httpHeaders, tls }: RouteSpec, errors: FieldErrors): void {
  const { actions = {} } = httpHeaders ?? {};
  const count = SIDES.reduce((sum, side) => sum + (actions[side] ?? []).length, 0);
  if (count > 0 && tls?.termination === "passthrough") {
    const words = "only edge and re-encrypt routes are supported for providing customized headers.";
    errors.invalid(["spec", "tls", "termination"], tls.termination, words);
  }
  for (const side of SIDES) {
    const path = ["spec", "httpHeaders", "actions", side];
    const headers = actions[side] ?? [];
    if (headers.length > MAX_ACTIONS) {
      errors.invalid(path, headers, `${side} headers list can't exceed ${MAX_ACTIONS} items`);
      continue;
    }
    const names = headers.map(({ name = "" }: Partial<HttpHeaderAction>) => name);
    for (const [index, header] of headers.entries()) {
      const at = [...path, index];
      const name = names[index] ?? "";
      if (names.indexOf(name) < index) errors.duplicate([...at, "name"], name);
      validateName(name, [...at, "name"], errors);
      validateAction(header.action ?? {}, side, [...at, "action"], errors);
    }
  }
}

function validateName(name: string, path: FieldPath, errors: FieldErrors): void {
  if (name === "") errors.required(path);
  else if (name.length > MAX_NAME_LENGTH) {
    errors.invalid(path, name, `name exceeds the maximum length, which is ${MAX_NAME_LENGTH}`);
  } else if (RESERVED_HEADERS.includes(name.toLowerCase())) errors.forbidden(path, RESERVED_WORDS);
  else if (!isHeaderName(name)) errors.invalid(path, name, NAME_WORDS);
}

function validateAction(
  { type = "" as "Set", set }: Partial<HttpHeaderAction["action"]>,
  side: Side,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (!["Set", "Delete"].includes(type)) {
    errors.invalid([...path, "type"], type, 'type must be "Set" or "Delete"');
  }
  if ((type === "Set") !== (set !== undefined)) {
    errors.required([...path, "set"], "set is required when type is Set, and forbidden otherwise");
  }
  if (set === undefined) return;
  const at = [...path, "set", "value"];
  const { value = "" } = set as Partial<typeof set>;
  if (value === "") errors.required(at);
  else if (value.length > MAX_VALUE_LENGTH) {
    errors.invalid(at, value, `value exceeds the maximum length, which is ${MAX_VALUE_LENGTH}`);
  } else if (!isHeaderValue(value, side)) errors.invalid(at, value, valueWords(side));
}
