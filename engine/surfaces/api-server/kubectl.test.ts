import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { KUBECTL, type Loopback, startLoopback } from "../../testing/loopback-api-server.ts";
import { ApiServer } from "./api-server.ts";

const NOW = 1_767_225_600_000;

const SHOP = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }, { name: admin, port: 81 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {} }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }] }
`;

/** The same under another name, for writing. */
const own = (name: string, replicas = 2): string =>
  SHOP.replaceAll("web", name).replaceAll("deny", name).replace("replicas: 2", `replicas: ${replicas}`);

/** Ages of events are counted by the clock of the machine. */
const withoutAges = (text: string): string =>
  text
    .replace(/^( {2}Normal +\S+ +)\d\S* +/gm, "$1AGE ")
    .replace(/^ {2}(Type|----) .*(From|----).*$/gm, (line) => line.replace(/ +/g, " "));

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to run against the handler");

/** Whole outputs are compared with those of the releases that wrote them; others lay them out differently. */
const isRecorded =
  KUBECTL !== undefined && /v1\.3[23]\./.test(execFileSync(KUBECTL, ["version", "--client"]).toString());

describe.skipIf(skip)("the real kubectl against the handler", () => {
  let loopback: Loopback;
  beforeAll(async () => {
    loopback = await startLoopback(new ApiServer(Cluster.load(SHOP), { now: () => NOW + 90_000 }));
  });
  afterAll(() => loopback.close());

  /** Standard output, or what went wrong and the exit code. */
  async function kubectl(line: string, stdin?: string): Promise<string> {
    const words = (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ""));
    const { stdout, stderr, code } = await loopback.kubectl(words, stdin);
    return code === 0 ? stdout : `${stdout}${stderr}exit ${code}`;
  }

  it("gets tables of every kind", async () => {
    expect(await kubectl("get svc,deploy,netpol,ing -n shop -o wide")).toMatchSnapshot();
    expect(await kubectl("get nodes,ns -o wide")).toMatchSnapshot();
    expect(await kubectl("get pods -n shop -o name --chunk-size=1")).toMatch(/^(pod\/web-\S+\n){2}$/);
    expect(await kubectl("get all -n shop")).toMatch(/deployment\.apps\/web +2\/2 +2 +2 +90s/);
    expect(await kubectl("get pods -A -o wide --sort-by=.metadata.name")).toMatch(
      /web-\S+ +1\/1 +Running +0 +90s +10\./,
    );
    expect(await kubectl("get deploy web -n shop -o jsonpath={.status.availableReplicas}")).toBe("2");
    expect(
      await kubectl("get ep,endpointslices,rs,cm,secret,sa,sts,ds,job,cj,ingressclass,gateway,route -A"),
    ).toMatch(/endpoints\/kube-dns/);
    expect(await kubectl("api-resources -o name")).toMatch(/^networkpolicies\.networking\.k8s\.io$/m);
  });

  it("prints refusals as a cluster's", async () => {
    expect(await kubectl("get pod no")).toBe('Error from server (NotFound): pods "no" not found\nexit 1');
    expect(await kubectl("get foos")).toBe('error: the server doesn\'t have a resource type "foos"\nexit 1');
    const bad = SHOP.split("---")[2]?.replace("ports", "prots") ?? "";
    expect(await kubectl("apply -f -", bad)).toMatch(/strict decoding error: unknown field "spec.prots"/);
  });

  it
    .skipIf(!isRecorded)
    .each(["svc web", "deploy web", "ing web", "netpol deny", "pod -l app=web", "endpointslice", "rs"])(
    "describes %s",
    async (what) => expect(withoutAges(await kubectl(`describe ${what} -n shop`))).toMatchSnapshot(),
  );

  it("describes what has no namespace", async () => {
    expect(await kubectl("describe node worker-1")).toMatch(
      /Ready +True[\s\S]*InternalIP: +192\.168\.56\.12/,
    );
    expect(await kubectl("describe ns shop")).toMatch(/Name: +shop\n[\s\S]*Status: +Active/);
  });

  it("applies: created, unchanged, configured", async () => {
    const created = await kubectl("apply -f -", own("a"));
    expect(created.match(/created$/gm)).toHaveLength(4);
    const again = await kubectl("apply -f -", own("a"));
    expect(again.match(/unchanged$/gm)).toHaveLength(5);
    expect(await kubectl("apply -f -", own("a", 3))).toMatch(/^deployment\.apps\/a configured$/m);
    expect(await kubectl("diff -f -", own("a", 4))).toMatch(/^\+ {2}replicas: 4$/m);
  });

  it("applies on the server, and says who else owns a field", async () => {
    expect((await kubectl("apply --server-side -f -", own("b"))).match(/serverside-applied$/gm)).toHaveLength(
      5,
    );
    const versions = "get deploy,svc,ing,netpol b -n shop -o jsonpath={.items[*].metadata.resourceVersion}";
    const before = await kubectl(versions);
    await kubectl("apply --server-side -f -", own("b"));
    expect(await kubectl(versions)).toBe(before);
    const other = await kubectl("apply --server-side --field-manager=other -f -", own("b", 5));
    expect(other).toContain('Apply failed with 1 conflict: conflict with "kubectl": .spec.replicas');
    const forced = await kubectl(
      "apply --server-side --field-manager=other --force-conflicts -f -",
      own("b", 5),
    );
    expect(forced).toMatch(/deployment\.apps\/b serverside-applied/);
  });

  it("creates from flags, in whatever encoding this kubectl sends", async () => {
    expect(await kubectl("create ns c")).toBe("namespace/c created\n");
    expect(await kubectl("create deployment c -n c --image nginx --port 80")).toBe(
      "deployment.apps/c created\n",
    );
    expect(await kubectl("create service clusterip c -n c --tcp 80:8080")).toBe("service/c created\n");
    expect(await kubectl("create ingress c -n c --rule=c.example.com/*=c:80")).toBe(
      "ingress.networking.k8s.io/c created\n",
    );
    expect(await kubectl("create cm c -n c --from-literal=a=b")).toBe("configmap/c created\n");
    expect(await kubectl("create secret generic c -n c --from-literal=a=b")).toBe("secret/c created\n");
    expect(await kubectl("get secret c -n c -o jsonpath={.data.a}")).toBe("Yg==");
    expect(await kubectl("expose deploy c -n c --port 90 --name d")).toBe("service/d exposed\n");
    expect(await kubectl("run p -n c --image busybox")).toBe("pod/p created\n");
    expect(await kubectl("create ns c")).toMatch(
      /^Error from server \(AlreadyExists\): namespaces "c" already exists/,
    );
    expect(await kubectl("auth can-i get pods")).toBe("yes\n");
  });

  it("patches, labels, annotates, scales, rolls out and waits", async () => {
    expect(
      await kubectl(`patch svc web -n shop -p '{"spec":{"ports":[{"port":81,"$patch":"delete"}]}}'`),
    ).toBe("service/web patched\n");
    expect(await kubectl(`patch svc web -n shop --type merge -p '{"spec":{"type":"NodePort"}}'`)).toBe(
      "service/web patched\n",
    );
    expect(
      await kubectl(
        `patch svc web -n shop --type json -p '[{"op":"replace","path":"/spec/ports/0/port","value":99}]'`,
      ),
    ).toBe("service/web patched\n");
    expect(await kubectl("get svc web -n shop")).toMatch(/web +NodePort +\S+ +<none> +99:\d+\/TCP/);
    expect(await kubectl("label deploy web -n shop tier=front")).toBe("deployment.apps/web labeled\n");
    expect(await kubectl("annotate deploy web -n shop a=b")).toBe("deployment.apps/web annotated\n");
    expect(await kubectl("scale deploy web -n shop --replicas 4")).toBe("deployment.apps/web scaled\n");
    expect(await kubectl("set image deploy/web -n shop web=nginx:2")).toBe(
      "deployment.apps/web image updated\n",
    );
    expect(await kubectl("rollout status deploy web -n shop --timeout 9s")).toBe(
      'deployment "web" successfully rolled out\n',
    );
    expect(await kubectl("wait --for=condition=Available deploy/web -n shop --timeout 9s")).toBe(
      "deployment.apps/web condition met\n",
    );
  });

  it("says which logs and connections there are not", async () => {
    const [pod = ""] = (await kubectl("get pods -n shop -l app=web -o name")).split("\n");
    expect(await kubectl(`logs -n shop ${pod}`)).toBe("");
    expect(await kubectl(`logs -n shop ${pod} -c no`)).toMatch(/container no is not valid for pod web-/);
    expect(await kubectl(`logs -n shop ${pod} --previous`)).toMatch(
      /^Error from server \(BadRequest\): previous terminated container "web" in pod "web-\S+" not found$/m,
    );
    expect(await kubectl(`get --raw /api/v1/namespaces/shop/pods/${pod.slice(4)}/log?tailLines=-1`)).toMatch(
      /tailLines: Invalid value: -1: must be greater than or equal to 0/,
    );
    expect(await kubectl(`exec -n shop ${pod} -- ls`)).toMatch(/enter the container with podwire shell/);
  });

  it("tells what has happened to pods and workloads", async () => {
    const events = await kubectl("get events -n shop");
    expect(events).toMatch(/^90s +Normal +Scheduled +pod\/web-\S+ +Successfully assigned shop\/web-/m);
    expect(events).toMatch(/^90s +Normal +ScalingReplicaSet +deployment\/web +Scaled up replica set web-/m);
    expect(await kubectl("events -n shop --for deployment/web")).toMatch(/ScalingReplicaSet/);
    expect(await kubectl("describe pod -n shop -l app=web")).toMatch(
      /Scheduled +\S+ +default-scheduler[\s\S]*Pulled[\s\S]*Created[\s\S]*Started +\S+ +kubelet +Container started/,
    );
  });

  it("explains fields", async () => {
    expect(await kubectl("explain pod.spec")).toMatch(
      /^KIND: +Pod\nVERSION: +v1\n\nFIELD: spec <PodSpec>[\s\S]*^ {2}containers\t<\[\]Container> -required-$/m,
    );
    expect(await kubectl("explain deploy.spec.replicas")).toMatch(/^FIELD: replicas <integer>$/m);
    expect(await kubectl("explain networkpolicy.spec.ingress.ports --recursive")).toMatch(
      /^ {2}port\t<IntOrString>$/m,
    );
    expect(await kubectl("explain httproute.spec.rules.matches")).toMatch(/^ {2}path\t<Object>$/m);
    expect(await kubectl("explain route.spec.tls")).toMatch(/^GROUP: +route.openshift.io$/m);
    expect(await kubectl("explain svc.spec.nope")).toMatch(/error: field "nope" does not exist\nexit 1$/);
  });

  it("remembers rollouts, and undoes them", async () => {
    await kubectl("create deployment r --image=nginx:1 --replicas 2");
    await kubectl("annotate deploy r kubernetes.io/change-cause=second");
    await kubectl("set image deploy/r nginx=nginx:2");
    expect(await kubectl("rollout history deploy r")).toMatch(
      /^deployment\.apps\/r \nREVISION +CHANGE-CAUSE\n1 +second\n2 +second\n\n$/,
    );
    expect(await kubectl("rollout history deploy r --revision 1")).toMatch(/Image:\s+nginx:1/);
    expect(await kubectl("rollout undo deploy r")).toBe("deployment.apps/r rolled back\n");
    expect(await kubectl("get deploy r -o jsonpath={.spec.template.spec.containers[0].image}")).toBe(
      "nginx:1",
    );
    expect(await kubectl("rollout history deploy r")).toMatch(/^2 +second\n3 +second$/m);
    const noted = await kubectl("get deploy r -o jsonpath={.metadata.annotations}");
    expect(JSON.parse(noted)).toMatchObject({ "deployment.kubernetes.io/revision": "3" });
    expect(await kubectl("rollout undo deploy r --to-revision 9")).toMatch(
      /error: unable to find specified revision 9 in history/,
    );
  });

  it("lets people do what their roles allow, and nothing else", async () => {
    expect(await kubectl("get pods -n shop --as dev")).toBe(
      'Error from server (Forbidden): pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "shop"\nexit 1',
    );
    expect(await kubectl("auth can-i create httproutes --as dev -n shop")).toBe("no\nexit 1");
    const role = "create role routes -n shop --verb=create,get,list --resource=httproutes,pods";
    expect(await kubectl(role)).toBe("role.rbac.authorization.k8s.io/routes created\n");
    const bound = "create rolebinding routes -n shop --role=routes --user=dev --group=people";
    expect(await kubectl(bound)).toBe("rolebinding.rbac.authorization.k8s.io/routes created\n");
    expect(await kubectl("auth can-i create httproutes --as dev -n shop")).toBe("yes\n");
    expect(await kubectl("auth can-i create httproutes --as dev -n default")).toBe("no\nexit 1");
    expect(await kubectl("get pods -n shop -l app=web -o name --as ann --as-group people")).toMatch(
      /^pod\/web-/,
    );
    expect(await kubectl("auth can-i --list --as dev -n shop")).toMatch(
      /^httproutes\.gateway\.networking\.k8s\.io +\[\] +\[\] +\[create get list\]$/m,
    );
    expect(await kubectl("create rolebinding lost -n shop --role=lost --user=eve")).toMatch(/created/);
    expect(await kubectl("get svc web -n shop --as eve")).toBe(
      'Error from server (Forbidden): services "web" is forbidden: User "eve" cannot get resource "services" in API group "" in the namespace "shop": RBAC: role.rbac.authorization.k8s.io "lost" not found\nexit 1',
    );
    expect(await kubectl("apply --server-side -f - --as dev", own("z").split("---")[2])).toMatch(
      /services "z" is forbidden: User "dev" cannot patch resource "services"/,
    );
    expect(await kubectl("get --raw /metrics --as dev")).toMatch(
      /forbidden: User "dev" cannot get path "\/metrics"/,
    );
    expect(await kubectl("auth whoami --as dev -o jsonpath={.status.userInfo.groups}")).toBe(
      '["system:authenticated"]',
    );
  });

  it("watches", async () => {
    const watching = kubectl("get cm -n shop -w --request-timeout 4s");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await kubectl("create cm seen -n shop --from-literal=a=b");
    expect(await watching).toMatch(/^NAME +DATA +AGE\nkube-root-ca.crt .*\nseen +1 +\S+$/m);
  });

  it("logs and deletes", async () => {
    expect(await kubectl("logs -n kube-system -l k8s-app=kube-dns --tail=1")).toBe(
      "CoreDNS-1.12.1\nCoreDNS-1.12.1\n",
    );
    expect(await kubectl("delete svc web -n shop")).toBe('service "web" deleted\n');
    expect(await kubectl("delete pod -n shop -l app=web --timeout 9s")).toMatch(
      /^(pod "web-\S+" deleted\n){4}$/,
    );
    expect(await kubectl("delete deploy web -n shop --timeout 9s")).toBe('deployment.apps "web" deleted\n');
    expect(await kubectl("get pods -n shop -l app=web -o name")).toBe("");
    expect(await kubectl("delete ns shop --timeout 9s")).toBe('namespace "shop" deleted\n');
  });
});
