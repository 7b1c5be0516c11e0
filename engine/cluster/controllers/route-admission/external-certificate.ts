import type { Route } from "../../../api/openshift/route.ts";
import { isGranted } from "../../rbac.ts";
import type { RoleReader } from "../../rbac-grants.ts";
import { secretText } from "../../tls-secret.ts";

/** The name of the account alone is looked up, so bindings to its groups do not count. */
const ROUTER = { user: "system:serviceaccount:openshift-ingress:router", groups: [] };
const FIELD = "spec.tls.externalCertificate";

/** The problems in one sentence, as Go joins errors. */
export function externalProblem(reader: RoleReader, route: Route): string | undefined {
  const problems = externalProblems(reader, route);
  return problems.length > 1 ? `[${problems.join(", ")}]` : problems[0];
}

/**
 * Why the router, and the API server before it, refuses the Secret that a Route names (openshift/router, ValidateTLSExternalCertificate): it may not get,
 * watch and list it, or it is not there, or is no `kubernetes.io/tls` one. None: it takes it, or none is named.
 */
export function externalProblems(reader: RoleReader, { metadata, spec }: Route): readonly string[] {
  const name = spec.tls?.externalCertificate?.name ?? "";
  if (name === "") return [];
  const { namespace = "default" } = metadata;
  const asked = { group: "", resource: "secrets", namespace, name };
  const missing = ["get", "watch", "list"].filter((verb) => !isGranted(reader, ROUTER, { ...asked, verb }));
  const problems = missing.map(
    (verb) => `${FIELD}: Forbidden: router serviceaccount does not have permission to ${verb} this secret`,
  );
  const secret = reader.get("Secret", namespace, name);
  if (secret === undefined)
    problems.push(`${FIELD}: Not found: ${quoted(`secrets ${quoted(name)} not found`)}`);
  else if (secret.type !== "kubernetes.io/tls")
    problems.push(`${FIELD}: Invalid value: ${quoted(name)}: secret of type "kubernetes.io/tls" required`);
  return problems;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The Route with what its Secret holds, as the router goes on with it. */
export function withExternal(reader: RoleReader, route: Route): Route {
  const { tls } = route.spec;
  const name = tls?.externalCertificate?.name ?? "";
  const secret = name === "" ? undefined : reader.get("Secret", route.metadata.namespace ?? "default", name);
  // Nobody knows what a Secret holds whose data the input leaves out.
  if (tls === undefined || secret === undefined || (secret.data ?? secret.stringData) === undefined)
    return route;
  const [certificate, key] = [secretText(secret, "tls.crt"), secretText(secret, "tls.key")];
  return { ...route, spec: { ...route.spec, tls: { ...tls, certificate, key } } };
}
