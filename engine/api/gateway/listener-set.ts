import type { KubernetesObject } from "../meta.ts";
import type { Listener, ListenerStatus } from "./gateway.ts";
import type { Condition, GatewayObjectReference } from "./references.ts";

/** Listeners that another team adds to a Gateway. */
export interface ListenerSet extends KubernetesObject {
  readonly kind: "ListenerSet";
  readonly spec: {
    readonly parentRef: GatewayObjectReference;
    readonly listeners: readonly Listener[];
  };
  readonly status: {
    readonly conditions: readonly Condition[];
    readonly listeners?: readonly ListenerStatus[];
  };
}
