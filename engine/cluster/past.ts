import type { ConfigMap } from "../api/core/config.ts";
import type { Pod } from "../api/core/pod.ts";
import type { Service } from "../api/core/service.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Ingress } from "../api/networking/ingress.ts";
import { ChangeLog } from "./change-log.ts";
import type { Change } from "./store.ts";

/** Condition of a pod that started in a cluster in use: the status is the moment. Kubernetes has none, so nobody is shown it. */
const STARTED = "podwire.dev/started";

export function startedAt(moment: number): { readonly type: string; readonly status: string } {
  return { type: STARTED, status: String(moment) };
}

/** Kinds of which a pod knows earlier versions: its environment, a DNS server's Corefile, what an ingress controller served. */
export const READ_AT_START = ["Service", "ConfigMap", "Ingress"] as const;

/** What of these kinds came, changed or went since the cluster is in use: who started before knows it as it was. */
export class Past {
  #log = new ChangeLog<{ readonly moment: number; readonly changes: readonly Change[] }>();
  /** How often something was done; pods that are there from the beginning started at 0. */
  moment = 0;

  fork(): Past {
    const copy = new Past();
    copy.#log = this.#log.fork();
    copy.moment = this.moment;
    return copy;
  }

  note(changes: readonly Change[]): void {
    if (changes.length > 0) this.#log.add({ moment: this.moment, changes });
  }

  /** Services of the namespace as they were when the pod started. */
  servicesAt(pod: Pod, namespace: string, now: readonly Service[]): readonly Service[] {
    const later = this.#since(pod, "Service").filter(({ of }) => of.metadata.namespace === namespace);
    if (later.length === 0) return now;
    const services = new Map(now.map((service) => [service.metadata.name, service]));
    for (const {
      before,
      of: { metadata },
    } of later.reverse()) {
      services.delete(metadata.name);
      if (before !== undefined) services.set(metadata.name, before as Service);
    }
    return [...services.values()];
  }

  /** A ConfigMap as it was when the pod started, and everything that it became since. */
  configsSince(pod: Pod, namespace: string, name: string, now: ConfigMap | undefined): readonly ConfigMap[] {
    const own = this.#since(pod, "ConfigMap").filter(
      ({ of: { metadata } }) => metadata.namespace === namespace && metadata.name === name,
    );
    const versions = own.length === 0 ? [now] : [own[0]?.before, ...own.map(({ after }) => after)];
    return versions.filter((version) => version !== undefined) as readonly ConfigMap[];
  }

  /** What an Ingress was before, as long as it is there and the pod is; newest first. */
  ingressesSince(pod: Pod, namespace: string, name: string): readonly Ingress[] {
    const own = this.#since(pod, "Ingress").filter(
      ({ of: { metadata } }) => metadata.namespace === namespace && metadata.name === name,
    );
    const gone = own.map(({ after }) => after).lastIndexOf(undefined);
    const versions = own.slice(gone + 1).map(({ before }) => before);
    return versions.filter((version) => version !== undefined).reverse() as readonly Ingress[];
  }

  #since({ status }: Pod, kind: string): (Change & { readonly of: KubernetesObject })[] {
    const start = Number(status?.conditions?.find(({ type }) => type === STARTED)?.status ?? 0);
    return [...this.#log]
      .filter(({ moment }) => moment > start)
      .flatMap(({ changes }) => changes)
      .flatMap((change) => {
        const of = change.after ?? change.before;
        return of?.kind === kind ? [{ ...change, of }] : [];
      });
  }
}
