import { describe, expect, it } from "vitest";
import { parseOpenPorts } from "../../../cluster/node-firewall.ts";

describe("ports that a node's firewall lets in", () => {
  it.each([
    ["443", [443], [442, 444]],
    ["80, 30000-32767", [80, 30_000, 31_000, 32_767], [81, 29_999, 32_768]],
    ["closed", [], [1, 443, 65_535]],
  ])("%s", (text, open, shut) => {
    const ports = parseOpenPorts(text);
    expect(open.every((port) => ports?.has(port))).toBe(true);
    expect(shut.some((port) => ports?.has(port))).toBe(false);
  });

  it("are all of them when there is no firewall", () => {
    expect(parseOpenPorts("off")).toBeUndefined();
  });

  it.each(["", "http", "0", "70000", "90-80", "80,", "-1"])("are not %j", (text) => {
    expect(parseOpenPorts(text)).toBeNull();
  });
});
