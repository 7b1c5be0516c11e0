import { secretText, tlsSecret } from "../../cluster/tls-secret.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { Ending } from "../../trace/ending.ts";
import type { ObjectUse } from "../../trace/step.ts";
import { type Certificate, readCertificates } from "../../values/certificate.ts";
import {
  type Distrust,
  distrustOf,
  isSelfSigned,
  nameCovers,
  type TrustSettings,
} from "../../values/certificate-trust.ts";
import { formatTimestamp } from "../../values/clock.ts";
import { hostOfAuthority, type TlsHello } from "../../values/http-message.ts";

/** The certificate that a proxy shows to a client. */
export interface Served {
  /** In words, as in `the certificate of Secret shop/shop-tls`. */
  readonly what: string;
  /** The proxy's own certificate first; absent where its bytes are not known. */
  readonly chain?: readonly Certificate[];
  /** Names it is for, where it cannot be read: the proxy's default, or one whose data the input leaves out. */
  readonly names?: readonly string[];
  /** Whether it is one that the proxy made for itself. */
  readonly isSelfMade?: boolean;
  /** Why it is not the one that somebody wanted. */
  readonly why?: string;
  readonly objects: readonly ObjectUse[];
}

/** What steps of every proxy say of a served certificate. */
export interface ServedFacts {
  /** Name in the client's hello; empty when it named none. */
  readonly serverName: string;
  readonly served: string;
  /** Names that the certificate is for. */
  readonly names: readonly string[];
  /** RFC 3339; absent where it is not known. */
  readonly expires?: string;
  readonly why?: string;
  /** Its bytes and those sent with it, in hexadecimal, where the client keeps them. */
  readonly chain?: readonly string[];
  readonly objects: readonly ObjectUse[];
}

export interface RefusedFacts extends ServedFacts {
  readonly distrust: Distrust;
  /** What the client holds against it. */
  readonly problem: string;
}

/** What the client makes of the certificate: it goes on, or it gives up and why. */
export type Judged =
  | { readonly facts: ServedFacts }
  | { readonly refused: RefusedFacts; readonly ending: Ending };

export function judgeServed(view: ClusterView, hello: TlsHello | undefined, served: Served): Judged {
  const facts = factsOf(hello, served);
  const distrust = hello?.verify === true ? whyDistrusted(view, hello, served) : undefined;
  if (distrust === undefined) return { facts };
  const refused = { ...facts, distrust, problem: PROBLEMS[distrust](facts) };
  return { refused, ending: { kind: "tls-failed", reason: "certificate", distrust } };
}

function factsOf(hello: TlsHello | undefined, { what, chain, names, why, objects }: Served): ServedFacts {
  const [leaf] = chain ?? [];
  const own = leaf === undefined ? (names ?? []) : [...leaf.names, ...leaf.addresses, ...leaf.uris];
  const common = leaf?.commonName === undefined ? [] : [leaf.commonName];
  return {
    serverName: hostOfAuthority(hello?.serverName ?? ""),
    served: what,
    names: own.length > 0 ? own : common,
    ...(leaf === undefined ? {} : { expires: formatTimestamp(leaf.notAfter) }),
    ...(why === undefined ? {} : { why }),
    ...(hello?.keepsChain === true && chain !== undefined ? { chain: chain.map(({ text }) => text) } : {}),
    objects,
  };
}

const PROBLEMS: Readonly<Record<Distrust, (facts: ServedFacts) => string>> = {
  "self-signed": () => "it is signed by itself",
  "self-signed-in-chain": () => "its authority is somebody's own",
  "unknown-issuer": () => "the client does not know who issued it",
  "unknown-root": () => "the client does not know who issued its authority's certificate",
  "too-many-between": () => "more authorities stand above it than the client allows",
  "not-an-authority": () => "a certificate above it may not sign others",
  "path-too-long": () => "an authority above it may not have as many below it",
  "other-purpose": () => "it, or one above it, is not for servers",
  "bad-signature": () => "its signature, or one above it, was made with another key than its issuer's",
  expired: ({ expires }) => `it, or one above it, has expired${expires === undefined ? "" : ` (${expires})`}`,
  "not-yet-valid": () => "it is not valid yet",
  "other-host": ({ names }) => `it is for ${names.length === 0 ? "no host" : names.join(", ")}`,
};

function whyDistrusted(view: ClusterView, hello: TlsHello, served: Served): Distrust | undefined {
  const { chain, names, isSelfMade = false } = served;
  const host = hello.serverName ?? hello.address ?? "";
  const authorities = authoritiesOf(hello);
  if (chain !== undefined) {
    const { now, isSet } = view.clock;
    const { expects, needsRoot, mostBetween } = hello;
    const settings: TrustSettings = {
      host,
      now,
      isDated: isSet,
      own: ownAuthorities(view),
      ...(expects === undefined ? {} : { expects }),
      ...(needsRoot === undefined ? {} : { needsRoot }),
      ...(mostBetween === undefined ? {} : { mostBetween }),
      ...(authorities === undefined ? {} : { authorities }),
    };
    return distrustOf(chain, settings);
  }
  if (isSelfMade) return "self-signed";
  if (names === undefined) return undefined;
  const asked = hostOfAuthority(host);
  return names.some((name) => nameCovers(name, asked)) ? undefined : "other-host";
}

function authoritiesOf({ authorities }: TlsHello): readonly Certificate[] | undefined {
  if (authorities === undefined) return undefined;
  const read = readCertificates(authorities);
  return "problem" in read ? [] : read;
}

const known = new WeakMap<ClusterView, readonly Certificate[]>();

/** Roots that lie in the input: no client outside knows them. */
export function ownAuthorities(view: ClusterView): readonly Certificate[] {
  let found = known.get(view);
  if (found === undefined) {
    const secrets = view.list("Secret").flatMap((secret) => {
      const own = tlsSecret(secret);
      const bundle = readCertificates(secretText(secret, "ca.crt"));
      return [...(own.kind === "usable" ? own.chain : []), ...("problem" in bundle ? [] : bundle)];
    });
    const bundles = view.list("ConfigMap").flatMap(({ data = {} }) => {
      const read = readCertificates(data["ca.crt"] ?? data["ca-bundle.crt"] ?? "");
      return "problem" in read ? [] : read;
    });
    found = [...secrets, ...bundles].filter((one) => one.isAuthority && isSelfSigned(one));
    known.set(view, found);
  }
  return found;
}
