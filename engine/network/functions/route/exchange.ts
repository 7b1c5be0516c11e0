import type { ClusterView } from "../../../cluster/view.ts";
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
