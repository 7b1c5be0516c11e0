import type { Ingress } from "./ingress.ts";
import { type Effect, lateProblem, neededFor, riskOf, ruleOf } from "./nginx-annotation-rules.ts";

export const PREFIX = "nginx.ingress.kubernetes.io/";

/** An annotation with a value that the controller does not read. */
export interface Unread {
  /** Without the prefix. */
  readonly name: string;
  readonly text: string;
  readonly effect: Effect;
  readonly expected: string;
}

interface Reading {
  /** Without what is not read, for which a default stands in. */
  readonly values: ReadonlyMap<string, string>;
  readonly unread: readonly Unread[];
}

const readings = new WeakMap<Ingress, Reading>();
const EMPTY: Reading = { values: new Map(), unread: [] };

/** What the controller reads of the annotations. Stored Ingresses never change, so they are read once. */
function readingOf(ingress: Ingress): Reading {
  if (ingress.metadata.annotations === undefined) return EMPTY;
  const known = readings.get(ingress);
  if (known !== undefined) return known;
  const reading = read(ingress.metadata.annotations);
  readings.set(ingress, reading);
  return reading;
}

/** Annotations that have two names, of which the older one counts where the other is empty. */
const OLDER = new Map([
  ["whitelist-source-range", "allowlist-source-range"],
  ["limit-whitelist", "limit-allowlist"],
]);
const REDIRECTS = ["temporal-redirect", "permanent-redirect", "from-to-www-redirect"];
/** In the order in which they are read; one that is there and empty ends it, and nothing is redirected. */
const REDIRECT_ORDER = [
  "from-to-www-redirect",
  "relative-redirects",
  "temporal-redirect",
  "temporal-redirect-code",
  "permanent-redirect",
  "permanent-redirect-code",
];

function read(annotations: Readonly<Record<string, string>>): Reading {
  const said = new Map(
    Object.entries(annotations).flatMap(([key, text]) =>
      key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), text] as const] : [],
    ),
  );
  const values = new Map<string, string>();
  const unread: Unread[] = [];
  const empty = REDIRECT_ORDER.find((name) => said.get(name) === "" && !isPassedOver(name, said));
  for (const [name, text] of said) {
    if (isPassedOver(name, said) || isBehind(name, empty)) continue;
    const found = unreadOf(name, text) ?? (name === empty ? endOf(name, said) : undefined);
    if (found === undefined) {
      // Lines lose the blanks around them (parser/main.go, normalizeString).
      const value = text.replace(/^[^\S\n]+|[^\S\n]+$/gm, "");
      if (value !== "") values.set(name, value);
    } else unread.push(found);
  }
  for (const { name, effect } of unread) {
    if (effect !== "dropped") continue;
    for (const one of name.startsWith("auth-") ? ["auth-url"] : REDIRECTS) values.delete(one);
  }
  // The headers are looked at after the durations.
  const endsEarly = unread.some(({ name, effect }) => name === "auth-cache-duration" && effect === "dropped");
  return {
    values,
    unread: endsEarly ? unread.filter(({ name }) => name !== "auth-response-headers") : unread,
  };
}

function isBehind(name: string, empty: string | undefined): boolean {
  return empty !== undefined && REDIRECT_ORDER.indexOf(name) > REDIRECT_ORDER.indexOf(empty);
}

/** Nothing is lost where nothing would be redirected. */
function endOf(name: string, said: ReadonlyMap<string, string>): Unread | undefined {
  const asks = REDIRECTS.some((one) => (said.get(one) ?? "") !== "" && goBool(said.get(one) ?? "") !== false);
  return asks ? { name, text: "", effect: "dropped", expected: "something, or leave it out" } : undefined;
}

/** Nobody looks at the value: another annotation is not there, or another one counts instead. */
function isPassedOver(name: string, said: ReadonlyMap<string, string>): boolean {
  const newer = OLDER.get(name);
  if (newer !== undefined) return (said.get(newer) ?? "") !== "";
  if (name.startsWith("permanent-redirect")) return (said.get("temporal-redirect") ?? "") !== "";
  const needed = neededFor(name);
  // Canaries, cookies and CORS are read whether they are asked for or not.
  return needed !== undefined && /^(auth|temporal|opentel)/.test(name) && !isOn(needed, said.get(needed));
}

