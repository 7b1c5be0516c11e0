import { describe, expect, it } from "vitest";
import { isUnfinished } from "./continuation.ts";

describe("a line of a terminal", () => {
  it.each([
    "kubectl apply -f - <<EOF",
    "kubectl apply -f - <<'EOF'\nkind: Pod\n  it's: open",
    'echo "a',
    "echo 'a\nb",
    "kubectl get \\",
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
  ])("runs %j", (text) => expect(isUnfinished(text)).toBe(false));
});
