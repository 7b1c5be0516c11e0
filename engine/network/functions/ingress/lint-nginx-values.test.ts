import { describe, expect, it } from "vitest";
import { knownNames, ruleOf } from "../../../api/networking/nginx-annotation-rules.ts";
import type { Profile } from "../../../cluster/profile.ts";
import { profileNamed } from "../../../cluster/profiles.ts";
import { Cluster } from "../../../index.ts";

const NGINX: Profile = {
  ...profileNamed("kubeadm"),
  ingressController: "ingress-nginx",
  ingressWebhook: false,
};
const P = "nginx.ingress.kubernetes.io/";
const H = "haproxy.router.openshift.io/";

const backend = { service: { name: "web", port: { number: 80 } } };
const ingress = (annotations: Readonly<Record<string, string>>, path = "/", pathType = "Prefix"): string =>
  JSON.stringify({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "shop", annotations },
    spec: {
      ingressClassName: "nginx",
      rules: [{ host: "shop.example.com", http: { paths: [{ path, pathType, backend }] } }],
    },
  });
const BACKEND = `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { containers: [{ name: a, image: b, ports: [{ containerPort: 8080 }] }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] } }
---
`;

const found = (text: string, profile = NGINX): readonly string[] =>
  Cluster.load([{ name: "shop.yaml", text: `${BACKEND}${text}` }], { profile })
    .lint()
    .filter(({ code }) => code.startsWith("ingress-") || code.startsWith("route-"))
    .map(
      ({ code, field, message, remedy = "", at }) =>
        `${at?.file}:${at?.line} ${code} ${field}: ${message} — ${remedy}`,
    );
const of = (name: string, value: string): readonly string[] => found(ingress({ [P + name]: value }));

const DEFAULT = "it counts for nothing, and the default holds";
const LEFT_OUT = "the controller leaves the whole Ingress out, and its webhook refuses it";
const CLOSED = "every path of this Ingress answers 503";

