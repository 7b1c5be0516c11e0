import { type Branch, type KubernetesObject, mintCertificate } from "../engine/index.ts";
import { StepError } from "./errors.ts";
import { mismatch } from "./mismatch.ts";
import { defineSteps, type StepTable, step } from "./registry.ts";
import type { World } from "./world.ts";

/** Certificates that steps make are valid in the years around the one in which the engine's time begins. */
const FROM = "2025-01-01T00:00:00Z";
const UNTIL = "2045-01-01T00:00:00Z";

/** An issuer that every client is taken to know, because no input shows whose it is. */
const PUBLIC_ISSUER = "Example Public CA";

interface Made {
  readonly issuer?: string;
  readonly until?: string;
  readonly isAuthority?: boolean;
}

function giveSecret(world: World, name: string, hosts: string, made: Made): void {
  const names = hosts.split(",").map((one) => one.trim());
  const { until = UNTIL, ...rest } = made;
  const { certificate, key } = mintCertificate({
    hosts: names,
    notBefore: instantOf(FROM),
    notAfter: instantOf(until),
    ...rest,
  });
  const secret: KubernetesObject & Readonly<Record<string, unknown>> = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: world.namespace },
    type: "kubernetes.io/tls",
    stringData: { "tls.crt": certificate, "tls.key": key },
  };
  world.give([secret]);
}

/** Milliseconds of `2026-03-01` or of an RFC 3339 time. */
function instantOf(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant))
    throw new StepError(`"${text}" is no date; write 2026-03-01 or an RFC 3339 time`);
  return instant;
}

function setDate(world: World, text: string): void {
  const instant = instantOf(text);
  world.prepare((cluster) => {
    if (!cluster.setTime(instant)) throw new StepError(`the cluster's time is already past ${text}`);
  });
}

interface Shown {
  readonly code: string;
  readonly names?: readonly string[];
  readonly served?: string;
}

/** The certificate that the last proxy on the way showed, whether the client took it or not. */
function shownBy({ legs }: Branch): Shown | undefined {
  return legs
    .flatMap(({ hops }) => hops.map(({ step: recorded }) => recorded as Shown))
    .findLast(({ code }) => code === "certificate-served" || code === "certificate-refused");
}

function requireShown(world: World, claim: string, holds: (shown: Shown) => boolean): void {
  const { trace } = world.asked();
  const shown = trace.branches.map(shownBy);
  if (shown.every((one) => one !== undefined && holds(one))) return;
  const observed = [...new Set(shown.map(textOf))].join(" and ");
  throw mismatch(claim, trace, observed);
}

function textOf(shown: Shown | undefined): string {
  if (shown === undefined) return "no proxy showed a certificate";
  return `${shown.served}, for ${(shown.names ?? []).join(", ") || "no host"}`;
}

function says(world: World, text: string): void {
  const { trace } = world.asked();
  const seen = [...new Set(trace.branches.map(({ tool }) => tool?.message ?? ""))];
  if (seen.every((one) => one.includes(text))) return;
  throw mismatch(`curl says "${text}"`, trace, seen.map((one) => one || "nothing").join(" and "));
}

export const certificateSteps: StepTable = defineSteps("steps/certificates.ts", [
  step({
    keyword: "Given",
    expression: "a TLS Secret {string} for {string}",
    example: 'Given a TLS Secret "shop-tls" for "shop.example.com, *.shop.example.com"',
    description:
      "A Secret kubernetes.io/tls in the current namespace with a made-up certificate for these hosts, of an issuer that clients trust.",
    run: (world, name, hosts): void => giveSecret(world, name, hosts, { issuer: PUBLIC_ISSUER }),
  }),
  step({
    keyword: "Given",
    expression: "a TLS Secret {string} for {string} until {string}",
    example: 'Given a TLS Secret "shop-tls" for "shop.example.com" until "2026-03-01"',
    description: "The same, with a last day.",
    run: (world, name, hosts, until): void =>
      giveSecret(world, name, hosts, { issuer: PUBLIC_ISSUER, until }),
  }),
  step({
    keyword: "Given",
    expression: "a self-signed TLS Secret {string} for {string}",
    example: 'Given a self-signed TLS Secret "shop-tls" for "shop.example.com"',
    description: "The same, signed by itself: clients trust it with --cacert only.",
    run: (world, name, hosts): void => giveSecret(world, name, hosts, {}),
  }),
  step({
    keyword: "Given",
    expression: "a TLS Secret {string} of the authority {string}",
    example: 'Given a TLS Secret "shop-ca" of the authority "Shop Root"',
    description: "The root certificate of somebody's own authority, which signs what names it as issuer.",
    run: (world, name, authority): void => giveSecret(world, name, authority, { isAuthority: true }),
  }),
  step({
    keyword: "Given",
    expression: "a TLS Secret {string} for {string} issued by {string}",
    example: 'Given a TLS Secret "shop-tls" for "shop.example.com" issued by "Shop Root"',
    description: "A certificate that this issuer signed; the key of an authority follows from its name.",
    run: (world, name, hosts, issuer): void => giveSecret(world, name, hosts, { issuer }),
  }),
  step({
    keyword: "Given",
    expression: "the date is {string}",
    example: 'Given the date is "2026-03-01"',
    description: "What the cluster's clock says from here on; without it time begins on 1 January 2026.",
    run: setDate,
  }),
  step({
    keyword: "Then",
    expression: "the served certificate is for {string}",
    example: 'Then the served certificate is for "shop.example.com"',
    description: "The certificate that the proxy shows names this host, whether the client trusts it or not.",
    run: (world, host): void =>
      requireShown(world, `the served certificate is for ${host}`, ({ names = [] }) => names.includes(host)),
  }),
  step({
    keyword: "Then",
    expression: "the served certificate is {string}",
    example: 'Then the served certificate is "Kubernetes Ingress Controller Fake Certificate"',
    description: "Which certificate the proxy shows, in the trace's words (a part of them is enough).",
    run: (world, text): void =>
      requireShown(world, `the served certificate is ${text}`, ({ served = "" }) => served.includes(text)),
  }),
  step({
    keyword: "Then",
    expression: "curl says {string}",
    example: 'Then curl says "(60) SSL certificate problem: certificate has expired"',
    description: "A part of the line that curl writes about its failure.",
    run: says,
  }),
]);
