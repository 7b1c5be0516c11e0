const SUFFIXES: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The amount that a `resource.Quantity` stands for; `undefined` when the text is none. */
export function quantityOf(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)?|[eE]([+-]?\d+))$/.exec(text);
  if (match === null) return undefined;
  const [, digits = "", suffix = "", exponent = "0"] = match;
  return Number(digits) * (SUFFIXES[suffix] ?? 1) * 10 ** Number(exponent);
}

/** The order of two quantities; `undefined` when one of the texts is none. */
export function compareQuantities(a: string, b: string): number | undefined {
  const [first, second] = [quantityOf(a), quantityOf(b)];
  return first === undefined || second === undefined ? undefined : first - second;
}

/** A quantity as apimachinery writes it back: `1024Mi` is `1Gi`, `0.5` is `500m`. Other texts stay. */
export function canonicalQuantity(text: string): string {
  const amount = quantityOf(text);
  return amount === undefined ? text : quantityText(amount, isBinary(text));
}

/** The sum of quantities, written in the way of the first. */
export function sumOfQuantities(texts: readonly string[]): string {
  const sum = texts.reduce((all, text) => all + (quantityOf(text) ?? 0), 0);
  return quantityText(sum, isBinary(texts[0] ?? ""));
}

const isBinary = (text: string): boolean => text.endsWith("i");

function quantityText(amount: number, binary: boolean): string {
  const isWhole = Math.abs(amount - Math.round(amount)) < 1e-9;
  if (!isWhole) return `${Math.ceil(Number((amount * 1000).toFixed(6)))}m`;
  const units = ["", "k", "M", "G", "T", "P", "E"];
  const inBinary = binary && Math.abs(amount) >= 1024;
  const step = inBinary ? 1024 : 1000;
  let [rest, power] = [Math.round(amount), 0];
  for (; rest !== 0 && rest % step === 0 && power < units.length - 1; power++) rest /= step;
  const unit = units[power] ?? "";
  return `${rest}${inBinary && unit !== "" ? `${unit.toUpperCase()}i` : unit}`;
}
