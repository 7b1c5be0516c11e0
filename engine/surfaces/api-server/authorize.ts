import { type Attributes, authorize } from "../../cluster/rbac.ts";
import type { Person } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { type Address, addressOf, type SplitPath } from "./address.ts";
import type { ApiRequest } from "./http.ts";
import { isPrivileged } from "./identity.ts";
import { forbidden, forbiddenPath } from "./status.ts";

const VERBS: Readonly<Record<string, string>> = { POST: "create", PUT: "update", PATCH: "patch" };

/** Lets the request through where a role allows it. Throws a `StatusError` with 403 in upstream's words where none does. */
export function checkAccess(view: ClusterView, person: Person, request: ApiRequest, path: SplitPath): void {
  if (isPrivileged(person)) return;
  if (!isResource(path)) {
    const asked = { verb: request.method.toLowerCase(), path: `/${path.segments.join("/")}` };
    const { allowed, reason } = authorize(view, person, asked);
    if (!allowed) throw forbiddenPath(person.user, asked, reason);
    return;
  }
  const address = addressOf(path);
  const asked = attributesOf(request.method, address);
  check(view, person, asked);
  if (asked.verb === "patch" && makesObject(view, request, address))
    check(view, person, { ...asked, verb: "create" });
}

function check(view: ClusterView, person: Person, asked: Attributes): void {
  const { allowed, reason } = authorize(view, person, asked);
  if (!allowed) throw forbidden(person.user, asked, reason);
}

function isResource({ segments: [root, ...rest] }: SplitPath): boolean {
  return root === "api" ? rest.length > 1 : root === "apis" && rest.length > 2;
}

/** `RequestInfoFactory.NewRequestInfo`: a namespace is taken to be inside itself, and a selected name is a name. */
function attributesOf(
  method: string,
  { resource, namespace, name, subresource, query }: Address,
): Attributes {
  const { plural, group } = resource;
  const inside = plural === "namespaces" ? name : namespace;
  const selected = /(?:^|,)metadata\.name==?([^,]+)/.exec(query.get("fieldSelector") ?? "")?.[1];
  const named = name ?? (method === "GET" || method === "DELETE" ? selected : undefined);
  return {
    verb: verbOf(method, name, query),
    group,
    resource: subresource === undefined ? plural : `${plural}/${subresource}`,
    ...(inside === undefined ? {} : { namespace: inside }),
    ...(named === undefined ? {} : { name: named }),
  };
}

function verbOf(method: string, name: string | undefined, query: URLSearchParams): string {
  if (method === "DELETE") return name === undefined ? "deletecollection" : "delete";
  const other = Object.hasOwn(VERBS, method) ? VERBS[method] : undefined;
  if (other !== undefined) return other;
  if (isTrue(query.get("watch"))) return "watch";
  return name === undefined ? "list" : "get";
}

function isTrue(text: string | null): boolean {
  return text !== null && text !== "false" && text !== "0";
}

/** Server-side apply of what is not there makes it, and has to be allowed to. */
function makesObject(
  view: ClusterView,
  { headers }: ApiRequest,
  { resource: { stored }, namespace, name = "" }: Address,
): boolean {
  if (stored === undefined || !(headers["content-type"] ?? "").startsWith("application/apply-patch"))
    return false;
  return view.get(stored, namespace, name) === undefined;
}
