import type { ConfigMap } from "../api/core/config.ts";
import { goBool } from "../api/networking/nginx-annotations.ts";

/** Where the controller of ingress-nginx keeps its settings. */
export const NGINX_CONFIG_MAP = { namespace: "ingress-nginx", name: "ingress-nginx-controller" } as const;

/** Settings of the whole controller, by their keys in its ConfigMap (internal/ingress/controller/template/configmap.go). */
export class NginxConfig {
  readonly #data: Readonly<Record<string, string>>;

  constructor(configMap: ConfigMap | undefined) {
    this.#data = configMap?.data ?? {};
  }

  /** `otherwise` where the key is absent, or its value is none that Go reads. */
  flag(key: string, otherwise: boolean): boolean {
    const text = this.text(key);
    return text === "" ? false : (goBool(text ?? "") ?? otherwise);
  }

  text(key: string): string | undefined {
    return Object.hasOwn(this.#data, key) ? this.#data[key] : undefined;
  }

  /** The highest risk of annotations that is let in, from 0 for low to 3 for critical; a word that it does not know is low (StringRiskToRisk). */
  get risk(): number {
    const said = this.text("annotations-risk-level")?.toLowerCase() ?? "high";
    return Math.max(0, ["low", "medium", "high", "critical"].indexOf(said));
  }

  /** Whether annotations of the highest risk are let in. */
  get takesCritical(): boolean {
    return this.risk === 3;
  }

  list(key: string): readonly string[] {
    return (this.text(key) ?? "")
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "");
  }
}
