import { intervalsText } from "./nft-intervals.ts";

/** A set, map or chain as nft lists it: the words of its own, then its rules or elements. */
export interface NftObject {
  readonly kind: "set" | "map" | "chain";
  readonly name: string;
  readonly handle: number;
  /** Lines of its declaration. */
  readonly head: string[];
  readonly elements: NftElement[];
  readonly rules: { readonly text: string; readonly handle: number }[];
}

interface NftElement {
  readonly text: string;
  /** What the elements of a set stand in order by. */
  readonly key: readonly number[];
}

export interface NftTable {
  readonly family: string;
  readonly name: string;
  readonly comment: string | undefined;
  /** In the order of their making. */
  readonly objects: readonly NftObject[];
}

/** Numbers behind the names of protocols (IANA), by which concatenated keys are ordered. */
const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

/** Names that nft has for priorities where the hook allows them. */
const PRIORITIES: Readonly<Record<string, string>> = {
  "prerouting -110": "dstnat - 10",
  "prerouting -100": "dstnat",
  "postrouting 100": "srcnat",
};

/** The table that our input of `nft -f` makes, as the kernel holds it: handles count what one transaction makes. */
export function nftTable(input: string): NftTable {
  const objects: NftObject[] = [];
  const byName = new Map<string, NftObject>();
  /** Ports of one Service name its address again. */
  const seen = new Set<string>();
  let [family, table]: readonly (string | undefined)[] = [];
  let comment: string | undefined;
  let handle = 0;
  for (const line of input.split("\n")) {
    const [, what = "", ofFamily = "", ofTable = "", rest = ""] =
      /^add (\w+) (\S+) (\S+) ?(.*)$/.exec(line) ?? [];
    const [name = ""] = rest.split(" ");
    const words = rest.slice(name.length + 1);
    if (what === "table") {
      [family, table] = [ofFamily, ofTable];
      comment = /comment "(.*?)"/.exec(rest)?.[1];
    } else if (what === "set" || what === "map" || what === "chain") {
      handle++;
      const object: NftObject = {
        kind: what,
        name,
        handle,
        head: headLines(what, words),
        elements: [],
        rules: [],
      };
      objects.push(object);
      byName.set(name, object);
    } else if (what === "rule") {
      const text = ruleText(words);
      // A set without a name is an object of its own.
      handle += / \{ .* \}/.test(text) && !text.startsWith("update ") ? 2 : 1;
      byName.get(name)?.rules.push({ text, handle });
    } else if (what === "element") {
      if (!seen.has(rest)) byName.get(name)?.elements.push(elementOf(words.replace(/^\{ | \}$/g, "")));
      seen.add(rest);
    }
  }
  for (const { elements } of objects) elements.sort((a, b) => inOrder(a.key, b.key));
  return { family: family ?? "", name: table ?? "", comment, objects };
}

/** `{ type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }`, a line each. */
function headLines(kind: NftObject["kind"], words: string): string[] {
  const parts = words
    .replace(/^\{ | \}$/g, "")
    .split(/ ; ?/)
    .filter((part) => part !== "");
  if (kind === "chain") return parts.map(hookText);
  return parts.flatMap((part) => {
    // The set is as large as rules that fill it may make it.
    if (part.startsWith("flags dynamic")) return ["size 65535", part];
    return part.startsWith("timeout ") ? [`timeout ${duration(Number.parseInt(part.slice(8), 10))}`] : [part];
  });
}

function hookText(part: string): string {
  const [, type, hook, number] = /^(type \w+) hook (\w+) priority (-?\d+)$/.exec(part) ?? [];
  if (type === undefined) return part;
  const name = number === "0" ? "filter" : (PRIORITIES[`${hook} ${number}`] ?? number);
  return `${type} hook ${hook} priority ${name}; policy accept;`;
}

function duration(seconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ];
  return units.map(([count, unit]) => (count > 0 ? `${count}${unit}` : "")).join("");
}

/** A rule as the kernel gives it back: marks in eight digits with the signs of C, anonymous sets merged. */
function ruleText(words: string): string {
  const hex = (digits: string): string => `0x${Number(digits).toString(16).padStart(8, "0")}`;
  return words
    .replace(/^mark set mark or (\S+)/, (_, mark: string) => `meta mark set meta mark | ${hex(mark)}`)
    .replace(/^mark set mark xor (\S+)/, (_, mark: string) => `meta mark set meta mark ^ ${hex(mark)}`)
    .replace(/^mark and (\S+) == 0/, (_, mark: string) => `meta mark & ${hex(mark)} == ${hex("0")}`)
    .replace(/(?<=daddr |saddr (?:!= )?)\{ ([^{}]+) \}/, (_, blocks: string) =>
      intervalsText(blocks.split(/, ?/)),
    )
    .replaceAll(" , ", ", ");
}