function isOn(name: string, text: string | undefined): boolean {
  return (
    text !== undefined && text.trim() !== "" && (ruleOf(name)?.isSwitch !== true || goBool(text) === true)
  );
}

function unreadOf(name: string, text: string): Unread | undefined {
  // What is empty is looked at by nobody, blanks are.
  if (text === "")
    return /^(allow|deny)list-source-range$/.test(name)
      ? { name, text, effect: "closed", expected: "addresses and CIDRs, with commas between them" }
      : undefined;
  const rule = ruleOf(name);
  if (rule === undefined) return undefined;
  const problem = rule.reads(text) ? lateProblem(name, text) : rule;
  return problem === undefined
    ? undefined
    : { name, text, effect: problem.effect, expected: problem.expected };
}

/** An annotation of ingress-nginx, without its prefix; `undefined` for a value that counts for nothing. */
export function annotation(ingress: Ingress, name: string): string | undefined {
  return readingOf(ingress).values.get(name);
}

/** Values that the controller does not read, with what it does instead. */
export function unreadOn(ingress: Ingress): readonly Unread[] {
  return readingOf(ingress).unread;
}

/** `strconv.ParseBool`; `undefined` for what it does not take. */
export function goBool(text: string): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}

/** Anything but `true` and `false` counts for nothing. */
export function flag(ingress: Ingress, name: string): boolean | undefined {
  return goBool(annotation(ingress, name) ?? "");
}

export function list(ingress: Ingress, name: string): readonly string[] {
  return (annotation(ingress, name) ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** Bytes of nginx' sizes: `8m`, `512k`, `1g`. */
export function bytesOf(text: string): number | undefined {
  const match = /^(\d+)([kmg]?)$/i.exec(text.trim());
  if (match === null) return undefined;
  const unit = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(match[2] ?? "").toLowerCase()] ?? 1;
  return Number(match[1]) * unit;
}

/** Text that goes into nginx.conf as it stands. Controllers refuse an Ingress that has one, unless they are told otherwise. */
const SNIPPETS = [
  "configuration-snippet",
  "server-snippet",
  "auth-snippet",
  "stream-snippet",
  "modsecurity-snippet",
];

/** Annotations that end so are snippets to the controller, whatever they begin with. */
export const SNIPPET_ENDING = "-snippet";

/** Snippets of an Ingress; a controller with its defaults leaves the whole Ingress out for one of them. */
export function snippetsOf({ metadata }: Ingress): readonly string[] {
  return SNIPPETS.map((name) => PREFIX + name).filter((name) => metadata.annotations?.[name] !== undefined);
}

/** Annotations of a higher risk than the controller lets in (0: low to 3: critical), which leaves the whole Ingress out then. */
export function riskyOf({ metadata }: Ingress, most: number): readonly string[] {
  return Object.keys(metadata.annotations ?? {}).filter(
    (key) => key.startsWith(PREFIX) && (riskOf(key.slice(PREFIX.length))?.level ?? 0) > most,
  );
}

/** Annotations whose value the controller's patterns refuse, and with it the whole Ingress. */
export function brokenOf(ingress: Ingress): readonly string[] {
  return unreadOn(ingress).flatMap(({ name, effect }) => (effect === "left-out" ? [PREFIX + name] : []));
}

export function nameOfAnnotation(name: string): string {
  return PREFIX + name;
}

/** `false` for a value that is no boolean: it is there, and that alone counts. */
export function canaryOf({ metadata }: Ingress): boolean | undefined {
  const text = metadata.annotations?.[`${PREFIX}canary`];
  return text === undefined ? undefined : (goBool(text) ?? false);
}

/** A canary has no locations of its own. */
export function isCanary(ingress: Ingress): boolean {
  return flag(ingress, "canary") === true;
}

/** Whether one of its paths makes expressions of every path of the host (template.go, needsRewrite). */
export function usesExpressions(ingress: Ingress, path: string): boolean {
  const target = annotation(ingress, "rewrite-target") ?? "";
  return flag(ingress, "use-regex") === true || (target !== "" && target !== path);
}
