import { clientRefusal } from "../../../cluster/client-refusal.ts";
import { ANY_HOST, hostMatches, lookUpHost } from "../../../cluster/gateway/hostnames.ts";
import type { ListenerState } from "../../../cluster/gateway/listeners.ts";
import { isProxy } from "../../../cluster/gateway/proxy-names.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import { type HttpRequest, hostOfAuthority } from "../../../values/http-message.ts";
import { type Choice, type Flow, type NetworkFunction, type Outcome, PASS } from "../../function.ts";
import { judgeServed } from "../../shared/served-certificate.ts";
import { servedCertificate } from "./certificate.ts";
import { type Arrived, handleHttp, handleHttps } from "./http.ts";
import type { GatewayStep } from "./steps.ts";
import { carry } from "./stream.ts";
import { type GatewayTable, GatewayTables } from "./table.ts";

/** The proxies of Gateways: what arrives there goes on as the routes of its listener say. */
export const gateway: NetworkFunction = {
  name: "gateway",
  compile: (view) => {
    let tables: GatewayTables | undefined;
    return {
      visit: (flow) => {
        const proxy = view.podAt(flow.packet.destination);
        if (proxy === undefined || !isProxy(proxy.labels)) return PASS;
        tables ??= new GatewayTables(view);
        const table = tables.of(proxy);
        return table === undefined ? PASS : atProxy(view, table, proxy, flow);
      },
    };
  },
};

function atProxy(
  view: ClusterView,
  table: GatewayTable,
  proxy: PodView,
  { packet }: Flow,
): Outcome<GatewayStep> {
  const { destinationPort: port, protocol, payload } = packet;
  const key = `${port}/${protocol}`;
  const bound = table.ports.get(key);
  if (payload?.kind === "dns") return PASS;
  const originate = (choices: readonly Choice<GatewayStep>[]): Outcome<GatewayStep> => {
    return { kind: "originate", proxy, choices };
  };
  if (bound === undefined) {
    const [listener] = table.closed.get(key) ?? [];
    if (listener === undefined) return PASS;
    const step = withoutCertificate(view, table, port, listener);
    return originate([{ share: 1, steps: [step], does: { kind: "refused" } }]);
  }
  const [listener] = bound.listeners.values();
  const isStream = bound.protocol === "TCP" || bound.protocol === "UDP";
  if (isStream && listener !== undefined && (protocol === "TCP" || protocol === "UDP"))
    return originate(carry({ view, table, listener, port, protocol, host: "", request: payload?.request }));
  // A bare connection is made with the proxy; what it is for has not been said yet.
  if (payload === undefined) return PASS;
  return originate(speak({ view, table, bound, port, request: payload.request }));
}

/** Why the proxy does not open a listener. */
function withoutCertificate(
  view: ClusterView,
  { state }: GatewayTable,
  port: number,
  { owner, at, listener, programmed }: ListenerState,
): GatewayStep {
  const use = view.use(owner, at);
  const gateway = owner === state.gateway ? use : view.use(state.gateway, ["spec", "listeners"]);
  const why = programmed.message;
  return {
    function: "gateway",
    code: "no-certificate",
    gateway,
    port,
    listener: listener.name,
    why,
    objects: [use],
  };
}

/** HTTP, or a TLS hello. */
function speak(arrived: Arrived): readonly Choice<GatewayStep>[] {
  const { view, table, bound, port, request } = arrived;
  const use = view.use(table.state.gateway, ["spec", "listeners"]);
  const base = { function: "gateway", gateway: use, port, objects: [use] } as const;
  const own = (step: GatewayStep, ending: Ending): readonly Choice<GatewayStep>[] => {
    return [{ share: 1, steps: [step], does: ending }];
  };
  const isSecure = bound.protocol !== "HTTP";
  if (isSecure !== (request.scheme === "https")) {
    const step: GatewayStep = { ...base, code: "wrong-protocol", protocol: bound.protocol };
    // Envoy has no answer for what is no TLS, and closes (Envoy Gateway, Istio, Contour, Cilium); nginx' 400 is the exception.
    return own(step, isSecure ? { kind: "closed" } : { kind: "tls-failed" });
  }
  if (!isSecure) return handleHttp(arrived);
  const serverName = hostOfAuthority(request.tls?.serverName ?? "");
  const listener = lookUpHost(bound.listeners, serverName);
  if (listener === undefined) {
    const closed = table.closed
      .get(`${port}/TCP`)
      ?.find(({ hostname }) => hostname === ANY_HOST || hostMatches(hostname, serverName));
    // The port is open for others, and nobody there knows the name.
    if (closed !== undefined) return own(withoutCertificate(view, table, port, closed), { kind: "closed" });
    const hosts = [...bound.listeners.keys()].join(", ");
    const step: GatewayStep = {
      ...base,
      code: "stream-closed",
      listener: "",
      what: `TLS for ${serverName === "" ? "no name" : serverName}`,
      why: `listeners of the port are for ${hosts}`,
    };
    return own(step, { kind: "closed" });
  }
  const { state } = listener;
  const { tls, protocol } = state.listener;
  if (protocol === "TLS" && tls?.mode === "Passthrough")
    return carry({ view, table, listener, port, protocol: "TCP", host: serverName, request });
  const served = (
    choices: readonly Choice<GatewayStep>[],
    step: GatewayStep,
  ): readonly Choice<GatewayStep>[] => choices.map((one) => ({ ...one, steps: [step, ...one.steps] }));
  const judged = judgeServed(view, request.tls, servedCertificate(view, listener, serverName));
  if ("refused" in judged)
    return own({ ...base, ...judged.refused, code: "certificate-refused" }, judged.ending);
  const shown: GatewayStep = { ...base, ...judged.facts, code: "certificate-served" };
  const { clients } = state;
  const refusal =
    clients === undefined || clients.isOpen
      ? undefined
      : clientRefusal(view, clients.authorities, request.tls);
  if (refusal !== undefined) {
    const { alert, why } = refusal;
    const at = view.use(table.state.gateway, ["spec", "tls", "frontend"]);
    const step = { ...base, code: "client-refused", listener: state.listener.name, why } as const;
    return served(own({ ...step, objects: [at] }, { kind: "tls-failed", alert }), shown);
  }
  if (protocol === "HTTPS") return served(handleHttps(arrived, listener, serverName), shown);
  const { tls: _, ...inside } = request;
  const plain: HttpRequest = { ...inside, scheme: "http" };
  const onward = { view, table, listener, port, protocol: "TCP", host: serverName, request: plain } as const;
  return served(carry(onward), shown);
}
