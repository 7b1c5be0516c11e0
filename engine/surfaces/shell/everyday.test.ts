import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { Shell } from "./index.ts";

const FOLDER = "examples/online-shop/manifests";
const filesIn = (path: string): readonly string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
const shell = (): Shell =>
  new Shell(Cluster.load(filesIn(FOLDER).map((name) => ({ name, text: readFileSync(name, "utf8") }))), {
    namespace: "shop",
  });

/** Lines typed one after the other, and what all of them print. */
const SESSIONS: readonly (readonly [string, readonly string[], string])[] = [
  ["aliases", ["alias k=kubectl", "k get svc api -o name"], "service/api\n"],
  [
    "aliases in a loop",
    ["alias k=kubectl", "for s in api cart; do k get svc $s -o name; done"],
    "service/api\nservice/cart\n",
  ],
  ["functions", ['kn() { kubectl -n data "$@"; }', "kn get sts -o name"], "statefulset.apps/postgres\n"],
  ["a function that is defined again", ["f() { echo 1; }", "f() { echo 2; }", "f"], "2\n"],
  ["the last exit code", ["kubectl get svc nope 2>/dev/null", "echo $?", "echo $?"], "1\n0\n"],
  [
    "xargs -n1",
    ["kubectl get svc -o name | head -2 | xargs -n1 echo got"],
    "got service/api\ngot service/cart\n",
  ],
  [
    "xargs -I{}",
    ["echo api cart | tr ' ' '\\n' | xargs -I{} kubectl get svc {} -o name"],
    "service/api\nservice/cart\n",
  ],
  ["xargs and quotes", [`echo "a 'b c'" | xargs -n1 echo`], "a\nb c\n"],
  ["xargs, long names", ["echo a b | xargs --max-args=1 echo; xargs --nope || echo $?"], "a\nb\n1\n"],
  ["xargs -0", ["printf 'a b\\0c\\0' | xargs -0 -n1 echo"], "a b\nc\n"],
  ["xargs without words", ["echo | xargs -r echo no; echo end"], "end\n"],
  [
    "xargs and failures",
    ["echo a | xargs false; echo $?; echo a | xargs nosuch 2>/dev/null; echo $?"],
    "123\n127\n",
  ],
  [
    "watch",
    ["watch -n1 kubectl get svc api -o name"],
    "Every 1.0s: kubectl get svc api -o name\n\nservice/api\n",
  ],
  ["timeout", ["timeout 1 sleep 5; echo $?; timeout 10s sleep 1; echo $?"], "124\n0\n"],
  ["less", ["kubectl get svc api -o name | less"], "service/api\n"],
  ["id and whoami", ["id -u; whoami; kubectl exec deploy/api -- id -un"], "1000\nuser\nroot\n"],
  ["uname", ["uname", "uname -sn"], "Linux\nLinux workstation\n"],
  ["completion is there", ["source <(kubectl completion bash); echo $?"], "0\n"],
  ["aliases are no variables", ["alias k=kubectl", "env | grep -c ALIAS"], "0\n"],
  [
    "a context",
    [
      "kubectl config set-context dev --cluster=podwire --user=podwire --namespace=data >/dev/null",
      "kubectl config use-context dev >/dev/null",
      "kubectl get sts -o name | head -1",
    ],
    "statefulset.apps/postgres\n",
  ],
  [
    "a rollback",
    [
      "kubectl -n data set image sts/postgres '*=postgres:99' >/dev/null",
      "kubectl -n data rollout undo sts/postgres",
      "kubectl -n data rollout history sts/postgres | tail -3",
    ],
    "statefulset.apps/postgres rolled back\n2         <none>\n3         <none>\n\n",
  ],
];

describe("what one types every day", () => {
  it.each(SESSIONS)("%s", async (_, lines, expected) => {
    const own = shell();
    let printed = "";
    for (const line of lines) printed += (await own.exec(line)).stdout;
    expect(printed).toBe(expected);
  });

  it("a shell inside has functions of its own", async () => {
    const own = shell();
    await own.exec("f() { echo f; }");
    await own.exec("kubectl exec -it deploy/api -- sh");
    expect((await own.exec("f")).exitCode).toBe(127);
    await own.exec("exit 3");
    expect((await own.exec("echo $?")).stdout).toBe("3\n");
    expect((await own.exec("f")).stdout).toBe("f\n");
  });
});
