import type { Directive } from "../corefile.ts";
import { argumentError, integer, isInteger, seconds } from "./options.ts";
import { type MakePlugin, matchingZone, type PluginAnswer, SetupError, zonesOf } from "./plugin.ts";

/** Seconds that an answer may live at least and at most. */
interface Life {
  readonly least: number;
  readonly most: number;
}

const SUCCESS: Life = { least: 5, most: 3600 };
/** RFC 2308: SERVFAIL is not remembered for longer than this. */
const LONGEST_FAILURE = 300;

/**
 * Every record of an answer gets the lowest TTL among them, within bounds. Nothing is remembered here: an answer is the
 * one that a server with an empty cache gives, for two servers remember different things.
 */
export const cache: MakePlugin = ({ zones: blockZones, directive }) => {
  const [first, ...rest] = directive.args;
  const hasTtl = first !== undefined && isInteger(first);
  const zones = zonesOf(hasTtl ? rest : directive.args, blockZones);
  const ttl = hasTtl ? positive(first) : undefined;
  const life = directive.block.reduce((known, option) => optionRead(option, known), {
    ...SUCCESS,
    ...(ttl === undefined ? {} : { most: ttl }),
  });
  const words = directive.block.map(({ name }) => name);
  if (words.includes("serve_stale_policy") && !words.includes("serve_stale"))
    throw new SetupError("serve_stale_policy requires serve_stale");
  return {
    ask: (question, chain) => {
      const answer = chain.next(question);
      return matchingZone(zones, question.name) === undefined ? answer : capped(answer, life);
    },
  };
};

function capped(answer: PluginAnswer, { least, most }: Life): PluginAnswer {
  if (answer.rcode !== "NOERROR" || answer.records.length === 0) return answer;
  const lowest = Math.min(...answer.records.map(({ ttl }) => ttl));
  const ttl = Math.min(Math.max(lowest, least), most);
  return { ...answer, records: answer.records.map((record) => ({ ...record, ttl })) };
}

/** `success` alone changes the TTLs of an answer that has records; the others are read for what is wrong in them. */
function optionRead(option: Directive, life: Life): Life {
  switch (option.name) {
    case "success":
      return { ...life, ...capacity(option) };
    case "denial":
      capacity(option);
      return life;
    case "prefetch":
      prefetch(option);
      return life;
    case "serve_stale":
      serveStale(option);
      return life;
    case "serve_stale_policy":
      if (option.args.length !== 1) throw argumentError(option);
      if (option.args[0]?.toLowerCase() !== "prefer_positive")
        throw new SetupError(`invalid serve_stale_policy: ${option.args[0]}`);
      return life;
    case "servfail":
      servfail(option);
      return life;
    case "disable":
      disable(option);
      return life;
    case "keepttl":
      if (option.args.length !== 0) throw argumentError(option);
      return life;
    default:
      throw argumentError({ ...option, args: [] });
  }
}

function positive(text: string): number {
  const ttl = integer(text);
  if (ttl <= 0) throw new SetupError(`cache TTL can not be zero or negative: ${ttl}`);
  return ttl;
}

/** `success CAPACITY [TTL] [MINTTL]`, and `denial` alike. */
function capacity(option: Directive): Partial<Life> {
  const [size, ttl, minimum] = option.args;
  if (size === undefined) throw argumentError(option);
  integer(size);
  if (ttl === undefined) return {};
  const most = positive(ttl);
  if (minimum === undefined) return { most };
  const least = integer(minimum);
  if (least < 0) throw new SetupError(`cache min TTL can not be negative: ${least}`);
  return { most, least };
}

function prefetch(option: Directive): void {
  const [amount, period, percentage] = option.args;
  if (amount === undefined || option.args.length > 3) throw argumentError(option);
  if (integer(amount) < 0) throw new SetupError(`prefetch amount should be positive: ${integer(amount)}`);
  if (period !== undefined) seconds(period);
  if (percentage === undefined) return;
  const last = percentage.at(-1);
  if (last !== "%")
    throw new SetupError(`last character of percentage should be \`%\`, but is: '${last ?? ""}'`);
  const share = integer(percentage.slice(0, -1));
  if (share < 10 || share > 90) throw new SetupError(`percentage should fall in range [10, 90]: ${share}`);
}

function serveStale(option: Directive): void {
  const [upTo, mode, timeout] = option.args;
  if (option.args.length > 5) throw argumentError(option);
  if (upTo !== undefined && seconds(upTo) < 0)
    throw new SetupError("invalid negative duration for serve_stale");
  if (mode === undefined) return;
  const refresh = mode.toLowerCase();
  if (refresh !== "immediate" && refresh !== "verify")
    throw new SetupError(`invalid value for serve_stale refresh mode: ${refresh}`);
  if (timeout !== undefined && refresh === "verify" && seconds(timeout) < 0)
    throw new SetupError("invalid negative timeout for serve_stale verify");
}

function servfail(option: Directive): void {
  const [text] = option.args;
  if (text === undefined || option.args.length !== 1) throw argumentError(option);
  const ttl = seconds(text);
  if (ttl < 0) throw new SetupError("invalid negative ttl for servfail");
  if (ttl > LONGEST_FAILURE)
    throw new SetupError("caching SERVFAIL responses over 5 minutes is not permitted");
}

function disable(option: Directive): void {
  const [kind] = option.args;
  if (kind === undefined) throw argumentError(option);
  if (kind !== "success" && kind !== "denial")
    throw new SetupError('cache type for disable must be "success" or "denial"');
}
