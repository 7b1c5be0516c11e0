import { bool, type Flag, int, list, optionalText, text } from "./flag.ts";

/** Flags that every command takes. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  bool("help", "h"),
  text("namespace", "n"),
  text("kubeconfig"),
  text("context"),
  text("cluster"),
  text("user"),
  text("server", "s"),
  text("token"),
  text("as"),
  list("as-group", "array"),
  text("as-uid"),
  text("request-timeout", "", "0"),
  text("certificate-authority"),
  text("client-certificate"),
  text("client-key"),
  bool("insecure-skip-tls-verify"),
  text("tls-server-name"),
  text("cache-dir"),
  bool("disable-compression"),
  bool("match-server-version"),
  text("profile", "", "none"),
  text("profile-output", "", "profile.pprof"),
  bool("warnings-as-errors"),
  int("v", 0, "v"),
  text("vmodule"),
];

export const OUTPUT: Flag = text("output", "o");
export const TEMPLATE: readonly Flag[] = [
  text("template"),
  bool("allow-missing-template-keys", "", true),
  bool("show-managed-fields"),
];
export const PRINT: readonly Flag[] = [OUTPUT, ...TEMPLATE];
export const SELECTOR: Flag = text("selector", "l");
export const FIELD_SELECTOR: Flag = text("field-selector");
export const ALL_NAMESPACES: Flag = bool("all-namespaces", "A");
export const DRY_RUN: Flag = optionalText("dry-run", "none", "unchanged");
export const VALIDATE: Flag = optionalText("validate", "strict", "strict");
export const CHUNK_SIZE: Flag = int("chunk-size", 500);
export const FILES: readonly Flag[] = [
  list("filename", "slice", "f"),
  text("kustomize", "k"),
  bool("recursive", "R"),
];

export function fieldManager(name: string): Flag {
  return text("field-manager", "", name);
}
