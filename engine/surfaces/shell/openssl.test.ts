import { describe, expect, it } from "vitest";
import { mintCertificate } from "../../values/certificate-mint.ts";
import { Cluster } from "../library/cluster.ts";
import { Shell } from "./index.ts";

const dates = { notBefore: Date.UTC(2025, 0, 1), notAfter: Date.UTC(2045, 0, 1) };
const root = mintCertificate({ hosts: ["Shop Root"], isAuthority: true, ...dates });
const between = mintCertificate({ hosts: ["Shop CA"], issuer: "Shop Root", isAuthority: true, ...dates });
const leaf = mintCertificate({ hosts: ["api.shop", "10.0.0.1"], issuer: "Shop CA", ...dates });
const old = mintCertificate({ hosts: ["old.shop"], ...dates, notAfter: Date.UTC(2025, 5, 1) });

function server(name: string, certificate: string, key: string): readonly object[] {
  return [
    {
      kind: "Secret",
      metadata: { name, namespace: "shop" },
      type: "kubernetes.io/tls",
      stringData: { "tls.crt": certificate, "tls.key": key },
    },
    {
      kind: "Pod",
      metadata: {
        name,
        namespace: "shop",
        labels: { app: name },
        annotations: { "podwire.dev/listen": "443/TLS, 80/HTTP", "podwire.dev/certificate": name },
      },
      spec: { containers: [{ name: "server", image: "server" }] },
    },
    {
      kind: "Service",
      metadata: { name, namespace: "shop" },
      spec: {
        selector: { app: name },
        ports: [
          { name: "https", port: 443 },
          { name: "http", port: 80 },
        ],
      },
    },
  ];
}

