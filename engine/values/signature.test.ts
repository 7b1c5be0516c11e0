import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { EC_CERTIFICATE, EC_SEC1, RSA_CERTIFICATE, RSA_PKCS1 } from "../testing/certificates.ts";
import { CHAINS, type ChainName } from "../testing/chains.ts";
import { type Certificate, readCertificates } from "./certificate.ts";
import { mintCertificate } from "./certificate-mint.ts";
import { verifyChain } from "./certificate-trust.ts";
import { OPENSSL_ERRORS } from "./openssl-words.ts";

const NOW = Date.UTC(2030, 0, 1);

function read(text: string): readonly Certificate[] {
  const found = readCertificates(text);
  if ("problem" in found) throw new Error(found.problem);
  return found;
}

function texts(names: readonly ChainName[]): readonly Certificate[] {
  return names.flatMap((name) => read(CHAINS[name]));
}

/** What `openssl verify -purpose sslserver -auth_level 0 -CAfile …` said of the same files. */
const SAID: readonly (readonly [authority: ChainName, chain: readonly ChainName[], said: string])[] = [
  ["root", ["leaf", "inter"], ""],
  ["root", ["rsaleaf"], ""],
  ["impostor", ["rsaleaf"], "error 7 at 0 depth lookup: certificate signature failure"],
  ["edroot", ["edleaf"], ""],
  ["root", ["undernotca", "notca"], "error 79 at 1 depth lookup: invalid CA certificate"],
  ["root", ["undernosign", "nosign"], "error 79 at 1 depth lookup: invalid CA certificate"],
  ["root", ["toolong", "below", "short"], "error 25 at 2 depth lookup: path length constraint exceeded"],
  ["root", ["forclients"], "error 26 at 0 depth lookup: unsuitable certificate purpose"],
  ["old", ["underold"], ""],
  ["inter", ["leaf"], "error 2 at 1 depth lookup: unable to get issuer certificate"],
  ["root", ["leaf"], "error 20 at 0 depth lookup: unable to get local issuer certificate"],
];

describe("a chain is judged as OpenSSL judges it", () => {
  it.each(SAID)("%s, %j: %s", (authority, chain, said) => {
    const { problem } = verifyChain(texts(chain), {
      host: "shop.example.com",
      now: NOW,
      isDated: true,
      authorities: texts([authority]),
      own: [],
      needsRoot: true,
    });
    const [code, words] = problem === undefined ? [0, ""] : OPENSSL_ERRORS[problem.distrust];
    expect(problem === undefined ? "" : `error ${code} at ${problem.depth} depth lookup: ${words}`).toBe(
      said,
    );
  });

  it("one changed bit of the signature, or of what was signed, is enough", () => {
    for (const name of ["leaf", "rsaleaf", "edleaf"] as const) {
      const [certificate] = texts([name]);
      if (certificate === undefined) throw new Error(name);
      const signature = certificate.signature.slice();
      const last = signature.length - 1;
      signature[last] = (signature[last] ?? 0) ^ 1;
      const signed = certificate.signed.slice();
      signed[signed.length - 1] = (signed[signed.length - 1] ?? 0) ^ 1;
      for (const changed of [
        { ...certificate, signature },
        { ...certificate, signed },
      ]) {
        const { problem } = verifyChain([changed, ...texts(["inter"])], {
          host: "shop.example.com",
          now: NOW,
          isDated: true,
          authorities: texts(["root", "edroot"]),
          own: [],
        });
        expect([name, problem?.distrust]).toEqual([name, "bad-signature"]);
      }
    }
  });

  it("more authorities in between than somebody allows", () => {
    const { problem } = verifyChain(texts(["toolong", "below", "short"]), {
      host: "shop.example.com",
      now: NOW,
      isDated: true,
      authorities: texts(["root"]),
      own: [],
      mostBetween: 1,
    });
    expect(problem).toEqual({ distrust: "too-many-between", depth: 2 });
  });

  it("curl is content with an authority that is no root", () => {
    const settings = { host: "shop.example.com", now: NOW, isDated: true, own: [] };
    expect(
      verifyChain(texts(["leaf"]), { ...settings, authorities: texts(["inter"]) }).problem,
    ).toBeUndefined();
  });
});

describe("made-up certificates are really signed", () => {
  const dates = { notBefore: Date.UTC(2026, 0, 1), notAfter: Date.UTC(2027, 0, 1) };
  const root = mintCertificate({ hosts: ["Shop Root"], isAuthority: true, ...dates });

  it("by the authority that they name, the same each time, as OpenSSL reads it", () => {
    const wanted = { hosts: ["shop.example.com", "10.0.0.1"], issuer: "Shop Root", ...dates };
    const leaf = mintCertificate(wanted);
    expect(mintCertificate(wanted)).toEqual(leaf);
    const [one, above] = [new X509Certificate(leaf.certificate), new X509Certificate(root.certificate)];
    expect(one.verify(above.publicKey)).toBe(true);
    expect(one.checkIssued(above)).toBe(true);
    expect(above.verify(above.publicKey)).toBe(true);
    expect(one.verify(one.publicKey)).toBe(false);
    expect(one.checkPrivateKey(createPrivateKey(leaf.key))).toBe(true);
    expect(one.subjectAltName).toBe("DNS:shop.example.com, IP Address:10.0.0.1");
    expect(above.ca).toBe(true);
  });

  it("by a key that somebody brings", () => {
    for (const issuer of [
      { certificate: RSA_CERTIFICATE, key: RSA_PKCS1 },
      { certificate: EC_CERTIFICATE, key: EC_SEC1 },
    ]) {
      const leaf = new X509Certificate(
        mintCertificate({ hosts: ["a.example"], issuer, ...dates }).certificate,
      );
      expect(leaf.verify(new X509Certificate(issuer.certificate).publicKey)).toBe(true);
    }
    expect(() =>
      mintCertificate({ hosts: ["a"], issuer: { certificate: RSA_CERTIFICATE, key: "" }, ...dates }),
    ).toThrow("the issuer's certificate or key cannot be read");
  });
});
