import type { Pod } from "../api/core/pod.ts";
import type { Service } from "../api/core/service.ts";
import { ChangeLog } from "./change-log.ts";
import type { Change } from "./store.ts";

/** Condition of a pod that started in a cluster in use: the status is the moment. Kubernetes has none, so nobody is shown it. */
const STARTED = "podwire.dev/started";

export function startedAt(moment: number): { readonly type: string; readonly status: string } {
  return { type: STARTED, status: String(moment) };
}

/** Services that came, changed or went since the cluster is in use: who started before knows them as they were. */
export class ServicePast {
  #log = new ChangeLog<{ readonly moment: number; readonly changes: readonly Change[] }>();
  /** How often something was done; pods that are there from the beginning started at 0. */
  moment = 0;

  fork(): ServicePast {
    const copy = new ServicePast();
    copy.#log = this.#log.fork();
    copy.moment = this.moment;
    return copy;
  }

  note(changes: readonly Change[]): void {
    if (changes.length > 0) this.#log.add({ moment: this.moment, changes });
  }

  /** Services of the namespace as they were when the pod started. */
  at({ status }: Pod, namespace: string, now: readonly Service[]): readonly Service[] {
    const start = Number(status?.conditions?.find(({ type }) => type === STARTED)?.status ?? 0);
    const later = [...this.#log].filter(({ moment }) => moment > start);
    if (later.length === 0) return now;
    const services = new Map(now.map((service) => [service.metadata.name, service]));
    for (const { before, after } of later.flatMap(({ changes }) => changes).reverse()) {
      const { metadata } = (after ?? before) as Service;
      if (metadata.namespace !== namespace) continue;
      services.delete(metadata.name);
      if (before !== undefined) services.set(metadata.name, before as Service);
    }
    return [...services.values()];
  }
}
