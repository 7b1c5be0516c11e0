import { describe, expect, it } from "vitest";
import { isUnfinished, leavingCode } from "./continuation.ts";

describe("a line of a terminal", () => {
  it.each([
    "kubectl apply -f - <<EOF",
    "kubectl apply -f - <<'EOF'\nkind: Pod\n  it's: open",
    'echo "a',
    "echo 'a\nb",
    "kubectl get \\",
    "for host in a b; do",
    "for host in a b; do\n  curl $host",
    "while true; do if curl a; then break",
    "case $x in\n  a) echo a ;;",
    "get() {\n  curl web",
    "(cd /tmp",
    "curl a &&",
    "curl a |",
    "echo $(curl a",
  ])("asks for more after %j", (text) => expect(isUnfinished(text)).toBe(true));

  it.each([
    "",
    "kubectl get pods",
    "cat <<EOF\nit's\nEOF",
    'echo "a\nb"',
    "kubectl get \\\n pods",
    "echo it\\'s",
    "curl web # isn't quoted",
    "echo a\\\\",
    "for host in a b; do\n  curl $host#a\ndone",
    "while true; do if curl a; then break; fi; done",
    "case $x in\n  a) echo a ;;\nesac",
    "get() {\n  curl web\n}",
    "echo for while if '(' case {",
    "for done in do if; do echo; done",
    "curl a & curl b",
    "curl 'http://web/?a=1&&' # for |",
    "kubectl get pod -o jsonpath={.items[0].metadata.name}",
    "echo \\(",
  ])("runs %j", (text) => expect(isUnfinished(text)).toBe(false));
});

it.each<[string, number | undefined]>([
  ["exit", 7],
  ["  logout ", 7],
  ["exit 3", 3],
  ["exit 256", 0],
  ["exit; ", 7],
  ["exit now", undefined],
  ["echo exit", undefined],
])("leaving with %j", (line, code) => {
  expect(leavingCode(line, 7)).toBe(code);
});
