import type { PolicyRule } from "../../api/rbac/roles.ts";
import { type Attributes, authorize, type PathAttributes } from "../../cluster/rbac.ts";
import { grantsTo, type Person } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { isPrivileged } from "./identity.ts";
import { invalidField } from "./invalid.ts";
import type { Resource } from "./resources.ts";
import { isJsonObject, type JsonObject } from "./schema/json.ts";
import { badRequest } from "./status.ts";

/** Kinds of which nothing is kept: they ask something and are answered. */
export function isReview({ group }: Resource): boolean {
  return group === "authorization.k8s.io" || group === "authentication.k8s.io";
}

/** Answers a review: who somebody is, what he may do, whether he may do one thing. */
export function review(view: ClusterView, resource: Resource, body: unknown, asker: Person): JsonObject {
  const { kind } = resource;
  const sent = isJsonObject(body) ? body : {};
  const spec = partOf(sent, "spec");
  const answer = { ...sent, kind, metadata: partOf(sent, "metadata") };
  switch (kind) {
    case "SelfSubjectReview":
      return { ...answer, status: { userInfo: { username: asker.user, groups: asker.groups } } };
    case "SelfSubjectRulesReview":
      return { ...answer, spec, status: rulesFor(view, asker, textOf(spec, "namespace")) };
    case "SubjectAccessReview":
      return { ...answer, spec, status: access(view, resource, spec, subjectOf(resource, spec)) };
    default:
      return { ...answer, spec, status: access(view, resource, spec, asker) };
  }
}

function partOf(object: JsonObject, key: string): JsonObject {
  const part = object[key];
  return isJsonObject(part) ? part : {};
}

function textOf(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === "string" ? value : "";
}

/** Of whom the review speaks; nobody's groups are added. */
function subjectOf(resource: Resource, spec: JsonObject): Person {
  const user = textOf(spec, "user");
  const given = spec["groups"];
  const groups = Array.isArray(given) ? given.filter((one): one is string => typeof one === "string") : [];
  if (user !== "" || groups.length > 0) return { user, groups };
  const words = 'Invalid value: "": at least one of user or group must be specified';
  throw invalidField(resource, "", "spec.user", words);
}

function access(view: ClusterView, resource: Resource, spec: JsonObject, person: Person): JsonObject {
  const asked = askedIn(resource, spec);
  if (isPrivileged(person)) return { allowed: true };
  const { allowed, reason } = authorize(view, person, asked);
  return reason === "" ? { allowed } : { allowed, reason };
}

function askedIn(resource: Resource, spec: JsonObject): Attributes | PathAttributes {
  const { resourceAttributes: wanted, nonResourceAttributes: path } = spec;
  if (isJsonObject(path) && !isJsonObject(wanted))
    return { verb: textOf(path, "verb"), path: textOf(path, "path") };
  if (!isJsonObject(wanted) || isJsonObject(path)) {
    const words =
      "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified";
    throw invalidField(resource, "", "spec.resourceAttributes", words);
  }
  const [plural, subresource] = [textOf(wanted, "resource"), textOf(wanted, "subresource")];
  return {
    verb: textOf(wanted, "verb"),
    group: textOf(wanted, "group"),
    resource: subresource === "" ? plural : `${plural}/${subresource}`,
    namespace: textOf(wanted, "namespace"),
    name: textOf(wanted, "name"),
  };
}

/** Every rule that a binding gives, as `RulesFor` of the RBAC authorizer lists them. */
function rulesFor(view: ClusterView, person: Person, namespace: string): JsonObject {
  if (namespace === "") throw badRequest("no namespace on request");
  const rules = [...grantsTo(view, person, namespace)].flatMap((grant) => grant.rules ?? []);
  const isPath = ({ nonResourceURLs = [] }: PolicyRule): boolean => nonResourceURLs.length > 0;
  return {
    resourceRules: rules.filter((rule) => !isPath(rule)),
    nonResourceRules: rules.filter(isPath),
    incomplete: false,
  };
}
