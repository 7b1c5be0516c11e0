import type { KubernetesObject } from "../api/meta.ts";
import type { ChangeLog } from "./change-log.ts";

/** What a controller said at one moment: it does not follow from the objects that are there, and outlives its own. */
export interface Saying {
  readonly of: KubernetesObject;
  readonly reason: string;
  readonly message: string;
  /** The controller. */
  readonly by: string;
  readonly isWarning?: boolean;
  /** Whether it knows the object by its name alone. */
  readonly isNameOnly?: boolean;
}

/** With the time, in milliseconds since the epoch. */
export type Sayings = ChangeLog<Saying & { readonly at: number }>;

/** How long the API server keeps an Event (`--event-ttl`). */
export const KEPT_MILLISECONDS = 3_600_000;
