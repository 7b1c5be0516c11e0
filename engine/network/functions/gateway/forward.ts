import type { Gateway } from "../../../api/gateway/gateway.ts";
import { backendVerdict } from "../../../cluster/gateway/backends.ts";
import { readyBackends } from "../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpRequest } from "../../../values/http-message.ts";
import type { FieldPath } from "../../../values/source.ts";
import type { Choice } from "../../function.ts";
import { speechTo, towardsBackend } from "./backend-tls.ts";
import { applyFilters, type Filtered, type FilterPlace, type Matched, unfiltered } from "./filters.ts";
import type { Entry, RuleBackend } from "./rules.ts";
import type { GatewayStep } from "./steps.ts";
import { attempt, type Tries } from "./tries.ts";

/** What a rule makes of a request: its filters' own answer, or each backend its share. */
export function forward(
  view: ClusterView,
  gateway: Gateway,
  entry: Entry,
  request: HttpRequest,
  matched: Matched,
): readonly Choice<GatewayStep>[] {
  const { rule, path } = entry;
  const place: FilterPlace = { matched, prefix: path.kind === "prefix" ? path.value : "" };
  const filtered = applyFilters(unfiltered(request), rule.filters, place);
  if (filtered.own !== undefined) return [answer(filtered.own.step, filtered.own.ending, 1)];
  const total = rule.backends.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) {
    const why = rule.backends.length === 0 ? "it names no backend" : "all its backends have weight 0";
    return [answer({ ...matched, code: "no-backend", why }, { kind: "answered", status: 500 }, 1)];
  }
  const mirrors = mirrored(view, entry, filtered, matched);
  return rule.backends.flatMap((backend, index) => {
    if (backend.weight === 0) return [];
    const share = backend.weight / total;
    const at = [...rule.at, "backendRefs", index];
    const choices = toBackend({ view, gateway, entry, backend, at, place, share }, filtered);
    return choices.map((choice) => ({
      ...choice,
      share: choice.share * share,
      steps: [...mirrors, ...choice.steps],
    }));
  });
}

interface Chosen {
  readonly view: ClusterView;
  readonly gateway: Gateway;
  readonly entry: Entry;
  readonly backend: RuleBackend;
  readonly at: FieldPath;
  readonly place: FilterPlace;
  /** Part of the rule's requests. */
  readonly share: number;
}

function toBackend(chosen: Chosen, before: Filtered): readonly Choice<GatewayStep>[] {
  const { view, gateway, entry, backend, at, place, share } = chosen;
  const { route } = entry.rule;
  const use = view.use(route, at);
  const matched: Matched = { ...place.matched, route: use, objects: [use, place.matched.gateway] };
  const part = share === 1 ? {} : { percent: Math.round(share * 1000) / 10 };
  // To gRPC 503 is UNAVAILABLE.
  const status = route.kind === "GRPCRoute" ? 503 : 500;
  const invalid = (reason: string, why: string, objects: readonly ObjectUse[]): Choice<GatewayStep> => {
    const step: GatewayStep = { ...matched, code: "invalid-backend", reason, why, status, ...part, objects };
    return answer(step, { kind: "answered", status }, 1);
  };
  const verdict = backendVerdict(view, route, backend);
  if (verdict.kind === "invalid") return [invalid(verdict.reason, verdict.message, matched.objects)];
  const { service, port } = verdict;
  const speech = speechTo(view, gateway, service, port, route.kind === "GRPCRoute");
  if (speech.kind === "unusable")
    return [
      invalid(speech.reason, `its BackendTLSPolicy is no use: ${speech.message}`, [
        speech.policy,
        ...matched.objects,
      ]),
    ];
  const serviceUse = view.use(service, ["spec"]);
  const facts = { ...matched, service: serviceUse, objects: [use, serviceUse, matched.gateway] };
  const filtered = applyFilters(before, backend.filters ?? [], { ...place, matched: facts });
  if (filtered.own !== undefined) return [answer(filtered.own.step, filtered.own.ending, 1)];
  const endpoints = readyBackends(view, service, port);
  if (endpoints.length === 0)
    return [answer({ ...facts, code: "no-endpoints" }, { kind: "answered", status: 503 }, 1)];
  const of = endpoints.length;
  const request = towardsBackend(filtered.request, speech);
  const { limits } = entry.rule;
  const own = { ...filtered, mirrors: filtered.mirrors.slice(before.mirrors.length) };
  const copies = mirrored(view, entry, own, facts);
  const tries: Tries = { endpoints, start: 0, request, limits, facts, answered: filtered.answered };
  return endpoints.map((endpoint, start): Choice<GatewayStep> => {
    const { text } = endpoint.address;
    const { changes } = filtered;
    const step: GatewayStep = {
      ...facts,
      code: "routed",
      endpoint: text,
      endpointPort: endpoint.port,
      of,
      changes,
      ...part,
    };
    return { share: 1 / of, steps: [...copies, step], does: attempt({ ...tries, start }) };
  });
}

function answer(step: GatewayStep, ending: Ending, share: number): Choice<GatewayStep> {
  return { share, steps: [step], does: ending };
}

/** Copies go to where they can go; a mirror that leads nowhere does not hurt the request. */
function mirrored(
  view: ClusterView,
  { rule }: Entry,
  { mirrors }: Filtered,
  matched: Matched,
): readonly GatewayStep[] {
  return mirrors.flatMap(({ backendRef, percent }): readonly GatewayStep[] => {
    const verdict = backendVerdict(view, rule.route, backendRef);
    if (verdict.kind === "invalid" || percent === 0) return [];
    const service: ObjectUse = view.use(verdict.service, ["spec"]);
    return [{ ...matched, code: "mirrored", service, percent, objects: [matched.route, service] }];
  });
}
