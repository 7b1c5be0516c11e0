import type { ServedFacts } from "../../../network/shared/served-certificate.ts";
import type { Branch } from "../../../trace/trace.ts";
import { type Certificate, readCertificates } from "../../../values/certificate.ts";
import { mintCertificate } from "../../../values/certificate-mint.ts";
import { pemOf } from "./openssl-text.ts";

/** What the first that ends TLS shows; `undefined` where nobody does. Bytes that nobody knows are made up. */
export function shownBy({ legs, ending }: Branch, host: string): readonly Certificate[] | undefined {
  const steps = legs.flatMap(({ hops }) => hops.map(({ step }) => step as Shown));
  const found = steps.find(({ code, shown }) => SHOWING.has(code) || shown !== undefined);
  const facts: Partial<ServedFacts> | undefined = found?.shown ?? found;
  if (facts === undefined && ending.kind !== "answered") return undefined;
  const text = facts?.chain?.map(hexToPem).join("") ?? madeUp(facts, host);
  const read = readCertificates(text);
  return "problem" in read ? undefined : read;
}

const SHOWING = new Set(["certificate-served", "certificate-refused"]);

type Shown = Partial<ServedFacts> & { readonly code: string; readonly shown?: ServedFacts };

const DATES = { notBefore: 1_735_689_600_000, notAfter: 2_366_841_600_000 };

function madeUp(facts: Partial<ServedFacts> | undefined, host: string): string {
  const { served = "", names = [] } = facts ?? {};
  const hosts = names.length > 0 ? names : [host];
  const isSelfMade =
    served.endsWith("Fake Certificate") || (served.startsWith("its default") && names.length === 0);
  const wanted = isSelfMade ? { hosts, commonName: served } : { hosts, issuer: "Example Public CA" };
  return mintCertificate({ ...wanted, ...DATES }).certificate;
}

function hexToPem(text: string): string {
  return pemOf({ text });
}
