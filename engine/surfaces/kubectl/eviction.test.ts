import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inOrder, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Command lines in the order in which both are given them: each finds what the ones before have left. */
const LINES = `
create pdb x --selector=app --min-available=1 -o yaml --dry-run=client
create pdb x --selector=app,tier=a,!c --max-unavailable=3 -o yaml --dry-run=client
create pdb x '--selector=app in (b,a), tier notin (c)' --min-available=1 -o yaml --dry-run=client
create pdb x --selector=app!=b --min-available=1
create pdb x --selector=app==a,tier=b --min-available=150%
create pdb x --selector=app
create pdb x --min-available=1
create pdb x --selector=a=b --min-available=1 --max-unavailable=1
create pdb x --selector=a=b --min-available=1Gb
create pdb x --selector=a=b --max-unavailable=x
create pdb
create poddisruptionbudget web --selector=app=web --min-available=3
create pdb web --selector=app=web --min-available=3
create pdb db --selector=app=db --max-unavailable=0
create pdb A_b --selector=app=nothing --min-available=50%
get pdb
get poddisruptionbudgets web db -o yaml
describe pdb web
describe pdb db
get events --field-selector reason=NoPods
get pdb web -o jsonpath={.status}
api-resources --api-group=policy
explain pdb.spec
patch pdb web -p '{"spec":{"maxUnavailable":1}}'
patch pdb web -p '{"spec":{"minAvailable":"abc"}}'
patch pdb web -p '{"spec":{"minAvailable":-1}}'
patch pdb web --type=merge -p '{"spec":{"unhealthyPodEvictionPolicy":"Never"}}'
drain worker-1 --ignore-daemonsets --force --delete-emptydir-data --dry-run=client
drain worker-1 --ignore-daemonsets --force --delete-emptydir-data --dry-run=server --timeout=1s
drain worker-1 --ignore-daemonsets --force --delete-emptydir-data --timeout=6s
create pdb every --selector=app=web --min-available=0
drain worker-1 --ignore-daemonsets --delete-emptydir-data --timeout=1s
drain worker-1 --ignore-daemonsets --delete-emptydir-data --timeout=1s --pod-selector=app=web
delete pdb every web
drain worker-1 --ignore-daemonsets --pod-selector=app=web
get pdb
drain worker-1 --ignore-daemonsets --delete-emptydir-data --disable-eviction
delete pdb db A_b
uncordon worker-1
apply -f engine/surfaces/kubectl/fixtures/maintenance/shop.yaml
delete pods -l app=web --wait=false
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
  const texts: string[] = [];
  beforeAll(async () => {
    twins = await startTwins(["engine/surfaces/kubectl/fixtures/maintenance"]);
  });
  afterAll(() => twins.close());

  it.each(LINES)("kubectl %s", { timeout: 60_000 }, async (line) => {
    const argv = wordsOf(line);
    const real = await twins.real(argv);
    texts.push(real.stdout + real.stderr);
    expect(inOrder(twins.ours(argv))).toEqual(inOrder(real));
  });

  it("has something to show", () => {
    for (const words of [
      "Marking for deletion Pod default/bare",
      "node.kubernetes.io/unreachable",
      "(will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.",
      "global timeout reached: 6s",
      "This pod has more than one PodDisruptionBudget",
    ])
      expect(texts.some((text) => text.includes(words))).toBe(true);
  });
});
