import { PlainError } from "../../failure.ts";

export interface Backend {
  readonly kind: string;
  readonly name: string;
  readonly weight?: number;
}

/** `NAME=WEIGHT`, `NAME=+10%`: what a word asks of one backend. */
export interface BackendInput {
  readonly name: string;
  readonly value: number;
  readonly isPercentage: boolean;
  readonly isRelative: boolean;
}

export interface Transform {
  readonly adjust: boolean;
  readonly zero: boolean;
  readonly equal: boolean;
  readonly inputs: readonly BackendInput[];
}

/** The largest weight that a Route may have, and what the largest becomes when one would be larger. */
const LARGEST_WEIGHT = 256;
const RESCALED = 200;
const EVEN = 100;

export function readInput(word: string): BackendInput {
  const refuse = (why: string): never => {
    throw new PlainError(`invalid argument ${JSON.stringify(word)}: ${why}`);
  };
  const at = word.indexOf("=");
  const [name, weight] = [word.slice(0, at), word.slice(at + 1)];
  if (name === "" || weight === "") return refuse("expected NAME=WEIGHT");
  if (name.includes("/")) return refuse("only NAME=WEIGHT may be specified");
  const isPercentage = weight.endsWith("%");
  const plus = isPercentage ? weight.slice(0, -1) : weight;
  const digits = plus.startsWith("+") ? plus.slice(1) : plus;
  if (!/^[+-]?\d+$/.test(digits))
    return refuse(`WEIGHT must be a number: strconv.Atoi: parsing ${JSON.stringify(digits)}: invalid syntax`);
  const value = Number(digits);
  return { name, value, isPercentage, isRelative: plus.startsWith("+") || value < 0 };
}

/** Throws for what does not go together. */
export function checkTransform({ adjust, zero, equal, inputs }: Transform): void {
  const refuse = (why: string): never => {
    throw new PlainError(why);
  };
  if (adjust && zero) refuse("--adjust and --zero may not be specified together");
  if (adjust && equal) refuse("--adjust and --equal may not be specified together");
  if (adjust && inputs.length !== 1) refuse("only one backend may be specified when adjusting");
  if (zero && equal) refuse("--zero and --equal may not be specified together");
  if ((zero || equal) && inputs.length > 0)
    refuse("arguments may not be provided when --zero or --equal is specified");
  if (adjust) return;
  const names = new Set<string>();
  for (const { name, isPercentage, value } of inputs) {
    if (names.has(name)) refuse(`backend name ${JSON.stringify(name)} may only be specified once`);
    names.add(name);
    if (isPercentage && inputs[0]?.isPercentage !== true)
      refuse("all backends must either be percentages or weights");
    if (value < 0) refuse("negative percentages are not allowed");
  }
}

/** The backends as they are to be, the primary one first (pkg/cli/set/routebackends.go of openshift/oc). */
export function transformed(
  backends: readonly Backend[],
  { adjust, zero, equal, inputs }: Transform,
): readonly Backend[] {
  if (zero || equal) return backends.map((one) => ({ ...one, weight: zero ? 0 : EVEN }));
  const [input] = inputs;
  if (adjust && input !== undefined) return adjusted(backends, input);
  return inputs.map(({ name, value }) => ({ kind: "Service", name, weight: value }));
}

function adjusted(backends: readonly Backend[], input: BackendInput): readonly Backend[] {
  const at = backends.findIndex(({ name }) => name === input.name);
  const names = backends.map(({ name }) => name).join(", ");
  if (at < 0)
    throw new PlainError(`backend ${JSON.stringify(input.name)} is not in the list of backends (${names})`);
  const own = backends[at]?.weight ?? EVEN;
  const set = (weight: number): readonly Backend[] =>
    backends.map((one, index) => (index === at ? { ...one, weight } : one));
  if (backends.length === 1) {
    if (input.isRelative) throw new PlainError("cannot adjust a single backend by relative weight");
    return set(input.value);
  }
  if (!input.isPercentage) return set(input.isRelative ? Math.max(0, own + input.value) : input.value);
  return rescaled(shifted(backends, at, input, own));
}

/** A percentage moves weight between a backend and the primary one, or the primary one and the first alternate. */
function shifted(
  backends: readonly Backend[],
  at: number,
  { value, isRelative }: BackendInput,
  own: number,
): readonly Backend[] {
  const other = at === 0 ? 1 : 0;
  const before = own + (backends[other]?.weight ?? 0);
  // oc counts in 32 bits: of 0.6 nine tenths of a percent are lost, and so they are here.
  const asked = Math.fround(Math.fround(value) / 100);
  const share = isRelative && before !== 0 ? Math.fround(Math.fround(own / before) + asked) : asked;
  const target = Math.min(1, Math.max(0, share));
  const part = (of: number): number => Math.trunc(Math.fround(Math.fround(of) * 100));
  return backends.map((one, index) => {
    if (index === at) return { ...one, weight: part(target) };
    if (index === other) return { ...one, weight: part(1 - target) };
    if (before === 0 || one.weight === undefined) return one;
    return { ...one, weight: Math.trunc((one.weight * 100) / before) };
  });
}

function rescaled(backends: readonly Backend[]): readonly Backend[] {
  const largest = Math.max(...backends.map(({ weight = 0 }) => weight));
  if (largest <= LARGEST_WEIGHT) return backends;
  return backends.map((one) =>
    one.weight ? { ...one, weight: Math.max(1, Math.trunc((RESCALED * one.weight) / largest)) } : one,
  );
}