const MANIFESTS = [
  { kind: "Namespace", metadata: { name: "shop" } },
  ...server("api", leaf.certificate + between.certificate, leaf.key),
  ...server("alone", leaf.certificate, leaf.key),
  ...server("old", old.certificate, old.key),
  {
    kind: "ConfigMap",
    metadata: { name: "roots", namespace: "shop" },
    data: { "ca.crt": root.certificate, "between.crt": between.certificate, "none.crt": "nothing" },
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

const text = MANIFESTS.map((one) => JSON.stringify({ apiVersion: "v1", ...one })).join("\n---\n");

async function run(line: string): ReturnType<Shell["exec"]> {
  const shell = new Shell(Cluster.load(text), { namespace: "shop" });
  await shell.exec("kubectl exec -it net -- bash");
  return shell.exec(line);
}

describe("openssl s_client", () => {
  it("shows the chain and what comes of it, line for line as OpenSSL 3.0 does", async () => {
    const { stdout, stderr, exitCode } = await run(
      "openssl s_client -connect api.shop:443 -CAfile /etc/roots/ca.crt </dev/null",
    );
    const date = "NotBefore: Jan  1 00:00:00 2025 GMT; NotAfter: Jan  1 00:00:00 2045 GMT";
    expect(stdout.replaceAll(/\d+ bytes/g, "N bytes")).toBe(`CONNECTED(00000003)
---
Certificate chain
 0 s:CN = api.shop
   i:CN = Shop CA
   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256
   v:${date}
 1 s:CN = Shop CA
   i:CN = Shop Root
   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256
   v:${date}
---
Server certificate
${leaf.certificate}subject=CN = api.shop
issuer=CN = Shop CA
---
No client certificate CA names sent
Peer signing digest: SHA256
Peer signature type: ECDSA
Server Temp Key: X25519, 253 bits
---
SSL handshake has read N bytes and written N bytes
Verification: OK
---
New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
Server public key is 256 bit
Secure Renegotiation IS NOT supported
Compression: NONE
Expansion: NONE
No ALPN negotiated
Early data was not sent
Verify return code: 0 (ok)
---
`);
    expect(stderr).toBe(`depth=2 CN = Shop Root
verify return:1
depth=1 CN = Shop CA
verify return:1
depth=0 CN = api.shop
verify return:1
DONE
`);
    expect(exitCode).toBe(0);
  });

  it.each([
    ["api.shop:443", "-CAfile /etc/roots/between.crt", 2, "unable to get issuer certificate"],
    ["api.shop:443", "-verify_hostname web.shop -CAfile /etc/roots/ca.crt", 62, "hostname mismatch"],
    ["api.shop:443", "", 20, "unable to get local issuer certificate"],
    ["alone.shop:443", "-CAfile /etc/roots/ca.crt", 21, "unable to verify the first certificate"],
    ["old.shop:443", "", 10, "certificate has expired"],
  ])("%s %s: %i (%s)", async (target, options, code, words) => {
    const { stdout, exitCode } = await run(`openssl s_client -connect ${target} ${options} </dev/null`);
    expect(stdout).toContain(`\nVerification error: ${words}\n`);
    expect(stdout).toContain(`\nVerify return code: ${code} (${words})\n`);
    expect(exitCode).toBe(0);
  });

  it("every error is said, and what is left is the last", async () => {
    const { stderr } = await run("openssl s_client -connect old.shop:443 </dev/null");
    expect(stderr).toBe(`depth=0 CN = old.shop
verify error:num=18:self-signed certificate
verify return:1
depth=0 CN = old.shop
verify error:num=10:certificate has expired
notAfter=Jun  1 00:00:00 2025 GMT
verify return:1
depth=0 CN = old.shop
notAfter=Jun  1 00:00:00 2025 GMT
verify return:1
DONE
`);
  });

  it.each([
    ["-connect api.shop:80", "wrong version number"],
    ["-connect nosuch:443", "Name or service not known"],
    ["-connect api.shop:443 -CAfile /nowhere", "calling fopen(/nowhere, r)"],
    ["-connect api.shop:443 -CAfile /etc/roots/none.crt", "no certificate or crl found"],
    ["-bogus", "s_client: Unknown option: -bogus"],
    ["-connect api.shop:443 -verify_return_error", "certificate verify failed"],
  ])("%s: %s", async (options, words) => {
    const { stderr, exitCode } = await run(`openssl s_client ${options} </dev/null`);
    expect(stderr).toContain(words);
    expect(exitCode).toBe(1);
  });
});

describe("openssl x509", () => {
  it("reads what s_client writes", async () => {
    const { stdout } = await run(
      "openssl s_client -connect api.shop:443 2>/dev/null </dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName",
    );
    expect(stdout).toBe(`subject=CN = api.shop
issuer=CN = Shop CA
notBefore=Jan  1 00:00:00 2025 GMT
notAfter=Jan  1 00:00:00 2045 GMT
X509v3 Subject Alternative Name: 
    DNS:api.shop, IP Address:10.0.0.1
`);
  });

  it.each([
    [
      "x509 -noout -subject -in /etc/roots/none.crt",
      1,
      "Could not read certificate from /etc/roots/none.crt",
    ],
    ["x509 -noout -subject -in /nowhere", 1, "from /nowhere\nUnable to load certificate"],
    ["x509 -noout -bogus", 1, "x509: Unknown option: -bogus"],
    ["x509 -in /etc/roots/ca.crt -noout -checkend 60", 0, "Certificate will not expire"],
    ["x509 -in /etc/roots/ca.crt -noout -ext subjectAltName", 0, "No extensions in certificate"],
    ["x509 -in /etc/roots/ca.crt", 0, "-----BEGIN CERTIFICATE-----\n"],
    ["version", 0, "OpenSSL 3.0."],
    ["bogus", 1, "Invalid command 'bogus'"],
    ["verify x", 1, "knows s_client, x509 and version"],
  ])("%s exits with %i: %s", async (line, code, words) => {
    const { stdout, stderr, exitCode } = await run(`openssl ${line}`);
    expect(stdout + stderr).toContain(words);
    expect(exitCode).toBe(code);
  });
});
