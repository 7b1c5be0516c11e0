import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { wordAtEnd } from "./completion.ts";
import { Shell } from "./index.ts";

const MANIFESTS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx }, { name: sidecar, image: busybox }] }
---
apiVersion: v1
kind: Pod
metadata: { name: box, namespace: shop, labels: { app: box } }
spec: { containers: [{ name: main, image: busybox }, { name: log, image: busybox }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: front, namespace: shop }
spec: { to: { kind: Service, name: web } }
`;

const shell = (): Shell =>
  new Shell(Cluster.load(MANIFESTS, { profile: "openshift" }), { namespace: "shop" });

describe("Tab", () => {
  it.each<[string, readonly string[]]>([
    ["kubectl ro", ["rollout"]],
    ["kubectl rollout st", ["status"]],
    ["kubectl rollout status dep", ["deployments"]],
    ["kubectl rollout status deployment w", ["web"]],
    ["kubectl rollout status deploy/", ["deploy/web"]],
    ["kubectl rollout restart svc", []],
    ["kubectl set i", ["image"]],
    ["kubectl set image deploy", ["deployments"]],
    ["kubectl create servic", ["service", "serviceaccount"]],
    ["kubectl create service n", ["nodeport"]],
    ["kubectl get po,serv", ["po,serviceaccounts", "po,servicecidrs", "po,serviceimports", "po,services"]],
    ["kubectl get svc web -o j", ["json", "jsonpath="]],
    ["kubectl get svc --output=y", ["--output=yaml"]],
    ["kubectl get svc --show-l", ["--show-labels"]],
    ["kubectl get svc --select", ["--selector="]],
    ["kubectl get pods -l app=b", ["app=box"]],
    ["kubectl get svc --namespace=sh", ["--namespace=shop"]],
    ["kubectl -n openshift-dns get svc d", ["dns-default"]],
    ["kubectl -nopenshift-dns get svc d", ["dns-default"]],
    ["kubectl -n=openshift-dns get svc d", ["dns-default"]],
    ["kubectl get svc -Ao j", ["json", "jsonpath="]],
    ["kubectl delete pod box bo", []],
    ["kubectl exec -it b", ["box"]],
    ["kubectl exec box -c l", ["log"]],
    ["kubectl exec deploy/w", ["deploy/web"]],
    ["kubectl exec box -- wg", ["wget"]],
    ["kubectl exec box -- curl", []],
    ["kubectl exec box -- wget we", ["web"]],
    ["kubectl exec box -- wget -qO- http://we", ["http://web"]],
    ["kubectl cordon work", ["worker-1"]],
    ["kubectl taint nodes work", ["worker-1"]],
    ["kubectl patch svc web --type=m", ["--type=merge"]],
    ["kubectl apply -f a", ["app.yaml"]],
    ["kubectl explain networkp", ["networkpolicies"]],
    ["kubectl rsh", []],
    ["oc rs", ["rsh"]],
    ["oc set route-backends f", ["front"]],
    ["oc project openshift-d", ["openshift-dns"]],
    ["oc adm p", ["pod-network"]],
    ["cat ap", ["app.yaml"]],
    ["cat ./folder/", ["./folder/b.yaml"]],
    ["ls fo", ["folder/"]],
    ["curl http://we", ["http://web"]],
    [
      "curl https://",
      [
        "https://dns-default.openshift-dns",
        "https://kubernetes.default",
        "https://router-default.openshift-ingress",
        "https://web",
      ],
    ],
    ["kubectl config use-context p", ["podwire"]],
    ["kubectl get pods --context ", ["podwire"]],
    ["kubectl completion b", ["bash"]],
    ["kubectl auth can-i cr", ["create"]],
    ["kubectl auth can-i create serv", ["serviceaccounts", "servicecidrs", "serviceimports", "services"]],
    ["kubectl get controller", ["controllerrevisions"]],
    ["time kubectl get svc w", ["web"]],
    ["X=1 kubectl get svc w", ["web"]],
    ["if kubectl get svc w", ["web"]],
    ["kubectl get po -o name | xargs -n1 ku", []],
    ["kubectl get po -o name | xargs kubectl desc", ["describe"]],
    ["", []],
    ["kubectl get __proto__/", []],
    ["__proto__ ", []],
    ["kubectl get nothing ", []],
    ["kubectl get constructor ", []],
    ["kubectl -", []],
  ])("%s", async (line, expected) => {
    const own = shell();
    await own.exec("mkdir -p folder; echo x > app.yaml; echo x > folder/b.yaml");
    const found = own.complete(line);
    // The flags that all commands take are many.
    expect(line === "kubectl -" || line === "" ? [] : found).toEqual(expected);
  });

  it("knows what an alias stands for", async () => {
    const own = shell();
    await own.exec("alias k=kubectl kg='kubectl get'");
    expect(own.complete("k get svc w")).toEqual(["web"]);
    expect(own.complete("kg svc w")).toEqual(["web"]);
    expect(own.complete("kg")).toEqual(["kg"]);
  });

  it("is at home where one is", async () => {
    const own = shell();
    await own.exec("kubectl exec -it box -- sh");
    expect(own.complete("cat /etc/res")).toEqual(["/etc/resolv.conf"]);
    expect(own.complete("kubectl ")).toEqual([]);
  });
});

it.each([
  ["kubectl get po", "po"],
  ["kubectl get ", ""],
  ["kubectl get pods|gr", "gr"],
  ["echo $(ku", "ku"],
  ["ls;ku", "ku"],
  ["", ""],
])("the word at the end of %j is %j", (line, word) => {
  expect(wordAtEnd(line)).toBe(word);
});
