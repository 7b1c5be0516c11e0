const BOOLS = /^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULLS = /^(|~|null|Null|NULL)$/;
const SPECIAL = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|<<)$/;
const INTEGER = /^[-+]?(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9]\d*)$/;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
const BASE_60 = /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/;
/** Words that no sign could make anything but plain: most keys and values. */
const WORD = /^[A-Za-z0-9/.][A-Za-z0-9_/.=+-]*$/;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}$/;
const TIME = /^\d{4}-\d{1,2}-\d{1,2}([Tt]|[ ]+)\d{1,2}:\d\d?:\d\d?(\.\d+)?[ ]*(Z|[-+]\d\d?(:\d\d)?)?$/;

/** Whether a plain word would be read back as something other than a text, by go-yaml's YAML 1.1 rules. */
function readsAsOther(text: string): boolean {
  if (NULLS.test(text) || BOOLS.test(text) || SPECIAL.test(text)) return true;
  if (!/^[-+.\d]/.test(text)) return false;
  if (BASE_60.test(text) || DATE.test(text) || TIME.test(text)) return true;
  const digits = text.replaceAll("_", "");
  return INTEGER.test(digits) || FLOAT.test(digits);
}

export type Style = "plain" | "single" | "double" | "literal";

/** Whether a character is written as it is inside a plain, quoted or literal scalar. */
export function isPrintable(code: number): boolean {
  if (code === 0x0a || (code >= 0x20 && code <= 0x7e)) return true;
  return code >= 0xa0 && code <= 0xfffd && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfeff;
}

const isBreak = (character: string): boolean => /[\n\r\u0085\u2028\u2029]/.test(character);

interface Allowed {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
  readonly multiline: boolean;
}

/** libyaml's `analyze_scalar`, for block context. */
function analyze(text: string): Allowed {
  if (text === "") return { plain: true, single: true, block: false, multiline: false };
  const characters = [...text];
  let indicators = /^(---|\.\.\.)/.test(text);
  let [special, breaks, breakSpace, spaceBreak] = [false, false, false, false];
  characters.forEach((character, at) => {
    const next = characters[at + 1];
    const before = at === 0 ? " " : (characters[at - 1] ?? "");
    const isLastOfWord = next === undefined || /[ \t]/.test(next) || isBreak(next);
    if (at === 0 && /[#,[\]{}&*!|>'"%@`]/.test(character)) indicators = true;
    if (at === 0 && /[?:-]/.test(character) && isLastOfWord) indicators = true;
    if (at > 0 && character === ":" && isLastOfWord) indicators = true;
    if (at > 0 && character === "#" && (/[ \t]/.test(before) || isBreak(before))) indicators = true;
    if (!isPrintable(character.codePointAt(0) ?? 0)) special = true;
    if (isBreak(character)) {
      breaks = true;
      if (at > 0 && before === " ") spaceBreak = true;
    } else if (character === " " && at > 0 && isBreak(before)) breakSpace = true;
  });
  const leads = characters[0] === " " || isBreak(characters[0] ?? "");
  const trailsSpace = characters.at(-1) === " ";
  const trails = trailsSpace || isBreak(characters.at(-1) ?? "");
  const hopeless = spaceBreak || special;
  return {
    plain: !(leads || trails || breakSpace || hopeless || breaks || indicators),
    single: !(breakSpace || hopeless),
    block: !(trailsSpace || hopeless),
    multiline: breaks,
  };
}

/** How go-yaml writes a text; keys are held on one line. */
export function styleOf(text: string, isKey: boolean): Style {
  if (WORD.test(text)) return readsAsOther(text) ? "double" : "plain";
  const allowed = analyze(text);
  const wish: Style = text.includes("\n") ? "literal" : readsAsOther(text) ? "double" : "plain";
  if (wish === "double" || (isKey && allowed.multiline)) return "double";
  if (wish === "literal") return allowed.block && !isKey ? "literal" : "double";
  if (allowed.plain && !(isKey && text === "")) return "plain";
  return allowed.single ? "single" : "double";
}
