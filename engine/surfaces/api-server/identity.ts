import { authorize } from "../../cluster/rbac.ts";
import { authenticated, type Person } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { ApiRequest } from "./http.ts";
import { forbidden, StatusError } from "./status.ts";

/** Who asks, when the request does not say. */
const ADMIN: Person = { user: "kubernetes-admin", groups: ["system:masters", "system:authenticated"] };

/** `authorizerfactory.NewPrivilegedGroups`: may do everything, whatever the roles say. */
export function isPrivileged({ groups }: Person): boolean {
  return groups.includes("system:masters");
}

/** Whom the request is answered as: who sends it, or whom he impersonates. Throws a `StatusError` when he may not. */
export function personOf(view: ClusterView, request: ApiRequest): Person {
  const { user, groups = [], headers } = request;
  const sender = user === undefined ? ADMIN : authenticated({ user, groups });
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
