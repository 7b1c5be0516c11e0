import type { LabelSelector, Labels } from "../../values/label-selector.ts";
import type { KubernetesObject } from "../meta.ts";
import type {
  Condition,
  GatewayDefaultScope,
  GatewayObjectReference,
  LocalObjectReference,
} from "./references.ts";

export interface GatewayClass extends KubernetesObject {
  readonly kind: "GatewayClass";
  readonly spec: {
    readonly controllerName: string;
    readonly parametersRef?: GatewayObjectReference;
    readonly description?: string;
  };
  readonly status: {
    readonly conditions: readonly Condition[];
    readonly supportedFeatures?: readonly { readonly name: string }[];
  };
}

export interface RouteGroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Which routes may attach to a listener. */
export interface AllowedRoutes {
  readonly namespaces: { readonly from: "All" | "Selector" | "Same"; readonly selector?: LabelSelector };
  readonly kinds?: readonly RouteGroupKind[];
}

export interface ListenerTls {
  readonly mode: "Terminate" | "Passthrough";
  readonly certificateRefs?: readonly GatewayObjectReference[];
  readonly options?: Readonly<Record<string, string>>;
}

export interface Listener {
  readonly name: string;
  readonly hostname?: string;
  readonly port: number;
  /** HTTP, HTTPS, TLS, TCP, UDP, or a protocol of an implementation. */
  readonly protocol: string;
  readonly tls?: ListenerTls;
  readonly allowedRoutes: AllowedRoutes;
}

export interface GatewayAddress {
  readonly type: string;
  readonly value?: string;
}

/** How clients' certificates are checked. */
export interface FrontendTls {
  readonly validation?: {
    readonly caCertificateRefs: readonly GatewayObjectReference[];
    readonly mode: "AllowValidOnly" | "AllowInsecureFallback";
  };
}

export interface GatewayTls {
  readonly backend?: { readonly clientCertificateRef?: GatewayObjectReference };
  readonly frontend?: {
    readonly default: FrontendTls;
    readonly perPort?: readonly { readonly port: number; readonly tls: FrontendTls }[];
  };
}

export interface GatewaySpec {
  readonly gatewayClassName: string;
  readonly listeners: readonly Listener[];
  readonly addresses?: readonly GatewayAddress[];
  readonly infrastructure?: {
    readonly labels?: Labels;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly parametersRef?: LocalObjectReference;
  };
  readonly allowedListeners?: {
    readonly namespaces: {
      readonly from: "All" | "Selector" | "Same" | "None";
      readonly selector?: LabelSelector;
    };
  };
  readonly tls?: GatewayTls;
  readonly defaultScope?: GatewayDefaultScope;
}

export interface ListenerStatus {
  readonly name: string;
  readonly supportedKinds?: readonly RouteGroupKind[];
  readonly attachedRoutes: number;
  readonly conditions: readonly Condition[];
}

export interface Gateway extends KubernetesObject {
  readonly kind: "Gateway";
  readonly spec: GatewaySpec;
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly value: string }[];
    readonly conditions: readonly Condition[];
    readonly listeners?: readonly ListenerStatus[];
    readonly attachedListenerSets?: number;
  };
}
