import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Command lines that leave the cluster as it is. Ages are the same for both, since both are told the time. */
const LINES = String.raw`
get pods
get pods -A
get pods -A -o wide
get svc -A
get svc -A -o yaml
get svc -A -o json
get svc,ep -A
get all -A
get nodes -o wide
get ns --show-labels
get ns -L kubernetes.io/metadata.name
get pods -A --no-headers
get pods -A -o name
get deploy -A -o name
get deploy -A -oyaml
get nodes -ojson
get pod nope
get pod nope nope2
get foos
get pods,foos
get -x
get
get pods --sort-by=.metadata.name -A
get pods -o foo
get pods -A -o custom-columns=NAME:.metadata.name,IP:.status.podIP,X:.spec.nope
get pods -A -o 'jsonpath={.items[*].metadata.name}'
get pods -A -o 'jsonpath={range .items[*]}{.metadata.name}{"\t"}{.status.podIP}{"\n"}{end}'
get svc kubernetes -o 'jsonpath={.spec.ports[?(@.name=="https")].port}'
get svc kubernetes -o 'jsonpath={.spec}'
get svc kubernetes -o yaml
get svc/kubernetes
get svc kubernetes -o json
get svc kubernetes -o wide --show-labels
get cm -A -o yaml
get secrets -A -o yaml
get ing -A
get ing -A -o yaml
get netpol -A
get netpol -A -o yaml
get endpointslices -A
get endpointslices -A -o yaml
get rs,sts,ds -A
get jobs
get pods -l app=nope
get pods --field-selector status.phase=Running -A
get pods -n nope
get pods -A -n x
get pods a --all-namespaces
get pods a -l b=c
get pods --show-labels -o yaml
get --raw /healthz
get po,svc kubernetes
get services.v1. kubernetes
get deployments.v1.apps -A
get deploy.apps -A
get Pod
get pods -o jsonpath
get pods -o 'jsonpath={.x'
get pods --sort-by=.nope -A
get svc -A -oyaml --sort-by=.nope
describe svc -A
describe svc kubernetes
describe endpointslices -A
describe ep -A
describe ing -A
describe netpol -A
describe pods -A
describe ns
describe deploy -A
describe rs -A
describe sts -A
describe ds -A
describe cm -A
describe secret -A
describe sa -A
describe ingressclass
describe pod nope
describe pods -n shop web
describe deploy -n shop api
describe svc/api -n shop
describe po -n shop frontend
describe
describe foos
describe svc -n nope
describe httproutes -A
describe gatewayclass
describe svc -l app=api -n shop
describe jobs
describe svc --show-events=false -n shop
`;

/** The same on the Services of the brief: templates, selectors, and what is refused. */
const MORE = `
get gateways -A
get httproutes -A -o yaml
get gc
describe gateway -A
describe httproute -A
get netpol -n production -o wide
describe netpol -A
describe svc -A
describe ep -A
describe endpointslice -A
describe deploy -A
describe rs -A
describe pods -A
describe cm -A
describe ns production
describe secrets -A
describe sa -A
get all -A
get all -A -o wide
get svc -A -o wide
get ep -A -o yaml
get ep -A -o json
get pods -A --show-labels
get pods -A -L app,tier
get ns -o custom-columns=N:.metadata.name,S:.status.phase --no-headers
get pods -A -o jsonpath-as-json={.items[*].metadata.name}
get pods -A -o 'jsonpath={range .items[?(@.status.phase=="Running")]}{.metadata.name} {end}'
get svc -A -o 'jsonpath={.items[0].spec.ports[0]}'
get svc -A -o 'jsonpath={.items[-1:].metadata.name}'
get svc -A -o 'jsonpath={..port}'
get svc -A -o 'jsonpath={.items[*].spec["type","clusterIP"]}'
get svc -A -o 'jsonpath={.items[9999].metadata.name}'
get svc -A -o 'jsonpath={.nope}'
get svc -A -o 'jsonpath=x{.kind}y'
get svc -A -o 'jsonpath={.kind'
get svc -A -o 'jsonpath={range}'
get svc -A -o 'jsonpath={foo}'
get svc -A -o custom-columns=
get svc -A -o custom-columns=A
get svc -A -o json --show-managed-fields
get svc kubernetes -w=false
get svc -A --field-selector metadata.name=kubernetes
get svc -A --field-selector nope=x
get pods -A --field-selector spec.nodeName=worker-1,status.phase!=Pending
get pods -l 'app in (web,api)' -A
get pods -l '!app' -A
get pods -l app!=web -A --no-headers
get svc kubernetes nope -o name
get svc kubernetes nope -o yaml
get svc kubernetes --ignore-not-found -o yaml
get svc nope --ignore-not-found -o yaml
get svc nope --ignore-not-found
get svc/kubernetes ns/default
get ns default svc kubernetes
get ns/default -n nope
get -f engine/surfaces/kubectl/fixtures/web.yaml
get pods -o wide -owide
get pods --output yaml --no-headers=foo
get pods --no-headers=false -A
get pods --limit 5
get pods -An x
get pods -An=x
get -- pods
get pods -- -A
get deploy -A -o=name
get ingressclass
get ingclass -o yaml
get node/worker-1 -o jsonpath={.status.addresses[0].address}
get nodes -o custom-columns=NAME:.metadata.name,IP:.status.addresses[*].address
get events -A
get rc
get sts,ds,job,cronjob -A
get secret -A -o json
get svc,ns -A
get ns,svc -A
get no worker-1 nope
get pod -A nope
describe no nope
describe svc kubernetes nope
describe svc,ns kubernetes
describe -f engine/surfaces/kubectl/fixtures/web.yaml
delete svc kubernetes --dry-run=client -o name
api-resources --categories=all
get nodes --selector 'a in (b'
`;

/** Ages of events, which `describe` of the real one counts from today, and the columns that they make wider. */
const masked = ({ stdout, ...rest }: Said): Said => ({
  ...rest,
  stdout: stdout
    .replace(/^( {2}Normal +\S+ +)\d\S* +/gm, "$1AGE ")
    .replace(/^ {2}(Type|----) .*(From|----).*$/gm, (words) => words.replace(/ +/g, " ")),
});

describe.skipIf(skip)("reading, word for word as the real kubectl", () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await startTwins(["examples/online-shop/manifests"]);
  });
  afterAll(() => twins.close());

  it("describe nodes, but for the ages of pods, which the real one counts from today", async () => {
    const argv = ["describe", "nodes"];
    const masked = ({ stdout, ...rest }: Said): Said => ({
      ...rest,
      stdout: stdout.replace(/\d+[smhdy]+$/gm, "AGE"),
    });
    expect(masked(twins.ours(argv))).toEqual(masked(await twins.real(argv)));
  });

  it.each(LINES.trim().split("\n"))("%s", async (line) => {
    const argv = wordsOf(line);
    expect(masked(twins.ours(argv))).toEqual(masked(await twins.real(argv)));
  });
});

describe.skipIf(skip)("templates, selectors and refusals, word for word as the real kubectl", () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await startTwins(["features/brief/manifests/services.yaml"]);
  });
  afterAll(() => twins.close());

  it.each(MORE.trim().split("\n"))("%s", async (line) => {
    const argv = wordsOf(line);
    expect(masked(twins.ours(argv))).toEqual(masked(await twins.real(argv)));
  });
});
