import { expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { Shell } from "./index.ts";

it.each([
  ["date", "Thu Jan  1 00:00:00 UTC 2026\n"],
  [
    "date -u '+%Y-%m-%dT%H:%M:%SZ %s %a %A %b %B %e %j%%'",
    "2026-01-01T00:00:00Z 1767225600 Thu Thursday Jan January  1 %j%\n",
  ],
  ["date -I; date -Is; date -R", "2026-01-01\n2026-01-01T00:00:00+00:00\nThu, 01 Jan 2026 00:00:00 +0000\n"],
  [
    "date -Iseconds; date -u --iso-8601=minutes; date -Ih; date --rfc-3339=seconds; date -Ix 2>&1",
    "2026-01-01T00:00:00+00:00\n2026-01-01T00:00+00:00\n2026-01-01T00+00:00\n2026-01-01 00:00:00+00:00\ndate: invalid option or date '-Ix': the clock is the cluster's own\n",
  ],
  [
    "date -u -d @86400 +%F; date -d@0 +%s; date --date=@1 +%T; date --date now +%F",
    "1970-01-02\n0\n00:00:01\n2026-01-01\n",
  ],
  ["sleep 86399; date +%T", "01:00:00\n"],
  ["sleep 0.5; sleep 0.5; date +%S", "01\n"],
  [
    "date --date=yesterday 2>&1; echo $?",
    "date: invalid date ‘yesterday’: the clock is the cluster's own, and only now and @SECONDS are read\n1\n",
  ],
])("%s", async (line, said) => {
  const { stdout } = await new Shell(Cluster.load([]), {}).exec(line);
  expect(stdout).toBe(said);
});
