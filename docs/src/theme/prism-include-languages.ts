import type { Prism as PrismType } from "prism-react-renderer";

/** The languages of our pages, in a few lines each; Prism's own weigh more than a page's text. */
const GRAMMARS: Readonly<Record<string, object>> = {
  yaml: {
    comment: { pattern: /(^|\s)#.*/m, lookbehind: true },
    key: {
      pattern:
        /((?:^|[\n{,[])[ \t]*(?:-[ \t]+)*)(?:"[^"\n]*"|'[^'\n]*'|(?:[^\s"'#{}[\],&*!|>:-]|-(?=\S))[^\n#:,{}[\]"']*?)(?=:(?:\s|$))/,
      lookbehind: true,
      alias: "atrule",
    },
    string: /"(?:\\.|[^"\\\n])*"|'(?:''|[^'\n])*'/,
    boolean: {
      pattern: /([:\-,[]\s+)(?:true|false)(?=\s*(?:$|[\n,\]}#]))/,
      lookbehind: true,
      alias: "important",
    },
    null: { pattern: /([:\-,[]\s+)(?:null|~)(?=\s*(?:$|[\n,\]}#]))/, lookbehind: true, alias: "important" },
    number: { pattern: /([:\-,[]\s+)[+-]?\d+(?:\.\d+)?(?=\s*(?:$|[\n,\]}#]))/, lookbehind: true },
    punctuation: /---|[:-](?=\s|$)|[[\]{},|>?]/,
  },
  json: {
    property: /"(?:\\.|[^"\\\n])*"(?=\s*:)/,
    string: /"(?:\\.|[^"\\\n])*"/,
    number: /-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/i,
    boolean: /\b(?:true|false)\b/,
    null: { pattern: /\bnull\b/, alias: "keyword" },
    punctuation: /[{}[\],:]/,
  },
  gherkin: {
    comment: /^\s*#.*$/m,
    string: /"[^"\n]*"/,
    tag: /@[\w:-]+/,
    atrule: /^\s*(?:Feature|Background|Scenario Outline|Scenario|Rule|Examples):/m,
    keyword: /^\s*(?:Given|When|Then|And|But)\b/m,
    number: /\b\d+%?/,
    punctuation: /\|/,
  },
  bash: {
    comment: { pattern: /(^|\s)#.*/, lookbehind: true },
    string: /"[^"]*"|'[^']*'/,
    function: { pattern: /(^|[|;&]\s*|\$ )[\w./-]+/m, lookbehind: true },
    variable: /\s--?[\w-]+/,
    operator: /\|\||&&|[|><;]/,
  },
};

const ALIASES: Readonly<Record<string, string>> = { yml: "yaml", sh: "bash", console: "bash" };

export default function prismIncludeLanguages({ languages }: typeof PrismType): void {
  Object.assign(languages, GRAMMARS);
  for (const [alias, name] of Object.entries(ALIASES)) languages[alias] = languages[name] ?? {};
}
