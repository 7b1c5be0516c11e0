import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation, flag } from "../../../../api/networking/nginx-annotations.ts";
import type { NginxConfig } from "../../../../cluster/nginx-config.ts";
import type { Route } from "../table.ts";

/** What an annotation says, or for all Ingresses without it the ConfigMap's key of the same name. */
export function settingOf(config: NginxConfig, ingress: Ingress, name: string): string | undefined {
  return annotation(ingress, name) ?? config.text(name);
}

export function switchOf(config: NginxConfig, ingress: Ingress, name: string, otherwise: boolean): boolean {
  return flag(ingress, name) ?? config.flag(name, otherwise);
}

const ACME = "/.well-known/acme-challenge";

/** Whether a location is one of those that are left alone: by the path of its rule, not by what is asked for. */
export function isLeftOpen(
  config: NginxConfig,
  { path }: Route,
  key: "no-tls-redirect-locations" | "no-auth-locations",
): boolean {
  const open = config.text(key) === undefined ? [ACME] : config.list(key);
  return open.some((start) => path.startsWith(start));
}
