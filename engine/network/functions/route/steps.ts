import type { ObjectUse, StepShape } from "../../../trace/step.ts";
import type { TooLarge } from "../../shared/request-head.ts";
import type { RefusedFacts, ServedFacts } from "../../shared/served-certificate.ts";

interface Recorded extends StepShape {
  readonly function: "route";
  /** Name of the router's IngressController. */
  readonly router: string;
  readonly host: string;
  readonly path: string;
}

interface OfRoute extends Recorded {
  readonly route: ObjectUse;
}

export type RouteStep =
  /** The Route leads to a Service: one of `of` endpoints, `percent` of the requests. */
  | (OfRoute & {
      readonly code: "routed";
      readonly service: ObjectUse;
      readonly endpoint: string;
      readonly port: number;
      readonly of: number;
      readonly percent: number;
      /** `edge`, `reencrypt`, or nothing. */
      readonly termination?: string;
    })
  /** TLS is not opened: by the name in the hello the connection goes on to an endpoint. */
  | (OfRoute & {
      readonly code: "passed-through";
      readonly service: ObjectUse;
      readonly endpoint: string;
      readonly port: number;
    })
  /** Plain HTTP is sent to HTTPS. */
  | (OfRoute & { readonly code: "redirected"; readonly location: string })
  /** No admitted Route has the host, or this path of it: "Application is not available". */
  | (Recorded & { readonly code: "no-route"; readonly status: number; readonly hosts: readonly string[] })
  /** A Route has the host, for the other scheme only. */
  | (OfRoute & { readonly code: "other-scheme"; readonly status: number; readonly why: string })
  /** A Route has the host, and the router does not admit it. */
  | (OfRoute & {
      readonly code: "not-admitted";
      readonly status: number;
      readonly reason: string;
      readonly why: string;
    })
  /** The Route's Services have no endpoint to go to. */
  | (OfRoute & { readonly code: "no-endpoints"; readonly why: string })
  /** The endpoints have as many connections as they may have, and none ended in time: 503. */
  | (OfRoute & {
      readonly code: "queue-full";
      readonly most: number;
      readonly endpoints: number;
      readonly seconds: number;
    })
  /** An endpoint did not answer. */
  | (OfRoute & {
      readonly code: "bad-gateway";
      readonly service: ObjectUse;
      readonly status: number;
      readonly ending: string;
      /** How often the router tried to connect, if more than once. */
      readonly tries?: number;
    })
  /** The endpoint took longer than the router waits: 504. */
  | (OfRoute & {
      readonly code: "timed-out";
      readonly service: ObjectUse;
      readonly seconds: number;
      /** The annotation, the IngressController's `serverTimeout`, or `its default`. */
      readonly saidBy: string;
    })
  /** There was no connection to an endpoint, and the router turns to another. */
  | (OfRoute & {
      readonly code: "retried";
      readonly service: ObjectUse;
      readonly attempt: number;
      readonly attempts: number;
      readonly endpoint: string;
      readonly port: number;
      readonly ending: string;
    })
  /** The Route lets other sources in only; the connection is closed without a word. */
  | (OfRoute & {
      readonly code: "source-closed";
      readonly source: string;
      readonly ranges: readonly string[];
    })
  /** The client has come more often than the Route lets it; the connection is closed without a word. */
  | (OfRoute & {
      readonly code: "rate-limited";
      readonly source: string;
      readonly annotation: string;
      readonly limit: number;
      readonly counted: number;
    })
  /** URL and headers are larger than the router's buffer; no Route is asked. */
  | (Recorded & TooLarge & { readonly code: "head-too-large" })
  /** The head has a Content-Length without a number. */
  | (Recorded & { readonly code: "head-denied"; readonly status: number })
  /** The client does not trust the certificate that the router serves. */
  | (Recorded & RefusedFacts & { readonly code: "certificate-refused" })
  /** The certificate that the client is shown, and goes on with. */
  | (Recorded & ServedFacts & { readonly code: "certificate-served" });
