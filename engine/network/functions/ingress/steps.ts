import type { ObjectUse, StepShape } from "../../../trace/step.ts";
import type { TooLarge } from "../../shared/request-head.ts";
import type { RefusedFacts, ServedFacts } from "../../shared/served-certificate.ts";

interface Recorded extends StepShape {
  readonly function: "ingress";
  /** Name of the controller, as the profile has it. */
  readonly controller: string;
  readonly host: string;
  readonly path: string;
}

export type IngressStep =
  /** A rule, or a default backend, leads to a Service; one of `of` endpoints. */
  | (Recorded & {
      readonly code: "routed";
      /** The Ingress whose rule won. */
      readonly ingress: ObjectUse;
      /** `Prefix /api`, or `default backend`. */
      readonly rule: string;
      readonly service: ObjectUse;
      readonly endpoint: string;
      readonly port: number;
      readonly of: number;
      /** Share of the requests, where a canary takes some. */
      readonly percent?: number;
    })
  /** No Ingress has the host, or none of its paths matches. `hosts` are those that rules have. */
  | (Recorded & { readonly code: "no-rule"; readonly hosts: readonly string[] })
  /** An Ingress has the host, and no rule of it the path. */
  | (Recorded & { readonly code: "no-path"; readonly ingress: ObjectUse; readonly paths: readonly string[] })
  /** Ingresses of the host exist, and the controller acts on none of them. */
  | (Recorded & { readonly code: "not-served"; readonly ingress: ObjectUse; readonly why: string })
  /** The same beside another Ingress, or a default backend, that takes the request in its place. */
  | (Recorded & { readonly code: "passed-over"; readonly ingress: ObjectUse; readonly why: string })
  /** The rule's Service does not exist, or has no such port. */
  | (Recorded & {
      readonly code: "no-backend";
      readonly ingress: ObjectUse;
      readonly rule: string;
      readonly why: string;
    })
  /** The Service has no ready endpoint. */
  | (Recorded & {
      readonly code: "no-endpoints";
      readonly ingress: ObjectUse;
      readonly rule: string;
      readonly service: ObjectUse;
    })
  /** `ssl-passthrough`: the client's TLS ends in the pod, and the controller sees the name in its hello alone. */
  | (Recorded & { readonly code: "passed-through"; readonly ingress: ObjectUse; readonly service: ObjectUse })
  /** It has nobody to pass the connection to. */
  | (Recorded & { readonly code: "passthrough-nowhere"; readonly ingress: ObjectUse; readonly why: string })
  /** `--default-backend-service` is asked, because no Ingress takes the request. */
  | (Recorded & {
      readonly code: "default-backend";
      readonly service: ObjectUse;
      readonly endpoint: string;
      readonly port: number;
      readonly of: number;
    })
  /** The controller's ConfigMap keeps the request out, whomever it is for. */
  | (Recorded & { readonly code: "blocked"; readonly key: string; readonly why: string })
  /** The Service stands for a name, and the controller looks it up. */
  | (Recorded & { readonly code: "backend-looked-up"; readonly service: ObjectUse; readonly name: string })
  /** The name has no address, or the controller could not ask for it. */
  | (Recorded & {
      readonly code: "no-address";
      readonly ingress: ObjectUse;
      readonly rule: string;
      readonly service: ObjectUse;
      readonly name: string;
    })
  /** The endpoint did not answer the proxy as it should, and the client is told so. */
  | (Recorded & {
      readonly code: "bad-gateway";
      readonly service: ObjectUse;
      readonly status: number;
      readonly ending: string;
      /** How often it asked, if more than once. */
      readonly tries?: number;
    })
  /** Nobody took the connection, or no answer came, for as long as ingress-nginx waits: 504. */
  | (Recorded & {
      readonly code: "timed-out";
      readonly ingress: ObjectUse;
      readonly service: ObjectUse;
      /** `proxy-read-timeout`, whether it is written or not. */
      readonly annotation: string;
      readonly seconds: number;
      readonly tries?: number;
    })
  /** A try came to nothing, and ingress-nginx asks the next endpoint: what it got was this status, this ending, or nothing in time. */
  | (Recorded & {
      readonly code: "retried";
      readonly service: ObjectUse;
      readonly attempt: number;
      readonly attempts: number;
      readonly endpoint: string;
      readonly port: number;
      readonly status?: number;
      readonly ending?: string;
      readonly seconds?: number;
    })
  /** The client does not trust the certificate that it is served. */
  | (Recorded & RefusedFacts & { readonly code: "certificate-refused" })
  /** The certificate that the client is shown, and goes on with. */
  | (Recorded & ServedFacts & { readonly code: "certificate-served" })
  /** The controller sends the client elsewhere. */
  | (Recorded & {
      readonly code: "redirected";
      readonly ingress: ObjectUse;
      readonly status: number;
      readonly location: string;
      readonly why: string;
    })
  /** An annotation keeps the request out. */
  | (Recorded & {
      readonly code: "refused";
      readonly ingress: ObjectUse;
      readonly status: number;
      readonly annotation: string;
      readonly why: string;
    })
  /** A service is asked whether the request may pass. */
  | (Recorded & { readonly code: "auth-asked"; readonly ingress: ObjectUse; readonly url: string })
  /** The controller answers a CORS preflight itself. */
  | (Recorded & { readonly code: "preflight"; readonly ingress: ObjectUse })
  /** `custom-http-errors`: an answer with this status does not reach the client, and the default backend's does. */
  | (Recorded & { readonly code: "error-replaced"; readonly ingress: ObjectUse; readonly status: number })
  /** URL or headers are larger than ingress-nginx takes; no Ingress is asked. */
  | (Recorded & TooLarge & { readonly code: "head-too-large" })
  /** Plain HTTP on the port for HTTPS, or the other way round. */
  | (Recorded & { readonly code: "wrong-protocol"; readonly port: number });
