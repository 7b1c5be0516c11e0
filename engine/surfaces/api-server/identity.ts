import { authorize } from "../../cluster/rbac.ts";
import { authenticated, type Person } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { ApiRequest } from "./http.ts";
import { madeAt } from "./list.ts";
import { forbidden, StatusError } from "./status.ts";
import { ownerOf } from "./token.ts";

/** Who asks, when the request does not say. */
const ADMIN: Person = { user: "kubernetes-admin", groups: ["system:masters", "system:authenticated"] };

/** `authorizerfactory.NewPrivilegedGroups`: may do everything, whatever the roles say. */
export function isPrivileged({ groups }: Person): boolean {
  return groups.includes("system:masters");
}

/** Whom the request is answered as: who sends it, or whom he impersonates. Throws a `StatusError` when he may not. */
export function personOf(view: ClusterView, request: ApiRequest, now: number): Person {
  const { headers } = request;
  const sender = senderOf(view, request, now);
  const name = headers["impersonate-user"] ?? "";
  const names = (headers["impersonate-group"] ?? "").split(/,\s*/).filter((one) => one !== "");
  if (name === "") {
    if (names.length === 0) return sender;
    const words = `Internal error occurred: requested [${names.join(" ")}] without impersonating a user`;
    throw new StatusError(500, "InternalError", words);
  }
  checkImpersonation(view, sender, "users", name);
  for (const group of names) checkImpersonation(view, sender, "groups", group);
  return authenticated({ user: name, groups: names });
}

/** A token says who sends the request; one that is none of this cluster's is refused, as by every authenticator. */
function senderOf(view: ClusterView, { user, groups = [], headers }: ApiRequest, now: number): Person {
  const [, token] = /^Bearer +(\S.*)$/i.exec(headers["authorization"] ?? "") ?? [];
  if (token === undefined) return user === undefined ? ADMIN : authenticated({ user, groups });
  const owner = ownerOf(token, now);
  const account = owner && accountAt(view, owner.namespace, owner.name);
  if (owner === undefined || account?.metadata.uid !== owner.uid)
    throw new StatusError(401, "Unauthorized", "Unauthorized");
  return authenticated({ user: `system:serviceaccount:${owner.namespace}:${owner.name}`, groups: [] });
}

/** A namespace's account, stored or not. */
export function accountAt(view: ClusterView, namespace: string, name: string): ReturnType<typeof madeAt> {
  return (
    view.get("ServiceAccount", namespace, name) ?? madeAt(view, { kind: "ServiceAccount" }, namespace, name)
  );
}

function checkImpersonation(view: ClusterView, sender: Person, kind: "users" | "groups", name: string): void {
  if (isPrivileged(sender)) return;
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  const asked = { verb: "impersonate", group: "" };
  const wanted =
    kind === "users" && namespace !== undefined && account !== undefined
      ? { ...asked, resource: "serviceaccounts", namespace, name: account }
      : { ...asked, resource: kind, name };
  const { allowed, reason } = authorize(view, sender, wanted);
  if (!allowed) throw forbidden(sender.user, wanted, reason);
}
