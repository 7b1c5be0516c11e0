import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Templates that work, and every way in which one can fail; `template`, `define` and `block` are not simulated. */
const LINES = String.raw`
get deploy api -n shop -o go-template={{.metadata.name}}
get deploy api -n shop -o go-template={{.nope}}
get deploy api -n shop -o go-template={{.metadata
get deploy api -n shop -o go-template={{.spec.replicas}}{{.spec.template}}
get deploy api -n shop -o go-template={{.nope.x}}
get deploy api -n shop -o go-template
get deploy api -n shop -o go-template=
get deploy api -n shop -o go-template={{foo}}
get deploy api -n shop -o go-template-file=/nope
get deploy api -n shop -o template={{index}}
get deploy api -n shop -o go-template={{.metadata.name.x}}
get deploy api -n shop -o go-template={{.nope.x}} --allow-missing-template-keys=false
get deploy api -n shop -o go-template={{.nope}} --allow-missing-template-keys=false
get svc api -n shop -o go-template={{1234567.0}}|{{0.00001}}|{{1e20}}|{{1e21}}|{{1234567.5}}|{{0x10}}|{{1e6}}|{{0.1}}|{{100.0}}
get svc api -n shop -o 'go-template={{lt .metadata.name "b"}}{{not .x}}{{and 1 0}}{{or 0 "z"}}{{html "<a>"}}{{len .spec}}{{slice .metadata.name 1 2}}'
get svc api -n shop -o 'go-template={{.metadata.name | printf "%s-%s" .kind}}{{println 1 2 "a" "b"}}{{print 1 2 "a" "b" 3}}'
get svc api -n shop -o 'go-template={{index .metadata.labels "nope"}}|{{index .nope "a"}}'
get svc api -n shop -o 'go-template={{len .nope}}'
get svc api -n shop -o 'go-template={{with $x := .metadata.name}}{{$x}}{{end}}{{$y}}'
get svc api -n shop -o 'go-template={{.metadata.name 1}}'
get svc api -n shop -o 'go-template={{range $k, $v := .spec.selector}}{{$k}}={{$v}};{{else}}none{{end}}{{range .nope}}{{else}}none{{end}}'
get svc api -n shop -o 'go-template={{break}}'
get svc api -n shop -o 'go-template={{lt .nope 1}}'
get svc api -n shop -o 'go-template={{lt .metadata.name 1}}'
get svc api -n shop -o 'go-template={{eq .spec.x 2}}'
get svc api -n shop -o 'go-template={{(index .spec.ports 0).port}}|{{eq (index .spec.ports 0).port 80.0}}'
get svc api -n shop -o 'go-template={{range .metadata.name}}x{{end}}'
get svc api -n shop -o 'go-template={{eq (index .spec.ports 0).port 80}}{{if gt (len .spec.ports) 0}}y{{else}}n{{end}}'
get svc api -n shop -o 'go-template={{printf "%d %s %v %q %5.1f" (index .spec.ports 0).port .metadata.name .spec.x .kind 2.5}}'
get svc api -n shop -o 'go-template={{index .spec.ports 7}}'
get svc api -n shop -o 'go-template={{if}}x{{end}}'
get svc api -n shop -o 'go-template={{end}}'
get svc api -n shop -o 'go-template={{range .spec.ports}}x'
get svc api -n shop -o 'go-template={{base64decode "YQ=="}}{{exists .spec "ports"}}{{exists .spec "q"}}'
get svc -n shop -o 'go-template={{range .items}}{{.metadata.name}}{{"\t"}}{{range .spec.ports}}{{.port}},{{end}}{{"\n"}}{{end}}'
get svc -n shop -o 'go-template={{range $i, $e := .items}}{{if $i}}, {{end}}{{$e.metadata.name}}{{end}}'
get pods -n shop -o 'go-template={{range .items}}{{if eq .status.phase "Running"}}{{.metadata.name}} {{else if .x}}?{{else}}-{{end}}{{- /* no */ -}} {{with .status.podIP}}{{.}}{{end}}{{end}}'
get pods -n shop -o 'go-template={{$n := 0}}{{range .items}}{{$n = len .metadata.name}}{{if gt $n 20}}{{break}}{{end}}{{continue}}x{{end}}{{$n}}'
get svc api -n shop -o 'go-template={{ne .kind "Pod"}}{{le 1 1}}{{ge 1 2}}{{eq .kind "a" "Service"}}{{urlquery "a b"}}'
get svc api -n shop -o 'go-template={{.spec.ports}}{{.spec.selector}}{{$}}'
get svc api -n shop -o 'go-template={{@}}'
get svc api -n shop -o 'go-template={{"a}}'
get svc api -n shop -o 'go-template={{}}'
get svc api -n shop -o 'go-template={{1 | 2}}'
get svc api -n shop -o 'go-template={{(.spec}}'
get svc api -n shop -o 'go-template={{.spec)}}'
get svc api -n shop -o 'go-template={{base64decode "%"}}'
get svc api -n shop -o 'go-template={{not}}'
get svc api -n shop --template={{.metadata.name}}
get svc api -n shop -o template --template={{.kind}}
get svc api -n shop -o 'go-template={{printf "%-6s|%04d|%t|%d|%%|%x" "ab" 7 true "x" 255}}{{printf "%d"}}'
get svc,deploy -n shop -o go-template={{len}}
`
  .trim()
  .split("\n");

describe.skipIf(skip)("templates, word for word as the real kubectl", () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await startTwins(["examples/online-shop/manifests"]);
  });
  afterAll(() => twins.close());

  it.each(LINES)(
    "%s",
    async (line) => {
      const real = await twins.real(wordsOf(line));
      expect(real.stdout + real.stderr).not.toBe("");
      expect(twins.ours(wordsOf(line))).toEqual(real);
    },
    60_000,
  );
});

describe("a template", () => {
  it("that runs away is stopped", async () => {
    const own = await startTwins(["examples/online-shop/manifests"]);
    const loop = "{{range 900000}}{{range 900000}}x{{end}}{{end}}";
    const { stderr, exitCode } = own.ours(["get", "svc", "-n", "shop", "api", `-o=go-template=${loop}`]);
    await own.close();
    expect([exitCode, stderr.includes("the template runs away")]).toEqual([1, true]);
  });
});
