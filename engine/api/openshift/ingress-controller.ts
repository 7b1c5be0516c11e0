import type { LabelSelector } from "../../values/label-selector.ts";
import type { KubernetesObject } from "../meta.ts";
import type { HttpHeaderActions } from "./http-headers.ts";

/** How the router speaks to what stands before it: PROXY tells it the client's address. */
export type RouterProtocol = "" | "TCP" | "PROXY";

/** After defaulting the ports are there. */
export interface HostNetworkStrategy {
  readonly protocol?: RouterProtocol;
  readonly httpPort?: number;
  readonly httpsPort?: number;
  readonly statsPort?: number;
}

export interface AwsLoadBalancer {
  readonly type: "Classic" | "NLB";
  readonly networkLoadBalancer?: { readonly protocol?: "TCP" | "PROXY" };
}

export interface LoadBalancerStrategy {
  readonly scope: "Internal" | "External";
  readonly allowedSourceRanges?: readonly string[];
  /** After defaulting it is there. */
  readonly dnsManagementPolicy?: "Managed" | "Unmanaged";
  readonly providerParameters?: {
    readonly type: string;
    readonly aws?: AwsLoadBalancer;
  };
}

/** How routers are reached. Without it the operator decides by the platform. */
export interface EndpointPublishingStrategy {
  readonly type: "LoadBalancerService" | "HostNetwork" | "Private" | "NodePortService";
  readonly loadBalancer?: LoadBalancerStrategy;
  readonly hostNetwork?: HostNetworkStrategy;
  readonly private?: { readonly protocol?: RouterProtocol };
  readonly nodePort?: { readonly protocol?: RouterProtocol };
}

/** Who may claim a host: absent values mean `Strict` and `WildcardsDisallowed`. */
export interface RouteAdmissionPolicy {
  readonly namespaceOwnership?: "InterNamespaceAllowed" | "Strict";
  readonly wildcardPolicy?: "WildcardsAllowed" | "WildcardsDisallowed";
}

export interface RouterHttpHeaders {
  readonly forwardedHeaderPolicy?: "Append" | "Replace" | "IfNone" | "Never";
  readonly actions?: HttpHeaderActions;
}

/** Durations are texts as Go has them. */
export interface RouterTuning {
  readonly headerBufferBytes?: number;
  readonly headerBufferMaxRewriteBytes?: number;
  readonly threadCount?: number;
  readonly clientTimeout?: string;
  readonly clientFinTimeout?: string;
  readonly serverTimeout?: string;
  readonly serverFinTimeout?: string;
  readonly tunnelTimeout?: string;
  readonly connectTimeout?: string;
  readonly httpKeepAliveTimeout?: string;
  readonly tlsInspectDelay?: string;
  readonly healthCheckInterval?: string;
  readonly maxConnections?: number;
  readonly reloadInterval?: string;
  readonly configurationManagement?: "Dynamic" | "ForkAndReload";
}

/** The fields that networking reads; the others are accepted and left alone. */
export interface IngressControllerSpec {
  readonly domain?: string;
  readonly replicas?: number;
  readonly endpointPublishingStrategy?: EndpointPublishingStrategy;
  readonly defaultCertificate?: { readonly name?: string };
  readonly httpErrorCodePages?: { readonly name: string };
  readonly namespaceSelector?: LabelSelector;
  readonly routeSelector?: LabelSelector;
  readonly nodePlacement?: { readonly nodeSelector?: LabelSelector };
  readonly clientTLS?: {
    readonly clientCertificatePolicy: "" | "Required" | "Optional";
    readonly clientCA: { readonly name: string };
    readonly allowedSubjectPatterns?: readonly string[];
  };
  readonly routeAdmission?: RouteAdmissionPolicy;
  readonly httpHeaders?: RouterHttpHeaders;
  readonly tuningOptions?: RouterTuning;
  readonly httpEmptyRequestsPolicy?: "Respond" | "Ignore";
  readonly idleConnectionTerminationPolicy?: "Immediate" | "Deferred";
  readonly closedClientConnectionPolicy?: "Abort" | "Continue";
}

export interface IngressControllerStatus {
  /** The selectors that routers work by. */
  readonly routeSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly availableReplicas?: number;
  readonly domain?: string;
  readonly endpointPublishingStrategy?: EndpointPublishingStrategy;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
    readonly lastTransitionTime?: string;
  }[];
}

export interface IngressController extends KubernetesObject {
  readonly kind: "IngressController";
  readonly spec?: IngressControllerSpec;
  readonly status?: IngressControllerStatus;
}
