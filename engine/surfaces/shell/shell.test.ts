import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mintCertificate } from "../../values/certificate-mint.ts";
import { Cluster } from "../library/cluster.ts";
import { Shell } from "./index.ts";

const SHOP = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { nodeName: worker-1, containers: [{ name: web, image: "example.com/team/nginx:1.27", ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: box, namespace: shop }
spec: { nodeName: worker-1, containers: [{ name: box, image: busybox }, { name: net, image: nicolaka/netshoot }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { clusterIP: 10.96.20.10, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
`;

function shell(): Shell {
  return new Shell(Cluster.load(SHOP), { namespace: "shop" });
}

async function typed(...lines: readonly string[]): Promise<string> {
  const own = shell();
  let text = "";
  for (const line of lines) {
    const { stdout, stderr, exitCode } = await own.exec(line);
    text += stdout + stderr + (exitCode === 0 ? "" : `[${exitCode}]\n`);
  }
  return text;
}

describe("the shell", () => {
  it("is bash: variables, pipes, here documents, loops, and they last", async () => {
    expect(await typed("X=3", "echo $X | tr 3 4", "for i in a b; do echo $i; done")).toBe("4\na\nb\n");
    const map = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }";
    expect(await typed(`kubectl apply -f - <<EOF\n${map}\nEOF`)).toBe("configmap/a created\n");
    expect(await typed(`echo '${map}' > a.yaml`, "oc apply -f a.yaml")).toBe("configmap/a created\n");
  });

  it("stops what runs away, and says so", async () => {
    expect(await typed("while true; do :; done")).toContain("so it was stopped");
  });

  it("enters a container, with its files, variables and tools", async () => {
    const text = await typed(
      "kubectl exec -it box -- sh",
      "hostname; cat /etc/resolv.conf | head -1; echo $WEB_SERVICE_HOST",
      "curl web",
      "wget -qO- http://web",
      "exit",
      "hostname",
    );
    expect(text).toBe(
      'Defaulted container "box" out of: box, net\n' +
        "box\nsearch shop.svc.cluster.local svc.cluster.local cluster.local\n10.96.20.10\n" +
        "sh: curl: not found\n[127]\n200 OK from Pod shop/web\nworkstation\n",
    );
  });

  it("runs one command in a container", async () => {
    expect(await typed("kubectl exec box -c net -- curl -s -o /dev/null -w '%{http_code}' http://web")).toBe(
      "200",
    );
    expect(await typed("kubectl exec box -- nc -z web 81")).toBe(
      'Defaulted container "box" out of: box, net\nnc: web (10.96.20.10:81): Operation timed out\ncommand terminated with exit code 1\n[1]\n',
    );
    expect(await typed("kubectl exec bix -- ls")).toBe(
      'Error from server (NotFound): pods "bix" not found\n[1]\n',
    );
    expect(await typed("kubectl run t --rm -i --tty --image=busybox --restart=Never -- wget -qO- web")).toBe(
      '200 OK from Pod shop/web\npod "t" deleted\nIf you don\'t see a command prompt, try pressing enter.\n',
    );
  });

  it("leaves nothing behind that was to be removed, and says what a session did", async () => {
    expect(
      await typed("kubectl run t --rm -it --image=busybox -- sh", "hostname", "exit 3", "kubectl get pod t"),
    ).toBe(
      "If you don't see a command prompt, try pressing enter.\nt\n" +
        'pod "t" deleted\n' +
        "Session ended, resume using 'kubectl attach t -c t -i -t' command when the pod is running\n" +
        'Error from server (NotFound): pods "t" not found\n[1]\n',
    );
    expect(await typed("kubectl exec -it box -c net -- bash", "exit 3")).toBe(
      "command terminated with exit code 3\n[3]\n",
    );
    expect(await typed("kubectl run t -i --rm --image=busybox --restart=Never -- sh -c 'exit 4'")).toBe(
      'pod "t" deleted\npod shop/t terminated (Error)\n[4]\n',
    );
  });

  it("gives the pod of a run what the flags say", async () => {
    const text = await typed(
      "kubectl run t --rm -i --image=busybox --labels=app=web,tier=x --env=A=b --restart=Never -- sh -c 'echo $A'",
      "kubectl run u --image=busybox --labels=app=web -- sleep 9",
      "kubectl get pod u -o jsonpath='{.metadata.labels} {.spec.containers[0].args}'",
    );
    expect(text).toBe('b\npod "t" deleted\npod/u created\n{"app":"web"} ["sleep","9"]');
  });

  it("gives a container the variables that it declares", async () => {
    const shop = Cluster.load(`
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { COLOUR: blue, SIZE: "3" }
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
data: { token: czNjcjN0 }
---
apiVersion: v1
kind: Pod
metadata: { name: app, labels: { tier: web } }
spec:
  nodeName: worker-1
  containers:
    - name: app
      image: busybox
      envFrom: [{ prefix: P_, configMapRef: { name: settings } }]
      env:
        - { name: HOST, value: db }
        - { name: URL, value: "http://$(HOST):$(NONE)/$$(HOST)" }
        - { name: SIZE, valueFrom: { configMapKeyRef: { name: settings, key: SIZE } } }
        - { name: TOKEN, valueFrom: { secretKeyRef: { name: keys, key: token } } }
        - { name: TIER, valueFrom: { fieldRef: { fieldPath: "metadata.labels['tier']" } } }
        - { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
`);
    const own = new Shell(shop, {});
    const words = "$P_COLOUR $URL $SIZE $TOKEN $TIER $NODE $KUBERNETES_SERVICE_PORT";
    expect((await own.exec(`kubectl exec app -- sh -c 'echo "${words}"'`)).stdout).toBe(
      "blue http://db:$(NONE)/$(HOST) 3 s3cr3t web worker-1 443\n",
    );
  });

  it("takes a script where a terminal would be", async () => {
    const script = "hostname\nfor i in 1 2; do echo $i; done\nexit 5";
    expect(await typed(`kubectl exec -i box -c net -- sh <<'X'\n${script}\nX`)).toBe(
      "box\n1\n2\ncommand terminated with exit code 5\n[5]\n",
    );
    expect(await typed(`kubectl exec -it box -c net -- sh <<'X'\nhostname\nX`)).toBe(
      "box\nUnable to use a TTY - input is not a terminal or the right kind of file\n",
    );
  });

  it("says which container it took, and what an image lacks", async () => {
    expect(await typed("kubectl exec box -- hostname")).toBe(
      'box\nDefaulted container "box" out of: box, net\n',
    );
    expect(await typed("kubectl exec box -c box -- curl web")).toMatch(
      /^error: Internal error occurred: .*start exec "[0-9a-f]{64}": OCI runtime exec failed: .*: exec: "curl": executable file not found in \$PATH: unknown\n\[1\]\n$/,
    );
    expect(await typed("kubectl exec box -c nat -- ls")).toBe(
      "Error from server (BadRequest): container nat is not valid for pod box\n[1]\n",
    );
    expect(await typed("kubectl exec box")).toBe(
      "error: you must specify at least one command for the container\n[1]\n",
    );
  });

  it("lets nobody in who may not", async () => {
    expect(await typed("kubectl exec box --as jane -- ls")).toBe(
      'Error from server (Forbidden): pods "box" is forbidden: User "jane" cannot get resource "pods" in API group "" in the namespace "shop"\n[1]\n',
    );
  });

  it("debugs a pod with another image, and a copy that nothing selects", async () => {
    expect(
      await typed(
        "kubectl debug web -it --image=nicolaka/netshoot",
        "curl -s localhost:8080; hostname",
        "exit",
      ),
    ).toMatch(
      /^Defaulting debug container name to debugger-\w{5}\.\n--profile=legacy .*\nIf you .*\n200 OK from Pod shop\/web\nweb\n$/,
    );
    expect(
      await typed(
        "kubectl debug web --image=nicolaka/netshoot -c dbg --profile=general",
        "kubectl get pod web -o jsonpath={.spec.ephemeralContainers[*].image}",
      ),
    ).toBe("nicolaka/netshoot");
    expect(await typed("oc debug pod/web", "exit", "oc get pod web-debug")).toMatch(
      /^Starting pod\/web-debug \.\.\.\nPod IP: 10\.\S+\nIf you .*\n\nRemoving debug pod \.\.\.\nError from server \(NotFound\)/,
    );
  });

  it("answers requests to the API in a pod by the rights of its account", async () => {
    const get = (path: string): string =>
      `kubectl exec box -c net -- sh -c 'curl -sSk -H "Authorization: Bearer $(cat $T/token)" https://kubernetes.default${path}'`.replace(
        "$T",
        "/var/run/secrets/kubernetes.io/serviceaccount",
      );
    const refused =
      'User \\"system:serviceaccount:shop:default\\" cannot list resource \\"pods\\" in API group';
    expect(await typed(get("/api/v1/namespaces/shop/pods"))).toContain(refused);
    const allowed = await typed(
      "kubectl create rolebinding all --clusterrole=view --serviceaccount=shop:default",
      get("/api/v1/namespaces/shop/pods"),
    );
    expect(allowed).toContain('"kind": "PodList"');
    const busy = (path: string): string =>
      `kubectl exec box -- sh -c 'wget -qO- --header "Authorization: Bearer $(cat /var/run/secrets/kubernetes.io/serviceaccount/token)" --no-check-certificate https://kubernetes.default${path}'`;
    expect(await typed(busy("/version"))).toContain('"major": "1"');
    expect(await typed(busy("/api/v1/nodes"))).toContain(
      "wget: server returned error: HTTP/1.1 403 Forbidden",
    );
    const anonymous = "kubectl exec box -c net -- curl -sk https://kubernetes.default/api/v1/pods";
    expect(await typed(anonymous)).toContain('User \\"system:anonymous\\" cannot list resource');
    const wrong = `kubectl exec box -c net -- curl -sk -H 'Authorization: Bearer x.y.z' https://kubernetes.default/api`;
    expect(await typed(wrong)).toContain('"message": "Unauthorized"');
  });

  it("shows a node's own links and routes, and a pod's", async () => {
    const node = await typed("ssh worker-1", "ip addr", "ip route", "ip route get 10.244.1.9");
    expect(node).toMatch(
      /2: eth0: .*\n {4}link\/ether \S+ .*\n {4}inet 192\.168\.56\.12\/24 brd 192\.168\.56\.255 scope global eth0/,
    );
    expect(node).toContain("default via 192.168.56.1 dev eth0 \n10.244.1.0/24 via 192.168.56.11 dev tunl0 ");
    expect(node).toMatch(/10\.244\.2\.\d+ dev cali[0-9a-f]{11} scope link \n/);
    expect(node).toMatch(
      /10\.244\.1\.9 via 192\.168\.56\.11 dev tunl0 src 10\.244\.2\.0 uid 0 \n {4}cache \n$/,
    );
    const pod = await typed("kubectl exec box -- ip a", "kubectl exec box -c net -- ip -o route");
    expect(pod).toContain("/32 scope global eth0");
    expect(pod).toContain("qdisc noqueue \n");
    expect(pod).toContain("default via 169.254.1.1 dev eth0 \n");
  });

  it("pings what has an address, and nothing that only a proxy's rules know", async () => {
    const text = await typed(
      "kubectl exec box -- ping -c1 10.244.2.2",
      "kubectl exec box -c net -- ping -c 2 web | tail -2",
      "kubectl exec box -- ping nobody",
    );
    expect(text).toContain("1 packets transmitted, 1 packets received, 0% packet loss");
    expect(text).toContain("2 packets transmitted, 0 received, 100% packet loss, time 1000ms");
    expect(text).toContain("ping: bad address 'nobody'");
  });

  it("shows the way, and the packets of the last request", async () => {
    expect(await typed("kubectl exec box -c net -- traceroute 10.244.2.2")).toMatch(
      /^traceroute to 10\.244\.2\.2 .*\n 1 {2}\S+ .*\n.* {2}10\.244\.2\.2 \(10\.244\.2\.2\)/,
    );
    const text = await typed(
      "kubectl exec box -c net -- curl -s web",
      "kubectl exec box -c net -- tcpdump -ni any port 80",
    );
    expect(text).toMatch(/client pod \S+ +IP 10\.\S+ > 10\.96\.20\.10\.80: Flags \[S\], length 0/);
  });

  it("goes onto a node", async () => {
    expect(await typed("ssh worker-1", "iptables-save | sed -n 2p", "exit")).toBe("*filter\n");
    const debugging = await typed(
      "oc debug node/worker-1",
      "hostname",
      "chroot /host",
      "exit",
      "exit",
      "hostname",
    );
    expect(debugging).toMatch(
      /^Starting pod\/worker-1-debug-\w{5} \.\.\.\nTo use host binaries, run `chroot \/host`\nPod IP: \S+\nIf you .*\.\nworker-1\n\nRemoving debug pod \.\.\.\nworkstation\n$/,
    );
    expect(await typed("oc debug node/worker-1 -- chroot /host iptables-save | sed -n 2p")).toContain(
      "*filter\n",
    );
    expect(await typed("oc debug node/worker-9")).toContain('nodes "worker-9" not found');
    expect(await typed("ssh worker-9")).toContain("Could not resolve hostname");
    expect(await typed("ssh")).toContain("usage: ssh");
  });

  it.each([
    ["ssh worker-1 hostname", "worker-1\n"],
    ["ssh -o StrictHostKeyChecking=no -p22 -l core worker-1 hostname", "worker-1\n"],
    ["ssh -tq root@worker-1 -- hostname", "worker-1\n"],
    ["ssh worker-1 'iptables-save | sed -n 2p'", "*filter\n"],
    ["ssh worker-1 iptables-save | sed -n 2p", "*filter\n"],
    ["echo hostname | ssh worker-1", "worker-1\n"],
    ["echo abc | ssh worker-1 cat", "abc\n"],
    ["ssh worker-1 false; echo $?", "1\n"],
    ["ssh worker-1 echo '$HOSTNAME'; hostname", "worker-1\nworkstation\n"],
  ])("runs one line on a node: %s", async (line, said) => {
    expect(await typed(line)).toBe(said);
  });

  it("shows processes and what listens", async () => {
    expect(await typed("kubectl exec box -c box -- ps")).toBe(
      "PID   USER     TIME  COMMAND\n    1 root      0:00 sh\n   12 root      0:00 sh\n   18 root      0:00 ps\n",
    );
    expect(await typed("kubectl exec web -- ps")).toContain('exec: "ps": executable file not found');
    const onNode = await typed(
      "ssh worker-1",
      "ps auxw | grep kube-proxy",
      "ss -lnt",
      "cat /proc/sys/net/ipv4/ip_forward",
    );
    expect(onNode).toContain("/usr/local/bin/kube-proxy ");
    expect(onNode).toMatch(/LISTEN .*0\.0\.0\.0:10250 .*\n1\n$/);
    expect(await typed("kubectl exec box -c net -- netstat -ltn")).not.toContain("LISTEN");
    expect(
      await typed("kubectl run n --image=busybox --port=81 -q", "kubectl exec n -- netstat -ltn"),
    ).toMatch(/0\.0\.0\.0:81 .*LISTEN/);
  });

  it("asks DNS as the tools do", async () => {
    const inside = ["kubectl exec -it box -c net -- bash"];
    expect(await typed(...inside, "nslookup web")).toContain(
      "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tweb.shop.svc.cluster.local\nAddress: 10.96.20.10\n",
    );
    expect(await typed(...inside, "dig +short web", "dig +search +short web")).toBe("10.96.20.10\n");
    expect(await typed(...inside, "dig web")).toContain("status: NXDOMAIN");
    expect(await typed(...inside, "host web")).toBe("web.shop.svc.cluster.local has address 10.96.20.10\n");
    expect(await typed(...inside, "dig +short -x 10.96.20.10")).toBe("web.shop.svc.cluster.local.\n");
    expect(await typed(...inside, "getent hosts box")).toMatch(/^10\.244\.\d+\.\d+ +box\n$/);
  });

  it("has getent of musl-utils in Alpine", async () => {
    const inAlpine = (line: string): Promise<string> =>
      typed("kubectl run alp --image=alpine:3.20 -- sleep inf > /dev/null", `kubectl exec alp -- ${line}`);
    expect(await inAlpine("getent hosts web")).toBe(
      "10.96.20.10       web.shop.svc.cluster.local  web.shop.svc.cluster.local web\n",
    );
    expect(await inAlpine("getent hosts 10.96.20.10")).toBe(
      "10.96.20.10       web.shop.svc.cluster.local  web.shop.svc.cluster.local\n",
    );
  });

  it("explains the last request", async () => {
    expect(await typed("why")).toContain("no request was made yet");
    expect(await typed("kubectl exec box -- nc -z web 81", "why")).toContain("does not serve port 81/TCP");
  });

  it("completes commands, kinds and names", async () => {
    const own = shell();
    expect(own.complete("kube")).toEqual(["kubectl"]);
    expect(own.complete("kubectl get svc ")).toEqual(["web"]);
    expect(own.complete("kubectl -n kube-system get svc kube")).toEqual(["kube-dns"]);
    expect(own.complete("echo; kubectl describe networkp")).toEqual(["networkpolicies"]);
    expect(own.complete("kubectl exec -it b")).toEqual(["box"]);
    expect(own.complete("nft list chain")).toEqual(["chain", "chains"]);
    expect(own.complete("curl kube")).toEqual(["kube-dns.kube-system", "kubernetes.default"]);
    await own.exec("kubectl exec -it box -- sh");
    expect(own.complete("kube")).toEqual([]);
    expect(own.complete("wg")).toEqual(["wget"]);
  });

  it("remembers what was typed", async () => {
    expect(await typed("echo a", "history")).toBe("a\n    1  echo a\n    2  history\n");
  });

  it("takes any line", async () => {
    const word = fc.constantFrom(
      ..."curl wget nslookup dig nc ip ss why exit ssh kubectl exec run -it -- -c box web http://web:80/a -v -o - | ; && $X $( ) ' \" > < << \\ * {a,b} 10.96.20.10 \n".split(
        " ",
      ),
    );
    const line = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(line, fc.string()), { maxLength: 3 }), async (lines) => {
        const own = shell();
        for (const one of lines) {
          const { exitCode } = await own.exec(one);
          expect(exitCode).toBeGreaterThanOrEqual(0);
          expect(exitCode).toBeLessThan(256);
        }
      }),
      { numRuns: 300 },
    );
  }, 240_000);
});

