import { describe, expect, it } from "vitest";
import { Cluster, InputError, type KubernetesObject, NameError, traceToJson } from "../../index.ts";

const SHOP = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: a, ports: [{ name: http, containerPort: 8080 }] }] } }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop, labels: { app: client } }
spec: { containers: [{ name: app, image: a }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
`;
const DENY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;
const ask = (cluster: Cluster): string => cluster.curl("shop/client", "http://web").outcome;

describe("Cluster", () => {
  it("gives the same bytes for the same input, in whatever order its documents come", () => {
    const json = (text: string): string =>
      JSON.stringify(traceToJson(Cluster.load(text).curl("shop/client", "http://web")));
    const documents = SHOP.split("---\n");
    expect(json(SHOP)).toBe(json(SHOP));
    const reordered = [...documents.slice(1), documents[0]].map((text) => text?.trimEnd()).join("\n---\n");
    const withoutLines = (text: string): string => text.replace(/"line":\d+/g, "");
    expect(withoutLines(json(reordered))).toBe(withoutLines(json(SHOP)));
  });

  it("keeps clusters apart that were loaded from the same input", () => {
    const [one, two] = [Cluster.load(SHOP), Cluster.load(SHOP)];
    one.apply(DENY, { namespace: "shop" });
    expect([ask(one), ask(two)]).toEqual(["failure", "success"]);
    const three = Cluster.load(SHOP);
    three.apply(DENY, { namespace: "shop" });
    three.delete("networkpolicy/shop/deny");
    expect([ask(one), ask(two), ask(three)]).toEqual(["failure", "success", "success"]);
    three.apply(DENY, { namespace: "shop" });
    expect(ask(three)).toBe("failure");
  });

  it("remembers what it was asked, and forgets it with every change", () => {
    const cluster = Cluster.load(SHOP);
    expect(cluster.curl("shop/client", "http://web")).toBe(cluster.curl("shop/client", "http://web"));
    expect(cluster.curl("client", "http://web", { namespace: "shop" }).outcome).toBe("success");
    for (const pod of cluster.workloads().find(({ name }) => name === "web")?.pods ?? [])
      cluster.setReady(pod, false);
    expect(cluster.curl("shop/client", "http://web").branches[0]?.ending.kind).toBe("refused");
    cluster.setReady("shop/web", true);
    expect(ask(cluster)).toBe("success");
    cluster.advance(60);
    expect(ask(cluster)).toBe("success");
    const before = cluster.resolve("shop/client", "api.example.com");
    cluster.addExternalHost("api.example.com", "203.0.113.80");
    expect(before.outcome).toBe("failure");
    expect(cluster.resolve("shop/client", "api.example.com").outcome).toBe("success");
  });

  it("tells the same text under two names apart", () => {
    const place = (name: string): string | undefined => {
      const cluster = Cluster.load([{ name, text: SHOP }]);
      return cluster.curl("shop/client", "http://web").branches[0]?.decidedBy.step.objects[0]?.source?.file;
    };
    expect([place("a.yaml"), place("b.yaml")]).toEqual(["a.yaml", "b.yaml"]);
  });

  it("throws for input it cannot use, and applies nothing of it", () => {
    const cluster = Cluster.load(SHOP);
    const broken = `${DENY}---\napiVersion: v1\nkind: Service\nmetadata: { name: x }\nspec: { ports: [{ port: 0 }] }\n`;
    expect(() => cluster.apply(broken, { namespace: "shop" })).toThrow(InputError);
    expect(ask(cluster)).toBe("success");
    expect(cluster.objects("NetworkPolicy")).toEqual([]);
    try {
      Cluster.load(broken);
    } catch (error) {
      expect((error as InputError).issues.map(({ field }) => field)).toContain("spec.ports[0].port");
    }
    expect(() => Cluster.load("")).toThrow("no Kubernetes object");
    expect(() => Cluster.load([])).not.toThrow();
  });

  it.each([
    ["an object defined twice", `${SHOP}---\n${SHOP}`, "is defined twice, first at"],
    [
      "one address for two Services",
      ["a", "b"]
        .map(
          (name) =>
            `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { clusterIP: 10.96.0.9, ports: [{ port: 80 }] }\n`,
        )
        .join("---\n"),
      "10.96.0.9",
    ],
    [
      "an address outside the Service range",
      "apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { clusterIP: 192.0.2.1, ports: [{ port: 80 }] }\n",
      "the provided network does not match the current range",
    ],
    [
      "a namespace that objects merely name, when strict",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: nowhere }\n",
      'namespaces "nowhere" not found',
    ],
  ])("refuses %s", (_, text, words) => expect(() => Cluster.load(text, { strict: true })).toThrow(words));

  it("takes objects, text and named texts alike", () => {
    const object = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "made" },
    } satisfies KubernetesObject;
    for (const input of [
      [object],
      JSON.stringify(object),
      [{ name: "a.json", text: JSON.stringify(object) }],
    ]) {
      const names = Cluster.load(input)
        .objects("ns")
        .map(({ metadata }) => metadata.name);
      expect(names).toContain("made");
    }
  });

  it("answers for policy alone, listeners ignored", () => {
    const cluster = Cluster.load(SHOP);
    expect(cluster.policyAllows("shop/client", "shop/web", "TCP", 9999)).toBe(true);
    expect(cluster.policyAllows("203.0.113.9", "shop/web", "UDP", 53)).toBe(true);
    cluster.apply(DENY, { namespace: "shop" });
    expect(cluster.policyAllows("shop/client", "shop/web", "TCP", 9999)).toBe(false);
    expect(cluster.policyAllows("shop/web", "203.0.113.9", "TCP", 443)).toBe(true);
    expect(cluster.probe("shop/client", cluster.workloads()[1]?.pods[0] ?? "", "TCP", 8080)).toBe("dropped");
  });

  it("lists workloads, objects and kinds, and refuses names that are none", () => {
    const cluster = Cluster.load(SHOP);
    expect(cluster.workloads().map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      "Pod shop/client",
      "Deployment shop/web",
    ]);
    expect(cluster.objects("svc").map(({ metadata }) => metadata.name)).toContain("web");
    expect(cluster.objects().length).toBeGreaterThan(cluster.objects("Pod").length);
    expect(() => cluster.objects("Widget")).toThrow(NameError);
    expect(() => cluster.delete("pod/shop/none")).toThrow(NameError);
    expect(() => cluster.addExternalHost("a", "b")).toThrow(NameError);
    expect(() => Cluster.load(SHOP, { profile: "opnshift" })).toThrow(/no profile named opnshift/);
  });

  it("refuses to assume when told so", () => {
    const cluster = Cluster.load(SHOP, { assume: false });
    expect(() => cluster.connect("shop/client", "203.0.113.9", { port: 443 })).toThrow(
      "assumed: 203.0.113.9:443",
    );
    expect(ask(cluster)).toBe("success");
  });

  it("stands on the input's own nodes, keeps its addresses and its status", () => {
    const cluster = Cluster.load(`apiVersion: v1
kind: Node
metadata: { name: alpha }
status: { addresses: [{ type: InternalIP, address: 192.0.2.10 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: a }
spec: { containers: [{ name: app, image: a }] }
status: { podIP: 10.1.2.3, conditions: [{ type: Ready, status: "False" }] }
`);
    expect(cluster.objects("Node").map(({ metadata }) => metadata.name)).toEqual(["alpha"]);
    const pod = cluster.objects("Pod").find(({ metadata }) => metadata.name === "a");
    expect(pod).toMatchObject({
      spec: { nodeName: "alpha" },
      status: { podIP: "10.1.2.3", hostIP: "192.0.2.10" },
    });
  });

  it("lets an input take an address that a pod was merely given", () => {
    const cluster = Cluster.load(SHOP);
    const [first] = cluster.objects("Pod").filter(({ metadata }) => metadata.namespace === "shop");
    const { podIP } = (first as unknown as { readonly status: { readonly podIP: string } }).status;
    cluster.apply(
      `apiVersion: v1\nkind: Pod\nmetadata: { name: owner, namespace: shop }\nspec: { containers: [{ name: a, image: a }] }\nstatus: { podIP: ${podIP} }\n`,
    );
    const owners = cluster
      .objects("Pod")
      .filter((pod) => (pod as unknown as { status: { podIP?: string } }).status.podIP === podIP);
    expect(owners.map(({ metadata }) => metadata.name)).toEqual(["owner"]);
  });
});
