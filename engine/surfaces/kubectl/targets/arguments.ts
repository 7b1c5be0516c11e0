import { PlainError } from "../failure.ts";
import type { Discovery } from "../server/discovery.ts";
import type { Resource } from "../server/resource.ts";

/** One object that a command line names. */
export interface Named {
  readonly resource: Resource;
  readonly name: string;
  /** Given for objects of files; else the command line's. */
  readonly namespace?: string | undefined;
}

/** What the words after a command name: objects one by one, or whole kinds. */
export interface Arguments {
  readonly named: readonly Named[];
  readonly types: readonly Resource[];
  /** Named one by one, as `TYPE/NAME` or `TYPE NAME…`, even when there is only one. */
  readonly isByName: boolean;
}

export interface ArgumentRules {
  /** How kubectl was called, for a sentence of one refusal. */
  readonly program: string;
  /** Names may stand beside a label selector: then it is refused, as kubectl does. */
  readonly hasSelector: boolean;
}

/** Reads `TYPE`, `TYPE NAME…`, `TYPE/NAME…`, `TYPE,TYPE` and categories such as `all`. */
export function readArguments(
  args: readonly string[],
  discovery: Discovery,
  rules: ArgumentRules,
): Arguments {
  const words = spreadTypes(args);
  const slashes = words.filter((word) => word.includes("/")).length;
  if (slashes > 0 && slashes < words.length) throw new PlainError(mixedForms(rules.program));
  if (slashes > 0) {
    const pairs = words.map(splitPair);
    if (rules.hasSelector)
      throw new PlainError("selectors and the all flag cannot be used when passing resource/name arguments");
    return {
      named: pairs.map(([type, name]) => ({ resource: discovery.named(type), name })),
      types: [],
      isByName: true,
    };
  }
  const [first, ...names] = words;
  if (first === undefined) return { named: [], types: [], isByName: false };
  if (names.length > 0 && rules.hasSelector)
    throw new PlainError("name cannot be provided when a selector is specified");
  const types = unique(first.split(",").flatMap((word) => typesOf(word, discovery)));
  if (names.length === 0) return { named: [], types, isByName: false };
  const [resource, another] = types;
  if (resource === undefined || another !== undefined)
    throw new PlainError("you must specify only one resource");
  return { named: names.map((name) => ({ resource, name })), types: [], isByName: true };
}

/** `a,b c` is `a/c b/c`. */
function spreadTypes(args: readonly string[]): readonly string[] {
  const [first = "", ...names] = args;
  const types = first.split(",");
  if (args.length < 2 || types.length < 2) return args;
  return types.flatMap((type) => names.map((name) => `${type}/${name}`));
}

function splitPair(word: string): readonly [string, string] {
  const [type = "", name = "", ...more] = word.split("/");
  if (!word.includes("/"))
    throw new PlainError("arguments must consist of a resource or a resource and name");
  if (more.length > 0)
    throw new PlainError("arguments in resource/name form may not have more than one slash");
  if (type === "" || name === "" || type.includes(","))
    throw new PlainError("arguments in resource/name form must have a single resource and name");
  return [type, name];
}

function typesOf(word: string, discovery: Discovery): readonly Resource[] {
  const members = discovery.inCategory(word);
  return members.length > 0 ? members : [discovery.named(word)];
}

function unique(resources: readonly Resource[]): readonly Resource[] {
  return [...new Set(resources)];
}

function mixedForms(program: string): string {
  return (
    "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form " +
    `(e.g. '${program} get resource/<resource_name>' instead of '${program} get resource resource/<resource_name>'`
  );
}