describe("values that ingress-nginx does not read", () => {
  it.each([
    ["proxy-body-size", "10 megabytes", "ignored", DEFAULT, 'write "10m"'],
    ["backend-protocol", "HTTP2", "ignored", DEFAULT, "write HTTP, HTTPS, AUTO_HTTP, GRPC, GRPCS, FCGI"],
    ["proxy-read-timeout", "60s", "ignored", DEFAULT, 'write "60"'],
    ["affinity", "ip", "ignored", DEFAULT, "write cookie"],
    ["use-regex", "yes", "ignored", DEFAULT, 'write "true" or "false"'],
    ["app-root", "app", "ignored", DEFAULT, "write a path that begins with /"],
    ["whitelist-source-range", "10.0.0.0/33", "closed", CLOSED, "write addresses and CIDRs"],
    ["denylist-source-range", "", "closed", CLOSED, "write addresses and CIDRs"],
    ["auth-url", "auth.shop.svc", "closed", CLOSED, "write a URL with a scheme and a host"],
    ["auth-type", "Basic", "left-out", LEFT_OUT, "write basic or digest"],
    ["load-balance", "least_conn", "left-out", LEFT_OUT, "write round_robin, chash"],
    ["limit-rps", "5/s", "left-out", LEFT_OUT, 'write "5"'],
    ["limit-rpm", " ", "left-out", LEFT_OUT, "write a whole number"],
    ["limit-rpm", "9223372036854775808", "left-out", LEFT_OUT, ""],
    ["fastcgi-index", "/index.php", "left-out", LEFT_OUT, "write a file's name without its folder"],
    ["ssl-ciphers", "ALL:@SECLEVEL=9", "left-out", LEFT_OUT, "write names of ciphers"],
    ["proxy-ssl-ciphers", "ALL:@SECLEVEL=1", "ignored", DEFAULT, "write names of ciphers"],
    ["custom-http-errors", "404 503", "ignored", DEFAULT, "write numbers from 400 to 599"],
    ["permanent-redirect-code", "309", "ignored", DEFAULT, "write a status from 300 to 308"],
    ["cors-allow-methods", "GET,  POST", "ignored", DEFAULT, "write names of methods"],
    ["auth-url", "https://auth..example.com", "closed", CLOSED, "write a URL with a scheme and a host"],
    ["auth-url", "https://auth.example.com:$port/", "closed", CLOSED, "write a URL with a scheme and a host"],
    ["client-body-buffer-size", "1MB", "left-out", LEFT_OUT, 'write "1m"'],
    ["server-alias", "a.example.com;b", "left-out", LEFT_OUT, "names of hosts, with commas"],
    ["temporal-redirect", "/moved", "ignored", "no redirect of this Ingress is made", "http:// or https://"],
  ])("%s: %j", (name, value, code, does, remedy) => {
    const [only = "", ...others] = of(name, value);
    expect(others).toEqual([]);
    const says = `${JSON.stringify(value)} is not what ingress-nginx reads: ${does} — `;
    expect(only).toContain(
      `shop.yaml:5 ingress-annotation-${code} metadata.annotations[${P}${name}]: ${says}`,
    );
    expect(only).toContain(remedy);
  });

  it("say what protection goes with them", () => {
    const [only = "", ...others] = found(
      ingress({ [`${P}auth-url`]: "http://auth.shop.svc", [`${P}auth-cache-duration`]: "200#10m" }),
    );
    expect(others).toEqual([]);
    expect(only).toContain("auth-url goes with it, so nobody is asked and everybody gets in");
  });

  it("are said once, for what they belong to as well", () => {
    const moved = {
      [`${P}permanent-redirect`]: "https://x.example.com$uri",
      [`${P}permanent-redirect-code`]: "308",
    };
    expect(found(ingress(moved))).toEqual([expect.stringContaining(LEFT_OUT)]);
  });

  it("are paths that the controller takes for an attack, too", () => {
    expect(found(ingress({}, "/etc/nginx"))).toEqual([
      expect.stringContaining("ingress-path-left-out spec.rules[0].http.paths[0].path"),
    ]);
  });

  it("close the whole host where they name a Secret that is not there", () => {
    expect(found(ingress({ [`${P}auth-tls-secret`]: "default/staff" }))).toEqual([
      expect.stringContaining("there is no Secret default/staff: every path of its hosts answers 403"),
    ]);
  });

  it("end the reading of redirects where they are empty", () => {
    const both = { [`${P}temporal-redirect`]: "", [`${P}permanent-redirect`]: "https://x.example.com" };
    expect(found(ingress(both))).toEqual([
      expect.stringContaining("no redirect of this Ingress is made — write something, or leave it out"),
    ]);
    expect(found(ingress({ [`${P}temporal-redirect`]: "" }))).toEqual([]);
    const late = { [`${P}permanent-redirect`]: "https://x.example.com", [`${P}permanent-redirect-code`]: "" };
    expect(found(ingress(late))).toHaveLength(1);
  });

  it("are passed over where the chart speaks to several controllers", () => {
    const both = { "ingress.kubernetes.io/proxy-body-size": "0", [`${P}proxy-body-size`]: "0" };
    expect(found(ingress(both))).toEqual([]);
    const through = { [`${P}force-ssl-redirect`]: "true", [`${P}ssl-passthrough`]: "true" };
    expect(found(ingress(through)).filter((one) => one.includes("redirect-loop"))).toEqual([]);
  });

  it("count where another annotation asks for them", () => {
    const spans = { [`${P}enable-opentelemetry`]: "true", [`${P}opentelemetry-operation-name`]: "shop/pay" };
    expect(found(ingress(spans))).toEqual([expect.stringContaining(LEFT_OUT)]);
  });

  it("are none of those that it reads", () => {
    const read = {
      "proxy-body-size": "8M",
      "backend-protocol": "grpcs",
      "proxy-read-timeout": "3600",
      "whitelist-source-range": "10.0.0.0/8, 2001:db8::1",
      "enable-cors": "True",
      "cors-allow-origin": "https://*.example.com, null",
      "cors-allow-methods": "GET, PUT",
      "custom-http-errors": "404, 503",
      "proxy-next-upstream": "error timeout http_502",
      "server-alias": "~^www\\d+\\.example\\.com$,b.example.com",
      affinity: "cookie",
      "session-cookie-samesite": "lax",
      "session-cookie-max-age": "0",
    };
    expect(found(ingress(Object.fromEntries(Object.entries(read).map(([k, v]) => [P + k, v]))))).toEqual([]);
  });

  it("have a rule for each name, and each rule refuses something", () => {
    const names = [...knownNames()];
    expect(names.length).toBeGreaterThan(120);
    const free = names.filter((name) => ruleOf(name)?.reads("\u0000\n{}<>;") === true);
    expect(free).toEqual(names.filter((name) => name.endsWith("-snippet")));
  });
});

