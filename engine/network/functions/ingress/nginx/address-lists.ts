import { annotation, unreadOn } from "../../../../api/networking/nginx-annotations.ts";
import type { IngressStep } from "../steps.ts";
import type { Route } from "../table.ts";
import { type Choices, type NginxRequest, refuse } from "./answers.ts";
import { isIn } from "./forwarded.ts";
import { settingOf } from "./settings.ts";

/** A value that cannot be read closes the location, whoever asks (annotations/ipallowlist, annotations/authreq: it is denied). */
export function closedByValue(asked: NginxRequest, { ingress }: Route): Choices | undefined {
  const closes = unreadOn(ingress).find(({ effect }) => effect === "closed");
  if (closes === undefined) return undefined;
  const { name, text, expected } = closes;
  return refuse(asked, ingress, 503, name, `${JSON.stringify(text)} is not ${expected}`);
}

/** 403 for who is in the one list, or is not in the other. */
export function refusedAddress(asked: NginxRequest, { ingress }: Route): Choices | undefined {
  const { client } = asked.came;
  const refused = (name: string, why: string): Choices =>
    refuse(asked, ingress, 403, name, `${client.text} is ${why}`);
  const denied = ranges(asked, ingress, "denylist-source-range");
  if (isIn(client, denied)) return refused("denylist-source-range", `in ${denied.join(", ")}`);
  const name = allowlistOf(ingress);
  const allowed = ranges(asked, ingress, name);
  // Lists of the controller are those of locations without one of their own.
  if (allowed.length === 0 && denied.length === 0) return blockedAddress(asked);
  if (allowed.length === 0 || isIn(client, allowed)) return undefined;
  return refused(name, `not in ${allowed.join(", ")}`);
}

function blockedAddress({ table, came: { client }, base }: NginxRequest): Choices | undefined {
  const blocked = table.config.list("block-cidrs");
  if (!isIn(client, blocked)) return undefined;
  const why = `${client.text} is in ${blocked.join(", ")}`;
  const step: IngressStep = { ...base, code: "blocked", key: "block-cidrs", why, objects: [] };
  return [{ share: 1, steps: [step], does: { kind: "answered", status: 403 } }];
}

/** The list has an older name. */
export function allowlistOf(ingress: Route["ingress"]): string {
  return annotation(ingress, "allowlist-source-range") === undefined
    ? "whitelist-source-range"
    : "allowlist-source-range";
}

export function ranges({ table }: NginxRequest, ingress: Route["ingress"], name: string): readonly string[] {
  return (settingOf(table.config, ingress, name) ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
