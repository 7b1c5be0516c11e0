const FROM = "var Prism = __toESM(require_prism());";
const TO = "// src/themes/index.ts";

/**
 * A loader for prism-react-renderer: takes out the grammars that it carries along for languages which no page of ours
 * has. Those that we have are in src/theme/prism-include-languages.ts.
 */
module.exports = function slimPrism(source) {
  const start = source.indexOf(FROM);
  const end = source.indexOf(TO);
  if (start < 0 || end < start)
    throw new Error(`prism-react-renderer has no longer "${FROM}" before "${TO}"`);
  return `${source.slice(0, start + FROM.length)}\n${source.slice(end)}`;
};