describe("annotations that count for nothing", () => {
  it.each([
    ["rewrite-targe", "/", `did you mean ${P}rewrite-target?`],
    ["body-size", "8m", `did you mean ${P}proxy-body-size?`],
    ["secure-backends", "true", `did you mean ${P}backend-protocol: "HTTPS"?`],
    ["quite-else", "1", "so it counts for nothing — "],
    ["canary-weight", "10", `without ${P}canary: "true"`],
    ["auth-secret", "users", `without ${P}auth-type`],
    ["cors-allow-origin", "*", `without ${P}enable-cors: "true"`],
    ["proxy-ssl-verify", "on", `without ${P}proxy-ssl-secret`],
    ["ssl-passthrough", "true", "runs without --enable-ssl-passthrough"],
  ])("%s: %s", (name, value, words) => {
    const [only = "", ...others] = of(name, value);
    expect(others).toEqual([]);
    expect(only).toContain(`ingress-annotation-ignored metadata.annotations[${P}${name}]`);
    expect(only).toContain(words);
  });

  it.each([
    ["auth-secret", { "auth-type": "basic", "auth-secret": "gone" }, "there is no Secret default/gone"],
    ["custom-headers", { "custom-headers": "gone" }, "gone is no reference; write NAMESPACE/NAME"],
    ["proxy-ssl-secret", { "proxy-ssl-secret": "default/gone" }, "there is no Secret default/gone"],
  ])("%s that leads nowhere closes the paths", (name, annotations, words) => {
    const all = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [P + key, value]));
    const [only = "", ...others] = found(ingress(all));
    expect(others).toEqual([]);
    expect(only).toContain(
      `ingress-annotation-closed metadata.annotations[${P}${name}]: ${words}: every path`,
    );
  });

  it.each([
    ["whitelist-source-range", "10.0.0.0/8", "allowlist-source-range", "10.0.0.0/8"],
    ["permanent-redirect", "https://a.example.com", "temporal-redirect", "https://b.example.com"],
  ])("%s beside another one", (name, value, other, its) => {
    expect(found(ingress({ [P + name]: value, [P + other]: its }))).toEqual([
      `shop.yaml:5 ingress-annotation-ignored metadata.annotations[${P}${name}]: it counts for nothing beside ${P}${other} — `,
    ]);
  });

  it("have a Service that nginx cannot find", () => {
    expect(of("auth-url", "http://web/auth").join()).toContain("write web.default.svc.cluster.local");
    expect(of("auth-url", "http://web.default.svc:80").join()).toContain("ingress-auth-url-short");
    expect(of("auth-url", "http://web.default.svc.cluster.local/")).toEqual([]);
    expect(of("auth-url", "http://$host/auth")).toEqual([]);
    expect(of("auth-url", "https://login.example.com/auth")).toEqual([]);
  });

  it("are riskier than the cluster's administrator lets in", () => {
    const config = (level: string): string =>
      `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }, data: { annotations-risk-level: ${level} } }\n---\n`;
    const alias = ingress({ [`${P}server-alias`]: "a.example.com" });
    expect(found(config("High") + alias)).toEqual([]);
    expect(found(config("Medium") + alias).join()).toContain("annotations-risk-level (Medium) lets in");
  });

  it("have the prefix of another controller", () => {
    expect(found(ingress({ "ingress.kubernetes.io/ssl-redirect": "false" })).join()).toContain(
      `did you mean ${P}ssl-redirect?`,
    );
    expect(found(ingress({ "nginx.org/rewrites": "x", "example.com/ssl-redirect": "false" }))).toEqual([]);
  });

  it("are somebody else's", () => {
    const both = ingress({ [`${P}ssl-redirect`]: "false", [`${H}timeout`]: "5s" });
    const [spec, openshift] = [profileNamed("kubeadm"), profileNamed("openshift")];
    expect(found(both, spec).map((one) => one.split(" ")[1])).toEqual([
      "ingress-annotation-foreign",
      "ingress-annotation-foreign",
    ]);
    expect(found(both).join()).toContain("only OpenShift's router reads it");
    expect(found(both.replace("nginx", "openshift-default"), openshift).join()).not.toContain(H);
    const bad = ingress({ [`${H}timeout`]: "5 s" }).replace("nginx", "openshift-default");
    expect(found(bad, openshift)).toEqual([
      `shop.yaml:5 route-annotation-ignored metadata.annotations[${H}timeout]: of the Routes made of it: "5 s" is not what the router reads, so it counts for nothing — write a number and one of us, ms, s, m, h, d`,
    ]);
  });
});

