import { expect, it } from "vitest";
import type { Secret } from "../api/core/config.ts";
import { EC_CERTIFICATE, EC_SEC1, RSA_CERTIFICATE, RSA_PKCS1 } from "../testing/certificates.ts";
import { tlsSecret } from "./tls-secret.ts";

function secret(parts: Partial<Secret>): Secret {
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "tls" }, type: "kubernetes.io/tls", ...parts };
}

it("a pair is usable, in plain text or in base64", () => {
  const plain = { "tls.crt": RSA_CERTIFICATE, "tls.key": RSA_PKCS1 };
  const encoded = { "tls.crt": btoa(RSA_CERTIFICATE), "tls.key": btoa(RSA_PKCS1) };
  for (const found of [tlsSecret(secret({ stringData: plain })), tlsSecret(secret({ data: encoded }))])
    expect(found).toMatchObject({ kind: "usable", chain: [{ commonName: "shop.example.com" }] });
});

it("each thing that is wrong is said", () => {
  const why = (parts: Partial<Secret>): unknown => tlsSecret(secret(parts));
  expect(why({})).toEqual({ kind: "unread" });
  expect(why({ type: "Opaque" })).toEqual({
    kind: "broken",
    why: "is of type Opaque, not kubernetes.io/tls",
  });
  expect(why({ data: { "tls.crt": "%", "tls.key": "" } })).toEqual({
    kind: "broken",
    why: "has no PEM block CERTIFICATE in tls.crt",
  });
  expect(why({ stringData: { "tls.crt": EC_CERTIFICATE } })).toEqual({
    kind: "broken",
    why: "has no PEM block PRIVATE KEY in tls.key",
  });
  expect(why({ stringData: { "tls.crt": RSA_CERTIFICATE, "tls.key": EC_SEC1 } })).toEqual({
    kind: "broken",
    why: "has a private key that does not belong to the certificate in tls.key",
  });
});
