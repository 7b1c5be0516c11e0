import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { formOf } from "./accept.ts";
import type { Address } from "./address.ts";
import type { Happening, History } from "./history.ts";
import type { WatchEvent } from "./http.ts";
import { filterOf, objectsAt } from "./list.ts";
import { includeOf, partial, type Reading } from "./read.ts";
import { badRequest, StatusError } from "./status.ts";
import { tableText } from "./table.ts";

/** One client that watches a list. */
export class Watcher {
  readonly #address: Address;
  readonly #reading: () => Reading;
  readonly #onEvent: (event: WatchEvent) => void;
  readonly #matches: (object: KubernetesObject) => boolean;

  /** Throws a `StatusError` for selectors that cannot be read. */
  constructor(address: Address, reading: () => Reading, onEvent: (event: WatchEvent) => void) {
    this.#address = address;
    this.#reading = reading;
    this.#onEvent = onEvent;
    formOf(reading().accept);
    const filter = filterOf(address) ?? (() => true);
    const { namespace } = address;
    this.#matches = (object) =>
      (namespace === undefined || object.metadata.namespace === namespace) && filter(object);
  }

  /** What the client has missed since the version it names; everything that is there when it names none. */
  start(view: ClusterView, history: History): void {
    const { query, resource } = this.#address;
    const text = query.get("resourceVersion") ?? "";
    if (text !== "" && !/^\d{1,15}$/.test(text))
      throw badRequest(
        `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: invalid syntax`,
      );
    const wantsAll = query.get("sendInitialEvents") === "true";
    if (text === "" || text === "0" || wantsAll) {
      for (const object of objectsAt(view, this.#address))
        if (this.#matches(object)) this.#send("ADDED", object);
      if (wantsAll) this.#bookmark(view, { "k8s.io/initial-events-end": "true" });
      return;
    }
    const missed = history.after(resource.stored ?? "", Number(text));
    if (missed === undefined) {
      const words = `too old resource version: ${text} (${view.revision})`;
      this.#onEvent({ type: "ERROR", object: new StatusError(410, "Expired", words).toStatus() });
    } else this.tell(missed);
  }

  /** Passes on what concerns this client: an object that starts or stops to match comes or goes. */
  tell(happenings: readonly Happening[]): void {
    for (const { kind, before, after } of happenings) {
      if (kind !== this.#address.resource.stored) continue;
      const was = before !== undefined && this.#matches(before);
      const is = after !== undefined && this.#matches(after);
      if (is) this.#send(was ? "MODIFIED" : "ADDED", after);
      else if (was) this.#send("DELETED", after ?? before);
    }
  }

  #bookmark(view: ClusterView, annotations: Readonly<Record<string, string>>): void {
    const { kind, apiVersion } = this.#address.resource;
    const metadata = { resourceVersion: String(view.revision), annotations };
    this.#onEvent({ type: "BOOKMARK", object: { kind, apiVersion, metadata } });
  }

  #send(type: WatchEvent["type"], object: KubernetesObject): void {
    const { resource, query } = this.#address;
    const { accept, now } = this.#reading();
    const form = formOf(accept);
    const { resourceVersion = "" } = object.metadata;
    if (form === "object") this.#onEvent({ type, object: { ...object, apiVersion: resource.apiVersion } });
    else if (form === "metadata") this.#onEvent({ type, object: partial(object) });
    else {
      const options = { now, include: includeOf(query) };
      this.#onEvent({
        type,
        object: JSON.parse(tableText(resource.type, [object], { resourceVersion }, options)),
      });
    }
  }
}
