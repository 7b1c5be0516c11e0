import { type EndingKind, NameError, suggest, type Trace } from "../engine/index.ts";
import type { ClusterFace } from "./cluster-face.ts";
import { didYouMean, StepError } from "./errors.ts";
import { endingText, outcomeText } from "./mismatch.ts";
import type { Asked } from "./world.ts";

const NO_NAME: ReadonlySet<EndingKind> = new Set(["name-not-found", "no-data", "servfail"]);

/**
 * A negative proves a policy only if the same request gets through without any: a client that exists, a target that
 * answers. Otherwise the step errs and says what is missing.
 */
export function requireWitness(claim: string, asked: Asked, cluster: ClusterFace): void {
  const without = lift(asked);
  if (without.outcome === "success") return;
  const advice = missing(without, asked.host, cluster);
  throw new StepError(
    [
      `"${claim}" proves nothing: ${asked.client} does not get through without any policy either.`,
      `without policies: ${outcomeText(without)}`,
      ...(advice === undefined ? [] : [advice]),
      ...without.hints,
    ].join("\n"),
  );
}

/** Whether a target's name leads nowhere even without policies; then it is taken for a typing mistake. */
export function requireName(asked: Asked, cluster: ClusterFace): void {
  const without = lift(asked);
  const unknown = without.branches.find(({ ending }) => NO_NAME.has(ending.kind));
  if (unknown === undefined) return;
  throw new StepError(
    `"${asked.host}" does not resolve for ${asked.client}${didYouMean(similarHosts(asked.host, cluster))}`,
  );
}

function lift(asked: Asked): Trace {
  try {
    return asked.lifted();
  } catch (error) {
    if (error instanceof NameError) throw new StepError(error.message);
    throw error;
  }
}

function missing(without: Trace, host: string, cluster: ClusterFace): string | undefined {
  const endings = without.branches.map(({ ending }) => ending);
  if (endings.some(({ kind }) => NO_NAME.has(kind))) {
    return `missing: a Service, pod or external host named "${host}"${didYouMean(similarHosts(host, cluster))}`;
  }
  if (endings.some(({ kind }) => kind === "refused")) {
    return "missing: something that listens there; declare the containerPort, or say `it is refused`";
  }
  const other = endings.find(({ kind }) => kind !== "answered" && kind !== "connected");
  if (other !== undefined)
    return `missing: a way there; to claim just this ending, say \`it ends as ${other.kind}\``;
  const [first] = endings;
  return first === undefined ? undefined : `missing: an answer below 400, not ${endingText(first)}`;
}

/** Names of Services that `host` may have meant: in full where the short one is right but for the namespace. */
function similarHosts(host: string, cluster: ClusterFace): readonly string[] {
  const services = cluster.objects("Service").map(({ metadata }) => metadata);
  const namesakes = services.filter(({ name }) => name === host);
  if (namesakes.length > 0) return namesakes.map(({ name, namespace = "default" }) => `${name}.${namespace}`);
  const names = services.flatMap(({ name, namespace = "default" }) =>
    host.includes(".") ? [`${name}.${namespace}`, `${name}.${namespace}.svc.cluster.local`] : [name],
  );
  return suggest(host, names);
}
