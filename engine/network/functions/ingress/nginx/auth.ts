import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import { secretText } from "../../../../cluster/tls-secret.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";
import { credentialsOf, letsIn } from "./basic-auth.ts";

/** What keeps a request out before it is proxied: a status, the annotation that asks for it, and why. */
export interface Refusal {
  readonly status: number;
  readonly annotation: string;
  readonly why: string;
  readonly headers?: HttpHeaders;
}

/** 503 where the Secret of `auth-secret` cannot be used at all (annotations/auth: the location is denied). */
export function authProblem(view: ClusterView, ingress: Ingress): Refusal | undefined {
  if (typeOf(ingress) === undefined) return undefined;
  const users = usersOf(view, ingress);
  return typeof users === "string" ? undefined : { status: 503, annotation: "auth-secret", why: users.why };
}

function typeOf(ingress: Ingress): "basic" | "digest" | undefined {
  const type = annotation(ingress, "auth-type");
  return type === "basic" || type === "digest" ? type : undefined;
}

/** `auth-type: basic` (or `digest`) with `auth-secret`: 401 without credentials that the Secret knows. */
export function authRefusal(
  view: ClusterView,
  ingress: Ingress,
  { headers }: HttpRequest,
): Refusal | undefined {
  const type = typeOf(ingress);
  const users = usersOf(view, ingress);
  if (type === undefined || typeof users !== "string") return undefined;
  const realm = annotation(ingress, "auth-realm") ?? "";
  const challenge = {
    "www-authenticate": `${type === "basic" ? "Basic" : "Digest"} realm="${realm.replaceAll('"', "'")}"`,
  };
  const refused = (why: string): Refusal => ({
    status: 401,
    annotation: "auth-type",
    why,
    headers: challenge,
  });
  const header = headers["authorization"];
  if (header === undefined) return refused("the request names no user");
  // What a digest is made of is not in one request alone.
  if (type === "digest") return undefined;
  const credentials = credentialsOf(header);
  if (credentials === undefined) return refused("the Authorization header is not of the basic kind");
  const [user, password] = credentials;
  return letsIn(users, user, password)
    ? undefined
    : refused(`the Secret has no user ${user} with this password`);
}

function usersOf(view: ClusterView, ingress: Ingress): string | { readonly why: string } {
  const { namespace = "default" } = ingress.metadata;
  const text = annotation(ingress, "auth-secret") ?? "";
  const [where, name] = text.includes("/") ? (text.split("/", 2) as [string, string]) : [namespace, text];
  if (where !== namespace) return { why: `Secret ${where}/${name} is in another namespace` };
  const secret = view.get("Secret", namespace, name);
  if (secret === undefined) return { why: `there is no Secret ${namespace}/${name}` };
  if (annotation(ingress, "auth-secret-type") === "auth-map")
    return Object.keys({ ...secret.data, ...secret.stringData })
      .map((user) => `${user}:${secretText(secret, user)}`)
      .join("\n");
  const file = secretText(secret, "auth");
  return file === "" ? { why: `Secret ${namespace}/${name} has no key auth` } : file;
}
