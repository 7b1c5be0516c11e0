import type { Ingress } from "../../../../api/networking/ingress.ts";
import { nameOfAnnotation } from "../../../../api/networking/nginx-annotations.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";
import type { Earlier } from "../../../affinity.ts";
import type { Choice } from "../../../function.ts";
import type { IngressStep } from "../steps.ts";
import type { IngressTable, VirtualHost } from "../table.ts";
import type { Refusal } from "./auth.ts";
import type { Came } from "./forwarded.ts";

type Base = Pick<IngressStep, "function" | "controller" | "host" | "path">;
export type Choices = readonly Choice<IngressStep>[];

/** A request at an ingress-nginx controller, once its host is found. */
export interface NginxRequest {
  readonly view: ClusterView;
  readonly table: IngressTable;
  readonly host: VirtualHost;
  readonly request: HttpRequest;
  readonly came: Came;
  /** The client's requests for the same URL before this one. */
  readonly earlier: readonly Earlier[];
  readonly base: Base;
}

export function queryOf({ query }: HttpRequest): string {
  return query === "" ? "" : `?${query}`;
}

export function redirect(
  { view, base }: NginxRequest,
  ingress: Ingress,
  status: number,
  location: string,
  why: string,
): Choices {
  const use = view.use(ingress, ["metadata", "annotations"]);
  const step: IngressStep = {
    ...base,
    code: "redirected",
    ingress: use,
    status,
    location,
    why,
    objects: [use],
  };
  return [{ share: 1, steps: [step], does: { kind: "answered", status, headers: { location } } }];
}

export function refuse(
  { view, base }: NginxRequest,
  ingress: Ingress,
  status: number,
  name: string,
  why: string,
  headers: HttpHeaders = {},
): Choices {
  const use = view.use(ingress, ["metadata", "annotations", nameOfAnnotation(name)]);
  const step: IngressStep = {
    ...base,
    code: "refused",
    ingress: use,
    status,
    annotation: nameOfAnnotation(name),
    why,
    objects: [use],
  };
  const answer: Ending =
    Object.keys(headers).length === 0 ? { kind: "answered", status } : { kind: "answered", status, headers };
  return [{ share: 1, steps: [step], does: answer }];
}

export function refusedBy(
  asked: NginxRequest,
  ingress: Ingress,
  { status, annotation: name, why, headers }: Refusal,
): Choices {
  return refuse(asked, ingress, status, name, why, headers);
}
