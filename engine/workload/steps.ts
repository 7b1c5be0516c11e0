import type { RefusedFacts, ServedFacts } from "../network/shared/served-certificate.ts";
import type { Step } from "../network/steps.ts";
import type { ObjectUse, StepShape } from "../trace/step.ts";
import type { DnsRecord, DnsType } from "../values/dns-message.ts";
import type { Protocol } from "../values/protocol.ts";

interface Recorded extends StepShape {
  readonly function: "workload";
}

/** At the server: who was asked (`by`), and on which port. */
interface AtServer extends Recorded {
  readonly by: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** What processes at either end record: the client's resolver and the server's listener. */
export type WorkloadStep =
  /** The listener took the connection, or answered the datagram. */
  | (AtServer & { readonly code: "accepted" })
  /** The listener answered an HTTP request. */
  | (AtServer & {
      readonly code: "answered";
      readonly status: number;
      /** Milliseconds, where it takes its time. */
      readonly took?: number;
      /** The certificate that it showed, where the client keeps it. */
      readonly shown?: ServedFacts;
    })
  /** The listener closes connections instead of answering, as its pod's annotation says. */
  | (AtServer & { readonly code: "hung-up" })
  /** A node told a load balancer whether it has ready endpoints of the Service. */
  | (AtServer & {
      readonly code: "health-checked";
      readonly status: number;
      readonly service: ObjectUse;
      readonly endpoints: number;
    })
  /** A TLS listener told a client that speaks plain HTTP that it does not. */
  | (AtServer & { readonly code: "plain-http-to-tls"; readonly status: number })
  /** The listener does not know the version of HTTP that it is spoken to in, and closes. */
  | (AtServer & { readonly code: "other-http-version"; readonly speaks: string; readonly asked: string })
  /** The listener goes on in another protocol, as it was asked to. */
  | (AtServer & { readonly code: "upgraded"; readonly upgrade: string })
  /** A question for another protocol that lacks something. */
  | (AtServer & { readonly code: "upgrade-refused"; readonly status: number; readonly lacks: string })
  /** The listener speaks another protocol and closes without an HTTP answer. */
  | (AtServer & { readonly code: "closed-without-answer" })
  /** The listener does not speak TLS. */
  | (AtServer & { readonly code: "no-tls" })
  /** The listener speaks TLS, and has no certificate that it could show. */
  | (AtServer & { readonly code: "no-certificate"; readonly why: string })
  /** Whoever connected does not trust the certificate that it was shown. */
  | (AtServer & RefusedFacts & { readonly code: "certificate-refused" })
  /** The listener asks for the client's certificate, and does not take what it shows. */
  | (AtServer & { readonly code: "client-refused"; readonly why: string })
  /** Nobody listens on the port; `listens` says what is there. */
  | (AtServer & { readonly code: "nobody-listens"; readonly listens: readonly string[] })
  /** An address outside the cluster, taken to answer. */
  | (AtServer & { readonly code: "outside-answers"; readonly status?: number })
  /** The client's own /etc/hosts has the name. */
  | (Recorded & { readonly code: "hosts-file"; readonly name: string; readonly addresses: readonly string[] })
  /** A resolver outside the cluster knows the name. */
  | (Recorded & {
      readonly code: "resolved-outside";
      readonly name: string;
      readonly why: string;
      readonly records: readonly DnsRecord[];
    })
  /** A resolver outside the cluster does not know the name; names of Services never are known there. */
  | (Recorded & { readonly code: "unknown-outside"; readonly name: string; readonly why: string })
  /** The name has an address outside, of another family than was asked for. */
  | (Recorded & { readonly code: "no-data-outside"; readonly name: string; readonly why: string })
  /** The client's resolver does not take the answer: it has records of another name or type. */
  | (Recorded & {
      readonly code: "other-answer";
      readonly name: string;
      readonly type: DnsType;
      readonly names: readonly string[];
    })
  /** The client has no nameserver at all. */
  | (Recorded & {
      readonly code: "no-nameserver";
      readonly why: string;
      readonly objects: readonly ObjectUse[];
    });

/** Every step that a trace can hold. */
export type AnyStep = Step | WorkloadStep;
