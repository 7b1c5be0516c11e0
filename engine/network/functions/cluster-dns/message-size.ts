import type { DnsRecord } from "../../../values/dns-message.ts";
import type { DnsReply } from "./reply.ts";

const HEADER = 12;
/** Type and class of a question; type, class, TTL and length of a record. */
const QUESTION_FIELDS = 4;
const RECORD_FIELDS = 10;
/** Serial and the four times of a SOA record. */
const SOA_NUMBERS = 20;
const LONGEST_STRING = 255;

/** Bytes of a name as it goes over the wire uncompressed. */
function nameSize(name: string): number {
  return name === "" ? 1 : name.length + 2;
}

export function questionSize(name: string): number {
  return HEADER + nameSize(name) + QUESTION_FIELDS;
}

function recordSize(record: DnsRecord): number {
  return nameSize(record.name) + RECORD_FIELDS + dataSize(record);
}

function dataSize(record: DnsRecord): number {
  switch (record.type) {
    case "A":
      return 4;
    case "AAAA":
      return 16;
    case "SRV":
      return 6 + nameSize(record.target);
    case "TXT":
      return record.text.length + Math.max(1, Math.ceil(record.text.length / LONGEST_STRING));
    case "SOA": {
      const [server = "", mailbox = ""] = record.text.split(" ");
      return nameSize(server) + nameSize(mailbox) + SOA_NUMBERS;
    }
    default:
      return nameSize(record.target);
  }
}

/** Bytes of a message as a server sends it, without EDNS. */
export function replySize(name: string, { answer, authority, additional }: DnsReply): number {
  const records = [...answer, ...authority, ...additional];
  return questionSize(name) + records.reduce((sum, record) => sum + recordSize(record), 0);
}
