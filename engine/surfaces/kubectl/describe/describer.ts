import type { ApiObject } from "../server/api.ts";
import type { Session } from "../session.ts";

/** What a describer may look at. */
export interface Subject {
  readonly session: Session;
  readonly object: ApiObject;
  readonly showEvents: boolean;
}

export type Describer = (subject: Subject) => string;
