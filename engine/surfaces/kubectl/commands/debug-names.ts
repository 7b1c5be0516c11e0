import { hashText, nameSuffix, seededRandom } from "../../../values/random.ts";
import { listAt, textAt } from "../server/api.ts";
import type { Session } from "../session.ts";

/** Five letters that nobody chose: the same for the same seed. */
export function randomSuffix(seed: string): string {
  return nameSuffix(seededRandom(hashText(seed)), 5);
}

/** A name that no pod of the namespace has. */
export function freeName(session: Session, prefix: string): string {
  const resource = session.discovery.named("pods");
  const { namespace } = session;
  const taken = new Set(
    listAt(session.client.get({ resource, namespace }), "items").map((pod) =>
      textAt(pod, "metadata", "name"),
    ),
  );
  for (let round = 0; ; round++) {
    const name = `${prefix}-${randomSuffix(`${prefix}${round}`)}`;
    if (!taken.has(name)) return name;
  }
}
