import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Command lines in the order in which both are given them: each finds what the ones before have left. */
const LINES = String.raw`
rollout history sts/db -n shop
rollout history ds/agent -n shop
rollout history ds -n shop
rollout history sts/db -n shop --revision=1
rollout history sts/db -n shop --revision=9
rollout history deploy/web -n shop --revision=1 -o jsonpath={.kind}
rollout history svc/web -n shop
rollout undo sts/db -n shop
rollout undo ds/agent -n shop --to-revision=1
set image sts/db db=postgres:16 -n shop
set image ds/agent a=agent:2 -n shop
annotate sts/db -n shop kubernetes.io/change-cause=upgrade
set image sts/db db=postgres:17 -n shop
rollout history sts/db -n shop
rollout history ds/agent -n shop --revision=2
rollout undo ds/agent -n shop --dry-run=client
rollout undo ds/agent -n shop --dry-run=server
rollout undo ds/agent -n shop
rollout undo sts/db -n shop
rollout history sts/db ds/agent -n shop
rollout undo sts/db -n shop --to-revision=7
rollout undo sts/db -n shop --to-revision=1
get sts db -n shop -o jsonpath={.spec.template.spec.containers[0].image}
get ds agent -n shop -o jsonpath={.spec.template.spec.containers[0].image}
set image deploy/web -n shop c=nginx:2
rollout undo deploy/web -n shop --dry-run=client
rollout undo deploy/web -n shop --dry-run=server
rollout restart job/once -n shop
delete sts db -n shop
get controllerrevisions -n shop --no-headers -l app=db
get pods -n shop -l b=c -o custom-columns=N:.metadata.name,L:.metadata.labels
get pod bare -n shop -o custom-columns=C:.spec.containers[0],X:.spec.nope
get svc -n shop -o 'jsonpath={.items[?(@.metadata.name=~"w.*")].metadata.name}'
get svc -n shop -o 'jsonpath={.items[?(@.spec.type="NodePort")].metadata.name}'
get svc -n shop -o 'jsonpath={.items[?(@.spec.ports[0].port=="53")].metadata.name}'
get svc -n shop -o 'jsonpath={"\u00e4"}'
get svc -n shop -o 'jsonpath={.items[1:0]}'
get svc -n shop -o 'jsonpath={.items[1:1].metadata.name}'
get svc -n shop -o 'jsonpath={.items[0:99].metadata.name}'
get svc -n shop -o 'jsonpath={.items[7:8].metadata.name}'
get svc -n shop -o 'jsonpath={.items[-9:].metadata.name}'
get svc -n shop -o 'jsonpath={.items[0:3:0].metadata.name}'
get svc -n shop -o 'jsonpath={.items[0:3:2].metadata.name}'
get nodes --output-watch-events
get po -f engine/surfaces/kubectl/fixtures/web.yaml
get po --raw /x
get po --request-timeout=x
get po --request-timeout=1h5m -n nope
get po --context nope
get po --cluster nope
get po --user nope
get Pod,SVC -n shop
get PO -n shop
logs cm/cfg -n shop
logs ns/shop
logs bare -n shop --since=1h --since-time=2020-01-01T00:00:00Z
logs bare -n shop --pod-running-timeout=x
logs -n shop deploy/web --all-pods
wait --for=create svc/nope -n shop --timeout=1s
wait --for=delete svc/nosel -n shop --timeout=0
auth whoami -o yaml
auth whoami -o name
apply -f engine/surfaces/kubectl/fixtures/web.yaml --prune
apply -f engine/surfaces/kubectl/fixtures/web.yaml
apply view-last-applied svc web
apply view-last-applied svc/web deploy/web -o json
apply view-last-applied svc kubernetes
apply view-last-applied svc nope
apply view-last-applied
apply view-last-applied svc web -o wide
apply set-last-applied -f engine/surfaces/kubectl/fixtures/web.yaml
apply set-last-applied -f engine/surfaces/kubectl/fixtures/web-changed.yaml
apply set-last-applied -f engine/surfaces/kubectl/fixtures/web-changed.yaml --dry-run=client
apply set-last-applied
apply view-last-applied svc web
expose deploy web --selector=a=b,c=d --labels=e=f --protocol=UDP --port=53 --name=dns --dry-run=client -o yaml
expose deploy web --overrides={"spec":{"type":"NodePort"}} --name=np --port=1 --dry-run=client -o yaml
expose deploy web --overrides=x --name=np --port=1
create secret docker-registry dr --docker-server=x --docker-username=u --docker-password=p --docker-email=a@b --dry-run=client -o yaml
create secret docker-registry dr --docker-username=u --docker-password=p&<> --dry-run=client -o json
create secret docker-registry dr --docker-username=u
create secret generic g --from-literal=a=b --from-literal=a=c
create cm g --from-literal=a=b --from-literal=a=c
create cm g --from-env-file=engine/surfaces/kubectl/fixtures/web.yaml
port-forward -n shop pod/bare abc
port-forward -n shop svc/web 8080:nope
port-forward -n shop svc/headless 53
port-forward -n shop pod/bare 99999
replace --force -f engine/surfaces/kubectl/fixtures/web.yaml
replace --force -f engine/surfaces/kubectl/fixtures/web.yaml -o name
get pods -n shop -o custom-columns-file=nope
label pod bare -n shop k=bad/value/x
patch svc web -n shop --type=json -p '[{"op":"remove","path":"/spec/nope"}]'
scale ds agent -n shop --replicas=1
delete pod --all -l a=b -n shop
delete --all
delete cm nope --grace-period=5 --now
delete cm nope --cascade=foo
delete cm nope --cascade=true
diff -f nope.yaml
diff
diff foo
diff -f engine/surfaces/kubectl/fixtures/invalid.yaml
config get-users
config set-context other --namespace=shop --user=podwire --cluster=podwire
config get-contexts
config use-context other
config current-context
get svc -o name
get svc --context podwire -o name
config view --minify
config rename-context other third
config rename-context nope x
config rename-context third podwire
config delete-context nope
config delete-context third
config get-contexts
get svc -o name
config use-context podwire
config unset current-context
config current-context
config use podwire
get svc -o name
config set-context --current --user=nope
get svc -o name
`
  .trim()
  .split("\n");

const NAMELESS = "apiVersion: v1\nkind: ConfigMap\n";

/** The loopback listens on a port by chance, and keeps its kubeconfig in a folder of its own. */
const masked = ({ stdout, stderr, ...rest }: Said): Said => {
  const plain = (text: string): string =>
    text
      .replace(/https?:\/\/127\.0\.0\.1:\d+/g, "SERVER")
      .replace(/\S*podwire-loopback-\w+\/config|\/workspace\/\.kube\/config/g, "KUBECONFIG");
  return { ...rest, stdout: plain(stdout), stderr: plain(stderr) };
};

describe.skipIf(skip)("everyday and odd lines, word for word as the real kubectl", () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await startTwins(["engine/surfaces/kubectl/fixtures/rich.yaml"]);
  });
  afterAll(() => twins.close());

  it.each(LINES)("%s", async (line) => {
    const argv = wordsOf(line);
    expect(masked(twins.ours(argv))).toEqual(masked(await twins.real(argv)));
  });

  it("apply of an object without a name", async () => {
    const argv = ["apply", "-f", "-"];
    expect(twins.ours(argv, NAMELESS)).toEqual(await twins.real(argv, NAMELESS));
  });
});
