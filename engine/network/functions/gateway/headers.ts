import type { HTTPHeaderFilter } from "../../../api/gateway/http-filter.ts";
import type { HttpHeaders } from "../../../values/http-message.ts";

/** Headers after a modifier: `set` replaces, `add` appends to what is there, `remove` takes away; names in any case. */
export function modifiedHeaders(
  headers: HttpHeaders,
  { set = [], add = [], remove = [] }: HTTPHeaderFilter,
): HttpHeaders {
  const changed: Record<string, string> = { ...headers };
  for (const { name, value } of set) changed[name.toLowerCase()] = value;
  for (const { name, value } of add) {
    const key = name.toLowerCase();
    const known = changed[key];
    changed[key] = known === undefined ? value : `${known},${value}`;
  }
  for (const name of remove) delete changed[name.toLowerCase()];
  return changed;
}

/** In words, for a trace. */
export function headerChanges(
  what: string,
  { set = [], add = [], remove = [] }: HTTPHeaderFilter,
): readonly string[] {
  return [
    ...set.map(({ name, value }) => `${what} header ${name} is ${value}`),
    ...add.map(({ name, value }) => `${what} header ${name} also has ${value}`),
    ...remove.map((name) => `${what} header ${name} is taken away`),
  ];
}
