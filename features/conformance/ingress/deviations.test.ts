import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { builtCommand } from "../../../engine/testing/command.ts";

/** What ingress-nginx is known to do otherwise; anything else that differs is a defect. */
const EXPECTED = [
  // An Ingress with a TLS block sends each of its hosts to HTTPS, those that the block does not list with the default certificate.
  "An Ingress with a host rule: bar.foo.com is 200",
  "An Ingress with a host rule: foo.bar.com is 200",
  "trailing-slash-path-rules: /aaa/bbb is served by aaa-slash-bbb-slash-prefix",
  "trailing-slash-path-rules: /foo is served by nobody",
];

it("ingress-nginx differs from the specification in these cases and no other", () => {
  const argv = [builtCommand(), "test", "features/conformance/ingress"];
  const { stdout } = spawnSync(process.execPath, [...argv, "--profile", "ingress-controller=ingress-nginx"], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  const failed = [...stdout.matchAll(/^✗ (.+) features\/conformance\/ingress\/\S+:\d+$/gm)].map(
    (match) => match[1],
  );
  expect(failed.sort()).toEqual([...EXPECTED].sort());
  expect(stdout).toContain("30 scenarios (26 passed, 4 failed)");
}, 30_000);
