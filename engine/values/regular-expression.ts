import { RE2JS, RE2JSException } from "re2js";

/**
 * Regular expressions in RE2's syntax, which the proxies of the edge take from manifests: neither back references nor
 * look-around, and matching takes time in proportion to the text, whatever the expression.
 */
export interface RegularExpression {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
}

/** The expression ready to match, or what is wrong with it in RE2's words, as in `missing closing ): (a`. */
export function compileRegularExpression(source: string): RegularExpression | { readonly problem: string } {
  try {
    const compiled = RE2JS.compile(source);
    return { matches: (text) => compiled.matches(text) };
  } catch (error) {
    if (error instanceof RE2JSException)
      return { problem: error.message.replace(/^error parsing regexp: /, "").replaceAll("`", "") };
    throw error;
  }
}
