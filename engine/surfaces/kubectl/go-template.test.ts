import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTwins, type Twins, wordsOf } from "../../testing/kubectl-parity.ts";
import { KUBECTL } from "../../testing/loopback-api-server.ts";

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to compare with");

/** Templates that work, and every way in which one can fail. */
const LINES = String.raw`
get deploy api -n shop -o go-template={{.metadata.name}}
get deploy api -n shop -o go-template={.nope}
get deploy api -n shop -o go-template={{.metadata
get deploy api -n shop -o go-template={{.spec.replicas}}{.spec.template}
get deploy api -n shop -o go-template={{.nope.x}}
get deploy api -n shop -o go-template
get deploy api -n shop -o go-template=
get deploy api -n shop -o go-template={foo}
get deploy api -n shop -o go-template-file=/nope
get deploy api -n shop -o template={{index}}
get deploy api -n shop -o go-template={.metadata.name.x}
get deploy api -n shop -o go-template={{.nope.x}} --allow-missing-template-keys=false
get deploy api -n shop -o go-template={.nope} --allow-missing-template-keys=false
get svc api -n shop -o go-template={{1234567.0}}|{0.00001}|{1e20}|{1e21}|{1234567.5}|{0x10}|{1e6}|{0.1}|{100.0}
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
get svc api -n shop -o template --template={.kind}
get svc api -n shop -o 'go-template={{printf "%-6s|%04d|%t|%d|%%|%x" "ab" 7 true "x" 255}}{{printf "%d"}}'
get svc,deploy -n shop -o go-template={{len}}
get svc -n shop -o 'go-template={{define "T"}}[{{.metadata.name}}]{{end}}{{range .items}}{{template "T" .}}{{end}}'
get svc -n shop -o 'go-template={{define "T"}}x{{.}}y{{end}}{{template "T"}}'
get svc -n shop -o 'go-template={{template "nope" .}}'
get svc -n shop -o 'go-template={{block "B" .kind}}<{{.}}>{{end}}'
get svc -n shop -o 'go-template={{define "B"}}over{{end}}{{block "B" .kind}}<{{.}}>{{end}}'
get svc -n shop -o 'go-template={{with .nope}}a{{else with .kind}}k={{.}}{{else}}b{{end}}'
get svc -n shop -o 'go-template={{$n = 1}}'
get svc -n shop -o 'go-template={{range .items}}{{if eq .metadata.name "nope"}}{{break}}{{end}}{{.metadata.name}}{{continue}}z{{end}}'
get svc -n shop -o 'go-template={{break}}'
get svc -n shop -o 'go-template={{html "<a>"}} {{js "a\"b"}} {{urlquery "a b&c"}}'
get svc -n shop -o 'go-template={{call .kind}}'
get svc api -n shop -o 'go-template={{template "x"}}{{define "x"}}{{range $i,$e := .}}{{end}}X{{end}}'
get svc api -n shop -o 'go-template={{define "a"}}{{define "b"}}{{end}}{{end}}'
get svc api -n shop -o 'go-template={{define a}}{{end}}'
get svc api -n shop -o 'go-template={{define "a"}}'
get svc api -n shop -o 'go-template={{template}}'
get svc api -n shop -o 'go-template={{template "a" . .}}'
get svc api -n shop -o 'go-template={{define "r"}}{{template "r" .}}{{end}}{{template "r" .}}'
get svc api -n shop -o 'go-template={{$x := 1}}{{define "v"}}{{$x}}{{end}}{{template "v" .}}'
get svc api -n shop -o 'go-template={{define "v"}}{{$.kind}}{{end}}{{template "v" .}}'
get svc api -n shop -o 'go-template={{$.spec.type}}{{$a, $b := .spec}}'
get svc api -n shop -o 'go-template={{ .kind | html | js }}'
get svc api -n shop -o 'go-template={{template nope}}'
get svc api -n shop -o 'go-template={{template 3}}'
get svc api -n shop -o 'go-template={{template .x}}'
get svc api -n shop -o 'go-template={{define "a" "b"}}{{end}}'
get svc api -n shop -o 'go-template={{define "a" .}}{{end}}'
get svc api -n shop -o 'go-template={{define}}{{end}}'
get svc api -n shop -o 'go-template={{define "a"}}x{{else}}y{{end}}'
get svc api -n shop -o 'go-template={{block "a"}}x{{end}}'
get svc api -n shop -o 'go-template={{block}}x{{end}}'
get svc api -n shop -o 'go-template={{define "a"}} {{end}}{{define "a"}}x{{end}}{{template "a"}}'
get svc api -n shop -o 'go-template={{define "a"}}x{{end}}{{define "a"}} {{end}}{{template "a"}}'
get svc api -n shop -o 'go-template={{define "port"}}{{.name}}:{{.port}}/{{.protocol}}{{end}}{{range $i, $p := .spec.ports}}{{if $i}}, {{end}}{{template "port" $p}}{{end}}'
get svc api -n shop -o 'go-template={{range .spec.ports}}{{block "p" .}}{{break}}{{end}}{{end}}'
get svc api -n shop -o 'go-template={{define "a"}}{{.x.y.z}}{{.name.z}}{{end}}{{template "a" .metadata}}'
get svc api -n shop -o 'go-template={{define "output"}}x{{end}}{{template "output"}}'
get svc api -n shop -o 'go-template={{if .x}}{{define "a"}}{{end}}{{end}}'
get svc api -n shop -o 'go-template={{template "a" .spec.ports | len}}{{define "a"}}{{.}}{{end}}'
get svc api -n shop -o 'go-template={{template "a" $x := 1}}{{define "a"}}{{.}}{{end}}'
get svc api -n shop -o 'go-template={{if $a, $b := 1}}{{end}}'
get svc api -n shop -o 'go-template={{with $a := .kind}}{{$a}}{{end}}{{if $b := .kind}}{{$b}}{{end}}'
get svc api -n shop -o 'go-template={{range $a, $b, $c := .spec}}{{end}}'
get svc api -n shop -o 'go-template={{.kind!}}'
get svc api -n shop -o 'go-template={{.kind=}}'
get svc api -n shop -o 'go-template={{len!}}'
get svc api -n shop -o 'go-template={{js "<a href=b>x</a>&\n"}}'
get svc api -n shop -o 'go-template={{call}}'
get svc api -n shop -o 'go-template={{call nil}}'
get svc api -n shop -o 'go-template={{range .spec.ports}}{{template "p" .}}{{else}}none{{end}}{{define "p"}}{{.port}} {{end}}'
get svc api -n shop -o 'go-template={{define "x"}}{{template "y" .}}{{end}}{{define "y"}}{{.kind}}{{end}}{{template "x" .}}'
get svc api -n shop -o 'go-template={{$x := $x}}'
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
