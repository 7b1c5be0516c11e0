import { type FieldPath, formatFieldPath } from "../../values/source.ts";
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
import type { RouterHttpHeaders } from "./ingress-controller.ts";
import { oneOf, requiredOneOf, withinLength } from "./schema-rules.ts";

const SIDES = ["request", "response"] as const;
type Side = (typeof SIDES)[number];

const POLICIES = ["Append", "Replace", "IfNone", "Never"];
const ACTIONS = ["spec", "httpHeaders", "actions"];
const NAME_PATTERN = "^[-!#$%&'*+.0-9A-Z^_`a-z|~]+$";

function valueWords(side: Side): string {
  const fetch = side === "request" ? "req.hdr" : "res.hdr";
  return `Either the header value provided is not in correct format or the sample fetcher/converter specified is not allowed. The dynamic header value will be interpreted as an HAProxy format string as defined in http://cbonte.github.io/haproxy-dconv/2.6/configuration.html#8.2.6 and may use HAProxy's %[] syntax and otherwise must be a valid HTTP header value as defined in https://datatracker.ietf.org/doc/html/rfc7230#section-3.2. Sample fetchers allowed are ${fetch}, ssl_c_der. Converters allowed are lower, base64.`;
}

/** What the schema says of `spec.httpHeaders`. */
export function validateRouterHeaders(headers: RouterHttpHeaders | undefined, errors: FieldErrors): void {
  const { forwardedHeaderPolicy, actions = {} } = headers ?? {};
  oneOf(forwardedHeaderPolicy, POLICIES, ["spec", "httpHeaders", "forwardedHeaderPolicy"], errors);
  for (const side of SIDES) {
    const path = [...ACTIONS, side];
    const list = actions[side] ?? [];
    if (list.length > MAX_ACTIONS) errors.tooMany(path, list.length, MAX_ACTIONS);
    const names = list.map(({ name }) => name);
    for (const [index, action] of list.entries()) {
      validateAction(action, [...path, index], errors);
      if (names.indexOf(action.name) < index) errors.duplicate([...path, index], { name: action.name });
    }
  }
}

function validateAction(
  { name, action }: Partial<HttpHeaderAction>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const at = [...path, "name"];
  withinLength(name, MAX_NAME_LENGTH, at, errors);
  if (name && !isHeaderName(name)) {
    errors.invalid(at, name, `${formatFieldPath(at)} in body should match '${NAME_PATTERN}'`);
  }
  if (action === undefined) {
    errors.required([...path, "action"]);
    return;
  }
  requiredOneOf(action.type, ["Set", "Delete"], [...path, "action", "type"], errors);
  if (action.set === undefined) return;
  withinLength(action.set.value, MAX_VALUE_LENGTH, [...path, "action", "set", "value"], errors);
}

/** The CEL rules of the same fields. */
export function checkRouterHeaderRules(headers: RouterHttpHeaders | undefined, errors: FieldErrors): void {
  for (const side of SIDES) {
    const path = [...ACTIONS, side];
    const list = headers?.actions?.[side] ?? [];
    for (const [index, { name, action }] of list.entries()) {
      const lower = name.toLowerCase();
      if ([...RESERVED_HEADERS, "host"].includes(lower)) {
        const words = `${lower} header may not be modified via header actions`;
        errors.invalid([...path, index, "name"], name, words);
      }
      if ((action.type === "Set") !== (action.set !== undefined)) {
        const words = "set is required when type is Set, and forbidden otherwise";
        errors.invalidWhole([...path, index, "action"], words);
      }
    }
    const isBad = ({ action }: HttpHeaderAction): boolean =>
      action.type !== "Delete" && !isHeaderValue(action.set?.value ?? "", side);
    if (list.some(isBad)) errors.invalidWhole(path, valueWords(side));
  }
}
