import type { DnsRecord } from "../../../values/dns-message.ts";

const TAB = 8;
/** Columns in which BIND's tools start TTL, class, type and data of a line. */
const [TTL, CLASS, TYPE, DATA] = [24, 32, 40, 48];

/** Words with the columns where they start: tabs lead there, and one that is late gets at least one blank or tab. */
function columns(words: readonly (readonly [text: string, at: number])[]): string {
  let [line, column] = ["", 0];
  for (const [text, at] of words) {
    if (line !== "") {
      const to = Math.max(at, column + 1);
      const tabs = Math.floor(to / TAB) - Math.floor(column / TAB);
      const from = tabs > 0 ? Math.floor(to / TAB) * TAB : column;
      line += "\t".repeat(tabs) + " ".repeat(to - from);
      column = to;
    }
    line += text;
    column += text.length;
  }
  return line;
}

/** A line of a zone file. */
export function recordLine(record: DnsRecord): string {
  return columns([
    [`${record.name}.`, 0],
    [String(record.ttl), TTL],
    ["IN", CLASS],
    [record.type, TYPE],
    [dataOf(record), DATA],
  ]);
}

export function questionLine(name: string, type: string): string {
  const words = columns([
    [`${name}.`, 0],
    ["IN", CLASS],
    [type, TYPE],
  ]);
  return `;${words}`;
}

/** What is behind the type. */
export function dataOf(record: DnsRecord): string {
  switch (record.type) {
    case "A":
    case "AAAA":
      return record.address.text;
    case "SRV":
      return `${record.priority} ${record.weight} ${record.port} ${record.target}.`;
    case "TXT":
      return `"${record.text}"`;
    case "SOA":
      // Both names come first, absolute.
      return record.text.replace(/^(\S+) (\S+)/, "$1. $2.");
    default:
      return `${record.target}.`;
  }
}

/** nslookup's words for a record; busybox writes names without the dot at their end. */
export function nslookupRecord(record: DnsRecord, dot: "" | "."): string {
  switch (record.type) {
    case "A":
    case "AAAA":
      return `Name:\t${record.name}\nAddress: ${record.address.text}\n`;
    case "CNAME":
      return `${record.name}\tcanonical name = ${record.target}${dot}\n`;
    case "PTR":
      return `${record.name}\tname = ${record.target}${dot}\n`;
    case "SRV": {
      const { priority, weight, port, target } = record;
      return `${record.name}\tservice = ${priority} ${weight} ${port} ${target}${dot}\n`;
    }
    case "TXT":
      return `${record.name}\ttext = "${record.text}"\n`;
    case "NS":
      return `${record.name}\tnameserver = ${record.target}${dot}\n`;
    case "SOA": {
      const [origin, mail, ...numbers] = record.text.split(" ");
      const fields = ["serial", "refresh", "retry", "expire", "minimum"];
      const rest = fields.map((field, at) => `\t${field} = ${numbers[at]}\n`).join("");
      return `${record.name}\n\torigin = ${origin}\n\tmail addr = ${mail}\n${rest}`;
    }
  }
}
