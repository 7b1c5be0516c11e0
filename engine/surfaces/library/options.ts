import type { KubernetesObject } from "../../api/meta.ts";
import type { Profile } from "../../cluster/profile.ts";
import type { Person } from "../../cluster/rbac-grants.ts";
import type { Port } from "../../values/port.ts";
import type { Protocol } from "../../values/protocol.ts";

/** YAML or JSON text, objects, or named texts (`name` is the file that issues and traces cite). */
export type ManifestInput =
  | string
  | readonly KubernetesObject[]
  | readonly { readonly name: string; readonly text: string }[];

export interface ClusterOptions {
  /** Preset name (default `kubeadm`) or a whole profile. */
  readonly profile?: string | Profile;
  /** Refuse unknown fields of open kinds and namespaces that objects merely name. */
  readonly strict?: boolean;
  /** Namespace of objects that name none. Default `default`. */
  readonly namespace?: string;
  /** `false`: a verdict that rests on an assumption throws `InputError`. Default true. */
  readonly assume?: boolean;
  /**
   * `false`: what is applied belongs to what has been there from the beginning, until `begin()`. Default true: pods that are
   * loaded have long been running, and those that come later start.
   */
  readonly begun?: boolean;
}

export interface ApplyingOptions {
  /** Namespace of objects that name none. */
  readonly namespace?: string;
  /** Who applies: RBAC is asked for every object. Without it everything is allowed. */
  readonly as?: Person;
}

export interface RequestOptions {
  /** Namespace in which the client's name is looked up first. Default `default`. */
  readonly namespace?: string;
  /** Lift every policy function: the witness of a guarded negative. */
  readonly liftPolicies?: boolean;
}

export interface ResolveOptions extends RequestOptions {
  /** Address of the server to ask instead of the client's own, as in `dig @ADDRESS`. */
  readonly server?: string;
  /** As dig: also records of a name or type that was not asked for, which programs do not take. */
  readonly takesAll?: boolean;
}

export interface CurlOptions extends RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** curl's own flags, as `--resolve host:port:address`. */
  readonly resolve?: readonly { readonly host: string; readonly port: number; readonly address: string }[];
  /** curl's `-L`: go where the answer sends the client. */
  readonly follow?: boolean;
  /** curl's `--max-redirs`: how often. Default 50, which is also the most. */
  readonly maxRedirects?: number;
  /** curl's `-4` and `-6`: the only family of addresses that it asks for. */
  readonly family?: "IPv4" | "IPv6";
  /** curl's `--http2-prior-knowledge`: speak HTTP/2 without TLS. */
  readonly priorKnowledge?: boolean;
  /** curl's `-k`: take any certificate. */
  readonly insecure?: boolean;
  /** curl's `--cacert`: the PEM text of the only authorities that the client trusts. */
  readonly cacert?: string;
  /** curl's `--cert`: the PEM text of the certificate that the client shows. */
  readonly cert?: string;
  /** The name in the TLS hello, where it is not the URL's host; empty: none. */
  readonly serverName?: string;
  /** Whether the trace is to hold the bytes of the certificates that the client is shown. */
  readonly keepsChain?: boolean;
  /** Bytes of the request's body. Default 0. */
  readonly bodySize?: number;
  /** Connections that the client made before for the same URL: what limits of rates count. Ages in seconds. */
  readonly earlier?: readonly { readonly age: number; readonly isOpen?: boolean }[];
  /** curl's `-m`, in seconds: it decides how a timeout is worded. */
  readonly maxTime?: number;
}

export interface ConnectOptions extends RequestOptions {
  readonly port: number;
  /** Default TCP. */
  readonly protocol?: Protocol;
}

export interface RenderOptions {
  /** Default: the first node. */
  readonly node?: string;
  /** `[namespace/]name` of a pod or workload (its first pod). */
  readonly pod?: string;
  /** Namespace in which the pod's name is looked up first. Default `default`. */
  readonly namespace?: string;
}

/** A workload (or a pod without one) as the closed-world steps see it. */
export interface Workload {
  /** `namespace/name`. */
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `namespace/name` of its pods, in order. */
  readonly pods: readonly string[];
  /** What its pods listen on. */
  readonly listens: readonly { readonly port: Port; readonly protocol: Protocol }[];
}
