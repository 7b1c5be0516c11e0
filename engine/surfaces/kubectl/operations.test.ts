import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/**
 * Left out: `version` and `cluster-info`, which tell the real one's own version and the loopback's address; help pages,
 * which are short here.
 */
const LINES = `
run p1 --image=nginx
run p1 --image=nginx
run p2 --image=nginx --port=80 --expose
run p3 --image=nginx --dry-run=client -o yaml --env=A=b --labels=x=y --port=80 -- sleep 1
run p3 --image=nginx --dry-run=client -o json
run p4 --image=nginx --restart=Never --command --dry-run=client -o yaml -- sh -c 'sleep 1'
run
run p5
run p5 --image=nginx --rm
run p5 --image=nginx -t
get pod p1 -o yaml
rollout status deploy/api -n shop
rollout status deploy -n shop
rollout status ds/node-exporter -n monitoring
rollout status sts/postgres -n data
rollout status svc/api -n shop
rollout status deploy/nope
rollout status
rollout history deploy/api -n shop
rollout history deploy/api -n shop --revision=1
rollout history deploy/api -n shop --revision=7
rollout undo deploy/api -n shop
rollout restart deploy/frontend -n shop
rollout status deploy/frontend -n shop
rollout history deploy/frontend -n shop
rollout undo deploy/frontend -n shop
rollout undo deploy/frontend -n shop --to-revision=9
rollout history deploy/frontend -n shop
rollout pause deploy/frontend -n shop
rollout pause deploy/frontend -n shop
rollout restart deploy/frontend -n shop
rollout undo deploy/frontend -n shop
rollout status deploy/frontend -n shop
rollout resume deploy/frontend -n shop
rollout resume deploy/frontend -n shop
rollout pause sts/postgres -n data
rollout resume svc/api -n shop
rollout pause deploy/nope -n shop
rollout pause
rollout foo
wait --for=condition=Ready pod/p1
wait --for=condition=Available deploy --all -n shop
wait --for=jsonpath='{.status.phase}'=Running pod/p1
wait --for=condition=Foo pod/p1 --timeout=1s
wait --for=delete pod/nope --timeout=1s
wait --for=condition=Ready pod/nope
wait --for=foo pod/p1
wait pod/p1
wait
logs p1
logs nope
logs deploy/api -n shop
logs deploy/web
logs
logs p1 -c nope
logs p1 --all-containers -c x
logs -n kube-system -l k8s-app=kube-dns
logs -n kube-system deploy/coredns
logs -l app=nope
explain svc
explain service.spec.ports
explain pod --recursive
explain svc.spec.type
explain netpol.spec.ingress.from
explain httproute.spec.rules
explain route
explain route.spec.tls
explain svc.spec.nope
explain foos
explain
explain svc.spec --recursive
explain deploy --api-version=apps/v1
explain deploy --api-version=apps/v2
explain pods.spec.containers.resources.limits
explain issuer
explain svc --api-version=v2
explain svc --api-version=apps/v1
explain svc --api-version=a/b/c
explain httproute --api-version=gateway.networking.k8s.io/v1beta1
explain deployments.v1.apps
explain deployments.apps.spec.replicas
explain deploy.spec.template.spec.containers.ports
explain svc.spec.ports.port.x
explain svc.
explain svc..spec
explain events
explain svc --output=plaintext-openapiv2
explain svc --output=foo
explain a b
explain networkpolicy.spec.egress.to.ipBlock
explain pvc
explain svc/web
explain httproute --recursive
explain httproute.spec.rules.matches
explain gateway --recursive
explain gateway.spec.listeners.tls
explain route --recursive
explain egressip --recursive
explain egressip.spec.namespaceSelector
explain egressfirewall.spec.egress.to
explain ingresscontroller.spec
explain ingress.spec.rules.http.paths
explain endpointslice
explain endpointslices.endpoints.conditions.ready
explain pod.spec
explain pod.status
explain pod.spec.containers.readinessProbe.httpGet
explain deployment --recursive
explain sts.spec
explain node.status
explain cm
explain rolebinding
explain clusterrole.rules
explain svc.metadata
explain svc.metadata.creationTimestamp
explain svc.status.conditions
explain networkpolicy.spec.podSelector.matchExpressions
explain job.spec --recursive
explain backendtlspolicy.spec
explain ServiceCIDR
explain ipaddress.spec
explain grpcroute.spec.rules
api-resources
api-resources -o name
api-resources -o wide
api-resources --namespaced=false
api-resources --api-group=networking.k8s.io --no-headers
api-resources --verbs=list,get --sort-by=name
api-resources --sort-by=x
api-resources x
api-versions
auth can-i create pods
auth can-i list nodes
auth can-i foo pods
auth can-i get foos
auth can-i create pods --as=system:serviceaccount:shop:default
auth can-i get pods/web -n shop
auth can-i get /healthz
auth can-i
auth can-i --list
auth can-i --list --as=dev --no-headers
auth can-i get pods/log -n shop --as=dev
get pods -n shop --as=dev
get pod web -n shop --as=dev
create ns mine --as=dev --as-group=people
get ns shop --as=dev --as-group=system:masters
get nodes --as=system:serviceaccount:shop:default
get svc -A --as=dev
auth whoami
exec
exec x
exec x ls
exec x -- ls
exec nope/x -- ls
exec deploy/api -n shop
exec deploy/api -n shop -- ls
exec node/worker-1 -- ls
exec cm/x -n shop -- ls
attach
attach x
attach x y z
config current-context
config get-contexts
config get-contexts --no-headers
config get-contexts -o name
config view
config set-context --current --namespace=shop
config get-contexts
config view -o json
get svc
config set-context
config use-context podwire
config use-context x
config foo
get deploy api
config set-context --current --namespace=default
top nodes
top pods
port-forward
port-forward svc/nope 80
edit
get events
describe
`;

/** The loopback listens on a port by chance. */
const masked = ({ stdout, ...rest }: Said): Said => ({
  ...rest,
  stdout: stdout.replace(/https?:\/\/127\.0\.0\.1:\d+/g, "SERVER"),
});

/** The real diff names two folders of `/tmp` and their times by chance. */
const diffed = ({ stdout, ...rest }: Said): Said => ({
  ...rest,
  stdout: stdout
    .replace(/(LIVE|MERGED)(-\d+)?/g, "$1")
    .replace(/^((?:---|\+\+\+) \S+)\t.*$/gm, "$1")
    .replace(/resourceVersion: "\d+"/g, "resourceVersion: ANY"),
});

describe.skipIf(skip)("running, watching and asking, word for word as the real kubectl", () => {
  let twins: Twins;
  beforeAll(async () => {
    // From 1.32 on, reviews are sent as protobuf; the words are the same.
    twins = await startTwins(["examples/online-shop/manifests"], "1.31");
  });
  afterAll(() => twins.close());

  it.each(LINES.trim().split("\n"))("%s", async (line) => {
    const argv = wordsOf(line);
    expect(masked(twins.ours(argv))).toEqual(masked(await twins.real(argv)));
  });

  it("diff of what is new, of what changes, and of nothing", async () => {
    for (const words of ["diff -f", "apply -f", "diff -f"])
      for (const file of ["web.yaml", "web-changed.yaml"]) {
        const argv = [...words.split(" "), `engine/surfaces/kubectl/fixtures/${file}`];
        expect(diffed(twins.ours(argv)), argv.join(" ")).toEqual(diffed(await twins.real(argv)));
      }
  });
});
