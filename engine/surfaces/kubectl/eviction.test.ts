import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Command lines in the order in which both are given them: each finds what the ones before have left. */
const LINES = `
taint nodes --all a=b:NoExecute
get pods -A -o wide
get events --field-selector reason=TaintManagerEviction
get node worker-1 -o jsonpath={.spec.taints}
taint nodes --all a-
get pods -A -o wide
get pod db-0 -o yaml
cordon worker-1
get node worker-1 -o jsonpath={.spec}
taint nodes worker-1 node.kubernetes.io/unschedulable-
uncordon worker-1
patch node worker-1 --subresource=status -p '{"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}'
get nodes
get pods -A
get events --field-selector reason=NodeNotReady
get node worker-1 -o jsonpath={.spec.taints}
`
  .trim()
  .split("\n");

describe.skipIf(skip)("what is driven off a node is shown as the real kubectl shows it", () => {
  let twins: Twins;
  const said: { readonly real: Said; readonly ours: Said }[] = [];
  beforeAll(async () => {
    twins = await startTwins(["engine/surfaces/kubectl/fixtures/maintenance"]);
    for (const line of LINES)
      said.push({ real: await twins.real(wordsOf(line)), ours: twins.ours(wordsOf(line)) });
  }, 120_000);
  afterAll(() => twins.close());

  it.each(LINES.map((line, index) => [line, index] as const))("kubectl %s", (_, index) => {
    const pair = said[index];
    expect(pair).toBeDefined();
    expect(pair?.ours).toEqual(pair?.real);
  });

  it("has something to show", () => {
    expect(said[2]?.real.stdout).toContain("Marking for deletion Pod default/bare");
    expect(said[3]?.real.stdout).toContain("NoExecute");
    expect(said.at(-1)?.real.stdout).toContain("node.kubernetes.io/unreachable");
  });
});
