import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const STYLE = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--pw-code-key)" },
  { tag: [tags.string, tags.content], color: "var(--pw-text)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--pw-code-value)" },
  { tag: tags.comment, color: "var(--pw-code-quiet)", fontStyle: "italic" },
  { tag: [tags.separator, tags.meta, tags.punctuation], color: "var(--pw-code-quiet)" },
]);

const THEME = EditorView.theme({
  "&": { height: "100%", fontSize: "0.85rem", backgroundColor: "transparent", color: "var(--pw-text)" },
  "&.cm-focused": { outline: "2px solid var(--pw-accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--ifm-font-family-monospace)", lineHeight: "1.6" },
  ".cm-gutters": { backgroundColor: "var(--pw-sunken)", color: "var(--pw-quiet)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--pw-accent) 7%, transparent)",
  },
  ".cm-cursor": { borderLeftColor: "var(--pw-text)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "color-mix(in srgb, var(--pw-accent) 28%, transparent) !important",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--pw-raised)",
    color: "var(--pw-text)",
    border: "1px solid var(--pw-line)",
    borderRadius: "6px",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--pw-accent)",
    color: "var(--pw-on-accent)",
  },
  ".cm-diagnostic": { fontFamily: "var(--ifm-font-family-base)", maxWidth: "34rem" },
  ".cm-panels": { backgroundColor: "var(--pw-sunken)", color: "var(--pw-text)" },
  ".cm-spot": { backgroundColor: "var(--pw-warn-soft)" },
});

export type Language = "yaml" | "gherkin" | "markdown";

const STEP =
  /^(Feature|Background|Scenario Outline|Scenario|Examples|Rule):|^(Given|When|Then|And|But|\*)(?=\s|$)/;

const GHERKIN = StreamLanguage.define({
  name: "gherkin",
  token: (stream) => {
    if (stream.sol()) {
      stream.eatSpace();
      if (stream.match(STEP)) return "propertyName";
    }
    if (stream.match(/^#.*/)) return "comment";
    if (stream.match(/^@[^\s@]+/)) return "bool";
    if (stream.match(/^"[^"]*"/)) return "number";
    if (stream.match(/^\|/)) return "separator";
    stream.next();
    return null;
  },
});

/** Prose: what MDX adds, and the marks of a hint's block. Colours of Markdown itself would be in the way. */
const MARKDOWN = StreamLanguage.define({
  name: "mdx",
  token: (stream) => {
    if (stream.sol()) {
      if (stream.match(/^(---|:::\w*|```.*|#{1,6} .*|when:.*)$/)) return "propertyName";
    }
    if (stream.match(/^<\/?[A-Z]\w*/) || stream.match(/^\/?>/)) return "bool";
    if (stream.match(/^`[^`]*`/)) return "number";
    stream.next();
    return null;
  },
});

/** Colours of the text and of the editor, by CSS variable: both colour modes without a second theme. */
export function look(language: Language = "yaml"): readonly Extension[] {
  const grammar = language === "yaml" ? yaml() : language === "gherkin" ? GHERKIN : MARKDOWN;
  const prose = language === "markdown" ? [EditorView.lineWrapping] : [];
  return [grammar, syntaxHighlighting(STYLE), THEME, ...prose];
}