/** `10.96.0.1 . tcp . 443 : goto …`. */
function elementOf(text: string): NftElement {
  const fields = (/^(\S+(?: \. \S+)*)/.exec(text)?.[1] ?? "").split(" . ");
  const isAlone = fields.length === 1;
  const bytes = fields.flatMap((field) => bytesOf(field));
  // A concatenation is compared as if the machine had written it as one number, its last byte foremost.
  return { text, key: isAlone ? bytes : bytes.reverse() };
}

function bytesOf(field: string): readonly number[] {
  const protocol = PROTOCOLS[field];
  if (protocol !== undefined) return [protocol, 0, 0, 0];
  if (/^\d+$/.test(field)) return [Number(field) >> 8, Number(field) & 255, 0, 0];
  return addressBytes(field);
}

function addressBytes(text: string): readonly number[] {
  if (!text.includes(":")) return text.split(".").map(Number);
  const [before = "", after] = text.split("::");
  const [front, back] = [before, after ?? ""].map((half) => (half === "" ? [] : half.split(":")));
  const gap = 8 - (front?.length ?? 0) - (back?.length ?? 0);
  const groups = [
    ...(front ?? []),
    ...Array<string>(after === undefined ? 0 : gap).fill("0"),
    ...(back ?? []),
  ];
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** The same with numbers for names (`nft -n`). */
export function inNumbers(listing: string): string {
  const priorities: Readonly<Record<string, string>> = {
    "dstnat - 10": "-110",
    dstnat: "-100",
    srcnat: "100",
    filter: "0",
  };
  return listing
    .replace(/(?<=hook \w+ priority )(dstnat - 10|dstnat|srcnat|filter)/g, (name) => priorities[name] ?? name)
    .replace(/(?<=^\t\ttimeout ).*/gm, (text) => `${secondsOf(text)}s`)
    .replace(/(?<=^\t\t)ct state new/gm, "ct state 0x8")
    .replace(/(?<=^\t\tfib [sd]addr type )local/gm, "2")
    .replace(/(?<=^\t\tmeta l4proto |^\s+(?:elements = \{ )?(?:\S+ \. )?)(tcp|udp|sctp)(?= )/gm, (name) =>
      String(PROTOCOLS[name]),
    );
}

function secondsOf(text: string): number {
  const units: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };
  const parts = [...text.matchAll(/(\d+)([dhms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0), 0);
}

/** How much of an object is shown: chains without rules where all of them are listed. */
export interface NftFormat {
  readonly handles: boolean;
  readonly rules: boolean;
}

/** `nft list …`: a table with all or some of its objects; a blank line between them where the table itself was asked for. */
export function listedTable(
  { family, name, comment }: NftTable,
  number: number,
  objects: readonly NftObject[],
  format: NftFormat & { readonly whole: boolean },
): string {
  const sets = objects.filter(({ kind }) => kind !== "chain");
  const chains = objects.filter(({ kind }) => kind === "chain");
  const shown = [...sets, ...chains].map((object) => listedObject(object, format));
  const head = `table ${family} ${name} {${format.handles && format.whole ? ` # handle ${number}` : ""}\n`;
  const said = comment !== undefined && format.whole ? `\tcomment "${comment}"\n` : "";
  return `${head}${said}${shown.join(format.whole ? "\n" : "")}}\n`;
}

function listedObject({ kind, name, handle, head, elements, rules }: NftObject, format: NftFormat): string {
  const number = (own: number): string => (format.handles ? ` # handle ${own}` : "");
  const lines = [
    ...head,
    ...(elements.length === 0 ? [] : [elementLines(elements, kind === "map")]),
    ...(format.rules ? rules.map((rule) => rule.text + number(rule.handle)) : []),
  ];
  return `\t${kind} ${name} {${number(handle)}\n${lines.map((line) => `\t\t${line}\n`).join("")}\t}\n`;
}

/** Two IPv4 addresses in a line, one of anything longer. */
function elementLines(elements: readonly NftElement[], isMap: boolean): string {
  const perLine = isMap || (elements[0]?.key.length ?? 0) > 4 ? 1 : 2;
  const parts = elements.map(({ text }, index) => {
    if (index === elements.length - 1) return text;
    return (index + 1) % perLine === 0 ? `${text},\n\t\t\t     ` : `${text}, `;
  });
  return `elements = { ${parts.join("")} }`;
}
