import { describe, expect, it } from "vitest";
import { describeProfile, profileNamed, withChoice } from "./profiles.ts";

describe("kube-proxy's flags as switches", () => {
  it.each([
    ["masquerade-all", "true"],
    ["localhost-nodeports", "false"],
    ["nodeport-addresses", ""],
    ["nodeport-addresses", "primary"],
    ["nodeport-addresses", "192.168.0.0/24,2001:db8::/64"],
    ["detect-local", "none"],
  ])("%s=%s is kept", (key, value) => {
    expect(describeProfile(withChoice(profileNamed("kind"), `${key}=${value}`))[key]).toBe(value);
  });

  it.each([
    ["masquerade-all=yes", "masquerade-all cannot be yes; it takes true or false"],
    [
      "nodeport-addresses=192.168.0.1",
      "nodeport-addresses cannot be 192.168.0.1; it takes nothing, primary, or blocks separated by commas",
    ],
    ["nodeport-addresses=primary,10.0.0.0/8", "nodeport-addresses cannot be primary,10.0.0.0/8"],
    ["detect-local=bridge", "detect-local cannot be bridge; it takes cluster-cidr or none"],
  ])("%s is refused", (text, message) => {
    expect(() => withChoice(profileNamed("kubeadm"), text)).toThrow(message);
  });
});
