/**
 * Shapes that several Gateway API kinds share (`shared_types.go` and `object_reference_types.go` upstream). Fields
 * with a default are never absent once an object is decoded, so they are not optional here.
 */

/** `metav1.Condition`. */
export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
}

export interface LocalObjectReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** An object of any kind; in the referent's own namespace when `namespace` is left out. */
export interface GatewayObjectReference extends LocalObjectReference {
  readonly namespace?: string;
}

/** What a route or a policy attaches to. */
export interface ParentReference extends GatewayObjectReference {
  readonly sectionName?: string;
  readonly port?: number;
}

/** Where traffic goes. A port is needed when it is a Service. */
export interface BackendObjectReference extends GatewayObjectReference {
  readonly port?: number;
}

export interface BackendReference extends BackendObjectReference {
  readonly weight: number;
}

/** Which Gateways that call themselves default are meant; experimental channel. */
export type GatewayDefaultScope = "All" | "None";

export interface CommonRouteSpec {
  readonly parentRefs?: readonly ParentReference[];
  readonly useDefaultGateways?: GatewayDefaultScope;
}

export interface RouteParentStatus {
  readonly parentRef: ParentReference;
  readonly controllerName: string;
  readonly conditions: readonly Condition[];
}

export interface RouteStatus {
  readonly parents: readonly RouteParentStatus[];
}

/** Experimental channel. */
export interface SessionPersistence {
  readonly sessionName?: string;
  readonly absoluteTimeout?: string;
  readonly type: "Cookie" | "Header";
  readonly cookieConfig?: { readonly lifetimeType: "Permanent" | "Session" };
}
