import Handlebars from "handlebars/runtime.js";
import type { Ending } from "../trace/ending.ts";
import type { Difference, Nearest } from "../trace/nearest.ts";
import type { StepShape } from "../trace/step.ts";
import { formatTerm, type SelectorTerm } from "../values/label-selector.ts";
import { formatObjectName } from "../values/object-name.ts";
import { TEMPLATES } from "./explain.generated.ts";
import { enumerate, HELPERS } from "./helpers.ts";

type Template = (context: unknown, options: unknown) => string;

/** What is used of the runtime, which ships without types. */
interface Runtime {
  create(): Runtime;
  registerHelper(helpers: typeof HELPERS): void;
  template(precompiled: unknown): Template;
}

const environment = (Handlebars as unknown as Runtime).create();
environment.registerHelper(HELPERS);
const compiled = new Map<string, Template>();

/** One step as a sentence, without a full stop. Throws when no template speaks of the step. */
export function stepSentence(step: StepShape): string {
  const key = `${step.function}/${step.code}`;
  let template = compiled.get(key);
  if (template === undefined) {
    const precompiled = Object.hasOwn(TEMPLATES, key) ? TEMPLATES[key] : undefined;
    if (precompiled === undefined) throw new Error(`no sentence for ${key}`);
    template = environment.template(precompiled);
    compiled.set(key, template);
  }
  return template(step, {});
}

const ENDINGS: Readonly<Record<Ending["kind"], string>> = {
  answered: "answered",
  connected: "connected",
  refused: "connection refused",
  dropped: "connection timed out",
  unreachable: "no route to host",
  closed: "closed without an answer",
  "name-not-found": "name does not resolve",
  "no-data": "name has no address",
  servfail: "DNS server failed",
  "resolve-timeout": "name look-up timed out",
  "tls-failed": "TLS handshake failed",
  loop: "hop limit reached",
};

/** An ending as the client sees it: `connection timed out`, `HTTP 200`. */
export function endingSentence(ending: Ending): string {
  if (ending.kind === "answered" && ending.status !== undefined) return `HTTP ${ending.status}`;
  return ENDINGS[ending.kind];
}

/** What somebody would have to change for the nearest rule to allow the traffic. */
export function nearestSentence(nearest: Nearest): string {
  const { object, direction, rule, differs } = nearest;
  const policy = formatObjectName(object);
  if (rule === undefined) return `${policy} has no ${direction} rule at all`;
  return `${direction} rule ${rule + 1} of ${policy} ${enumerate(differs.map(differenceWords))}`;
}

function differenceWords(difference: Difference): string {
  switch (difference.kind) {
    case "no-rule":
      return "is missing";
    case "label":
      return `wants ${formatTerm(difference.term)}, and ${difference.pod} has ${labelWords(difference.term, difference.has)}`;
    case "namespace-label": {
      const { term, namespace, has } = difference;
      return `wants a namespace with ${formatTerm(term)}, and namespace ${namespace} has ${labelWords(term, has)}`;
    }
    case "namespace":
      return `speaks of pods in namespace ${difference.wants} only, and this one is in ${difference.has}`;
    case "address": {
      const { has, wants, except } = difference;
      return except === undefined
        ? `allows ${wants}, and not ${has}`
        : `leaves ${except} out of ${wants}, where ${has} lies`;
    }
    case "not-a-pod":
      return `selects pods, and ${difference.has} is none`;
    case "port":
      return `allows port ${difference.wants}, and not ${difference.has}`;
    case "protocol":
      return `allows ${difference.wants}, and not ${difference.has}`;
  }
}

function labelWords({ key }: SelectorTerm, has: string | undefined): string {
  return has === undefined ? `no label ${key}` : `${key}=${has}`;
}
