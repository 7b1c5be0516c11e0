import { Prism } from "prism-react-renderer";

/** The two languages of our pages, in a few lines; Prism's own bring eighty translations of Gherkin. */
Prism.languages["gherkin"] = {
  comment: /^\s*#.*$/m,
  string: /"[^"\n]*"/,
  tag: /@[\w:-]+/,
  atrule: /^\s*(?:Feature|Background|Scenario Outline|Scenario|Rule|Examples):/m,
  keyword: /^\s*(?:Given|When|Then|And|But)\b/m,
  number: /\b\d+%?/,
  punctuation: /\|/,
};

Prism.languages["bash"] = {
  comment: { pattern: /(^|\s)#.*/, lookbehind: true },
  string: /"[^"]*"|'[^']*'/,
  function: { pattern: /(^|[|;&]\s*|\$ )[\w./-]+/m, lookbehind: true },
  variable: /\s--?[\w-]+/,
  operator: /\|\||&&|[|><;]/,
};
Prism.languages["sh"] = Prism.languages["bash"];
Prism.languages["console"] = Prism.languages["bash"];
