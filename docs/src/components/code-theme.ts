import type { PrismTheme } from "prism-react-renderer";

const color = (name: string): { readonly color: string } => ({ color: `var(--pw-code-${name})` });

/** Colours of code by CSS variable, so that both colour modes are right before any script runs. */
export const CODE_THEME: PrismTheme = {
  plain: { color: "var(--pw-text)", backgroundColor: "var(--pw-sunken)" },
  styles: [
    { types: ["comment", "prolog", "cdata"], style: { ...color("quiet"), fontStyle: "italic" } },
    { types: ["atrule", "key", "keyword", "tag", "selector", "attr-name", "property"], style: color("key") },
    { types: ["string", "char", "attr-value", "inserted", "td"], style: color("text") },
    { types: ["number", "boolean", "constant", "variable", "symbol", "th"], style: color("value") },
    { types: ["function", "builtin", "class-name", "important"], style: color("name") },
    { types: ["punctuation", "operator"], style: color("quiet") },
    { types: ["deleted"], style: color("gone") },
  ],
};
