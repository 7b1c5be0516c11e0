import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "../api-server/api-server.ts";
import { kubectlFor } from "./kubectl.ts";
import { KUBECTL, OC } from "./tree.ts";

const NOW = 1_767_225_600_000;

const VERBS = [...(KUBECTL.commands ?? []), ...(OC.commands ?? [])].flatMap(({ name, commands = [] }) => [
  name,
  ...commands.map((inner) => `${name} ${inner.name}`),
]);
const FLAGS =
  "-A -n shop -o yaml -owide -o=jsonpath={.items[*]} -l app=web -f - --dry-run=client --all --help -w".split(
    " ",
  );
const KINDS =
  "pods svc,ep deploy/web all nodes netpol/ / a/b/c ingresses.v1.networking.k8s.io x= x- --".split(" ");

const words = fc.array(
  fc.oneof(fc.constantFrom(...FLAGS), fc.constantFrom(...KINDS), fc.string({ maxLength: 12 })),
  { maxLength: 6 },
);
const stdin = fc.constantFrom(
  "",
  "{}",
  "a: [",
  "kind: Pod\n",
  "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n",
);

describe("whatever is typed", () => {
  it("is answered or refused, never with a defect", () => {
    const cluster = Cluster.load("apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n");
    const kubectl = kubectlFor(new ApiServer(cluster, { now: () => NOW }), { now: () => NOW });
    const program = fc.constantFrom<"kubectl" | "oc">("kubectl", "oc");
    let answered = 0;
    fc.assert(
      fc.property(program, fc.constantFrom(...VERBS), words, stdin, (name, verb, rest, text) => {
        const argv = [...verb.split(" "), ...rest];
        const ran = kubectl(name, argv, { stdin: text, readFile: () => undefined });
        expect([0, 1, ...(verb === "diff" ? [2] : [])].includes(ran.exitCode)).toBe(true);
        answered++;
      }),
      { numRuns: 3000 },
    );
    expect(answered).toBeGreaterThanOrEqual(3000);
  });
});