describe("TLS for other hosts than those of the rules", () => {
  const of = (hosts: readonly string[], annotations = {}): readonly string[] => {
    const made = JSON.parse(ingress(annotations));
    return found(JSON.stringify({ ...made, spec: { ...made.spec, tls: [{ hosts }] } }));
  };

  it("is on for these as well", () => {
    const [only = "", ...others] = of(["other.example.com"]);
    expect(others).toEqual([]);
    expect(only).toContain(
      "ingress-tls-host-unlisted spec.rules[0].host: TLS of this Ingress is for other.example.com: ",
    );
    expect(only).toContain(
      "shop.example.com is redirected to HTTPS all the same, and shown the controller's own certificate",
    );
    expect(of(["shpo.example.com"]).join()).toContain("did you mean shpo.example.com?");
    expect(of(["other.example.com"], { [`${P}ssl-redirect`]: "false" }).join()).toContain("clients of shop");
  });

  it("is nothing to speak of where it is for them", () => {
    expect(of(["shop.example.com"])).toEqual([]);
    expect(of(["*.example.com"])).toEqual([]);
    expect(of([])).toEqual([]);
  });
});

describe("rewrites and expressions", () => {
  const target = { [`${P}rewrite-target`]: "/$2" };

  it("want groups", () => {
    expect(found(ingress(target, "/shop")).join()).toContain(
      "ingress-rewrite-capture spec.rules[0].http.paths[0].path: rewrite-target uses $2, and path /shop has no group in parentheses: nothing stands in its place — write path: /shop(/|$)(.*)",
    );
    expect(found(ingress(target, "/shop/(.*)", "ImplementationSpecific")).join()).toContain("has 1 of them");
    expect(found(ingress(target, "/shop(/|$)(.*)", "ImplementationSpecific"))).toEqual([]);
  });

  it("want somebody who asks for them", () => {
    const text = ingress({}, "/shop/(.*)", "ImplementationSpecific");
    expect(found(text).join()).toContain("ingress-path-expression");
    expect(found(ingress({ [`${P}use-regex`]: "true" }, "/shop/(.*)", "ImplementationSpecific"))).toEqual([]);
  });

  it("have a canary only beside another Ingress", () => {
    const canary = ingress({ [`${P}canary`]: "true", [`${P}canary-weight`]: "10" });
    expect(found(canary).join()).toContain("ingress-canary-alone");
    const beside = (text: string): string => `${text}\n---\n${ingress({}).replace('"shop"', '"main"')}`;
    const other = `---\n${BACKEND.slice(BACKEND.indexOf("---") + 4).replace("name: web }", "name: next }")}`;
    expect(found(beside(canary)).join()).toContain("ingress-canary-alone");
    const next = beside(canary.replace('"name":"web"', '"name":"next"'));
    expect(found(`${next}\n${other}`)).toEqual([]);
  });
});
