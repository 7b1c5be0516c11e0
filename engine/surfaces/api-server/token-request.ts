import type { KubernetesObject } from "../../api/meta.ts";
import { formatTimestamp } from "../../values/clock.ts";
import { invalidField } from "./invalid.ts";
import { isJsonObject, type JsonObject } from "./schema/json.ts";
import { ISSUER, tokenOf } from "./token.ts";

const HOUR = 3600;
/** Tokens that live shorter are refused (pkg/apis/authentication/validation). */
const SHORTEST = 600;

/** `POST …/serviceaccounts/NAME/token`: a token for the account. */
export function requestToken(account: KubernetesObject, body: unknown, now: number): JsonObject {
  const spec = isJsonObject(body) && isJsonObject(body["spec"]) ? body["spec"] : {};
  const { audiences: asked, expirationSeconds } = spec;
  const { name, namespace = "default", uid = "" } = account.metadata;
  const seconds = Number(expirationSeconds ?? HOUR);
  if (!(seconds >= SHORTEST)) {
    const request = { group: "authentication.k8s.io", plural: "tokenrequests", kind: "TokenRequest" };
    const words = `Invalid value: ${seconds}: may not specify a duration less than 10 minutes`;
    throw invalidField(request, "", "spec.expirationSeconds", words);
  }
  const audiences = Array.isArray(asked) && asked.length > 0 ? asked.map(String) : [ISSUER];
  const token = tokenOf({ namespace, name, uid }, { now, seconds, audiences });
  return {
    kind: "TokenRequest",
    apiVersion: "authentication.k8s.io/v1",
    metadata: { name, namespace, creationTimestamp: formatTimestamp(now) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: spec["boundObjectRef"] ?? null },
    status: { token, expirationTimestamp: formatTimestamp(now + seconds * 1000) },
  };
}
