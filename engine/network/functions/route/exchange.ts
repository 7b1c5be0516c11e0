import type { ServiceBackend } from "../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import type { HttpRequest } from "../../../values/http-message.ts";
import type { Choice, Flow } from "../../function.ts";
import type { RouteStep } from "./steps.ts";
import type { RouterTable } from "./table.ts";

/** A request at a router. */
export interface Exchange {
  readonly view: ClusterView;
  readonly table: RouterTable;
  readonly flow: Flow;
  readonly request: HttpRequest;
}

/** What every step of one request says. */
export type Base = Pick<RouteStep, "function" | "router" | "host" | "path">;

export type Choices = readonly Choice<RouteStep>[];

/** An endpoint with its part of the requests. */
export interface Weighted {
  readonly share: number;
  readonly of: number;
  readonly backend: ServiceBackend;
  readonly service: ObjectUse;
  /** The client's cookie names it. */
  readonly isKept?: true;
}
