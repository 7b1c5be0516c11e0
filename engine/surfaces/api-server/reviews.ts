import { isJsonObject, type JsonObject } from "./schema/json.ts";

/** Who asks, when the request does not say. */
const ADMIN = { username: "kubernetes-admin", groups: ["system:masters", "system:authenticated"] };

export interface Asker {
  readonly user?: string;
  readonly groups?: readonly string[];
}

/** Answers by kind of review. Nothing here holds Roles, so every request is authorized, as with `AlwaysAllow`. */
export function review(kind: string, body: unknown, asker: Asker): JsonObject {
  const sent = isJsonObject(body) ? body : {};
  const answer = { ...sent, kind, metadata: isJsonObject(sent["metadata"]) ? sent["metadata"] : {} };
  const spec = isJsonObject(sent["spec"]) ? sent["spec"] : {};
  switch (kind) {
    case "SelfSubjectReview": {
      const { user: username = ADMIN.username, groups = ADMIN.groups } = asker;
      return { ...answer, status: { userInfo: { username, groups } } };
    }
    case "SelfSubjectRulesReview":
      return {
        ...answer,
        spec,
        status: {
          resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
          nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
          incomplete: false,
        },
      };
    default:
      return { ...answer, spec, status: { allowed: true } };
  }
}
