import type { Service } from "../../../api/core/service.ts";
import type { IngressServiceBackend } from "../../../api/networking/ingress.ts";
import { edgeOf } from "../../../cluster/edges.ts";
import type { ServiceBackend } from "../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { DnsQuestion } from "../../../values/dns-message.ts";
import { canonicalHostname } from "../../../values/hostname.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import { port } from "../../../values/port.ts";
import type { Choice } from "../../function.ts";
import type { IngressStep } from "./steps.ts";
import type { Route } from "./table.ts";

type Base = Pick<IngressStep, "function" | "controller" | "host" | "path">;
type Choices = readonly Choice<IngressStep>[];

/** Addresses of the names that Services of type ExternalName stand for. */
export type Names = ReadonlyMap<Service, readonly Ip[]>;

/**
 * Looks the names behind the routes up, as the controller's pod does: its own search list first, A before AAAA, whatever
 * policies there are on the way to the DNS server (rootfs/etc/nginx/lua/util/dns.lua). One that is not found has no address.
 */
export function withNames(
  view: ClusterView,
  routes: readonly Route[],
  base: Base,
  proceed: (names: Names) => Choices,
): Choices {
  const services = routes.flatMap(({ ingress, backend }) => {
    const found = view.get("Service", ingress.metadata.namespace ?? "default", backend.service?.name ?? "");
    return found?.spec.type === "ExternalName" ? [found] : [];
  });
  const ask = ([service, ...rest]: readonly Service[], names: Names): Choices =>
    service === undefined
      ? proceed(names)
      : lookedUp(view, service, base, (addresses) => ask(rest, new Map(names).set(service, addresses)));
  return ask([...new Set(services)], new Map());
}

const NDOTS = 5;
const DNS_PORT = port(53);

function lookedUp(
  view: ClusterView,
  service: Service,
  base: Base,
  proceed: (addresses: readonly Ip[]) => Choices,
): Choices {
  const name = service.spec.externalName ?? "";
  // No address is a name, and none of the controller's own is anybody's business (endpointslices.go).
  if (isNoName(name)) return proceed([]);
  const alias = view.use(service, ["spec", "externalName"]);
  const first = { ...base, code: "backend-looked-up", service: alias, name } as const;
  return lookUp(view, questionsOf(view, name), (server) => [{ ...first, objects: [alias, server] }], proceed);
}

/** The name as it stands, which is all that nginx' own resolver asks for: it knows of no search list (ngx_resolver.c). */
export function lookUpPlainly(
  view: ClusterView,
  name: string,
  proceed: (addresses: readonly Ip[]) => Choices,
): Choices {
  const questions = (["A", "AAAA"] as const).map((type) => ({ name: canonicalHostname(name), type }));
  return lookUp(view, questions, () => [], proceed);
}

/** Asks the cluster's DNS one question after the other, and goes on with the first addresses; with none where there are none. */
function lookUp(
  view: ClusterView,
  questions: readonly DnsQuestion[],
  stepsAt: (server: ObjectUse) => readonly IngressStep[],
  proceed: (addresses: readonly Ip[]) => Choices,
): Choices {
  const { dns } = view.profile;
  const server = view.get("Service", dns.namespace, dns.service);
  const address = parseIp(server?.spec.clusterIP ?? "");
  if (server === undefined || address === undefined || DNS_PORT === undefined) return proceed([]);
  const use = view.use(server, ["spec"]);
  const ask = ([question, ...rest]: readonly DnsQuestion[], steps: readonly IngressStep[]): Choices => {
    if (question === undefined || DNS_PORT === undefined) return proceed([]);
    const then = (ending: Ending): Choices => {
      const found = addressesIn(ending);
      if (found.length > 0) return proceed(found);
      if (!SAYS_NO.has(ending.kind)) return proceed([]);
      const gone = ending.kind === "name-not-found";
      return ask(gone ? rest.filter((one) => one.name !== question.name) : rest, []);
    };
    const does = {
      kind: "upstream",
      address,
      port: DNS_PORT,
      protocol: "UDP",
      question,
      service: use,
      answer: (ending: Ending) => ({ ending }),
      then,
    } as const;
    return [{ share: 1, steps, does }];
  };
  return ask(questions, stepsAt(use));
}

/** Endings after which the next name is tried; anything else means that nobody answered. */
const SAYS_NO: ReadonlySet<Ending["kind"]> = new Set(["answered", "name-not-found", "no-data", "servfail"]);

function questionsOf({ profile }: ClusterView, text: string): readonly DnsQuestion[] {
  const { namespace } = edgeOf(profile.ingressController);
  const domain = profile.clusterDomain;
  const name = canonicalHostname(text);
  const searched = [`${namespace}.svc.${domain}`, `svc.${domain}`, domain].map((one) => `${name}.${one}`);
  const isShort = name.split(".").length <= NDOTS;
  const names = text.endsWith(".") ? [name] : isShort ? [...searched, name] : [name, ...searched];
  return names.flatMap((one) => (["A", "AAAA"] as const).map((type) => ({ name: one, type })));
}

function addressesIn(ending: Ending): readonly Ip[] {
  const records = ending.kind === "answered" ? (ending.records ?? []) : [];
  return records.flatMap((one) => (one.type === "A" || one.type === "AAAA" ? [one.address] : []));
}

function isNoName(name: string): boolean {
  return name === "" || name === "localhost" || parseIp(name) !== undefined;
}

/** Whom the name leads to, at the port that the Ingress names: the Service need not have it (controller.go, externalNamePorts). */
export function namedBackends(
  { spec }: Service,
  { port: wanted }: IngressServiceBackend,
  addresses: readonly Ip[],
): readonly ServiceBackend[] {
  const found = spec.ports?.find((one) =>
    wanted?.name === undefined ? one.port === wanted?.number : one.name === wanted.name,
  );
  const target = typeof found?.targetPort === "number" ? found.targetPort : found?.port;
  const number = port(target ?? wanted?.number ?? 0);
  return number === undefined ? [] : addresses.map((address) => ({ address, port: number }));
}
