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
