/** One change of a header, in Routes and IngressControllers alike. */
export interface HttpHeaderAction {
  readonly name: string;
  readonly action: { readonly type: "Set" | "Delete"; readonly set?: { readonly value: string } };
}

/** `request` goes to the pod, `response` to the client. */
export interface HttpHeaderActions {
  readonly request?: readonly HttpHeaderAction[];
  readonly response?: readonly HttpHeaderAction[];
}

export const MAX_ACTIONS = 20;
export const MAX_NAME_LENGTH = 255;
export const MAX_VALUE_LENGTH = 16_384;
/** Headers that no action may touch, in lower case; an IngressController leaves `host` alone, too. */
export const RESERVED_HEADERS: readonly string[] = [
  "strict-transport-security",
  "proxy",
  "cookie",
  "set-cookie",
];

/** A token of RFC 9110. */
const NAME = /^[-!#$%&'*+.0-9A-Z^_`a-z|~]+$/;

export function isHeaderName(text: string): boolean {
  return NAME.test(text);
}

const FLAGS = String.raw`\{[-+]?[QXE](?:,[-+]?[QXE])*\}`;
const CONVERTERS = "(?:,(?:lower|base64))*";
const PLAIN = String.raw`[^%\u0000-\u001f\u007f]`;
const VALUES = { request: valuePattern("req"), response: valuePattern("res") };

/** HAProxy's log format with the few fetches that the router trusts: a header of its own side, the client certificate. */
function valuePattern(side: string): RegExp {
  const fetch = String.raw`(?:${side}\.hdr\([0-9A-Za-z-]+\)|ssl_c_der)`;
  return new RegExp(String.raw`^(?:%(?:%|(?:${FLAGS})?\[${fetch}${CONVERTERS}\])|${PLAIN})+$`);
}

export function isHeaderValue(text: string, side: "request" | "response"): boolean {
  return VALUES[side].test(text);
}
