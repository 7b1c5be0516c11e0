import { describe, expect, it } from "vitest";
import { Cluster } from "../library/cluster.ts";
import { Shell } from "./index.ts";

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector:
    app: api
  ports:
    - name: http
      port: 80
`;

function shellOf(text: string, applied: readonly string[] | undefined, namespace = "default"): Shell {
  const cluster = Cluster.load([{ name: "api.yaml", text }], { namespace });
  return new Shell(cluster, {
    namespace,
    files: { "/workspace/api.yaml": text },
    ...(applied === undefined ? {} : { applied }),
  });
}

async function ran(shell: Shell, line: string): Promise<string> {
  const { stdout, stderr } = await shell.exec(line);
  return stdout + stderr;
}

describe("manifests that count as applied", () => {
  it("are applied again without a word, in whatever namespace they went to", async () => {
    for (const namespace of ["default", "shop"]) {
      const shell = shellOf(SERVICE, [SERVICE], namespace);
      expect(await ran(shell, "kubectl apply -f api.yaml")).toBe("service/api unchanged\n");
    }
  });
  it("lose the fields that the file no longer has", async () => {
    const before = SERVICE.replace("selector:", "publishNotReadyAddresses: true\n  selector:");
    const shorten = "sed -i /publishNotReady/d api.yaml && kubectl apply -f api.yaml";
    const field = "kubectl get svc api -o jsonpath='{.spec.publishNotReadyAddresses}'";
    const marked = shellOf(before, [before]);
    expect(await ran(marked, shorten)).toBe("service/api configured\n");
    expect(await ran(marked, field)).toBe("");
    const made = shellOf(before, undefined);
    expect(await ran(made, shorten)).toContain(
      "Warning: resource services/api is missing the kubectl.kubernetes.io/last-applied-configuration",
    );
    expect(await ran(made, field)).toBe("true");
  });
  it("keep the lines that reasons cite", async () => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n  containers:\n    - name: web\n      image: x\n---\n${SERVICE}`;
    const plain = shellOf(text, undefined);
    const marked = shellOf(text, [text]);
    const ask = "kubectl exec web -- curl -s http://api; why";
    expect(await ran(marked, ask)).toBe(await ran(plain, ask));
    expect(await ran(marked, "why")).toContain("api.yaml:");
  });
  it("are left alone when they come from a live cluster", async () => {
    const live = SERVICE.replace("  name: api\n", "  name: api\n  uid: 0b1c\n");
    const shell = shellOf(live, [live]);
    expect(await ran(shell, "kubectl get svc api -o yaml")).not.toContain("last-applied");
  });
  it("may be anything", () => {
    for (const text of [
      "- a\n",
      "kind: Service\n",
      "kind: Nothing\nmetadata:\n  name: x\n",
      "a: [",
      "kind: constructor\nmetadata: {name: x}\n",
    ])
      expect(() => shellOf(SERVICE, [text])).not.toThrow();
  });
});
