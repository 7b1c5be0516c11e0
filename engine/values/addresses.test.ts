import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { cidr, contains, parseCidr } from "./cidr.ts";
import { canonicalHostname, isDns1123Label, isDns1123Subdomain, isInZone } from "./hostname.ts";
import { addToIp, familyOf, ip, ipv4, ipv6, parseIp, sameIp } from "./ip.ts";
import { port } from "./port.ts";

describe("ip", () => {
  it.each([
    ["10.0.0.1", "10.0.0.1"],
    ["255.255.255.255", "255.255.255.255"],
    ["::1", "::1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["::ffff:10.0.0.1", "10.0.0.1"],
  ])("%s is %s", (text, canonical) => expect(parseIp(text)?.text).toBe(canonical));

  it.each([
    "",
    "10.0.0",
    "10.0.0.1.2",
    "010.0.0.1",
    "256.0.0.1",
    "0x0a.0.0.1",
    "10.0.0.1/32",
    "fe80::1%eth0",
  ])("%j is no address", (text) => expect(parseIp(text)).toBeUndefined());

  it("keeps every address through its text", () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (bits) => {
        const address = ipv4(bits);
        expect(sameIp(ip(address.text), address)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 1n << 64n, max: (1n << 128n) - 1n }), (bits) => {
        const address = ipv6(bits);
        expect(sameIp(ip(address.text), address)).toBe(true);
      }),
    );
  });

  it("counts on, across octets", () => {
    expect(addToIp(ip("10.0.0.255"), 1).text).toBe("10.0.1.0");
    expect(addToIp(ip("fd00::ffff"), 1).text).toBe("fd00::1:0");
  });
});

describe("cidr", () => {
  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "fd00::/129", "x/8", "/8", "10.0.0.0/"])(
    "%j is no block",
    (text) => expect(parseCidr(text)).toBeUndefined(),
  );
  it("holds what its prefix says, and never the other family", () => {
    expect(contains(cidr("10.0.0.0/24"), ip("10.0.0.255"))).toBe(true);
    expect(contains(cidr("10.0.0.0/24"), ip("10.0.1.0"))).toBe(false);
    expect(contains(cidr("10.0.0.5/32"), ip("10.0.0.5"))).toBe(true);
    expect(contains(cidr("0.0.0.0/0"), ip("255.255.255.255"))).toBe(true);
    expect(contains(cidr("0.0.0.0/0"), ip("fd00::1"))).toBe(false);
    expect(contains(cidr("::/0"), ip("10.0.0.1"))).toBe(false);
    expect(contains(cidr("fd00::/64"), ip("fd00::ffff:ffff:ffff:ffff"))).toBe(true);
    expect(contains(cidr("fd00::/64"), ip("fd00:0:0:1::"))).toBe(false);
  });
  it("agrees with arithmetic on every prefix", () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff_ffff),
        fc.nat(0xffff_ffff),
        fc.integer({ min: 0, max: 32 }),
        (a, b, prefix) => {
          const size = 2 ** (32 - prefix);
          const expected = Math.floor(a / size) === Math.floor(b / size);
          expect(contains(cidr(`${ipv4(a).text}/${prefix}`), ipv4(b))).toBe(expected);
        },
      ),
    );
  });
});

describe("ports and names", () => {
  it.each([
    [1, true],
    [65_535, true],
    [0, false],
    [65_536, false],
    [80.5, false],
    ["80", false],
    [undefined, false],
  ])("port %j: %j", (value, good) => expect(port(value) !== undefined).toBe(good));

  it.each([
    ["a", true],
    ["a-1", true],
    ["-a", false],
    ["a-", false],
    ["A", false],
    ["a.b", false],
    ["a".repeat(63), true],
    ["a".repeat(64), false],
    ["", false],
  ])("label %j: %j", (text, good) => expect(isDns1123Label(text)).toBe(good));

  it.each([
    ["a.b-c.d", true],
    ["a..b", false],
    ["a_b", false],
    [`${"a.".repeat(126)}a`, true],
    [`${"a.".repeat(126)}ab`, false],
  ])("subdomain %j: %j", (text, good) => expect(isDns1123Subdomain(text)).toBe(good));

  it("compare without case, trailing dot or partial labels", () => {
    expect(canonicalHostname("API.Shop.svc.")).toBe("api.shop.svc");
    expect(isInZone("api.cluster.local", "cluster.local")).toBe(true);
    expect(isInZone("cluster.local", "cluster.local")).toBe(true);
    expect(isInZone("mycluster.local", "cluster.local")).toBe(false);
  });
});

/** Texts that are nearly IPv4 addresses, and those that are. */
const dotted = fc
  .array(fc.oneof(fc.nat(300).map(String), fc.constantFrom("", "00", "01", "a", "-1", "1e1", " 1")), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join("."));

it("reads the IPv4 addresses that ipaddr.js takes for four decimal parts, and no others", () => {
  fc.assert(
    fc.property(fc.oneof(dotted, fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
      const isIpv4 =
        /^[\d.]+$/.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text) && !/(^|\.)0\d/.test(text);
      const found = parseIp(text);
      if (isIpv4) expect([found?.family, found?.text]).toEqual(["IPv4", ipaddr.IPv4.parse(text).toString()]);
      else if (!text.includes(":")) expect(found).toBeUndefined();
      expect(familyOf(text)).toBe(found?.family);
      if (found?.family === "IPv4") expect(ipv4(found.bits).text).toBe(found.text);
    }),
    { numRuns: 2000 },
  );
});
