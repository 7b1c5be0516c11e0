import type { Protocol } from "../../values/protocol.ts";
import type { KubernetesObject, ObjectReference } from "../meta.ts";

export interface EndpointAddress {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: ObjectReference;
}

export interface EndpointSubset {
  readonly addresses?: readonly EndpointAddress[];
  readonly notReadyAddresses?: readonly EndpointAddress[];
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: Protocol }[];
}

export interface Endpoints extends KubernetesObject {
  readonly kind: "Endpoints";
  readonly subsets?: readonly EndpointSubset[];
}
