import type { PolicyRule } from "../../../api/rbac/roles.ts";
import type { Call, Command } from "../command.ts";
import { CommandError, PlainError, usageError } from "../failure.ts";
import { ALL_NAMESPACES, PRINT } from "../flags/common.ts";
import { bool, text } from "../flags/flag.ts";
import { printRules } from "../print/policy-rules.ts";
import { PLAIN_FORMATS, printerFor } from "../print/printer.ts";
import { structJson } from "../print/struct-json.ts";
import { alignTabs, TABLE_WIDTHS } from "../print/tabwriter.ts";
import { at, type Json, listAt, textAt } from "../server/api.ts";
import type { Resource } from "../server/resource.ts";

const RESOURCE_VERBS = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "use",
  "bind",
  "escalate",
  "impersonate",
  "approve",
  "sign",
  "attest",
  "*",
];
const PATH_VERBS = ["get", "put", "post", "head", "options", "delete", "patch", "*"];

export const AUTH: Command = {
  name: "auth",
  short: "Inspect authorization",
  commands: [
    {
      name: "can-i",
      short: "Check whether an action is allowed",
      usage: "VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]",
      examples: [
        "kubectl auth can-i create pods --all-namespaces",
        "kubectl auth can-i --list --namespace=shop",
      ],
      flags: [ALL_NAMESPACES, bool("quiet", "q"), bool("list"), bool("no-headers"), text("subresource")],
      run: canI,
    },
    { name: "whoami", short: "Experimental: Check self subject attributes", flags: PRINT, run: whoAmI },
  ],
};

function reviewResource(kind: string, group: string, plural: string): Resource {
  const rest = {
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: ["create"],
    subresources: [],
  };
  return { ...rest, group, version: "v1", kind, plural, namespaced: false };
}

function canI(call: Call): void {
  const { flags, args, session } = call;
  if (flags.bool("list")) {
    if (args.length > 0) throw new PlainError("list option must be specified with no arguments");
    listAll(call);
    return;
  }
  const [verb, target, ...more] = args;
  if (verb === undefined || target === undefined || more.length > 0)
    throw new PlainError(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  const isPath = target.startsWith("/");
  const known = isPath ? PATH_VERBS : RESOURCE_VERBS;
  const attributes = isPath ? { verb, path: target } : resourceAttributes(call, verb, target);
  if (!known.includes(verb)) session.err(`Warning: verb '${verb}' is not a known verb\n\n`);
  const spec = isPath ? { nonResourceAttributes: attributes } : { resourceAttributes: attributes };
  const kind = "SelfSubjectAccessReview";
  const resource = reviewResource(kind, "authorization.k8s.io", "selfsubjectaccessreviews");
  const review = { apiVersion: "authorization.k8s.io/v1", kind, metadata: {}, spec };
  const status = at(session.client.create({ resource, namespace: undefined }, review), "status");
  const isAllowed = at(status, "allowed") === true;
  const reasons = ["reason", "evaluationError"]
    .map((field) => textAt(status, field))
    .filter((one) => one !== "");
  if (!flags.bool("quiet"))
    session.out(isAllowed ? "yes\n" : `no${reasons.map((one) => ` - ${one}`).join("")}\n`);
  if (!isAllowed) throw new CommandError("");
}

function resourceAttributes({ flags, session }: Call, verb: string, target: string): Json {
  const [type = "", name = ""] = target.split("/", 2);
  const resource = type === "*" ? undefined : session.discovery.find(type);
  if (resource === undefined && type !== "*") {
    const [plain, ...group] = type.split(".");
    const where = group.length === 0 ? "" : ` in group '${group.join(".")}'`;
    session.err(`Warning: the server doesn't have a resource type '${plain}'${where}\n\n`);
  }
  if (resource !== undefined && !resource.namespaced && !flags.bool("all-namespaces")) {
    const where = resource.group === "" ? "" : ` in group '${resource.group}'`;
    session.err(`Warning: resource '${resource.plural}' is not namespace scoped${where}\n\n`);
  }
  return {
    namespace: flags.bool("all-namespaces") ? "" : session.namespace,
    verb,
    group: resource?.group ?? "",
    resource: resource?.plural ?? type,
    subresource: flags.text("subresource"),
    name,
  };
}

function listAll({ flags, session }: Call): void {
  const kind = "SelfSubjectRulesReview";
  const resource = reviewResource(kind, "authorization.k8s.io", "selfsubjectrulesreviews");
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind,
    metadata: {},
    spec: { namespace: session.namespace },
  };
  const status = at(session.client.create({ resource, namespace: undefined }, review), "status");
  const rules = [...listAt(status, "resourceRules"), ...listAt(status, "nonResourceRules")].map(ruleOf);
  session.out(printRules(rules, !flags.bool("no-headers")));
}

/** `convertToPolicyRule`. */
function ruleOf(rule: Json): PolicyRule {
  const words = (key: string): readonly string[] => {
    const value = rule[key];
    return Array.isArray(value) ? value.map(String) : [];
  };
  return {
    verbs: words("verbs"),
    apiGroups: words("apiGroups"),
    resources: words("resources"),
    resourceNames: words("resourceNames"),
    nonResourceURLs: words("nonResourceURLs"),
  };
}

function whoAmI({ flags, session, args, path }: Call): void {
  if (args.length > 0) throw usageError(path, `unexpected arguments: [${args.join(" ")}]`);
  const user = userOf(session.client);
  const output = flags.text("output");
  if (output !== "") {
    const review = {
      apiVersion: "authentication.k8s.io/v1",
      kind: "SelfSubjectReview",
      metadata: { creationTimestamp: null },
      status: { userInfo: user },
    };
    if (output === "name") session.out("selfsubjectreview.authentication.k8s.io/<unknown>\n");
    else if (output === "json") session.out(`${structJson(review)}\n`);
    else session.out(printerFor(output, flags, session.around, PLAIN_FORMATS)(review));
    return;
  }
  const groups = at(user, "groups");
  const rows = [
    ["ATTRIBUTE", "VALUE"],
    ["Username", textAt(user, "username")],
    ...(Array.isArray(groups) ? [["Groups", `[${groups.join(" ")}]`]] : []),
  ];
  session.out(alignTabs(rows.map((cells) => `${cells.join("\t")}\n`).join(""), TABLE_WIDTHS));
}

/** Who asks, as the server sees it. */
export function userOf(client: Call["session"]["client"]): unknown {
  const kind = "SelfSubjectReview";
  const resource = reviewResource(kind, "authentication.k8s.io", "selfsubjectreviews");
  const review = { apiVersion: "authentication.k8s.io/v1", kind, metadata: {} };
  return at(client.create({ resource, namespace: undefined }, review), "status", "userInfo");
}
