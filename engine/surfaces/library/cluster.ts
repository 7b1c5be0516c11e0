import type { KubernetesObject } from "../../api/meta.ts";
import type { Profile } from "../../cluster/profile.ts";
import type { EndingKind } from "../../trace/ending.ts";
import type { Trace } from "../../trace/trace.ts";
import type { Issue } from "../../values/issue.ts";
import type { ObjectName } from "../../values/object-name.ts";
import type { Protocol } from "../../values/protocol.ts";
import type {
  ClusterOptions,
  ConnectOptions,
  CurlOptions,
  ManifestInput,
  RequestOptions,
  Workload,
} from "./options.ts";

/**
 * A simulated cluster: real manifests in, verdicts with reasons out. Synchronous, no I/O.
 *
 * Throws `InputError` for manifests that cannot be used (nothing is applied then) and `NameError` for a client
 * or object name that is unknown or ambiguous. Traffic that fails is a `Trace`, never an exception.
 */
export class Cluster {
  static load(_input: ManifestInput, _options: ClusterOptions = {}): Cluster {
    throw new Error("not built yet");
  }

  /** Warnings and notes about everything loaded so far. */
  get issues(): readonly Issue[] {
    throw new Error("not built yet");
  }

  get profile(): Profile {
    throw new Error("not built yet");
  }

  /** Applies manifests on top of what is there; returns their warnings. */
  apply(_input: ManifestInput, _options: { readonly namespace?: string } = {}): readonly Issue[] {
    throw new Error("not built yet");
  }

  /** `kind/name`, `kind/namespace/name` (kind, plural or short name) or an object name. */
  delete(_object: string | ObjectName, _options: RequestOptions = {}): void {
    throw new Error("not built yet");
  }

  /** The HTTP request that `curl URL` in the client would make. `host:port` without scheme means HTTP. */
  curl(_client: string, _url: string, _options: CurlOptions = {}): Trace {
    throw new Error("not built yet");
  }

  /** A raw connection. `host` is an address or a name for the client's resolver. */
  connect(_client: string, _host: string, _options: ConnectOptions): Trace {
    throw new Error("not built yet");
  }

  /** A raw connection to a pod's own address. `pod` is `[namespace/]name` of a pod or workload. */
  connectToPod(_client: string, _pod: string, _options: ConnectOptions): Trace {
    throw new Error("not built yet");
  }

  /** A DNS look-up by the client's resolver. `type` defaults to A. */
  resolve(_client: string, _name: string, _type?: "A" | "AAAA", _options: RequestOptions = {}): Trace {
    throw new Error("not built yet");
  }

  /** Policy only, listeners ignored. `from` and `to`: `namespace/name` of a pod or workload, or an address. */
  policyAllows(_from: string, _to: string, _protocol: Protocol, _port: number): boolean {
    throw new Error("not built yet");
  }

  /** The ending of a raw connection from one pod to another pod's address, without a trace: for matrices. */
  probe(_fromPod: string, _toPod: string, _protocol: Protocol, _port: number): EndingKind {
    throw new Error("not built yet");
  }

  /** Workloads and bare pods that the input brought (not the ambient cluster's), by namespace and name. */
  workloads(): readonly Workload[] {
    throw new Error("not built yet");
  }

  /** Objects as stored, by kind (or all), in namespace/name order. */
  objects(_kind?: string): readonly KubernetesObject[] {
    throw new Error("not built yet");
  }

  /** Sets a pod's Ready condition; controllers follow. `pod` is `[namespace/]name`. */
  setReady(_pod: string, _ready: boolean, _options: RequestOptions = {}): void {
    throw new Error("not built yet");
  }

  /** Moves the cluster's clock. */
  advance(_seconds: number): void {
    throw new Error("not built yet");
  }

  /** Makes a name outside the cluster resolve, and its address answer. */
  addExternalHost(_host: string, _address: string): void {
    throw new Error("not built yet");
  }

  /** Findings of the lint rules, errors first. */
  lint(): readonly Issue[] {
    throw new Error("not built yet");
  }
}
