import type { Route } from "../../../api/openshift/route.ts";

/** Response headers that the Route sets to a fixed value. */
export function headersSet({ spec }: Route): Readonly<Record<string, string>> {
  const actions = spec.httpHeaders?.actions?.response ?? [];
  return Object.fromEntries(
    actions.flatMap(({ name, action }) => {
      const value = action.set?.value;
      return value === undefined || value.includes("%[") ? [] : [[name.toLowerCase(), value]];
    }),
  );
}

const HSTS_WORD = "(?:includeSubDomains|preload)";
const HSTS = new RegExp(
  `^(?:${HSTS_WORD}\\s*;\\s*)*max-age\\s*=\\s*(?:\\d+|"\\d+")(?:\\s*;\\s*${HSTS_WORD})*$`,
  "i",
);

/** `Strict-Transport-Security` as the annotation has it; what the router's template does not recognise counts for nothing. */
export function hstsOf({ metadata, spec }: Route): string | undefined {
  const text = metadata.annotations?.["haproxy.router.openshift.io/hsts_header"];
  const { termination } = spec.tls ?? {};
  if (text === undefined || (termination !== "edge" && termination !== "reencrypt")) return undefined;
  return HSTS.test(text) ? text : undefined;
}
