import { parseCidr } from "../values/cidr.ts";
import { parseOpenPorts } from "./node-firewall.ts";
import type { LocalDetector, Profile } from "./profile.ts";

/** One of a profile's choices: how it reads, and what writing it makes of the profile. */
export interface Switch {
  readonly key: string;
  readonly values: string;
  read(profile: Profile): string;
  /** `undefined` for a value that it does not take. */
  write(profile: Profile, value: string): Profile | undefined;
}

const LOCAL_DETECTORS: readonly LocalDetector[] = ["cluster-cidr", "none"];

/** kube-proxy's own flags. */
export const PROXY_SWITCHES: readonly Switch[] = [
  flag("masquerade-all", "masqueradeAll"),
  flag("localhost-nodeports", "localhostNodePorts"),
  {
    key: "nodeport-addresses",
    values: "nothing, primary, or blocks separated by commas",
    read: (profile) => profile.nodePortAddresses.join(","),
    write: (profile, text) => {
      const nodePortAddresses = text === "" ? [] : text.split(",");
      const isValid =
        text === "primary" || nodePortAddresses.every((block) => parseCidr(block) !== undefined);
      return isValid ? { ...profile, nodePortAddresses } : undefined;
    },
  },
  {
    key: "detect-local",
    values: LOCAL_DETECTORS.join(" or "),
    read: (profile) => profile.detectLocal,
    write: (profile, text) => {
      const detectLocal = LOCAL_DETECTORS.find((known) => known === text);
      return detectLocal === undefined ? undefined : { ...profile, detectLocal };
    },
  },
];

/** What stands in front of the nodes. */
export const NODE_FIREWALL: Switch = {
  key: "node-firewall",
  values: "off, closed, or ports and ranges separated by commas",
  read: (profile) => profile.nodeFirewall,
  write: (profile, nodeFirewall) =>
    parseOpenPorts(nodeFirewall) === null ? undefined : { ...profile, nodeFirewall },
};

/** A switch that is `true` or `false`. */
export function flag(
  key: string,
  field:
    | "externalDns"
    | "masqueradeAll"
    | "localhostNodePorts"
    | "ipBlockMatchesPods"
    | "natOutgoing"
    | "endpointSliceMirroring"
    | "ingressWebhook",
): Switch {
  return {
    key,
    values: "true or false",
    read: (profile) => String(profile[field]),
    write: (profile, text) =>
      text === "true" || text === "false" ? { ...profile, [field]: text === "true" } : undefined,
  };
}
