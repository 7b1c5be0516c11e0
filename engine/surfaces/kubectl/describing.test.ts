import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Every kind with a page of its own, with every field that its page has a line for; then debugging, and tokens. */
const LINES = `
describe ns shop
describe sa -n shop
describe role -n shop
describe rolebinding -n shop
describe clusterrole cr
describe clusterrole agg
describe clusterrole admin
describe clusterrolebinding crb
describe deploy -n shop web
describe rs -n shop
describe pods -n shop
describe svc -n shop
describe ep -n shop
describe endpointslice -n shop
describe ingressclass
describe ingress -n shop
describe netpol -n shop
describe sts -n shop
describe ds -n shop
describe job -n shop
describe pvc -n shop
get pvc -n shop -o wide
get pvc -n shop -o yaml
get job -n shop --show-labels
annotate sa default -n shop a=b
create sa default -n shop
describe cronjob -n shop
get cronjob,job -n shop
get all -n shop
get all -n shop -o wide
get sa -n shop
get sa -A
get role,rolebinding -n shop -o wide
get clusterrole cr agg
get clusterrolebinding crb -o wide
get job once -n shop -o yaml
get pods -n shop -l batch.kubernetes.io/job-name=once
get pods -n shop -l job-name=once --show-labels
get job -n shop -o wide
get cronjob -n shop -o wide
get sts -n shop -o wide
get sts -n shop db -o yaml
get ds -n shop -o wide
get ingress -n shop -o wide
get svc -n shop -o wide
get cm -n kube-system
get cm -n shop
get secret -n shop
get endpointslice -n shop
get ep -n shop
debug -n shop bare --image=busybox -c dbg --target=one
get pod -n shop bare -o yaml
describe pod -n shop bare
debug -n shop bare --image=busybox -c dbg
debug -n shop bare --image=busybox -c one --profile=general
debug -n shop bare --image=busybox -c dbg2 --profile=general --env=A=b
debug -n shop bare --image=busybox -c dbg3 --profile=nope
debug -n shop bare --image=busybox -c dbg3 --target=nope
debug -n shop bare --image=busybox --copy-to=bare2 -c dbg
get pod -n shop bare2 -o yaml
debug -n shop bare --copy-to=bare3 --set-image=*=busybox
get pod -n shop bare3 -o yaml
debug -n shop bare --copy-to=bare4 -c one --profile=netadmin -- sleep 1
get pod -n shop bare4 -o yaml
debug -n shop bare --copy-to=bare5
debug -n shop bare --copy-to=bare5 -- sleep
debug -n shop bare
debug
debug -n shop bare --image=busybox --replace
debug -n shop bare --image=busybox -t
debug -n shop nope --image=busybox
debug -n shop deploy/web --image=busybox
debug -n shop bare --image=busybox --copy-to=x --target=y
debug -n shop bare --image=busybox --copy-to=bare2 -c q
debug -n shop bare --image=busybox --copy-to=bare6 -c q --replace --same-node --profile=sysadmin --keep-labels
get pods -n shop bare6 -o yaml
get pod -n shop bare
debug node/nope --image=busybox
debug node/worker-1 --image=busybox -c x -q
create token nope -n shop
create token
create token a b
create token bot -n shop --duration=x
create token bot -n shop --as=jane
create job j1 --image=busybox
create job j1 --image=busybox
create job j2 --image=busybox --dry-run=client -o yaml -- sh -c 'sleep 1'
create job
create job a b --image=x
create job j3
create job j3 --image=x --from=cronjob/nightly
create job j3 --from=cronjob/nightly -n shop
get job j3 -n shop -o yaml
create job j4 --from=cronjob/nope -n shop
create job j4 --from=deploy/web -n shop
create job j4 --from=cronjob/nightly -n shop -- x
create cronjob c1 --image=busybox --schedule='*/5 * * * *'
create cronjob c2 --image=busybox
create cronjob c2 --schedule='* * * * *'
create cronjob c2
create cronjob c2 --image=busybox '--schedule=*/5 * * * *' --dry-run=client -o yaml -- date
create cronjob c3 --image=busybox '--schedule=*/5 * * * *' --restart=Always
create cronjob c3 --image=busybox --schedule=x
create cronjob c4 --image=busybox '--schedule=*/5 * * * *' --restart=Never
get cronjob
get job
get pods -l job-name=j1 --show-labels
`
  .trim()
  .split("\n");

/** Ages of events, which `describe` of the real one counts from today, and the columns that they make wider. */
const masked = ({ stdout, ...rest }: Said): Said => ({
  ...rest,
  stdout: stdout
    .replace(/^( {2}(?:Normal|Warning) +\S+ +)\d\S* +/gm, "$1AGE ")
    .replace(/^ {2}(Type|----) .*(From|----).*$/gm, (words) => words.replace(/ +/g, " ")),
});

describe.skipIf(skip)("rich objects, word for word as the real kubectl", () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await startTwins(["engine/surfaces/kubectl/fixtures/rich.yaml"]);
  });
  afterAll(() => twins.close());

  it.each(LINES)("%s", async (line) => {
    const real = await twins.real(wordsOf(line));
    expect(masked(twins.ours(wordsOf(line)))).toEqual(masked(real));
  });
});
