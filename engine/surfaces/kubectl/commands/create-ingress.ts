import { MADE_FLAGS, madeMetadata, make } from "../change/made.ts";
import { compact, nameArgument } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { PlainError } from "../failure.ts";
import { list, text } from "../flags/flag.ts";
import type { Json } from "../server/api.ts";

const RULE = /^([\w*\-.]*)(\/.*)=([\w-]+):([\w-]+)(,tls=?([\w-]+)?)?/;

export const CREATE_INGRESS: Command = {
  name: "ingress",
  aliases: ["ing"],
  short: "Create an ingress with the specified name",
  usage: "NAME --rule=host/path=service:port[,tls[=secret]] [options]",
  examples: ['kubectl create ingress shop --class=nginx --rule="shop.example.com/api*=api:8080"'],
  flags: [
    ...MADE_FLAGS,
    text("class"),
    list("rule", "array"),
    text("default-backend"),
    list("annotation", "array"),
  ],
  run,
};

function run(call: Call): void {
  const { flags } = call;
  const name = nameArgument(call);
  const rules = flags.list("rule");
  const fallback = flags.text("default-backend");
  if (fallback === "" && rules.length === 0)
    throw new PlainError(
      "not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)",
    );
  for (const rule of rules)
    if (!RULE.test(rule))
      throw new PlainError(
        `rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
      );
  const annotations = annotationsOf(flags.list("annotation"));
  if (fallback !== "" && fallback.split(":").length !== 2)
    throw new PlainError("default-backend should be in format servicename:serviceport");
  const tls = tlsOf(rules);
  const paths = rulesOf(rules);
  const spec = compact({
    defaultBackend: fallback === "" ? undefined : backendOf(fallback),
    ingressClassName: flags.text("class") || undefined,
    rules: paths.length === 0 ? undefined : paths,
    tls: tls.length === 0 ? undefined : tls,
  });
  const made = madeMetadata(call, name);
  const metadata = annotations === undefined ? made : { annotations, ...made };
  const ingress = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata,
    spec,
    status: { loadBalancer: {} },
  };
  make(call, ingress, { refusal: "failed to create ingress:" });
}

function annotationsOf(given: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf("=");
      if (at < 0) throw new PlainError(`annotation ${one} is invalid and should be in format key=[value]`);
      return [one.slice(0, at), one.slice(at + 1)];
    }),
  );
}

function backendOf(words: string): Json {
  const [name = "", port = ""] = words.split(":");
  const isNumber = /^\d+$/.test(port);
  return { service: { name, port: isNumber ? { number: Number(port) } : { name: port } } };
}

function rulesOf(rules: readonly string[]): readonly Json[] {
  const byHost = new Map<string, Json[]>();
  for (const rule of rules) {
    const plain = rule.split(",")[0] ?? "";
    const slash = plain.indexOf("/");
    const host = plain.slice(0, slash);
    const paths = byHost.get(host) ?? [];
    paths.push(pathOf(plain.slice(slash + 1)));
    byHost.set(host, paths);
  }
  return [...byHost].map(([host, paths]) => compact({ host: host || undefined, http: { paths } }));
}

function pathOf(words: string): Json {
  const [path = "", service = ""] = words.split("=");
  const isPrefix = path.endsWith("*");
  return {
    backend: backendOf(service),
    path: `/${isPrefix ? path.slice(0, -1) : path}`,
    pathType: isPrefix ? "Prefix" : "Exact",
  };
}

function tlsOf(rules: readonly string[]): readonly Json[] {
  const bySecret = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const rule of rules) {
    const [, words, ...more] = rule.split(",");
    if (words === undefined || more.length > 0) continue;
    const host = rule.split("/")[0] ?? "";
    const secret = words.split("=")[1] ?? "";
    if (seen.has(host)) continue;
    seen.add(host);
    const hosts = bySecret.get(secret) ?? [];
    if (host !== "") hosts.push(host);
    bySecret.set(secret, hosts);
  }
  return [...bySecret]
    .filter(([secret, hosts]) => secret !== "" || hosts.length > 0)
    .map(([secret, hosts]) =>
      compact({ hosts: hosts.length === 0 ? undefined : hosts, secretName: secret || undefined }),
    );
}
