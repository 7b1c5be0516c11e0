import type { Listener } from "../../../api/gateway/gateway.ts";
import type { HTTPRequestRedirectFilter } from "../../../api/gateway/http-filter.ts";
import type { ParentReference } from "../../../api/gateway/references.ts";
import type { ParentState } from "../../../cluster/gateway/gateway-state.ts";
import type { AnyRoute } from "../../../cluster/gateway/routes.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { finding } from "../../shared/finding.ts";

/** Rules that send clients to the very listener they come from: mostly the way to HTTPS, attached to HTTPS as well. */
export function lintRedirects(
  view: ClusterView,
  route: AnyRoute,
  states: ReadonlyMap<ParentReference, ParentState>,
): readonly Issue[] {
  if (route.kind !== "HTTPRoute") return [];
  const listeners = (route.spec.parentRefs ?? []).flatMap((parentRef) =>
    (states.get(parentRef)?.attached ?? []).map(({ state }) => state.listener),
  );
  return route.spec.rules.flatMap(({ filters = [] }, index) =>
    filters.flatMap(({ requestRedirect }, nth) => {
      const back = requestRedirect && listeners.find((listener) => leadsBack(requestRedirect, listener));
      if (back === undefined) return [];
      return finding(view, route, {
        code: "route-redirect-loop",
        path: ["spec", "rules", index, "filters", nth, "requestRedirect"],
        message: `clients of listener ${back.name} are sent to where they are, and go in circles`,
        remedy: "attach the route to the other listener alone, with sectionName",
      });
    }),
  );
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

function leadsBack(
  { scheme, hostname, port, path }: HTTPRequestRedirectFilter,
  { protocol, ...own }: Listener,
): boolean {
  if (hostname !== undefined || path !== undefined) return false;
  const spoken = protocol.toLowerCase();
  const there = port ?? (scheme === undefined ? own.port : PORTS[scheme]);
  return (scheme ?? spoken) === spoken && there === own.port;
}