describe("curl --cacert", () => {
  const [FROM, UNTIL] = [Date.UTC(2025, 0, 1), Date.UTC(2045, 0, 1)];
  const dates = { notBefore: FROM, notAfter: UNTIL };
  const root = mintCertificate({ hosts: ["Shop Root"], isAuthority: true, ...dates });
  const leaf = mintCertificate({ hosts: ["api.shop"], issuer: "Shop Root", ...dates });
  const manifests = [
    { kind: "Namespace", metadata: { name: "shop" } },
    {
      kind: "Secret",
      metadata: { name: "api", namespace: "shop" },
      type: "kubernetes.io/tls",
      stringData: { "tls.crt": leaf.certificate, "tls.key": leaf.key },
    },
    {
      kind: "ConfigMap",
      metadata: { name: "roots", namespace: "shop" },
      data: { "ca.crt": root.certificate, "none.crt": "nothing" },
    },
    {
      kind: "Pod",
      metadata: {
        name: "api",
        namespace: "shop",
        labels: { app: "api" },
        annotations: { "podwire.dev/listen": "443/TLS", "podwire.dev/certificate": "api" },
      },
      spec: { containers: [{ name: "api", image: "api" }] },
    },
    {
      kind: "Service",
      metadata: { name: "api", namespace: "shop" },
      spec: { selector: { app: "api" }, ports: [{ port: 443 }] },
    },
    {
      kind: "Pod",
      metadata: { name: "net", namespace: "shop" },
      spec: {
        volumes: [{ name: "roots", configMap: { name: "roots" } }],
        containers: [
          {
            name: "net",
            image: "nicolaka/netshoot",
            volumeMounts: [{ name: "roots", mountPath: "/etc/roots" }],
          },
        ],
      },
    },
  ];
  const text = manifests.map((one) => JSON.stringify({ apiVersion: "v1", ...one })).join("\n---\n");

  it.each([
    ["curl -s https://api.shop", 60],
    ["curl -s --cacert /etc/roots/ca.crt https://api.shop", 0],
    ["cd /etc/roots; curl -s --cacert=ca.crt https://api.shop", 0],
    ["curl --cacert /etc/roots/none.crt https://api.shop", 77],
    ["curl --cacert /nowhere https://api.shop", 77],
    ["curl -k --cert /nowhere https://api.shop", 58],
    ["curl -k --cert /etc/roots/ca.crt https://api.shop", 0],
    ["curl -s --cacert /etc/roots/ca.crt https://api.shop.svc", 60],
  ])("%s exits with %i", async (line, exitCode) => {
    const own = new Shell(Cluster.load(text), { namespace: "shop" });
    await own.exec("kubectl exec -it net -- bash");
    const done = await own.exec(line);
    expect(done.exitCode, done.stderr).toBe(exitCode);
    if (exitCode === 77) expect(done.stderr).toContain("(77) error setting certificate file: /");
  });
});
