import type { Ingress } from "./ingress.ts";

export const PREFIX = "nginx.ingress.kubernetes.io/";

/** An annotation of ingress-nginx, without its prefix. */
export function annotation({ metadata }: Ingress, name: string): string | undefined {
  return metadata.annotations?.[PREFIX + name];
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
export function snippetsOf(ingress: Ingress): readonly string[] {
  return SNIPPETS.filter((name) => annotation(ingress, name) !== undefined).map((name) => PREFIX + name);
}

/** Annotations that may go over several lines: lists, which are cut into their entries. */
const LISTS = /(-source-range|-alias|-origin|-headers|-methods|-errors)$/;

/** Annotations whose value would put lines of its own into nginx.conf: the controller's patterns refuse the whole Ingress. */
export function brokenOf(ingress: Ingress): readonly string[] {
  const known = new Set(snippetsOf(ingress));
  return Object.entries(ingress.metadata.annotations ?? {}).flatMap(([name, value]) =>
    name.startsWith(PREFIX) && !known.has(name) && !LISTS.test(name) && /[\r\n\0]/.test(value.trim())
      ? [name]
      : [],
  );
}

export function nameOfAnnotation(name: string): string {
  return PREFIX + name;
}

/** `false` for a value that is no boolean: it is there, and that alone counts. */
export function canaryOf(ingress: Ingress): boolean | undefined {
  const text = annotation(ingress, "canary");
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
