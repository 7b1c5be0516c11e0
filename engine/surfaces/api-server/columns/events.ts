import type { KubernetesObject } from "../../../api/meta.ts";
import { age } from "./age.ts";
import { type Column, text, wide } from "./column.ts";

interface Event extends KubernetesObject {
  readonly involvedObject: { readonly kind: string; readonly name: string; readonly fieldPath?: string };
  readonly reason: string;
  readonly message: string;
  readonly type: string;
  readonly source: { readonly component?: string; readonly host?: string };
  readonly firstTimestamp: string | null;
  readonly lastTimestamp: string | null;
  readonly eventTime: string | null;
  readonly count?: number;
  readonly reportingComponent: string;
  readonly reportingInstance: string;
}

const since = (time: string | null, now: number): string =>
  age(time === null ? undefined : time.replace(/\.\d+Z$/, "Z"), now);

const first = ({ firstTimestamp, eventTime }: Event, now: number): string =>
  since(firstTimestamp ?? eventTime, now);

const last = (event: Event, now: number): string =>
  event.lastTimestamp === null ? first(event, now) : since(event.lastTimestamp, now);

const origin = ({ source, reportingComponent, reportingInstance }: Event): string => {
  const { component = reportingComponent, host = reportingInstance } = source;
  return host === "" ? component : `${component}, ${host}`;
};

/** `printEvent` (pkg/printers/internalversion). */
export const EVENT: readonly Column<Event>[] = [
  text("Last Seen", last),
  text("Type", ({ type }) => type),
  text("Reason", ({ reason }) => reason),
  text("Object", ({ involvedObject: { kind, name } }) => `${kind.toLowerCase()}/${name}`),
  wide("Subobject", ({ involvedObject: { fieldPath = "" } }) => fieldPath),
  wide("Source", origin),
  text("Message", ({ message }) => message.trim()),
  wide("First Seen", first),
  wide("Count", ({ count = 1 }) => String(count)),
  wide("Name", ({ metadata }) => metadata.name),
];
