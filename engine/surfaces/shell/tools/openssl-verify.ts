import { ownAuthorities } from "../../../network/shared/served-certificate.ts";
import type { Certificate } from "../../../values/certificate.ts";
import { everyProblem, isSelfSigned, type TrustSettings } from "../../../values/certificate-trust.ts";
import { OPENSSL_ERRORS } from "../../../values/openssl-words.ts";
import { type Cluster, stateToRead } from "../../library/cluster.ts";
import { dateText, oneLine } from "./openssl-text.ts";

/** What a client here goes by: the date, and whose authorities are not public. */
export function trustAt(cluster: Cluster): Pick<TrustSettings, "now" | "isDated" | "own"> {
  const view = stateToRead(cluster).view();
  return { now: view.clock.now, isDated: view.clock.isSet, own: ownAuthorities(view) };
}

/** What `s_client` writes while it looks at a chain, and the error that is left in the end. */
export interface Verification {
  readonly lines: readonly string[];
  readonly code: number;
  readonly words: string;
}

/** The words of OpenSSL for what comes after an issuer that is not there, where nothing but one certificate was sent. */
const FIRST = { depth: 0, code: 21, words: "unable to verify the first certificate" };

interface Event {
  readonly depth: number;
  readonly code: number;
  readonly words: string;
}

/**
 * The callback of `s_client` (apps/lib/s_cb.c) goes on after every error: each is a line with the certificate's depth, and in
 * the end each certificate is said to be done, from the top down.
 */
export function verification(chain: readonly Certificate[], settings: TrustSettings): Verification {
  const { path, problems } = everyProblem(chain, { ...settings, needsRoot: true });
  const events = problems.flatMap(({ distrust, depth }): readonly Event[] => {
    const [code, words] = OPENSSL_ERRORS[distrust];
    const one = { depth, code, words };
    return distrust === "unknown-issuer" && path.length === 1 ? [one, FIRST] : [one];
  });
  const top = path.at(-1);
  const isOpen = events.some(({ code }) => code === 20 || code === 2);
  // A public root is not in the input: all that is known of it is its name.
  const root =
    top === undefined || isOpen || isSelfSigned(top) || settings.authorities !== undefined ? [] : [top];
  const depths = [...path.keys()]
    .reverse()
    .filter((depth) => !(isOpen && depth > 0 && depth === path.length - 1));
  const walk = events.filter(({ code }) => WALKED.has(code));
  const lines: string[] = [];
  let code = 0;
  const say = (event: Event | undefined, depth: number, name: string, certificate?: Certificate): void => {
    lines.push(`depth=${depth} ${oneLine(name)}`);
    if (event !== undefined) {
      lines.push(`verify error:num=${event.code}:${event.words}`);
      code = event.code;
    }
    // The error stays in the context, so that every later line shows the date again.
    if (certificate !== undefined && code === 2) lines.push(`issuer= ${oneLine(certificate.issuer)}`);
    if (certificate !== undefined && code === 9) lines.push(`notBefore=${dateText(certificate.notBefore)}`);
    if (certificate !== undefined && code === 10) lines.push(`notAfter=${dateText(certificate.notAfter)}`);
    lines.push("verify return:1");
  };
  for (const event of events.filter(({ code: one }) => !WALKED.has(one)))
    say(event, event.depth, path[event.depth]?.subject ?? "", path[event.depth]);
  for (const one of root) say(undefined, path.length, one.issuer);
  for (const depth of depths) {
    const certificate = path[depth];
    for (const event of walk.filter((one) => one.depth === depth))
      say(event, depth, certificate?.subject ?? "", certificate);
    say(undefined, depth, certificate?.subject ?? "", certificate);
  }
  return { lines, code, words: code === 0 ? "ok" : wordsOf(code) };
}

/** Signatures and dates are looked at on the way down. */
const WALKED: ReadonlySet<number> = new Set([7, 9, 10]);

function wordsOf(code: number): string {
  if (code === FIRST.code) return FIRST.words;
  return Object.values(OPENSSL_ERRORS).find(([one]) => one === code)?.[1] ?? "";
}
