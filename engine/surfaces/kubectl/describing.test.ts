import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Every kind with a page of its own, with every field that its page has a line for. */
const LINES = `
describe ns shop
describe cm -n shop cfg
describe secret -n shop sec
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
`
  .trim()
  .split("\n");

/** Ages of events, which `describe` of the real one counts from today, and the columns that they make wider. */
const masked = ({ stdout, ...rest }: Said): Said => ({
  ...rest,
  stdout: stdout
    .replace(/^( {2}Normal +\S+ +)\d\S* +/gm, "$1AGE ")
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
    expect(real.stdout + real.stderr).not.toBe("");
    expect(masked(twins.ours(wordsOf(line)))).toEqual(masked(real));
  });
});
