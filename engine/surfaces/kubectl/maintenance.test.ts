import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inOrder, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Command lines in the order in which both are given them: each finds what the ones before have left. */
const LINES = `
get nodes,deploy,pods,ds,sts -A
cordon worker-1
cordon worker-1
cordon nope
cordon
cordon worker-1 --dry-run=client
uncordon worker-1
uncordon worker-1
uncordon -l kubernetes.io/hostname=worker-1
cordon worker-1 worker-2
taint nodes worker-1 dedicated=edge:NoSchedule
taint nodes worker-1 dedicated=edge:NoSchedule
taint nodes worker-1 dedicated=core:NoSchedule --overwrite
taint nodes worker-1 dedicated:NoSchedule-
taint nodes worker-1 dedicated-
taint node worker-1 foo=bar:Bogus
taint nodes worker-1
drain worker-1
drain worker-1 --ignore-daemonsets
drain worker-1 --ignore-daemonsets --force
drain worker-1 --ignore-daemonsets --force --dry-run=client
drain worker-1 --ignore-daemonsets --force --delete-emptydir-data
get pods -A
drain nope
drain
uncordon worker-1
set image deploy/web web=nginx:2
set image deploy/web web=nginx:2
set image deploy/web *=nginx:3
set image deploy/web nope=nginx:3
set image deploy/web
set image deploy/nope web=a
set image deploy/web web=nginx:4 -o name
set selector svc web app=v2
set selector svc/web app=v2,tier=x
set selector svc web
set selector deploy web app=a
set env deploy/web A=b C=d
set env deploy/web A-
set env deploy/web --list
set env deploy/web
set serviceaccount deploy/web build
set resources deploy web --limits=cpu=200m,memory=512Mi
get deploy web -o jsonpath={.spec.template.spec}
uncordon worker-1
drain worker-1 --ignore-daemonsets --delete-emptydir-data --pod-selector=app=nothing
taint nodes worker-1 x
taint pods web a=b:NoSchedule
taint nodes worker-1 a=b
taint nodes worker-1 a=b:NoSchedule c:NoExecute d-
taint nodes worker-1 a=b:NoSchedule c:NoExecute
taint nodes worker-1 a=b:NoSchedule- e=f:NoSchedule
taint nodes worker-1 a=b:NoSchedule a=c:NoSchedule
taint nodes nope a=b:NoSchedule
taint nodes -l kubernetes.io/hostname=worker-1 z=y:PreferNoSchedule -o name
get node worker-1 -o jsonpath={.spec.taints}
set image deploy,sts --all *=nginx:9
set image sts/db d=pg:2 --dry-run=server
set image svc/web a=b
set image web=nginx
set image deploy/web web=
set env deploy/web -c web E=f G-
set env deploy/web -c nope E=f
set env deploy/web E=x --overwrite=false
set env E=f
set resources deploy web
set resources deploy web --requests=cpu=1 -c side
set resources deploy web --requests=cpu
set selector svc web app
set selector svc web a=b --dry-run=client
set serviceaccount deploy/web
set serviceaccount
set bogus
cordon -l a=b worker-1
cordon node/worker-1
drain node/worker-1 --ignore-daemonsets --delete-emptydir-data --dry-run=server
`
  .trim()
  .split("\n");

describe.skipIf(skip)("nodes are drained and workloads changed as the real kubectl does it", () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await startTwins(["engine/surfaces/kubectl/fixtures/maintenance"]);
  });
  afterAll(() => twins.close());

  it.each(LINES)("kubectl %s", { timeout: 60_000 }, async (line) => {
    const argv = wordsOf(line);
    const real = await twins.real(argv);
    expect(inOrder(twins.ours(argv))).toEqual(inOrder(real));
  });
});
