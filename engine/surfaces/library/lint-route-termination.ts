import type { Route } from "../../api/openshift/route.ts";
import { readyBackendsAt } from "../../cluster/service-backends.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { finding } from "../../network/shared/finding.ts";
import type { Issue } from "../../values/issue.ts";
import { keyOf, listenersOf } from "../../workload/listener.ts";
import type { Application } from "../../workload/well-known-ports.ts";

/** Routes that speak TLS to pods that do not, or plain HTTP to pods that want TLS. */
export function lintRouteTermination(view: ClusterView): readonly Issue[] {
  return view.list("Route").flatMap((route) => {
    const { termination } = route.spec.tls ?? {};
    const encrypts = termination === "reencrypt" || termination === "passthrough";
    const [odd] = podsOf(view, route).filter(({ application }) => (application === "TLS") !== encrypts);
    if (odd === undefined) return [];
    const place = `${odd.pod} on port ${odd.port}`;
    const message = encrypts
      ? `${termination} speaks TLS to the pods, and ${place} does not: ${termination === "reencrypt" ? "clients are answered 503" : "the handshake fails"}`
      : `the router speaks plain HTTP to the pods, and ${place} wants TLS: clients are answered 400`;
    const remedy = encrypts
      ? `termination edge; or, if it does speak TLS, say so with podwire.dev/listen: ${odd.port}/TLS`
      : "termination reencrypt, or passthrough";
    const path = termination === undefined ? ["spec"] : ["spec", "tls", "termination"];
    return finding(view, route, { code: "route-termination-mismatch", path, message, remedy });
  });
}

interface Target {
  readonly pod: string;
  readonly port: number;
  readonly application: Application;
}

function podsOf(view: ClusterView, { spec, metadata }: Route): readonly Target[] {
  return [spec.to, ...(spec.alternateBackends ?? [])].flatMap(({ name }) => {
    const service = view.get("Service", metadata.namespace ?? "default", name);
    if (service === undefined) return [];
    return readyBackendsAt(view, service, spec.port?.targetPort).flatMap(({ address, port }): Target[] => {
      const pod = view.podAt(address);
      const listener = pod === undefined ? undefined : listenersOf(view, pod).get(keyOf(port, "TCP"));
      if (pod === undefined || listener === undefined || listener.application === "raw") return [];
      return [{ pod: `Pod ${pod.id}`, port, application: listener.application }];
    });
  });
}
