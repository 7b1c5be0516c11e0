import { NameError, type Person } from "../engine/index.ts";
import { didYouMean, StepError, VerdictMismatch } from "./errors.ts";
import { defineSteps, type StepTable, step } from "./registry.ts";
import type { World } from "./world.ts";

const APPLY_EXAMPLE = [
  'When "ann" applies:',
  '  """yaml',
  "  apiVersion: gateway.networking.k8s.io/v1",
  "  kind: HTTPRoute",
  "  metadata: { name: shop, namespace: shop }",
  "  spec: { parentRefs: [{ name: edge, namespace: infra }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }",
  '  """',
].join("\n");

function personNamed(world: World, user: string): Person {
  return { user, groups: world.groups.get(user) ?? [] };
}

function requireRight(
  world: World,
  user: string,
  wanted: boolean,
  [verb, resource]: readonly [string, string],
  namespace: string | undefined,
): void {
  const where = namespace === undefined ? "in the cluster" : `in namespace "${namespace}"`;
  const found = ask(world, user, verb, resource, namespace);
  if (found.allowed === wanted) return;
  const why = found.allowed
    ? `RBAC: allowed by ${found.binding} of ${found.role} to ${user}`
    : `no binding gives ${user} this right`;
  throw new VerdictMismatch(
    `expected: ${user} may ${wanted ? "" : "not "}${verb} ${resource} ${where}\nobserved: ${why}`,
  );
}

function ask(
  world: World,
  user: string,
  verb: string,
  resource: string,
  namespace: string | undefined,
): ReturnType<ReturnType<World["cluster"]>["authorize"]> {
  try {
    const person = personNamed(world, user);
    return world.cluster().authorize(person, verb, resource, namespace === undefined ? {} : { namespace });
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new StepError(`${error.message}${didYouMean(error.candidates)}`);
  }
}

export const rbacSteps: StepTable = defineSteps("steps/rbac.ts", [
  step({
    keyword: "Given",
    expression: "{string} belongs to the group(s) {string}",
    example: 'Given "ann" belongs to the groups "platform, on-call"',
    description: "Groups that bindings name; every user is in system:authenticated besides.",
    run: (world, user, groups): void => {
      world.groups.set(
        user,
        groups.split(",").map((one) => one.trim()),
      );
    },
  }),
  step({
    keyword: "When",
    expression: "{string} applies:",
    block: "text",
    example: APPLY_EXAMPLE,
    description:
      "The same as I apply, by a person or system:serviceaccount:NAMESPACE:NAME: RBAC is asked for every object.",
    run: (world, user, text): void =>
      world.apply([world.surroundings.inline(text)], personNamed(world, user)),
  }),
  step({
    keyword: "Then",
    expression: "{string} may {word} {word} in namespace {string}",
    example: 'Then "ann" may create httproutes in namespace "shop"',
    description: "What kubectl auth can-i --as says: verb, and resource as kubectl takes it.",
    run: (world, user, verb, resource, namespace): void =>
      requireRight(world, user, true, [verb, resource], namespace),
  }),
  step({
    keyword: "Then",
    expression: "{string} may not {word} {word} in namespace {string}",
    example: 'Then "ann" may not create gateways in namespace "infra"',
    description: "No binding allows it.",
    run: (world, user, verb, resource, namespace): void =>
      requireRight(world, user, false, [verb, resource], namespace),
  }),
  step({
    keyword: "Then",
    expression: "{string} may {word} {word} in the cluster",
    example: 'Then "chris" may create gatewayclasses in the cluster',
    description: "The same for what belongs to no namespace, and for all namespaces at once.",
    run: (world, user, verb, resource): void => requireRight(world, user, true, [verb, resource], undefined),
  }),
  step({
    keyword: "Then",
    expression: "{string} may not {word} {word} in the cluster",
    example: 'Then "ann" may not create gatewayclasses in the cluster',
    description: "No cluster-wide binding allows it.",
    run: (world, user, verb, resource): void => requireRight(world, user, false, [verb, resource], undefined),
  }),
]);
