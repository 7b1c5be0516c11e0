import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { mintCertificate } from "../../values/certificate-mint.ts";
import { Shell } from "./index.ts";

const DATES = { notBefore: 1_767_225_600_000, notAfter: 1_798_761_600_000 };
const minted = mintCertificate({ hosts: ["shop.example.com"], commonName: "shop.example.com", ...DATES });
const indented = (text: string): string => text.trimEnd().replaceAll("\n", "\n    ");

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: box, namespace: shop }
spec: { containers: [{ name: box, image: curlimages/curl }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { clusterIP: 10.96.20.10, selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: nobody, namespace: shop }
spec: { clusterIP: 10.96.20.11, selector: { app: nobody }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
---
apiVersion: v1
kind: Secret
metadata: { name: shop-tls, namespace: shop }
type: kubernetes.io/tls
stringData:
  tls.crt: |
    ${indented(minted.certificate)}
  tls.key: |
    ${indented(minted.key)}
`;

function shell(): Shell {
  return new Shell(Cluster.load(MANIFESTS, { profile: "kind" }), { namespace: "shop" });
}

async function ran(line: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { stdout, stderr } = await shell().exec(line);
  return { stdout, stderr: stderr.replace(/ port \d{5} failed/, " port N failed") };
}

/** Lines as libcurl 8.12.1 with OpenSSL 3.4.1 wrote them, without those of each TLS record. */
describe("curl -v", () => {
  const told = async (line: string): Promise<readonly string[]> =>
    (await ran(line)).stderr.split("\n").filter((one) => one !== "" && !one.startsWith("* TLSv1.3 ("));

  it("tells of a name, its addresses, the request and the answer", async () => {
    expect(await told("kubectl exec box -- curl -sv -H 'X-A: 1' -d a=b web/x?y=1")).toEqual([
      "* Host web:80 was resolved.",
      "* IPv6: (none)",
      "* IPv4: 10.96.20.10",
      "*   Trying 10.96.20.10:80...",
      "* Connected to web (10.96.20.10) port 80",
      "* using HTTP/1.x",
      "> POST /x?y=1 HTTP/1.1",
      "> Host: web",
      "> User-Agent: curl/8.12.1",
      "> Accept: */*",
      "> X-A: 1",
      "> Content-Length: 3",
      "> Content-Type: application/x-www-form-urlencoded",
      "> ",
      "* upload completely sent off: 3 bytes",
      "< HTTP/1.1 200 OK",
      "< ",
      "* Connection #0 to host web left intact",
    ]);
  });

  it.each([
    [
      "curl -sv nobody",
      [
        "* connect to 10.96.20.11 port 80 from 10.244.2.3 port N failed: Connection refused",
        "* Failed to connect to nobody port 80 after 0 ms: Could not connect to server",
        "* closing connection #0",
      ],
    ],
    ["curl -sv nope", ["* Could not resolve host: nope", "* shutting down connection #0"]],
    [
      "curl -sv -m 2 10.96.20.99",
      [
        "*   Trying 10.96.20.99:80...",
        "* Connection timed out after 2000 milliseconds",
        "* closing connection #0",
      ],
    ],
    [
      "curl -sv https://web:80",
      [
        "*  CAfile: /etc/ssl/certs/ca-certificates.crt",
        "*  CApath: /etc/ssl/certs",
        "* TLS connect error: error:0A00010B:SSL routines::wrong version number",
        "* closing connection #0",
      ],
    ],
  ])("tells how it fails: %s", async (line, last) => {
    const all = await told(`kubectl exec box -- ${line}`);
    expect(all.filter((one) => !one.startsWith("command terminated")).slice(-last.length)).toEqual(last);
  });

  it("follows, shakes hands, and shows the certificate", async () => {
    const lines = await told("curl -sLkv http://shop.example.com/a");
    expect(lines.slice(lines.indexOf("< HTTP/1.1 308 Permanent Redirect"))).toEqual([
      "< HTTP/1.1 308 Permanent Redirect",
      "< Location: https://shop.example.com/a",
      "< ",
      "* Connection #0 to host shop.example.com left intact",
      "* Clear auth, redirects to port from 80 to 443",
      "* Issue another request to this URL: 'https://shop.example.com/a'",
      "* Host shop.example.com:443 was resolved.",
      "* IPv6: (none)",
      "* IPv4: 203.0.113.129",
      "*   Trying 203.0.113.129:443...",
      "* ALPN: curl offers h2,http/1.1",
      "* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / x25519 / id-ecPublicKey",
      "* ALPN: server did not agree on a protocol. Uses default.",
      "* Server certificate:",
      "*  subject: CN=shop.example.com",
      "*  start date: Jan  1 00:00:00 2026 GMT",
      "*  expire date: Jan  1 00:00:00 2027 GMT",
      "*  issuer: CN=shop.example.com",
      "*  SSL certificate verify result: self-signed certificate (18), continuing anyway.",
      "*   Certificate level 0: Public key type EC/prime256v1 (256/128 Bits/secBits), signed using ecdsa-with-SHA256",
      "* Connected to shop.example.com (203.0.113.129) port 443",
      "* using HTTP/1.x",
      "> GET /a HTTP/1.1",
      "> Host: shop.example.com",
      "> User-Agent: curl/8.12.1",
      "> Accept: */*",
      "> ",
      "* Request completely sent off",
      "< HTTP/1.1 200 OK",
      "< Content-Type: text/plain",
      "< Strict-Transport-Security: max-age=31536000; includeSubDomains",
      "< ",
      "* Connection #1 to host shop.example.com left intact",
    ]);
  });

  it("gives up on a certificate once it has seen it", async () => {
    const { stderr } = await ran("curl -sv https://shop.example.com/");
    expect(stderr).toContain(
      "* TLSv1.3 (IN), TLS handshake, Certificate (11):\n* TLSv1.3 (OUT), TLS alert, unknown CA (560):\n* SSL certificate problem: self-signed certificate\n* closing connection #0\n",
    );
  });
});

describe("kubectl port-forward", () => {
  it.each([
    [
      "kubectl port-forward svc/web 8080:80 > /dev/null; curl -s localhost:8080/x",
      "200 OK from Pod shop/web\n",
    ],
    [
      "kubectl port-forward pod/web 8080:80 > /dev/null & curl -s http://127.0.0.1:8080",
      "200 OK from Pod shop/web\n",
    ],
    ["kubectl port-forward pod/web 8080:81 > /dev/null; curl -s localhost:8080; echo $?", "52\n"],
    [
      "kubectl port-forward pod/web 8080:80 > /dev/null; kubectl delete pod web > /dev/null; curl -s localhost:8080; echo $?",
      "52\n",
    ],
    ["kubectl port-forward svc/web 8080:80 > /dev/null; curl -s localhost:8081; echo $?", "7\n"],
    [
      "kubectl port-forward svc/web 8080:80 > /dev/null; kubectl exec box -- curl -s localhost:8080; echo $?",
      "7\n",
    ],
  ])("%s", async (line, said) => {
    expect((await ran(line)).stdout).toBe(said);
  });

  it("leads to no pod from a Service without a selector, and of no port to a free one", async () => {
    const own = shell();
    await own.exec("kubectl create service clusterip bare --tcp=80");
    await own.exec('kubectl patch svc bare --type=json -p \'[{"op":"remove","path":"/spec/selector"}]\'');
    expect((await own.exec("kubectl port-forward svc/bare 8080:80")).stderr).toBe(
      "error: cannot attach to *v1.Service: invalid service 'bare': Service is defined without a selector\n",
    );
    expect((await own.exec("kubectl port-forward svc/web :80; curl -s localhost:32848/x")).stdout).toBe(
      "Forwarding from 127.0.0.1:32848 -> 80\nForwarding from [::1]:32848 -> 80\n200 OK from Pod shop/web\n",
    );
  });

  it("asks no policy, for the request is made inside the pod", async () => {
    const own = shell();
    const deny = `kubectl apply -f - <<'E'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
E`;
    await own.exec(deny);
    await own.exec("kubectl port-forward svc/web 8080:80");
    expect((await own.exec("curl -sv localhost:8080")).stderr).toContain(
      "* Connected to localhost (127.0.0.1) port 8080\n",
    );
    expect((await own.exec("why")).stdout).toContain("127.0.0.1 is the loopback interface");
  });
});

describe("curl's options", () => {
  it.each([
    [
      "curl -s -o /tmp/a http://shop.example.com; cat /tmp/a",
      /^308 Permanent Redirect from Pod ingress-nginx\//,
    ],
    ["curl -sO http://shop.example.com/x/page.html?y; cat page.html", /^308 /],
    [
      "curl -sk -w '%{http_code} %{remote_ip}:%{remote_port} %{scheme}' -o /dev/null https://203.0.113.129",
      /^404 203\.0\.113\.129:443 https$/,
    ],
    [
      "curl -sILk http://shop.example.com/",
      /^HTTP\/1\.1 308 .*\r\nLocation: .*\r\n\r\nHTTP\/1\.1 200 OK\r\n/,
    ],
    ["curl -s --compressed --http1.1 -g -N --retry 3 --connect-timeout 2 http://shop.example.com", /^308 /],
    [
      "curl -sG -d q=1 --data-urlencode r=2 -w '%{url_effective}' -o /dev/null http://shop.example.com/s",
      /\/s\?q=1&r=2$/,
    ],
    ["curl -sk --fail-with-body https://203.0.113.129; echo $?", /^404 Not Found .*\n22\n$/],
    ["curl -V", /^curl 8\.12\.1 /],
  ])("%s", async (line, said) => {
    expect((await ran(line)).stdout).toMatch(said);
  });
});
