import { describe, expect, it } from "vitest";
import { Cluster } from "../library/cluster.ts";
import { Shell } from "./index.ts";

const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
`;

async function typed(...lines: readonly string[]): Promise<string> {
  const shell = new Shell(Cluster.load(SHOP), {});
  let text = "";
  for (const line of lines) {
    const { stdout, stderr, exitCode } = await shell.exec(line);
    text += `${stdout}${stderr}${exitCode === 0 ? "" : `exit ${exitCode}\n`}`;
  }
  return text;
}

describe("the shell with the kubectl it comes with", () => {
  it("edits with the editor that its variables name, and says when that fails", async () => {
    const text = await typed(
      "kubectl config set-context --current --namespace=shop >/dev/null",
      "KUBE_EDITOR='sed -i s/nginx/httpd/' kubectl edit deploy web",
      "kubectl get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'; echo",
      "export EDITOR=false; oc edit deploy web",
      "EDITOR=true kubectl edit deploy web",
    );
    expect(text).toBe(
      [
        "deployment.apps/web edited",
        "httpd",
        'error: there was a problem with the editor "false"',
        "exit 1",
        "Edit cancelled, no changes made.",
        "",
      ].join("\n"),
    );
  });

  it("changes the cluster that curl then asks", async () => {
    const text = await typed(
      "kubectl config set-context --current --namespace=shop",
      "kubectl expose deployment web --port=80",
      "kubectl get svc web -o jsonpath='{.spec.ports[0].port}'; echo",
      "kubectl run box --image=curlimages/curl --restart=Never",
      "kubectl exec box -- curl -s -o /dev/null -w '%{http_code}' http://web; echo",
      "kubectl delete svc web",
      "kubectl exec box -- curl -s http://web",
    );
    expect(text).toBe(
      [
        'Context "podwire" modified.',
        "service/web exposed",
        "80",
        "pod/box created",
        "200",
        'service "web" deleted',
        "command terminated with exit code 6",
        "exit 6",
        "",
      ].join("\n"),
    );
  });

  it("reads files, folders and what is piped in", async () => {
    const manifest = (name: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { a: b }`;
    const text = await typed(
      `mkdir -p all/more; cat > all/one.yaml <<EOF\n${manifest("one")}\nEOF`,
      `cat > all/more/two.yaml <<EOF\n${manifest("two")}\nEOF`,
      "kubectl apply -f all",
      "kubectl apply -R -f all/",
      `kubectl apply -f - <<EOF\n${manifest("three")}\nEOF`,
      "kubectl get cm one two three -o name | sort",
      "kubectl apply -f nothing.yaml",
    );
    expect(text).toBe(
      [
        "configmap/one created",
        "configmap/two created",
        "configmap/one unchanged",
        "configmap/three created",
        "configmap/one",
        "configmap/three",
        "configmap/two",
        'error: the path "nothing.yaml" does not exist',
        "exit 1",
        "",
      ].join("\n"),
    );
  });

  it("is oc as well", async () => {
    expect(await typed("oc new-project demo > /dev/null", "oc project -q", "kubectl get pods")).toBe(
      "demo\nNo resources found in demo namespace.\n",
    );
  });

  it("lets nobody into a container without a role for it", async () => {
    const setUp = [
      "kubectl config set-context --current --namespace=shop > /dev/null",
      "kubectl create role r --verb=get,list --resource=pods,pods/log > /dev/null",
      "kubectl create role w --verb=create --resource=pods/exec,pods/portforward > /dev/null",
      "kubectl create rolebinding r --role=r --user=dev > /dev/null",
      "P=$(kubectl get pod -o jsonpath='{.items[0].metadata.name}')",
    ];
    const lines = [
      "kubectl exec $P --as dev -- hostname 2>&1 | sed s/$P/POD/",
      "kubectl port-forward $P 8080:80 --as dev 2>&1 | sed s/$P/POD/",
      "kubectl logs $P --as dev | wc -l",
      "kubectl run t --rm -it --image=busybox --as dev -- true",
      "kubectl create rolebinding w --role=w --user=dev > /dev/null",
      "kubectl exec $P --as dev -- hostname | sed s/$P/POD/",
      "kubectl port-forward $P 8080:80 --as dev | tail -1",
    ];
    const denied = (part: string): string =>
      `Error from server (Forbidden): pods "POD" is forbidden: User "dev" cannot create resource "pods/${part}" in API group "" in the namespace "shop"\n`;
    const text = await typed(...setUp, ...lines);
    expect(text).toBe(
      [
        denied("exec"),
        denied("portforward"),
        "0\n",
        'Error from server (Forbidden): pods is forbidden: User "dev" cannot create resource "pods" in API group "" in the namespace "shop"\nexit 1\n',
        "POD\n",
        "Forwarding from [::1]:8080 -> 80\n",
      ].join(""),
    );
  });

  it("removes the pod of run --rm when its shell is left", async () => {
    expect(
      await typed(
        "kubectl run t --rm -it --image=busybox --restart=Never",
        "hostname",
        "exit",
        "kubectl get pod t",
      ),
    ).toBe(
      'If you don\'t see a command prompt, try pressing enter.\nt\npod "t" deleted\nError from server (NotFound): pods "t" not found\nexit 1\n',
    );
  });
});
