import type { DnsRecord } from "../../../values/dns-message.ts";

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

export function recordSize(record: DnsRecord): number {
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

/** Servers that say in the authority section of an empty answer whose the name is, with the labels of their SOA. */
const AUTHORITIES: Readonly<Record<string, readonly [server: string, mailbox: string]>> = {
  kubernetes: ["ns.dns", "hostmaster"],
  k8s_external: ["ns1.dns", "hostmaster.dns"],
};

/** Bytes of the SOA record behind an answer without records; 0 where the plugin sends none. */
export function authoritySize(plugin: string, zone: string): number {
  // Nobody knows who answers outside; that nothing is there is what the root servers say.
  if (plugin === "forward") return soaSize("", "a.root-servers.net", "nstld.verisign-grs.com");
  const labels = Object.hasOwn(AUTHORITIES, plugin) ? AUTHORITIES[plugin] : undefined;
  if (labels === undefined) return 0;
  const [server, mailbox] = labels.map((label) => (zone === "" ? label : `${label}.${zone}`));
  return soaSize(zone, server ?? "", mailbox ?? "");
}

function soaSize(zone: string, server: string, mailbox: string): number {
  return nameSize(zone) + RECORD_FIELDS + nameSize(server) + nameSize(mailbox) + SOA_NUMBERS;
}
