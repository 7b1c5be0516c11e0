import { isDns1123Label, isDns1123Subdomain } from "../values/hostname.ts";

/** What a text is not, in the words of apimachinery's `validation` package; empty when it is fine. */
export type Format = (text: string) => readonly string[];

const LABEL_WORDS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const DNS1035_WORDS =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const QUALIFIED_WORDS =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const LABEL_VALUE_WORDS =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const WILDCARD_WORDS =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Nothing is wrong; most texts are fine, and nothing is made to say so. */
const FINE: readonly string[] = [];

function tooLong(text: string, most: number): readonly string[] {
  return text.length > most ? [`must be no more than ${most} characters`] : [];
}

export const dns1123Label: Format = (text) =>
  isDns1123Label(text)
    ? FINE
    : [...tooLong(text, 63), ...(isDns1123Label(text.slice(0, 63)) ? [] : [labelWords(text)])];

function labelWords(text: string): string {
  return isDns1123Subdomain(text) ? "must not contain dots" : LABEL_WORDS;
}

export const dns1123Subdomain: Format = (text) =>
  isDns1123Subdomain(text) ? FINE : [...tooLong(text, 253), ...(text.length > 253 ? [] : [SUBDOMAIN_WORDS])];

/** `IsWildcardDNS1123Subdomain`: `*.` and a subdomain. */
export const wildcardSubdomain: Format = (text) => [
  ...tooLong(text, 253),
  ...(/^\*\./.test(text) && isDns1123Subdomain(text.slice(2)) ? [] : [WILDCARD_WORDS]),
];

const DNS1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

export const dns1035Label: Format = (text) =>
  text.length <= 63 && DNS1035.test(text)
    ? FINE
    : [...tooLong(text, 63), ...(DNS1035.test(text) ? [] : [DNS1035_WORDS])];

/** A label or annotation key: `[prefix/]name`. */
export const qualifiedName: Format = (text) => {
  if (text.length <= 63 && QUALIFIED.test(text)) return FINE;
  const parts = text.split("/");
  if (parts.length > 2) {
    return [
      `a qualified name ${QUALIFIED_WORDS.slice("name part ".length)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const problems: string[] = [];
  const name = parts.at(-1) ?? "";
  if (parts.length === 2) {
    const prefix = parts[0] ?? "";
    if (prefix === "") problems.push("prefix part must be non-empty");
    else problems.push(...dns1123Subdomain(prefix).map((words) => `prefix part ${words}`));
  }
  if (name === "") problems.push("name part must be non-empty");
  else problems.push(...tooLong(name, 63).map((words) => `name part ${words}`));
  if (!QUALIFIED.test(name)) problems.push(QUALIFIED_WORDS);
  return problems;
};

export const labelValue: Format = (text) => {
  const isFine = text === "" || QUALIFIED.test(text);
  return isFine && text.length <= 63 ? FINE : [...tooLong(text, 63), ...(isFine ? [] : [LABEL_VALUE_WORDS])];
};

/** `IsPathSegmentName`: what may stand between two slashes of a URL. */
export const pathSegment: Format = (text) => {
  if (text === "." || text === "..") return [`may not be '${text}'`];
  return ["/", "%"].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
};

/** IANA service name: what container ports and named targets are called. */
export const portName: Format = (text) => {
  const problems: string[] = [];
  if (text.length > 15) problems.push("must be no more than 15 characters");
  if (!/^[-a-z0-9]+$/.test(text)) {
    problems.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  }
  if (!/[a-z]/.test(text)) problems.push("must contain at least one letter (a-z)");
  if (text.includes("--")) problems.push("must not contain consecutive hyphens");
  if (text.startsWith("-") || text.endsWith("-")) problems.push("must not begin or end with a hyphen");
  return problems;
};

export function portNumber(value: number): readonly string[] {
  return value >= 1 && value <= 65_535 ? FINE : ["must be between 1 and 65535, inclusive"];
}
