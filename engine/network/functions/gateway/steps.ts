import type { ObjectUse, StepShape } from "../../../trace/step.ts";
import type { TooLarge } from "../../shared/request-head.ts";
import type { RefusedFacts, ServedFacts } from "../../shared/served-certificate.ts";

interface Recorded extends StepShape {
  readonly function: "gateway";
  readonly gateway: ObjectUse;
  readonly port: number;
}

interface Asked extends Recorded {
  readonly host: string;
  /** `GET /cart`. */
  readonly asked: string;
}

/** A rule of a route has the request. */
interface Matched extends Asked {
  readonly listener: string;
  readonly route: ObjectUse;
  /** `PathPrefix /cart, header version=2`. */
  readonly rule: string;
}

/** A connection that is carried without a look inside. */
interface Stream extends Recorded {
  readonly listener: string;
  /** `TLS for shop.example.com`, `TCP`. */
  readonly what: string;
}

export type GatewayStep =
  /** A rule leads to a Service; one of `of` endpoints, and `share` of the rule's requests go to that Service. */
  | (Matched & {
      readonly code: "routed";
      readonly service: ObjectUse;
      readonly endpoint: string;
      readonly endpointPort: number;
      readonly of: number;
      /** Percent of the rule's requests, where several backends have some. */
      readonly percent?: number;
      /** What filters changed, in words. */
      readonly changes: readonly string[];
    })
  /** URL and headers are larger than the proxy takes; no route is asked. */
  | (Asked & TooLarge & { readonly code: "head-too-large" })
  /** No listener of the port takes the host. */
  | (Asked & { readonly code: "no-listener"; readonly hosts: readonly string[] })
  /** The listener has no route for the host, or none whose rules match. */
  | (Asked & {
      readonly code: "no-route";
      readonly listener: string;
      /** Rules of routes that have the host. */
      readonly rules: readonly string[];
      /** Hosts that routes have, where none has this one. */
      readonly hosts: readonly string[];
    })
  /** A route for the host names the Gateway, and is not accepted. */
  | (Asked & { readonly code: "not-attached"; readonly route: ObjectUse; readonly why: string })
  /** A filter sends the client elsewhere. */
  | (Matched & { readonly code: "redirected"; readonly status: number; readonly location: string })
  /** A CORS filter answers the browser's question itself. */
  | (Matched & { readonly code: "preflight"; readonly origin: string; readonly allowed: boolean })
  /** A filter that nobody here can apply: the request fails rather than go on without it. */
  | (Matched & { readonly code: "filter-unusable"; readonly why: string })
  /** The rule names no backend, or gives all of them weight 0. */
  | (Matched & { readonly code: "no-backend"; readonly why: string })
  /** The backend cannot be used; `percent` of the rule's requests find it. */
  | (Matched & {
      readonly code: "invalid-backend";
      readonly reason: string;
      readonly why: string;
      readonly status: number;
      readonly percent?: number;
    })
  /** The Service has no ready endpoint. */
  | (Matched & { readonly code: "no-endpoints"; readonly service: ObjectUse })
  /** The endpoint did not answer the proxy as it should, and the client is told so. */
  | (Matched & {
      readonly code: "bad-gateway";
      readonly service: ObjectUse;
      readonly status: number;
      readonly ending: string;
      /** The route's own limit, if it sets one. */
      readonly timeout?: string;
    })
  /** The endpoint was too slow for a limit of the route, and nothing is left to try. */
  | (Matched & {
      readonly code: "timed-out";
      readonly service: ObjectUse;
      readonly limit: "request" | "backendRequest";
      readonly timeout: string;
    })
  /** A try came to nothing, and the proxy asks once more: what it got was this status, this ending, or nothing in time. */
  | (Matched & {
      readonly code: "retried";
      readonly service: ObjectUse;
      readonly attempt: number;
      readonly attempts: number;
      readonly endpoint: string;
      readonly endpointPort: number;
      readonly status?: number;
      readonly ending?: string;
      readonly limit?: string;
    })
  /** A copy of the request goes to another Service, whose answer nobody waits for. */
  | (Matched & { readonly code: "mirrored"; readonly service: ObjectUse; readonly percent: number })
  /** The proxy does not open the listener, for it has no certificate that it could serve. */
  | (Recorded & { readonly code: "no-certificate"; readonly listener: string; readonly why: string })
  /** The client does not trust the certificate that it is served. */
  | (Recorded & RefusedFacts & { readonly code: "certificate-refused" })
  /** The listener asks for the client's certificate, and does not take what it shows. */
  | (Recorded & { readonly code: "client-refused"; readonly listener: string; readonly why: string })
  /** The certificate that the client is shown, and goes on with. */
  | (Recorded & ServedFacts & { readonly code: "certificate-served" })
  /** The connection was made for one listener, the request is for another. */
  | (Asked & {
      readonly code: "misdirected";
      readonly serverName: string;
      readonly listener: string;
      readonly other: string;
    })
  /** Plain HTTP on a port for TLS, or the other way round. */
  | (Recorded & { readonly code: "wrong-protocol"; readonly protocol: string })
  /** A TLSRoute, TCPRoute or UDPRoute leads to a Service. */
  | (Stream & {
      readonly code: "forwarded";
      readonly route: ObjectUse;
      readonly service: ObjectUse;
      readonly endpoint: string;
      readonly endpointPort: number;
      readonly of: number;
    })
  /** Nobody takes the connection, and the proxy closes it (a datagram is lost). */
  | (Stream & { readonly code: "stream-closed"; readonly why: string });
