import { MADE_FLAGS, madeMetadata, make } from "../change/made.ts";
import { compact, nameArgument, requireFlags } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { CommandError, PlainError } from "../failure.ts";
import { type Flag, list, text } from "../flags/flag.ts";
import type { Json } from "../server/api.ts";

const GROUP = "rbac.authorization.k8s.io";
const VERBS = new Set(
  "get list watch create update patch delete deletecollection use bind escalate impersonate approve sign *".split(
    " ",
  ),
);
const PATH_VERBS = new Set("get put post head options delete patch *".split(" "));

const RULE_FLAGS: readonly Flag[] = [
  ...MADE_FLAGS,
  list("verb", "slice"),
  list("resource", "slice"),
  list("resource-name", "array"),
];
const SUBJECT_FLAGS: readonly Flag[] = [
  ...MADE_FLAGS,
  text("clusterrole"),
  list("user", "array"),
  list("group", "array"),
  list("serviceaccount", "array"),
];

export const CREATE_ROLES: readonly Command[] = [
  {
    name: "role",
    short: "Create a role with single rule",
    usage: "NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [options]",
    flags: RULE_FLAGS,
    run: createRole,
  },
  {
    name: "clusterrole",
    short: "Create a cluster role",
    usage: "NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [options]",
    flags: [...RULE_FLAGS, list("non-resource-url", "slice"), list("aggregation-rule", "slice")],
    run: createClusterRole,
  },
  {
    name: "rolebinding",
    short: "Create a role binding for a particular role or cluster role",
    usage: "NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [options]",
    flags: [...SUBJECT_FLAGS, text("role")],
    run: createRoleBinding,
  },
  {
    name: "clusterrolebinding",
    short: "Create a cluster role binding for a particular cluster role",
    usage: "NAME --clusterrole=NAME [--user=username] [--group=groupname] [options]",
    flags: SUBJECT_FLAGS,
    run: createClusterRoleBinding,
  },
];

function createRole(call: Call): void {
  const metadata = madeMetadata(call, nameArgument(call));
  const verbs = verbsOf(call);
  if (verbs.length === 0) throw new PlainError("at least one verb must be specified");
  if (call.flags.list("resource").length === 0)
    throw new PlainError("at least one resource must be specified");
  const rules = resourceRules(call, verbs);
  make(call, { apiVersion: `${GROUP}/v1`, kind: "Role", metadata, rules });
}

function createClusterRole(call: Call): void {
  const { flags } = call;
  const metadata = clusterMetadata(call);
  const verbs = verbsOf(call);
  const [resources, urls] = [flags.list("resource"), flags.list("non-resource-url")];
  const selectors = flags.list("aggregation-rule");
  const base = { apiVersion: `${GROUP}/v1`, kind: "ClusterRole", metadata };
  if (selectors.length > 0) {
    if (verbs.length + resources.length + urls.length + flags.list("resource-name").length > 0)
      throw new PlainError(
        "aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames",
      );
    const matchLabels = Object.fromEntries(selectors.map((pair) => pair.split("=", 2)));
    make(call, { ...base, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] }, rules: null });
    return;
  }
  if (verbs.length === 0) throw new PlainError("at least one verb must be specified");
  if (resources.length === 0 && urls.length === 0)
    throw new PlainError("one of resource or nonResourceURL must be specified");
  for (const url of urls)
    if (url !== "*" && !url.startsWith("/")) throw new PlainError("nonResourceURL should start with /");
  const wrong = urls.length === 0 ? undefined : verbs.find((verb) => !PATH_VERBS.has(verb));
  if (wrong !== undefined) throw new PlainError(`invalid verb: '${wrong}' for nonResourceURL`);
  const paths = urls.length === 0 ? [] : [{ nonResourceURLs: urls, verbs }];
  make(call, { ...base, rules: [...(resources.length === 0 ? [] : resourceRules(call, verbs)), ...paths] });
}

/** The verbs, each once; all of them where one is a star. */
function verbsOf({ flags, session }: Call): readonly string[] {
  const verbs = [...new Set(flags.list("verb"))];
  if (verbs.includes("*")) return ["*"];
  for (const verb of verbs)
    if (!VERBS.has(verb)) session.err(`Warning: '${verb}' is not a standard resource verb\n`);
  return verbs;
}

/** One rule for the resources of each group, in the order in which the groups are sorted. */
function resourceRules({ flags, session }: Call, verbs: readonly string[]): readonly Json[] {
  const groups = new Map<string, string[]>();
  const words = new Set(flags.list("resource"));
  // A star alone stands for all that is named beside it.
  for (const word of words.has("*") ? ["*"] : words) {
    const slash = word.indexOf("/");
    const [kind, part] = slash < 0 ? [word, ""] : [word.slice(0, slash), word.slice(slash)];
    const found = kind === "*" ? undefined : session.discovery.find(kind);
    if (found === undefined && kind !== "*")
      throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(kind)}`);
    const { group, plural } = found ?? { group: "", plural: "*" };
    const known = groups.get(group) ?? [];
    if (!known.includes(plural + part)) groups.set(group, [...known, plural + part]);
  }
  const names = flags.list("resource-name");
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, resources]) =>
      compact({
        apiGroups: [group],
        resourceNames: names.length === 0 ? undefined : names,
        resources,
        verbs,
      }),
    );
}

function createRoleBinding(call: Call): void {
  const { flags } = call;
  const metadata = madeMetadata(call, nameArgument(call));
  const [role, clusterRole] = [flags.text("role"), flags.text("clusterrole")];
  if ((role === "") === (clusterRole === ""))
    throw new PlainError("exactly one of clusterrole or role must be specified");
  const [kind, name] = role === "" ? ["ClusterRole", clusterRole] : ["Role", role];
  bind(call, "RoleBinding", metadata, { apiGroup: GROUP, kind, name });
}

function createClusterRoleBinding(call: Call): void {
  requireFlags(call, "clusterrole");
  const metadata = clusterMetadata(call);
  const name = call.flags.text("clusterrole");
  bind(call, "ClusterRoleBinding", metadata, { apiGroup: GROUP, kind: "ClusterRole", name });
}

function clusterMetadata(call: Call): Json {
  return { creationTimestamp: null, name: nameArgument(call) };
}

function bind(call: Call, kind: string, metadata: Json, roleRef: Json): void {
  const { flags } = call;
  const of = (flag: string, subject: string): readonly Json[] =>
    flags.list(flag).map((name) => ({ apiGroup: GROUP, kind: subject, name }));
  const accounts = flags.list("serviceaccount").map((word) => {
    const [namespace, name, ...more] = word.split(":");
    if (!namespace || !name || more.length > 0)
      throw new PlainError("serviceaccount must be <namespace>:<name>");
    return { kind: "ServiceAccount", name, namespace };
  });
  const subjects = [...of("user", "User"), ...of("group", "Group"), ...accounts];
  const said = subjects.length === 0 ? {} : { subjects };
  make(call, { apiVersion: `${GROUP}/v1`, kind, metadata, roleRef, ...said });
}
